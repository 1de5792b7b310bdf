"""A few territories side by side: the same figures in columns, and one chart for each.

The address holds levels and codes only (`t=commune:48095&t=region:76`). Adding a territory by its
name is a form that posts: what was typed is in no address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from coverage.coverage_values import TerritoryCoverage, coverage_of
from coverage.measure_words import (
    access_words,
    choice_words,
    far_words,
    reach_words,
    share_words,
)
from coverage.territory_coverage import alert_words, venues_words
from coverage.territory_page import facts_of, territory_url
from fragility import sentences
from fragility.charts import Bars, bars
from fragility.indicators import INDICATORS
from fragility.territory_block import TerritoryFragility, territory_fragility
from territories.facts import LEVELS, TerritoryFacts
from territories.places import Place
from territories.search import search_places
from venues.models import Venue

MOST = 4
_CODE = re.compile(r"[0-9A-Za-z]{2,9}")
#: Most letters of a name that are looked for, and most answers shown.
_MAX_NAME, _MAX_FOUND = 200, 8


@dataclass(frozen=True)
class ChoiceOfTerritories:
    """The territories asked for, at most `MOST`; `unknown` holds what is no territory."""

    chosen: tuple[TerritoryFacts, ...]
    unknown: int = 0
    too_many: bool = False

    @property
    def keys(self) -> list[str]:
        """The values of the parameter `t`."""
        return [f"{one.level}:{one.code}" for one in self.chosen]

    @property
    def address(self) -> str:
        """The address of this comparison."""
        return address_of(self.keys)

    @property
    def is_full(self) -> bool:
        """Tell whether no more can be added."""
        return len(self.chosen) >= MOST


@dataclass(frozen=True)
class Column:
    """One territory of the comparison."""

    name: str
    url: str
    without_url: str
    kind: str


@dataclass(frozen=True)
class Row:
    """One figure for every territory, in the order of the columns; "" is « sans donnée »."""

    label: str
    cells: tuple[str, ...]
    details: tuple[str, ...] = ()
    chart: Bars | None = None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The cells, each with what is said under it."""
        details = self.details or ("",) * len(self.cells)
        return list(zip(self.cells, details, strict=True))


@dataclass(frozen=True)
class Comparison:
    """What the page shows."""

    choice: ChoiceOfTerritories
    columns: list[Column]
    rows: list[Row]
    notes: tuple[str, ...] = ()

    @property
    def charts(self) -> list[Bars]:
        """The charts that can be drawn."""
        return [row.chart for row in self.rows if row.chart]


@dataclass(frozen=True)
class Found:
    """What a name leads to: one address, or several links, or none."""

    typed: str = ""
    address: str = ""
    links: list[tuple[str, str, str]] = field(default_factory=list)


def address_of(keys: Sequence[str]) -> str:
    """Return the address that compares these territories."""
    query = urlencode([("t", key) for key in keys], safe=":")
    return reverse("territory-compare") + (f"?{query}" if query else "")


def read_territories(keys: Sequence[str]) -> ChoiceOfTerritories:
    """Return the territories of « level:code » texts, each once, in order."""
    wanted = list(dict.fromkeys(keys))
    found, unknown = [], 0
    for key in wanted[: 2 * MOST]:
        level, _, code = key.partition(":")
        facts = facts_of(level, code.upper()) if _CODE.fullmatch(code) else None
        if facts is None:
            unknown += 1
        else:
            found.append(facts)
    return ChoiceOfTerritories(tuple(found[:MOST]), unknown, len(found) > MOST)


def find_territory(typed: str, choice: ChoiceOfTerritories) -> Found:
    """Return where a name leads: to the comparison with the only territory of that name, or to a
    choice between several (label, detail, address).
    """
    text = typed.strip()[:_MAX_NAME]
    if not text or choice.is_full:
        return Found(typed=text)
    places = [one for one in search_places(text, _MAX_FOUND) if one.kind in LEVELS]
    exact = [one for one in places if one.is_exact]
    if len(exact) == 1:
        return Found(text, _with(choice, exact[0]))
    links = [(one.label, one.detail, _with(choice, one)) for one in places]
    return Found(text, "", links)


def _with(choice: ChoiceOfTerritories, place: Place) -> str:
    return address_of(list(dict.fromkeys([*choice.keys, f"{place.kind}:{place.code}"])))


def comparison(choice: ChoiceOfTerritories) -> Comparison:
    """Return the comparison of the territories chosen."""
    blocks = [territory_fragility(one.level, one.code, one.name) for one in choice.chosen]
    columns = [
        Column(
            one.name,
            territory_url(one.level, one.code),
            address_of([key for key in choice.keys if key != f"{one.level}:{one.code}"]),
            sentences.LEVELS[one.level].one,
        )
        for one in choice.chosen
    ]
    if not columns:
        return Comparison(choice, [], [])
    covered = [coverage_of(one.level, one.code) for one in choice.chosen]
    rows = [_population(choice.chosen), _venues(choice.chosen, covered)]
    if any(blocks):
        rows.append(_totals(choice.chosen, blocks))
    rows += _coverage(choice.chosen, covered)
    if any(blocks):
        rows += _indicators(choice.chosen, blocks)
    notes = [note for block in blocks if block for note in block.notes]
    return Comparison(choice, columns, rows, tuple(dict.fromkeys(notes)))


