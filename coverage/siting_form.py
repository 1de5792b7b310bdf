"""The form of the siting bench: every field has a default but the territory.

Names of fields are those of the addresses: French. It knows no computation.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict

from coverage.siting.scenario import (
    AIMS,
    DEFAULT_COUNT,
    DEFAULT_MINUTES,
    KINDS,
    MINUTES,
    MODES,
    MOST_CHOSEN,
    MOST_PLACES,
    MOVES,
    Scenario,
)
from coverage.territory_page import facts_of, successor
from venues.vocabulary import SERVICES

LEVELS = ("departement", "epci", "region")
#: What an absent field means.
_USUAL = {
    "pour": Scenario.aim,
    "minutes": str(DEFAULT_MINUTES),
    "mode": "voiture",
    "nombre": str(DEFAULT_COUNT),
    "candidats": "sans-lieu",
    "offre": "1",
}
_KEY = re.compile(r"(departement|epci|region|france):([0-9A-Z]{1,9})")
_SMALL = re.compile(r"(?:commune|arrondissement):([0-9][0-9AB][0-9]{3})")
_COMMUNE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_UNKNOWN = "Ce territoire n’est pas connu. Choisissez-en un dans la liste, ou cherchez son nom."
_TOO_LARGE = (
    "La France entière est trop grande pour ce calcul. Choisissez une région, un département ou "
    "une intercommunalité."
)
_WRONG_CHOICE = "Choisissez une des réponses proposées."
_COUNT = f"Écrivez un nombre de 1 à {MOST_PLACES}."


def _choice(label: str, choices: dict[str, str], usual: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices.items()),
        required=False,
        initial=usual,
        error_messages={"invalid_choice": _WRONG_CHOICE},
    )


class SitingForm(forms.Form):
    """A question to the bench; an absent field takes its default."""

    territoire = forms.CharField(
        label="Territoire",
        max_length=40,
        error_messages={
            "required": "Choisissez un territoire : département, intercommunalité ou région.",
            "max_length": _UNKNOWN,
        },
    )
    service = _choice(
        "Pour quelle aide",
        {"": "Toute aide au numérique"} | {term.code: term.label for term in SERVICES.terms},
    )
    pour = _choice("Qui rapprocher d’abord", AIMS, _USUAL["pour"])
    minutes = _choice(
        "À combien de minutes au plus",
        {str(one): f"{one} minutes" for one in MINUTES},
        _USUAL["minutes"],
    )
    mode = _choice("Comment", MODES, _USUAL["mode"])
    nombre = forms.IntegerField(
        label="Combien de lieux",
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        initial=DEFAULT_COUNT,
        error_messages={"invalid": _COUNT, "min_value": _COUNT, "max_value": _COUNT},
    )
    candidats = _choice("Où l’on pourrait ouvrir", KINDS, _USUAL["candidats"])
    offre = _choice(
        "Chaque lieu ouvert compte pour",
        {"0.5": "un demi-lieu", "1": "un lieu", "2": "deux lieux"},
        _USUAL["offre"],
    )
    geste = forms.MultipleChoiceField(
        label="Comparer",
        choices=list(MOVES.items()),
        required=False,
        error_messages={"invalid_choice": _WRONG_CHOICE},
    )
    commune = forms.MultipleChoiceField(label="Communes choisies", required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        if data is not None:
            data = data.copy()
            for name, usual in _USUAL.items():
                if not data.get(name):
                    data[name] = usual
        super().__init__(data)
        #: What was done with a territory too small for the bench, "" for nothing.
        self.widened = ""
        codes = data.getlist("commune")[: 2 * MOST_CHOSEN] if data is not None else []
        known = [code for code in dict.fromkeys(codes) if _COMMUNE.fullmatch(code)]
        self.chosen = tuple(known[:MOST_CHOSEN])
        self.fields["commune"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]

    def clean_territoire(self) -> str:
        """Refuse what is no territory, and what is too large."""
        key = self._wide_enough(self.cleaned_data["territoire"])
        found = _KEY.fullmatch(key)
        if found is None:
            raise forms.ValidationError(_UNKNOWN)
        if found[1] == "france":
            raise forms.ValidationError(_TOO_LARGE)
        if facts_of(found[1], found[2]) is None:
            raise forms.ValidationError(_UNKNOWN)
        return key

    def _wide_enough(self, key: str) -> str:
        """Return the intercommunalité of a commune (its département without one), and say so."""
        small = _SMALL.fullmatch(key)
        if small is None:
            return key
        level, code = key.partition(":")[0], small[1]
        facts = facts_of(level, code) or facts_of(level, successor(level, code) or "")
        parents = {one.level: one for one in facts.parents} if facts else {}
        holder = parents.get("epci") or parents.get("departement")
        if facts is None or holder is None:
            return key
        self.widened = (
            f"{facts.name}\u00a0: cette commune est comparée avec ses voisines, dans "
            f"{holder.name}. Seule, elle est trop petite pour choisir entre plusieurs lieux."
        )
        return f"{holder.level}:{holder.code}"

    def clean(self) -> dict[str, Any]:
        """Refuse candidates that do not go together with the rest."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("candidats")
        if kind == "lieux" and not cleaned.get("service"):
            self.add_error(
                "candidats",
                "Choisissez d’abord une aide : on cherche les lieux qui ne l’offrent pas encore.",
            )
        if kind == "choix" and not self.chosen:
            self.add_error("candidats", "Ajoutez d’abord une commune ou une adresse.")
        return cleaned

    def scenario(self) -> Scenario:
        """Return the question of a valid form."""
        said = self.cleaned_data
        level, _, code = said["territoire"].partition(":")
        moves = tuple(one for one in MOVES if one in said["geste"]) or tuple(MOVES)
        return Scenario(
            level=level,
            code=code,
            service=said["service"],
            mode=said["mode"],
            minutes=int(said["minutes"]),
            count=said["nombre"],
            aim=said["pour"],
            kind=said["candidats"],
            supply=said["offre"],
            moves=moves,
            communes=self.chosen,
        )
