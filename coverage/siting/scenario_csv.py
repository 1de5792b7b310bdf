"""A scenario as a CSV: one row for each place of each option, with figures and hypotheses.

Numbers are plain, so that a program can read them; texts that a spreadsheet would run are guarded.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from coverage.access import PER
from coverage.siting.before_after import Snapshot
from coverage.siting.bench import Answer, Choice
from coverage.siting.words import Option, Place, Reason
from venues.exports import guarded

FIELDS = (
    "option", "geste", "rang", "nom", "precision", "code", "latitude", "longitude",
    "gain_habitants", "cumul_habitants", "habitants_vises_rapproches", "habitants_rapproches",
    "communes_sorties_double_alerte", "habitants_sortis_double_alerte",
    "communes_double_alerte", "habitants_double_alerte", "habitants_proches", "habitants_loin",
    "commune_moins_servie", "communes_aussi_peu_servies", "acces_moins_servie_10000",
    "fgt1", "trajet_moyen_min", "trajet_max_min", "habitants_vises", "candidats_compares",
    "seuil_acces_10000", "territoire",
    "service", "mode", "minutes", "nombre", "pour", "candidats", "offre", "date",
)  # fmt: skip


def scenario_csv(
    found: Answer,
    options: tuple[Option, ...],
    reasons: tuple[Reason, ...],
    hypotheses: dict[str, Any],
) -> str:
    """Return the CSV text; the first row is today. `hypotheses` hold the last eight fields."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, FIELDS, restval="")
    writer.writeheader()
    constant = {
        "habitants_vises": round(found.aimed),
        "candidats_compares": len(found.candidates),
        "seuil_acces_10000": _number(found.place.study.line * PER),
        **hypotheses,
    }
    steps = dict(zip((step.candidate for step in found.steps), reasons, strict=True))
    rows: list[dict[str, Any]] = [
        {
            "option": "aujourd’hui",
            "trajet_moyen_min": _number(found.mean),
            "trajet_max_min": _number(found.longest),
            **_state(found, found.place.study.before),
        }
    ]
    for option in options:
        figures = _figures(found, option.choice)
        for rank, (place, own) in enumerate(
            zip(option.places, option.choice.chosen, strict=True), 1
        ):
            rows.append({"option": option.title, "geste": option.choice.kind, "rang": rank,
                         **_place(place), **figures})  # fmt: skip
            if option.key == "option-1" and (reason := steps.get(own)) and reason.is_asked:
                step = found.steps[reason.rank - 1]
                rows[-1] |= {
                    "gain_habitants": round(step.gain), "cumul_habitants": round(step.total),
                }  # fmt: skip
    for row in rows:
        writer.writerow({key: guarded(value) for key, value in (row | constant).items()})
    return buffer.getvalue()


def _place(place: Place) -> dict[str, Any]:
    return {
        "nom": place.name,
        "precision": place.detail,
        "code": place.code,
        "latitude": round(place.latitude, 6),
        "longitude": round(place.longitude, 6),
    }


def _figures(found: Answer, choice: Choice) -> dict[str, Any]:
    return {
        "habitants_vises_rapproches": round(choice.covered),
        "habitants_rapproches": round(choice.change.newly_near),
        "communes_sorties_double_alerte": choice.change.alerts_removed,
        "habitants_sortis_double_alerte": round(choice.change.people_out_of_alert),
        "trajet_moyen_min": _number(choice.mean),
        "trajet_max_min": _number(choice.longest),
        **_state(found, choice.change.after),
    }


def _state(found: Answer, state: Snapshot) -> dict[str, Any]:
    worst = "" if state.worst is None else str(found.place.world.codes[state.worst])
    return {
        "communes_double_alerte": state.alert_communes,
        "habitants_double_alerte": round(state.alert_people),
        "habitants_proches": round(state.near_people),
        "habitants_loin": round(state.far_people),
        "commune_moins_servie": worst,
        "communes_aussi_peu_servies": state.worst_count,
        "acces_moins_servie_10000": _number(state.worst_access * PER),
        "fgt1": _number(state.fgt1),
    }


def _number(value: float) -> float | str:
    return "" if value != value else round(value, 6)