def _population(territories: Sequence[TerritoryFacts]) -> Row:
    return Row(
        "Habitants",
        tuple(
            "" if one.population is None else sentences.number(one.population)
            for one in territories
        ),
    )


def _venues(
    territories: Sequence[TerritoryFacts], covered: Sequence[TerritoryCoverage | None]
) -> Row:
    """Count the places, and for how many inhabitants there is one.

    Where coverage is computed they are its places, doubles grouped, as in the access; elsewhere
    the rows themselves, and the cell says so.
    """
    rows = _venues_counts(territories) if not all(covered) else [0] * len(covered)
    counts = [
        one.any_service.venues if one else count for one, count in zip(covered, rows, strict=True)
    ]
    details = [
        ". ".join(
            part
            for part in (
                f"1 pour {sentences.number(of.population / count)} habitants"
                if count and of.population
                else "",
                venues_words(one) if one else "fiches, doubles compris",
            )
            if part
        )
        for of, one, count in zip(territories, covered, counts, strict=True)
    ]
    label = "Lieux d’aide, doubles regroupés" if any(covered) else "Lieux d’aide référencés"
    return Row(label, tuple(sentences.number(count) for count in counts), tuple(details))


def _venues_counts(territories: Sequence[TerritoryFacts]) -> list[int]:
    """Count the venues of each territory, all in one question."""
    counted = Venue.objects.published().aggregate(
        **{
            f"venues_{rank}": Count("pk", filter=_lies_in(one))
            for rank, one in enumerate(territories)
        }
    )
    return [counted[f"venues_{rank}"] for rank in range(len(territories))]


def _lies_in(territory: TerritoryFacts) -> Q:
    """Return the condition of a venue that lies in a territory."""
    if territory.level in ("commune", "arrondissement"):
        return Q(commune_code=territory.code) | Q(insee_code=territory.code)
    if territory.level in ("region", "departement", "epci"):
        return Q(**{f"{territory.level}_code": territory.code})
    return Q()


def _totals(
    territories: Sequence[TerritoryFacts], blocks: Sequence[TerritoryFragility | None]
) -> Row:
    totals = [block.values.total if block else None for block in blocks]
    return Row(
        "Indice de fragilité, de 1 à 10",
        tuple(sentences.score(total) for total in totals),
        tuple(block.completeness if block else "" for block in blocks),
        bars(
            "comparaison-total",
            "Indice de fragilité, de 1 à 10",
            "",
            _named(territories, totals),
        ),
    )


def _coverage(
    territories: Sequence[TerritoryFacts], found: Sequence[TerritoryCoverage | None]
) -> list[Row]:
    """Return the way to a place, the access and the double alert; none when nothing is computed."""
    if not any(found):
        return []
    accesses = [one.any_service.access if one else None for one in found]
    alerts = [alert_words(one) if one else ("", "") for one in found]

    def told(words: Callable[[TerritoryCoverage, bool], str]) -> tuple[str, ...]:
        return tuple(words(one, one.level == "commune") if one else "" for one in found)

    return [
        Row(
            "Trajet en voiture jusqu’à un lieu (estimation)",
            told(lambda one, is_commune: reach_words(one.any_service.car, is_commune)),
            told(lambda one, is_commune: "" if is_commune else far_words(one.any_service.car)),
        ),
        Row(
            "Choix à 20 minutes ou moins en voiture",
            told(lambda one, is_commune: choice_words(one.any_service.car, is_commune)),
        ),
        Row(
            "Accès aux lieux, doubles regroupés, partagés avec qui peut y aller",
            told(lambda one, _: access_words(one.any_service.access)),
            told(lambda one, _: share_words(one.any_service)),
            bars(
                "comparaison-acces",
                "Accès\u00a0: lieux pour 10\u00a0000 habitants",
                "",
                _named(territories, accesses),
            ),
        ),
        Row(
            "Double alerte face à la France entière",
            tuple(cell for cell, _ in alerts),
            tuple(detail for _, detail in alerts),
        ),
    ]


def _indicators(
    territories: Sequence[TerritoryFacts], blocks: Sequence[TerritoryFragility | None]
) -> list[Row]:
    """Return one row per indicator that one of the territories has."""
    lines = [
        {line.key: line for line in (*block.index, *block.context)} if block else {}
        for block in blocks
    ]
    values = [
        {one.key: one.value for one in block.values.indicators} if block else {} for block in blocks
    ]
    rows = []
    for facts in INDICATORS:
        numbers = [own.get(facts.key) for own in values]
        if all(number is None for number in numbers):
            continue
        found = [own.get(facts.key) for own in lines]
        rows.append(
            Row(
                facts.label,
                tuple(line.value if line else "" for line in found),
                tuple(
                    ", ".join(
                        part
                        for part in (f"classe {line.class_}" if line.class_ else "", line.status)
                        if part
                    )
                    if line
                    else ""
                    for line in found
                ),
                bars(
                    f"comparaison-{facts.key}",
                    facts.label,
                    facts.unit,
                    _named(territories, numbers),
                ),
            )
        )
    return rows


def _named(
    territories: Sequence[TerritoryFacts], numbers: Sequence[float | None]
) -> list[tuple[str, float | None]]:
    return [(one.name, number) for one, number in zip(territories, numbers, strict=True)]
