"""What the page of the need is asked for: one reading of its address, and the address again.

Pure: parameters in, a frozen choice and French sentences out. The method and its weights are read
by `method_choice`; names and values are looked up elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from fragility.indicators import BY_KEY, IndicatorFacts
from fragility.method_choice import DEFAULT_CHOICE, MethodChoice, Query, read_choice
from fragility.methods.recipe import Base

LEVELS = ("region", "departement", "epci", "commune")
LEVEL_LABELS = {
    "region": "Régions",
    "departement": "Départements",
    "epci": "Intercommunalités",
    "commune": "Communes",
}
LEVEL_NAMES = {
    "region": "région",
    "departement": "département",
    "epci": "intercommunalité",
    "commune": "commune",
}
#: A territory is compared inside a base larger than itself only.
LEVELS_OF_BASE: dict[Base, tuple[str, ...]] = {
    "france": LEVELS,
    "region": LEVELS[1:],
    "departement": LEVELS[2:],
    "epci": LEVELS[3:],
}
SORTS = ("valeur", "-valeur", "nom", "-nom", "population", "-population")
#: What each territory is first divided into.
_PARTS = {"region": "departement", "departement": "epci", "epci": "commune"}
_INSIDE = re.compile(r"(region|departement|epci):([0-9A-Z]{2,9})", re.ASCII)
_VIEW = re.compile(
    r"(-?\d{1,2}(?:\.\d{1,5})?),(-?\d{1,3}(?:\.\d{1,5})?),(\d{1,2}(?:\.\d{1,2})?)", re.ASCII
)
_MAX_PAGE = 1000
_NAME_LENGTH = 60


@dataclass(frozen=True)
class MapChoices:
    """The state of the page. `level` "" follows the zoom of the map; `inside` is (level, code).

    `indicator` "" shows the index by `method`; `view` is « lat,lon,zoom »; `opacity` in percent.
    """

    level: str = ""
    indicator: str = ""
    method: MethodChoice = DEFAULT_CHOICE
    inside: tuple[str, str] | None = None
    sort: str = "-valeur"
    page: int = 1
    name: str = ""
    view: str = ""
    opacity: int = 85
    venues: bool = False
    patterns: bool = False
    messages: tuple[str, ...] = field(default=(), compare=False)

    @property
    def facts(self) -> IndicatorFacts | None:
        """The indicator shown, None for the index."""
        return BY_KEY[self.indicator] if self.indicator else None

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that can be shown, the largest territories first."""
        levels = LEVELS if self.indicator else LEVELS_OF_BASE[self.method.preset.base]
        if self.inside is None:
            return levels
        return tuple(one for one in levels if LEVELS.index(one) > LEVELS.index(self.inside[0]))

    @property
    def table_level(self) -> str:
        """The level of the table, also where the map follows the zoom."""
        if self.level:
            return self.level
        wanted = _PARTS[self.inside[0]] if self.inside else "departement"
        return wanted if wanted in self.levels else self.levels[0]

    @property
    def subject(self) -> str:
        """The key of what is shown: an indicator or a method."""
        return self.indicator or self.method.preset.key

    def shown(self) -> list[tuple[str, str]]:
        """Return the parameters that change values: those of layers, legends and exports."""
        pairs = [("indicateur", self.indicator)] if self.indicator else self.method.query
        return pairs + ([("dans", ":".join(self.inside))] if self.inside else [])

    def query(self, **changes: Any) -> str:
        """Return the address of this state, with changes, without what is the default."""
        one = replace(self, **changes)
        before = MapChoices()
        pairs = [("niveau", one.level)] if one.level else []
        pairs += one.shown()
        for name, key in (("tri", "sort"), ("page", "page"), ("nom", "name"), ("vue", "view"),
                          ("opacite", "opacity")):  # fmt: skip
            if getattr(one, key) != getattr(before, key):
                pairs.append((name, str(getattr(one, key))))
        pairs += [
            (name, "1") for name, on in (("lieux", one.venues), ("motifs", one.patterns)) if on
        ]
        return urlencode(pairs, safe=":,")

    def carried(self, *left_out: str) -> list[tuple[str, str]]:
        """Return the parameters that a form keeps as hidden fields, but those it asks for."""
        pairs = [("niveau", self.level)] if self.level else []
        pairs += self.shown()
        pairs += [("tri", self.sort)] if self.sort != MapChoices.sort else []
        pairs += [("nom", self.name)] if self.name else []
        pairs += [("vue", self.view)] if self.view else []
        pairs += [("opacite", str(self.opacity))] if self.opacity != MapChoices.opacity else []
        pairs += [("lieux", "1")] if self.venues else []
        pairs += [("motifs", "1")] if self.patterns else []
        return [(name, value) for name, value in pairs if not name.startswith(left_out)]


