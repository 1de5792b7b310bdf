"""Where the inhabitants of each commune are, from a CSV: code, latitude, longitude, population.

Large communes stop being one point: each point is an origin, and a commune's result is the mean of
its points, weighted by their people (`demand.by_commune`). No database.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from coverage.given_table import UnreadableFile, number, rows_of
from coverage.world import Points, World

COLUMNS = {
    "code": ("code_insee", "commune", "insee"),
    "latitude": ("lat", "y"),
    "longitude": ("lon", "lng", "x"),
    "population": ("pop", "habitants"),
}


def with_points(world: World, path: Path) -> tuple[World, tuple[str, ...]]:
    """Return the world whose origins are the points of a file, and French notes on what was lost.

    A commune without any point keeps one at its own place, with its own population, so that nobody
    disappears. Raises UnreadableFile for a file that cannot be used, OSError when there is none.
    """
    communes: list[int] = []
    numbers: list[tuple[float, float, float]] = []
    unknown: set[str] = set()
    for line, (code, *written) in rows_of(path, COLUMNS):
        names = list(COLUMNS)[1:]
        values = [number(text, line, name) for text, name in zip(written, names, strict=True)]
        _check(values, line)
        if code in world.positions:
            communes.append(world.positions[code])
            numbers.append((values[0], values[1], values[2]))
        else:
            unknown.add(code)
    if not communes:
        raise UnreadableFile("Aucune ligne ne porte le code d’une commune d’aujourd’hui.")
    notes = []
    if unknown:
        notes.append(f"{len(unknown)} code(s) de commune inconnu(s), laissé(s) de côté.")
    absent = sorted(set(range(world.commune_count)) - set(communes))
    if absent:
        notes.append(f"{len(absent)} commune(s) sans point : leur propre point les représente.")
    return replace(world, points=_points(world, communes, numbers, absent)), tuple(notes)


def _check(values: list[float], line: int) -> None:
    latitude, longitude, people = values
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise UnreadableFile(
            f"Ligne {line} : la latitude et la longitude doivent être en degrés (WGS 84)."
        )
    if not 0 <= people < float("inf"):
        raise UnreadableFile(f"Ligne {line} : la population doit être un nombre positif ou nul.")


def _points(
    world: World, communes: list[int], numbers: list[tuple[float, float, float]], absent: list[int]
) -> Points:
    """Return the points of the file, then those of the communes that it leaves out."""
    table = np.array(numbers, dtype=np.float64).reshape(-1, 3)
    return Points(
        np.array(communes + absent, dtype=np.int32),
        np.concatenate([table[:, 0], world.latitudes[absent]]),
        np.concatenate([table[:, 1], world.longitudes[absent]]),
        np.concatenate([table[:, 2], world.populations[absent]]),
    )
