"""What the values of a local indicator look like: seven classes, ranks, a legend, a table, a map.

Class 7 is the most fragile whatever the direction. Numpy only; nothing is written anywhere.
"""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from django.db.models import Max, Min
from numpy.typing import NDArray

from fragility import larger
from fragility.layer_files import places_drawn
from fragility.legend import NO_DATA_BYTE, OUTSIDE_BYTE, MapClass, Scale
from fragility.level_names import level_names
from fragility.levels import memberships
from fragility.local.codes import LEVEL_LABELS
from fragility.total_classes import COUNT
from territories.models import Commune
from territories.tiles import tile_set

#: Rows of the table in the page; the file has them all.
SHOWN = 100
_MARGIN = 0.08
#: Decimals that somebody typed are kept up to this; more come from a division.
_MOST_DECIMALS = 6
#: Under so many values, seven classes would say little.
_FEW = 10
#: Beyond so many départements a map of the whole country reads better.
_CLOSE = 12
_SEVENTHS = np.arange(1, COUNT) / COUNT
HOLDERS = ("region", "departement", "epci")


@dataclass(frozen=True)
class LocalRow:
    """One territory: rank 1 is the most fragile."""

    code: str
    name: str
    value: str
    number: int
    colour: int
    rank: int


@dataclass(frozen=True, eq=False)
class LocalPreview:
    """The values of the territories chosen, ranked among themselves."""

    level: str
    codes: tuple[str, ...]
    values: NDArray[np.float64]
    classes: NDArray[np.uint8]
    ranks: NDArray[np.int64]
    scale: Scale
    decimals: int
    unit: str
    direction: int
    within: str
    size: int

    @property
    def level_label(self) -> str:
        """The level, as a title."""
        return LEVEL_LABELS[self.level]

    @property
    def without(self) -> int:
        """How many territories of the place chosen have no value (IRIS are not counted)."""
        return max(0, self.size - len(self.codes))

    @property
    def warnings(self) -> list[str]:
        """Return what is doubtful of the values, and what to do, in French."""
        found, size = [], len(self.codes)
        odd = int(((self.values < 0) | (self.values > 100)).sum()) if "%" in self.unit else 0
        if odd:
            found.append(
                f"{odd} valeur{'s' * (odd > 1)} sous 0\u00a0% ou au-dessus de 100\u00a0%. Vérifiez "
                "la colonne des valeurs et l’unité."
            )
        if 0 < size < _FEW:
            found.append(
                f"{size} valeur{'s' * (size > 1)} seulement : trop peu pour des classes. Lisez "
                "plutôt les valeurs."
            )
        return found

    @property
    def legend_rows(self) -> list[tuple[MapClass, int]]:
        """Each class with how many territories it holds."""
        counts = np.bincount(self.classes, minlength=len(self.scale.classes) + 1)
        return [(one, int(counts[one.number])) for one in self.scale.classes]

    def rows(self, limit: int = SHOWN) -> list[LocalRow]:
        """Return the most fragile territories first."""
        order = np.lexsort((np.array(self.codes), self.ranks))[:limit]
        names = names_of(self.level, [self.codes[place] for place in order])
        return [self._row(int(place), names) for place in order]

    def _row(self, place: int, names: dict[str, str]) -> LocalRow:
        code, number = self.codes[place], int(self.classes[place])
        value = float(self.values[place])
        return LocalRow(
            code=code,
            name=names.get(code, code),
            value=written(value, own_decimals(value, self.decimals), self.unit),
            number=number,
            colour=self.scale.classes[number - 1].colour,
            rank=int(self.ranks[place]),
        )


def local_preview(
    level: str, values: dict[str, float], *, within: str, unit: str, direction: int
) -> LocalPreview:
    """Class and rank values (code → number) inside a territory (« france », « epci:200000172 »)."""
    codes = tuple(values)
    kept = inside(level, codes, within)
    chosen = tuple(code for code, keep in zip(codes, kept.tolist(), strict=True) if keep)
    column = np.array([values[code] for code in chosen], dtype=np.float64)
    scale, decimals = local_scale(column, unit, direction)
    return LocalPreview(
        level=level,
        codes=chosen,
        values=column,
        classes=scale.place(column) if len(column) else np.zeros(0, dtype=np.uint8),
        ranks=_ranks(column, direction),
        scale=scale,
        decimals=decimals,
        unit=unit,
        direction=direction,
        within=within,
        size=_size(level, within),
    )


def inside(level: str, codes: tuple[str, ...], within: str) -> NDArray[np.bool_]:
    """Tell which codes lie in a territory."""
    holder, _, code = within.partition(":")
    if holder in ("", "france") or not codes:
        return np.ones(len(codes), dtype=bool)
    if level == "iris":
        # The places of a list of IRIS must not be kept for the next list.
        communes = tuple(one[:5] for one in codes)
        members = memberships()
        cities = dict(zip(members.arrondissements.tolist(), members.cities.tolist(), strict=True))
        wanted = set(members.communes[members.inside(holder, code)].tolist())
        return np.array([cities.get(one, one) in wanted for one in communes], dtype=bool)
    return larger.inside(level, codes, holder, code)


def local_scale(values: NDArray[np.float64], unit: str, direction: int) -> tuple[Scale, int]:
    """Return up to seven classes of about as many territories, and the decimals of their bounds."""
    if not len(values):
        return Scale((), (), direction, is_index=False), 0
    decimals = _decimals(values)
    cuts = np.unique(np.round(np.quantile(values, _SEVENTHS, method="higher"), decimals))
    kept = [float(cut) for cut in cuts if values.min() < cut <= values.max()]
    labels = _labels(kept, decimals, unit)
    size = len(labels)
    classes = []
    for rank in range(size):
        label = labels[rank] if direction > 0 else labels[size - 1 - rank]
        colour = 1 + round(rank * (COUNT - 1) / (size - 1)) if size > 1 else 4
        classes.append(MapClass(rank + 1, label, colour, rank))
    return Scale(tuple(classes), tuple(kept), direction, is_index=False), decimals