def read_choices(query: Query) -> MapChoices:
    """Return the state asked for; what is mistaken is left out and told in `messages`."""
    method, mistakes = read_choice(query)
    messages = list(mistakes.values())
    asked = _Asked(query, messages)
    indicator = asked.one_of("indicateur", BY_KEY, "Cet indicateur n’existe pas.")
    choices = MapChoices(
        indicator=indicator,
        method=method,
        inside=asked.inside(),
        sort=asked.one_of("tri", SORTS, "Ce tri n’existe pas.") or MapChoices.sort,
        page=asked.number("page", 1, _MAX_PAGE, MapChoices.page),
        name=asked.text("nom")[:_NAME_LENGTH],
        view=asked.view(),
        opacity=asked.number("opacite", 10, 100, MapChoices.opacity),
        venues=asked.text("lieux") == "1",
        patterns=asked.text("motifs") == "1",
    )
    level = asked.one_of("niveau", LEVELS, "Ce niveau n’existe pas.")
    if level and level not in choices.levels:
        messages.append(
            f"Le niveau « {LEVEL_LABELS[level].lower()} » ne va pas avec les autres choix. "
            f"{_why_not(level, choices)}Voici les {LEVEL_LABELS[choices.table_level].lower()}."
        )
        level = ""
    return replace(choices, level=level, messages=tuple(messages))


def _why_not(level: str, choices: MapChoices) -> str:
    """Say why a base has no such level, "" when a territory asked for is the reason."""
    base = choices.method.preset.base
    if choices.indicator or level in LEVELS_OF_BASE[base]:
        return ""
    same = "d’un même" if base == "departement" else "d’une même"
    return f"Cette méthode compare entre eux les territoires {same} {LEVEL_NAMES[base]}. "


@dataclass(frozen=True)
class _Asked:
    """The parameters of an address, read one by one; mistakes go to `messages`."""

    query: Query
    messages: list[str]

    def text(self, name: str) -> str:
        values = self.query.getlist(name)
        return values[-1].strip() if values else ""

    def one_of(self, name: str, known: Any, mistake: str) -> str:
        value = self.text(name)
        if not value or value in known:
            return value
        self.messages.append(f"{mistake} Choisissez-en un dans le formulaire.")
        return ""

    def number(self, name: str, low: int, high: int, default: int) -> int:
        value = self.text(name)
        if not value:
            return default
        if value.isascii() and value.isdigit() and len(value) < 6 and low <= int(value) <= high:
            return int(value)
        self.messages.append(f"« {name} » est un nombre de {low} à {high}.")
        return default

    def inside(self) -> tuple[str, str] | None:
        value = self.text("dans")
        match = _INSIDE.fullmatch(value)
        if value and not match:
            self.messages.append(
                "Le territoire de « dans » s’écrit region:76, departement:48 ou epci:200067205."
            )
        return (match[1], match[2]) if match else None

    def view(self) -> str:
        value = self.text("vue")
        match = _VIEW.fullmatch(value)
        if match and abs(float(match[1])) <= 85 and abs(float(match[2])) <= 180:
            return value
        if value:
            self.messages.append("La vue de la carte s’écrit latitude,longitude,zoom.")
        return ""
