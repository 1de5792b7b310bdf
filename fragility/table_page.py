"""The table that says what the map draws: sorted, searched by name, a hundred rows a page.

It turns a layer into rows of plain words; it knows no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fragility import larger
from fragility.cautions import lacked_names
from fragility.indicators import BY_KEY
from fragility.legend import written
from fragility.level_names import LevelNames, level_names
from fragility.map_choices import LEVEL_NAMES, MapChoices
from fragility.map_layer import Layer, status_words
from fragility.sentences import score
from territories.names import fold

PAGE_SIZE = 100


@dataclass(frozen=True)
class Row:
    """One territory: every field is ready to be read; "" says nothing is known."""

    code: str
    name: str
    url: str
    holder: str
    people: int | None
    value: str
    number: int
    colour: int
    classes: tuple[int, ...]
    known: str
    rank: str
    status: str
    remark: str


@dataclass(frozen=True)
class Heading:
    """The head of a column: a link that sorts, and what `aria-sort` says of it."""

    label: str
    query: str
    order: str
    is_number: bool = True


def table_page(choices: MapChoices, layer: Layer, address: str) -> dict[str, Any]:
    """Return the rows of one page of the table, its headings and its other pages.

    `address` leads to the sheet of a territory, CODE standing for its code.
    """
    names = level_names(layer.level)
    places = _sorted(choices, layer, names, _found(choices, layer, names))
    pages = max(1, -(-len(places) // PAGE_SIZE))
    page = min(choices.page, pages)
    shown = places[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return {
        "rows": _rows(layer, names, address, shown.tolist()),
        "count": len(places),
        "first": (page - 1) * PAGE_SIZE + 1 if len(places) else 0,
        "last": (page - 1) * PAGE_SIZE + len(shown),
        "page": page,
        "pages": pages,
        "previous": choices.query(page=page - 1) if page > 1 else "",
        "has_previous": page > 1,
        "next": choices.query(page=page + 1) if page < pages else "",
        "headings": _headings(choices, layer),
        "parts": _parts(layer),
    }


def _found(choices: MapChoices, layer: Layer, names: LevelNames) -> NDArray[np.int64]:
    places = np.flatnonzero(layer.within)
    wanted = fold(choices.name)
    if not wanted:
        return places
    code = choices.name.upper()
    kept = [
        place
        for place in places.tolist()
        if wanted in names.folded.get(layer.codes[place], "") or layer.codes[place] == code
    ]
    return np.array(kept, dtype=np.int64)


def _sorted(
    choices: MapChoices, layer: Layer, names: LevelNames, places: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the places in order; what is unknown comes last whatever the order, then by name."""
    alphabet = names.order(layer.codes)[places]
    down, key = choices.sort.startswith("-"), choices.sort.lstrip("-")
    if key == "nom":
        return places[np.argsort(-alphabet if down else alphabet, kind="stable")]
    column = layer.values if key == "valeur" else _people(layer)
    numbers = np.where(np.isfinite(column[places]), column[places], np.inf)
    if down:
        numbers = np.where(np.isfinite(numbers), -numbers, np.inf)
    return places[np.lexsort((alphabet, numbers))]


def _people(layer: Layer) -> NDArray[np.float64]:
    return larger.larger(layer.level).people_along(layer.codes)


def _headings(choices: MapChoices, layer: Layer) -> dict[str, Heading]:
    what = "Valeur" if layer.series else "Indice (1 à 10)"
    labels = {
        "nom": LEVEL_NAMES[layer.level].capitalize(),
        "population": "Habitants",
        "valeur": what,
    }
    found = {}
    for key, label in labels.items():
        is_up, is_down = choices.sort == key, choices.sort == f"-{key}"
        turned = f"-{key}" if is_up or (key != "nom" and not is_down) else key
        order = "ascending" if is_up else "descending" if is_down else "none"
        found[key] = Heading(label, choices.query(sort=turned, page=1), order, key != "nom")
    return found


def _parts(layer: Layer) -> list[str]:
    """Return the short names of the indicators of the index, empty for an indicator."""
    return [BY_KEY[key].short for key in layer.scores.indicators] if layer.scores else []


def _rows(layer: Layer, names: LevelNames, address: str, places: list[int]) -> list[Row]:
    people, scores = _people(layer), layer.scores
    # Many communes share their names: the département is told.
    found = larger.larger("commune") if layer.level == "commune" else None
    holders = found.along(layer.codes, "departement") if found else None
    rows = []
    for place in places:
        code, number = layer.codes[place], int(layer.classes[place])
        row = Row(
            code=code,
            name=names.names.get(code, code),
            url=address.replace("CODE", code),
            holder=str(holders[place]) if holders is not None else "",
            people=int(people[place]) or None,
            value=value_words(layer, place),
            number=number,
            colour=layer.scale.classes[number - 1].colour if number else 0,
            classes=tuple(scores.classes[place].tolist()) if scores else (),
            known=known_words(layer, place),
            rank=_rank(layer, place),
            status=status_words(layer, place),
            remark=_remark(layer, place),
        )
        rows.append(row)
    return rows


def value_words(layer: Layer, place: int) -> str:
    """Return the value as people read it: « 6,4 », « 14,3 % », "" without data."""
    value = float(layer.values[place])
    if not np.isfinite(value):
        return ""
    if layer.series:
        return written(value, BY_KEY[layer.series.indicator].unit)
    return score(value)


def known_words(layer: Layer, place: int) -> str:
    """Return « 4 sur 5 »: the indicators known, of those that count."""
    if layer.scores is None:
        return ""
    chosen = layer.choice.chosen if layer.choice else 0
    return f"{int(layer.scores.completeness[place])} sur {chosen}"


def lacked(layer: Layer, place: int) -> str:
    """Return the names of what a total lacks and others have: « Pauvreté », "" for nothing."""
    if layer.scores is None or layer.absent is None:
        return ""
    return lacked_names(layer.scores, layer.absent[place])


def _remark(layer: Layer, place: int) -> str:
    small = "moins de 200 habitants" if layer.scores and layer.scores.fragiles[place] else ""
    names = lacked(layer, place)
    return " ; ".join(filter(None, (small, names and f"sans {names}, note non comparable")))


def _rank(layer: Layer, place: int) -> str:
    """Return the rank, "" without one or where the total does not compare."""
    if layer.scores is None or not layer.scores.ranks[place] or lacked(layer, place):
        return ""
    return f"{int(layer.scores.ranks[place]):,}".replace(",", "\u202f")
