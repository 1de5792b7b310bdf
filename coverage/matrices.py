"""Travel times that somebody computed on real roads: a CSV, or the answer of OSRM's `table`.

They replace the estimate of `travel_times.py`. What is wrong is refused with a French message that
says what to do; what is unknown here (a code of another year) is left out and told. No database.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.given_table import UnreadableFile, number, rows_of
from coverage.links import Links

Floats = NDArray[np.float64]
COLUMNS = {
    "origine": ("origin", "commune", "code_insee", "code"),
    "lieu": ("venue", "id", "destination"),
    "minutes": ("duree", "duration"),
}
#: A way of more than a day is a file in seconds.
MAX_MINUTES = 24 * 60
#: A point put on a road so far away was not on the map of roads.
_FAR_FROM_ROAD_M = 2_000
_SHOWN = 5


@dataclass(frozen=True)
class GivenLinks:
    """The pairs of a file, and in French what was left out of it."""

    links: Links
    notes: tuple[str, ...] = ()


def read_matrix_csv(
    path: Path, origins: Sequence[str], venues: Sequence[str], limit_minutes: float = float("inf")
) -> GivenLinks:
    """Return the pairs of a CSV `origine,lieu,minutes` (codes, public identifiers, minutes).

    Pairs beyond the limit are left out; of a pair given twice the shorter time is kept. Raises
    UnreadableFile for a file that cannot be used, OSError when there is none.
    """
    rows = {code: place for place, code in enumerate(origins)}
    columns = {code: place for place, code in enumerate(venues)}
    found: list[tuple[int, int, float]] = []
    lost_origins: set[str] = set()
    lost_venues: set[str] = set()
    for line, (origin, venue, written) in rows_of(path, COLUMNS):
        minutes = _minutes(written, line)
        row, column = rows.get(origin), columns.get(venue)
        if row is None:
            lost_origins.add(origin)
        elif column is None:
            lost_venues.add(venue)
        else:
            found.append((row, column, minutes))
    if not found:
        raise UnreadableFile(
            "Aucune ligne ne relie une commune et un lieu connus : vérifiez que la première "
            "colonne porte des codes de communes et la deuxième des identifiants de lieux."
        )
    table = np.array(found)
    links = _shortest(table[:, 0], table[:, 1], table[:, 2], len(origins), len(venues))
    notes = (*_lost(lost_origins, "origine"), *_lost(lost_venues, "lieu"))
    return GivenLinks(links.within(limit_minutes), notes)


def read_osrm_table(
    path: Path,
    origins: Sequence[int],
    venues: Sequence[int],
    counts: tuple[int, int],
    limit_minutes: float = float("inf"),
) -> GivenLinks:
    """Return the pairs of one answer of OSRM's `table` service (durations in seconds).

    `origins` and `venues` are the places of its sources and destinations, in the order in which
    they were asked; `counts` = (all origins, all venues). `null` = no way. Several answers are put
    together by `together`. Raises UnreadableFile, OSError when there is no file.
    """
    answer = _osrm_answer(path)
    seconds = _durations(answer, len(origins), len(venues))
    rows = np.repeat(np.asarray(origins, dtype=np.int64), len(venues))
    columns = np.tile(np.asarray(venues, dtype=np.int64), len(origins))
    links = _shortest(rows, columns, seconds.ravel() / 60, *counts)
    return GivenLinks(links.within(limit_minutes), _far_from_roads(answer))


def together(parts: Sequence[GivenLinks]) -> GivenLinks:
    """Return several answers as one; of a pair given twice the shorter time is kept.

    Raises ValueError without parts, or when they do not speak of the same origins and venues.
    """
    counts = {(part.links.origin_count, part.links.venue_count) for part in parts}
    if len(counts) != 1:
        raise ValueError("the parts must have the same origins and venues")
    links = _shortest(
        np.concatenate([part.links.origins for part in parts]),
        np.concatenate([part.links.venues for part in parts]),
        np.concatenate([part.links.minutes for part in parts]),
        *counts.pop(),
    )
    return GivenLinks(links, tuple(dict.fromkeys(note for part in parts for note in part.notes)))


def _minutes(written: str, line: int) -> float:
    minutes = number(written, line, "minutes")
    if not 0 <= minutes <= MAX_MINUTES:
        raise UnreadableFile(
            f"Ligne {line} : le temps doit être en minutes, entre 0 et {MAX_MINUTES} "
            "(des secondes se divisent par 60)."
        )
    return minutes


def _shortest(
    origins: NDArray[Any], venues: NDArray[Any], minutes: Floats, rows: int, columns: int
) -> Links:
    """Return the pairs with the shortest time of each; unknown times are left out."""
    known = np.isfinite(minutes)
    keys = origins[known].astype(np.int64) * max(columns, 1) + venues[known].astype(np.int64)
    times = minutes[known]
    order = np.lexsort((times, keys))
    unique, firsts = np.unique(keys[order], return_index=True)
    return Links.of(
        unique // max(columns, 1), unique % max(columns, 1), times[order][firsts], rows, columns
    )


def _lost(codes: set[str], what: str) -> tuple[str, ...]:
    """Say which codes are unknown here."""
    if not codes:
        return ()
    shown = ", ".join(
        "".join(one for one in code[:20] if one.isprintable()) for code in sorted(codes)[:_SHOWN]
    )
    more = "…" if len(codes) > _SHOWN else ""
    return (f"Inconnu ici, laissé de côté (colonne « {what} ») : {len(codes)} – {shown}{more}",)


def _osrm_answer(path: Path) -> dict[str, Any]:
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableFile("Le fichier n’est pas du JSON : gardez la réponse entière.") from error
    if not isinstance(answer, dict) or answer.get("code") != "Ok":
        raise UnreadableFile("Ce n’est pas une réponse « Ok » du service « table » d’OSRM.")
    return answer


def _durations(answer: dict[str, Any], rows: int, columns: int) -> Floats:
    """Return the seconds (rows × columns), NaN where there is no way."""
    table = answer.get("durations")
    if not isinstance(table, list):
        raise UnreadableFile("Il manque « durations » : demandez « annotations=duration ».")
    shape_told = f"{rows} origines × {columns} lieux"
    if len(table) != rows or any(not isinstance(row, list) or len(row) != columns for row in table):
        raise UnreadableFile(
            f"La table n’a pas la taille attendue ({shape_told}) : donnez les origines et les "
            "lieux dans l’ordre de la demande."
        )
    try:
        seconds = np.array(table, dtype=np.float64).reshape(rows, columns)
    except (TypeError, ValueError) as error:
        raise UnreadableFile("Une durée n’est pas un nombre de secondes.") from error
    if np.any(seconds < 0):
        raise UnreadableFile("Une durée est négative.")
    return seconds


def _far_from_roads(answer: dict[str, Any]) -> tuple[str, ...]:
    """Say how many points were put on a road far from where they are."""
    notes = []
    for key, what in (("sources", "origine(s)"), ("destinations", "lieu(x)")):
        points = answer.get(key)
        listed = points if isinstance(points, list) else []
        far = [one for one in listed if isinstance(one, dict) and _snap(one) > _FAR_FROM_ROAD_M]
        if far:
            notes.append(f"{len(far)} {what} à plus de {_FAR_FROM_ROAD_M} m d’une route connue.")
    return tuple(notes)


def _snap(point: dict[str, Any]) -> float:
    distance = point.get("distance")
    return float(distance) if isinstance(distance, int | float) else 0.0
