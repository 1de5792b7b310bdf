"""How long a way takes, from its length as the crow flies: an estimate, and said to be one.

A road is longer than the straight line (`DETOUR`), and cars are slower where people are many. The
figures are assumptions of this project, to be calibrated; a matrix of real times replaces them
(`coverage/travel_times.py`). Pure: numbers or numpy arrays, no database.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Mode = Literal["pied", "transports", "voiture"]
MODES: tuple[Mode, ...] = ("pied", "transports", "voiture")
#: Road metres for one metre as the crow flies.
DETOUR = 1.3
FOOT_KMH = 4.5
#: Door to door in a bus or a tram that is already there, and the walk and the wait before it.
TRANSIT_KMH = 15.0
TRANSIT_WAIT_MINUTES = 8.0
#: (inhabitants per km² from which a speed no longer holds, km/h of a car).
CAR_KMH = ((100.0, 50.0), (1000.0, 35.0), (float("inf"), 22.0))
#: Where nobody knows how many people live.
UNKNOWN_DENSITY_KMH = 35.0
#: How far (metres as the crow flies) the speed of an end holds; beyond, a car drives between towns.
LOCAL_M = 5_000.0
BETWEEN_TOWNS_KMH = 50.0


def car_kmh(density: ArrayLike) -> NDArray[np.float64]:
    """Return the speed (km/h) of a car in communes of such densities (inhabitants per km²).

    Under 100: 50; from 100 to 1,000 included: 35; over 1,000: 22; unknown (NaN): 35.
    """
    known = np.asarray(density, dtype=np.float64)
    (low, fast), (high, middle), (_, slow) = CAR_KMH
    speeds = np.where(known < low, fast, np.where(known <= high, middle, slow))
    return np.where(np.isnan(known), UNKNOWN_DENSITY_KMH, speeds)


def minutes_by_car(
    metres: ArrayLike, from_density: ArrayLike, to_density: ArrayLike
) -> NDArray[np.float64]:
    """Return the minutes of a way: half of it at the speed of each end, but `LOCAL_M` at most.

    What lies between is driven at the speed of the open country.
    """
    length = np.asarray(metres, dtype=np.float64)
    near = np.minimum(length / 2, LOCAL_M)
    pace = 1 / car_kmh(from_density) + 1 / car_kmh(to_density)
    hours = near * pace + (length - 2 * near) / BETWEEN_TOWNS_KMH
    return hours * DETOUR / 1000 * 60


def minutes_on_foot(metres: ArrayLike) -> NDArray[np.float64]:
    """Return the minutes of a walk."""
    return np.asarray(metres, dtype=np.float64) * DETOUR / 1000 / FOOT_KMH * 60


def travel_minutes(
    metres: ArrayLike,
    mode: Mode,
    from_density: ArrayLike = float("nan"),
    to_density: ArrayLike = float("nan"),
) -> NDArray[np.float64]:
    """Return the minutes of ways of so many metres as the crow flies."""
    if mode == "voiture":
        return minutes_by_car(metres, from_density, to_density)
    if mode == "pied":
        return minutes_on_foot(metres)
    riding = np.asarray(metres, dtype=np.float64) * DETOUR / 1000 / TRANSIT_KMH * 60
    # Nobody waits for a bus to go where walking is quicker.
    return np.minimum(riding + TRANSIT_WAIT_MINUTES, minutes_on_foot(metres))


def reach_m(
    minutes: float,
    mode: Mode,
    density: float = float("nan"),
    to_density: float | None = None,
) -> float:
    """Return how far (metres as the crow flies) so many minutes lead; both ends alike unless told.

    The inverse of `travel_minutes`.
    """
    if minutes <= 0:
        return 0.0
    if mode == "transports":
        riding = max(0.0, minutes - TRANSIT_WAIT_MINUTES) * TRANSIT_KMH
        return max(riding, minutes * FOOT_KMH) / 60 / DETOUR * 1000
    if mode == "pied":
        return minutes * FOOT_KMH / 60 / DETOUR * 1000
    other = density if to_density is None else to_density
    in_town = float(minutes_by_car(2 * LOCAL_M, density, other))
    if minutes <= in_town:
        return 2 * LOCAL_M * minutes / in_town
    return 2 * LOCAL_M + (minutes - in_town) * BETWEEN_TOWNS_KMH / 60 / DETOUR * 1000
