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
    "choix_par", "gain_habitants_comptes", "cumul_habitants_comptes", "compte",
    "habitants_comptes", "habitants_vises_sans_lieu_devenus_proches",
    "habitants_sans_lieu_devenus_proches",
    "communes_sorties_double_alerte", "habitants_sortis_double_alerte",
    "communes_double_alerte", "habitants_double_alerte",
    "habitants_avec_lieu_proche", "habitants_sans_lieu_proche",
    "commune_moins_servie", "communes_aussi_peu_servies", "acces_moins_servie_10000",
    "fgt1", "trajet_moyen_min", "trajet_max_min", "vises", "habitants_vises",
    "habitants_vises_sans_lieu_proche", "candidats_compares",
    "seuil_acces_10000", "territoire",
    "service", "mode", "minutes", "nombre", "pour", "candidats", "offre", "date",
    "decroissance", "regle", "graine", "calcul", "publication_fragilite", "demonstration",
)  # fmt: skip
#: How each choice was made, as the CSV writes it.
WAYS = {
    "cover": "couverture", "median": "p-mediane", "centre": "p-centre",
    "heures": "plus-d-heures", "itinerant": "demi-journee",
}  # fmt: skip


def scenario_csv(
    found: Answer,
    options: tuple[Option, ...],
    reasons: tuple[Reason, ...],
    hypotheses: dict[str, Any],
) -> str:
    """Return the CSV text; the first row is today. `hypotheses` hold the last fields.

    `habitants_comptes` is the sum that the choice makes as large as it can: those that `compte`
    says. The gains are told on the option that holds the first steps of the curve.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, FIELDS, restval="")
    writer.writeheader()
    constant = {
        "habitants_vises": round(found.aimed),
        "habitants_vises_sans_lieu_proche": round(found.aimed_far),
        "candidats_compares": len(found.candidates),
        "seuil_acces_10000": _number(found.place.study.line * PER),
        **hypotheses,
    }
    stepwise = found.stepwise(hypotheses["nombre"])
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
            if option.choice is stepwise and (reason := steps.get(own)):
                step = found.steps[reason.rank - 1]
                rows[-1] |= {
                    "gain_habitants_comptes": round(step.gain),
                    "cumul_habitants_comptes": round(step.total),
                }
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
        "choix_par": "|".join(WAYS[way] for way in choice.ways),
        "habitants_comptes": round(choice.covered),
        "habitants_vises_sans_lieu_devenus_proches": round(choice.aimed_near),
        "habitants_sans_lieu_devenus_proches": round(choice.change.newly_near),
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
        "habitants_avec_lieu_proche": round(state.near_people),
        "habitants_sans_lieu_proche": round(state.far_people),
        "commune_moins_servie": worst,
        "communes_aussi_peu_servies": state.worst_count,
        "acces_moins_servie_10000": _number(state.worst_access * PER),
        "fgt1": _number(state.fgt1),
    }


def _number(value: float) -> float | str:
    return "" if value != value else round(value, 6)
