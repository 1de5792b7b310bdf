"""A plain map of the territory, drawn by the server: double alerts, venues, and places to open.

From the outlines of the communes when they are at hand; nothing is asked of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.drawing import Frame, dots_of, frame_of, path_of
from coverage.siting.bench import Answer, Choice
from fragility.sentences import number
from territories.contours import Contours


@dataclass(frozen=True)
class Mark:
    """A place to open, with its rank."""

    x: float
    y: float
    rank: int


@dataclass(frozen=True)
class Picture:
    """Paths (SVG) in a `viewBox` of `width` × `height`; "" for nothing of a kind."""

    width: float
    height: float
    ground: str
    left: str
    removed: str
    venues: str
    marks: tuple[Mark, ...]
    description: str


def picture(answer: Answer, choice: Choice | None) -> Picture | None:
    """Return the map of an option (of today without one), None without outlines."""
    contours = Contours.load()
    world, study = answer.place.world, answer.place.study
    inside = np.nonzero(study.inside)[0]
    if contours is None or not len(inside):
        return None
    shapes = {rank: contours.outline(str(world.codes[rank])) for rank in inside.tolist()}
    known = {rank: shape for rank, shape in shapes.items() if shape is not None}
    frame = frame_of(list(known.values()))
    if frame is None:
        return None
    after = choice.change.after.alerts if choice else study.before.alerts
    before = study.before.alerts

    def path(mask: NDArray[np.bool_]) -> str:
        return path_of([shape for rank, shape in known.items() if mask[rank]], frame)

    standing = study.supply > 0
    venues = np.column_stack((world.venue_longitudes[standing], world.venue_latitudes[standing]))
    return Picture(
        width=frame.width,
        height=frame.height,
        ground=path_of(list(known.values()), frame, union=True),
        left=path(after),
        removed=path(before & ~after),
        venues=dots_of(venues, frame),
        marks=_marks(answer, choice, frame),
        description=_described(int(after.sum()), int((before & ~after).sum()), int(before.sum())),
    )


def _marks(answer: Answer, choice: Choice | None, frame: Frame) -> tuple[Mark, ...]:
    if choice is None or choice.kind == "heures":
        return ()
    own = np.array(choice.chosen, dtype=np.int64)
    candidates = answer.candidates
    points = frame.points(np.column_stack((candidates.longitudes[own], candidates.latitudes[own])))
    return tuple(
        Mark(round(x, 1), round(y, 1), rank) for rank, (x, y) in enumerate(points.tolist(), 1)
    )


def _described(left: int, removed: int, before: int) -> str:
    if not before:
        return "Aucune commune du territoire n’est en double alerte."
    return (
        f"Communes en double alerte\u00a0: {number(before)} aujourd’hui, {number(left)} après "
        f"cette option ({number(removed)} de moins)."
    )
