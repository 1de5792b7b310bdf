"""The map of a printed report: the nine classes of the communes of a territory, drawn here.

From the outlines and the layer of the map; it knows neither words of the page nor requests. A
commune is shown among those of its intercommunality.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from coverage.bivariate import class_words, crossed_scale
from coverage.coverage_choices import CoverageChoices
from coverage.coverage_layer import coverage_layer, layer_version
from coverage.drawing import SIZE, frame_of, paths_by_class
from coverage.store import RunFacts
from coverage.thirds import WORST
from fragility.larger import inside, larger
from territories.contours import Contours

#: More communes than this are drawn without their borders; many more are not drawn.
_BORDERS, _MOST = 450, 6000


@dataclass(frozen=True)
class Shade:
    """The communes of one class: `token` names the colour, `path` draws them."""

    key: str
    words: str
    token: str
    path: str
    is_worst: bool


@dataclass(frozen=True)
class ReportMap:
    """A drawing; `without` holds the communes without data, `own` a commune among its neighbours.

    `holder` is (level, code) of the territory drawn; `has_borders` tells each commune is seen.
    """

    width: float
    height: float
    shades: tuple[Shade, ...]
    without: str
    own: str
    holder: tuple[str, str]
    has_borders: bool


def report_map(run: RunFacts, level: str, code: str, base: str) -> ReportMap | None:
    """Return the map of a territory, None without outlines or when it is too large to be read."""
    return _drawn(layer_version(run), level, code, base)


@lru_cache(maxsize=64)
def _drawn(version: str, level: str, code: str, base: str) -> ReportMap | None:
    layer = coverage_layer(CoverageChoices(base=base))
    contours = Contours.load()
    holder = _holder(level, code)
    if layer is None or contours is None or holder is None:
        return None
    codes = layer.crossing.codes
    places = np.flatnonzero(inside("commune", codes, *holder))
    if len(places) > _MOST:
        return None
    outlines = {place: contours.outline(codes[place]) for place in places.tolist()}
    shapes = {place: shape for place, shape in outlines.items() if shape is not None}
    frame = frame_of(list(shapes.values()))
    if frame is None:
        return None
    numbers = [int(layer.numbers[place]) for place in shapes]
    has_borders = len(shapes) <= _BORDERS
    paths = paths_by_class(list(shapes.values()), numbers, frame, union=not has_borders)
    own = [shape for place, shape in shapes.items() if codes[place] == code]
    is_commune = level == "commune"
    return ReportMap(
        width=frame.width,
        height=frame.height,
        shades=tuple(
            Shade(one.key, class_words(one.key), one.token, paths[one.number],
                  one.number == WORST)
            for one in crossed_scale()
            if one.number in paths
        ),
        without=paths.get(0, ""),
        own=paths_by_class(own, [0], frame, union=False)[0] if own and is_commune else "",
        holder=holder,
        has_borders=has_borders,
    )  # fmt: skip


def _holder(level: str, code: str) -> tuple[str, str] | None:
    """Return the territory that is drawn."""
    if level != "commune":
        return (level, code)
    communes = larger("commune")
    for one in ("epci", "departement"):
        found = str(communes.along((code,), one)[0])
        if found:
            return (one, found)
    return None


def shape_of(drawn: ReportMap) -> str:
    """Return « tall » or « wide »: where the legend stands."""
    return "tall" if drawn.height > 0.8 * SIZE and drawn.width < 0.8 * drawn.height else "wide"
