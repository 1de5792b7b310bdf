"""What the page of coverage is asked for: one reading of its address, and the address again.

Pure: parameters in, a frozen choice and French sentences out. Names and values are looked up
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from coverage.offer import SERVICE_KEYS
from coverage.parameters import ANY, BASES

DOUBLE = "double_alerte"
MEASURES = {
    DOUBLE: "Double alerte (besoin et accès)",
    "acces": "Accès aux lieux",
    "minutes": "Minutes jusqu’au lieu le plus proche",
    "choix": "Choix à moins de 20 minutes",
    "besoin": "Besoin (fragilité numérique)",
}
MODES = {"voiture": "en voiture", "pied": "à pied"}
#: « robustesse » puts the surest double alerts first; the others sort a column, « - » reversed.
ROBUSTNESS = "robustesse"
COLUMNS = ("nom", "population", "besoin", "acces", "minutes", "choix")
SORTS = (ROBUSTNESS, *COLUMNS, *(f"-{one}" for one in COLUMNS))
ALERTS, NO_DATA = "alerte", "sans-donnee"
_CLASS = re.compile(rf"[ABC][123]|[1-9]|{ALERTS}|{NO_DATA}", re.ASCII)
_INSIDE = re.compile(r"(region|departement|epci):([0-9A-Z]{2,9})", re.ASCII)
_MAX_PAGE, _NAME_LENGTH = 2000, 60


@dataclass(frozen=True)
class CoverageChoices:
    """The state of the page. `inside` is (level, code), None for the whole country.

    `only` keeps one class of the legend (« C3 », « 2 »), the double alerts or what has no data;
    `is_map_open` tells that the map was asked for.
    """

    inside: tuple[str, str] | None = None
    base: str = "france"
    service: str = ANY
    mode: str = "voiture"
    measure: str = DOUBLE
    only: str = ""
    sort: str = ROBUSTNESS
    page: int = 1
    name: str = ""
    is_map_open: bool = False
    messages: tuple[str, ...] = field(default=(), compare=False)

    @property
    def has_robustness(self) -> bool:
        """Tell whether the scenarios say anything: they draw any service, by car."""
        return self.service == ANY and self.mode == "voiture"

    def shown(self) -> list[tuple[str, str]]:
        """Return the parameters that change values: those of the layer and of the bubble."""
        usual = CoverageChoices()
        pairs = [("dans", ":".join(self.inside))] if self.inside else []
        return pairs + [
            (name, getattr(self, key))
            for name, key in _SHOWN.items()
            if getattr(self, key) != getattr(usual, key)
        ]

    def query(self, **changes: Any) -> str:
        """Return the address of this state, with changes, without what is the default."""
        one = replace(self, **changes)
        return urlencode([*one.shown(), *one._rest()], safe=":")

    def carried(self, *left_out: str) -> list[tuple[str, str]]:
        """Return the parameters that a form keeps as hidden fields, but those it asks for."""
        return [pair for pair in (*self.shown(), *self._rest()) if pair[0] not in left_out]

    def _rest(self) -> list[tuple[str, str]]:
        usual = CoverageChoices()
        pairs = [
            (name, str(getattr(self, key)))
            for name, key in _REST.items()
            if getattr(self, key) != getattr(usual, key)
        ]
        return pairs + ([("carte", "1")] if self.is_map_open else [])


_SHOWN = {"base": "base", "service": "service", "mode": "mode", "mesure": "measure"}
_REST = {"classe": "only", "nom": "name", "tri": "sort", "page": "page"}


def read_coverage_choices(query: QueryDict) -> CoverageChoices:
    """Return the state asked for; what is mistaken is left out and told in `messages`."""
    messages: list[str] = []

    def text(name: str) -> str:
        values = query.getlist(name)
        return values[-1].strip() if values else ""

    def one_of(name: str, known: Mapping[str, Any] | tuple[str, ...], default: str) -> str:
        value = text(name)
        if value and value not in known:
            messages.append(
                f"La valeur donnée à « {name} » n’existe pas. Choisissez dans le formulaire."
            )
        return value if value in known else default

    inside = _INSIDE.fullmatch(text("dans"))
    if text("dans") and not inside:
        messages.append(
            "Le territoire de « dans » s’écrit region:76, departement:48 ou epci:200067205."
        )
    only = text("classe")
    if only and not _CLASS.fullmatch(only):
        messages.append("Cette classe n’existe pas. Choisissez-en une dans la légende.")
        only = ""
    usual = CoverageChoices()
    return CoverageChoices(
        inside=(inside[1], inside[2]) if inside else None,
        base=one_of("base", BASES, usual.base),
        service=one_of("service", SERVICE_KEYS, usual.service),
        mode=one_of("mode", MODES, usual.mode),
        measure=one_of("mesure", MEASURES, usual.measure),
        only=only,
        sort=one_of("tri", SORTS, usual.sort),
        page=_page(text("page"), messages),
        name=text("nom")[:_NAME_LENGTH],
        is_map_open=text("carte") == "1",
        messages=tuple(messages),
    )


def _page(value: str, messages: list[str]) -> int:
    if not value:
        return 1
    if value.isascii() and value.isdigit() and len(value) < 6 and 1 <= int(value) <= _MAX_PAGE:
        return int(value)
    messages.append(f"« page » est un nombre de 1 à {_MAX_PAGE}.")
    return 1