def own_decimals(value: float, usual: int) -> int:
    """Return the decimals of a value as it was typed, the usual ones when it was computed."""
    text = np.format_float_positional(value, trim="-")
    decimals = len(text.partition(".")[2])
    return decimals if decimals <= _MOST_DECIMALS else usual


def written(value: float, decimals: int, unit: str) -> str:
    """Return a value as people read it."""
    rounded = round(value, decimals) + 0.0  # never « -0 »
    text = f"{rounded:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")
    return f"{text}\u00a0{unit}" if unit else text


def names_of(level: str, codes: list[str]) -> dict[str, str]:
    """Return the names of territories; an IRIS is called by its commune and its number."""
    if level != "iris":
        names = level_names(level).names
        return {code: names[code] for code in codes if code in names}
    communes = level_names("commune").names
    members = memberships()
    cities = dict(zip(members.arrondissements.tolist(), members.cities.tolist(), strict=True))
    found = {}
    for code in codes:
        holder = code[:5]
        name = communes.get(cities.get(holder, holder), holder)
        found[code] = f"{name}, IRIS {code[5:]}"
    return found


def holders_of(level: str, codes: tuple[str, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the larger territories that hold some of the codes: [(label, [(key, name)])]."""
    members = memberships()
    if level == "region" or not codes:
        return []
    if level in ("commune", "iris"):
        cities = dict(zip(members.arrondissements.tolist(), members.cities.tolist(), strict=True))
        held = [members.positions.get(cities.get(one[:5], one[:5]), -1) for one in codes]
        places = np.array([place for place in held if place >= 0], dtype=np.int64)
    else:
        places = np.flatnonzero(np.isin(members.groups[level], np.array(codes)))
    groups = []
    for holder in HOLDERS:
        if level == holder or (level == "departement" and holder == "epci"):
            continue
        found = [one for one in np.unique(members.groups[holder][places]).tolist() if one]
        names = level_names(holder).names
        pairs = sorted(((f"{holder}:{one}", names.get(one, one)) for one in found),
                       key=lambda pair: pair[1])  # fmt: skip
        groups.append((LEVEL_LABELS[holder], pairs))
    return groups


def holder_name(within: str) -> str | None:
    """Return the name of « level:code », « France », or None when it is no territory."""
    if within in ("", "france"):
        return "France"
    level, _, code = within.partition(":")
    return level_names(level).names.get(code) if level in HOLDERS else None


def map_state(preview: LocalPreview) -> dict[str, Any] | None:
    """Return what the map draws: a byte a territory (base 64) and a box; None without outlines."""
    if preview.level == "iris" or not preview.codes:
        return None
    places = places_drawn(preview.level, preview.codes)
    tiles = tile_set()
    if places is None or tiles is None:
        return None
    column = np.append((preview.classes - 1).astype(np.uint8), np.uint8(NO_DATA_BYTE))
    within = inside(preview.level, tiles.codes(preview.level), preview.within)
    drawn = np.where(within, column[places], OUTSIDE_BYTE).astype(np.uint8)
    return {
        "level": preview.level,
        "bytes": base64.b64encode(drawn.tobytes()).decode(),
        "bounds": _bounds(preview),
    }


def _ranks(values: NDArray[np.float64], direction: int) -> NDArray[np.int64]:
    """Return 1 for the most fragile value; equal values share their rank."""
    ordered = np.sort(values * -direction)
    return 1 + np.searchsorted(ordered, values * -direction, side="left")


def _decimals(values: NDArray[np.float64]) -> int:
    """Return the decimals that tell the values apart: none for large ones, four at most."""
    spread = float(values.max() - values.min()) or abs(float(values[0])) or 1.0
    wanted = max(0, min(4, 2 - math.floor(math.log10(spread))))
    return 0 if bool(np.all(values == np.round(values))) and spread >= 2 * COUNT else wanted


def _labels(cuts: list[float], decimals: int, unit: str) -> list[str]:
    if not cuts:
        return ["Toutes les valeurs"]

    def bare(value: float) -> str:
        return written(value, decimals, "")

    inner = [
        f"De {bare(low)} à moins de {written(high, decimals, unit)}" for low, high in pairwise(cuts)
    ]
    first, last = written(cuts[0], decimals, unit), written(cuts[-1], decimals, unit)
    return [f"Moins de {first}", *inner, f"{last} et plus"]


def _size(level: str, within: str) -> int:
    """Return how many territories of a level the place holds, 0 for IRIS."""
    if level == "iris":
        return 0
    codes = memberships().codes(level)
    return int(inside(level, codes, within).sum())


def _bounds(preview: LocalPreview) -> list[float] | None:
    """Return the box of the départements touched, None for most of the country."""
    members = memberships()
    column = members.communes if preview.level == "commune" else members.groups[preview.level]
    touched = np.isin(column, np.array(preview.codes))
    departements = np.unique(members.groups["departement"][touched]).tolist()
    if not departements or len(departements) > _CLOSE:
        return None
    found = Commune.objects.filter(departement_code__in=departements).aggregate(
        west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude")
    )
    if any(one is None for one in found.values()):
        return None
    return [
        found["west"] - _MARGIN,
        found["south"] - _MARGIN,
        found["east"] + _MARGIN,
        found["north"] + _MARGIN,
    ]
