"""Which communes no road joins: an estimate by the crow flies must not drive across the sea.

`data/islands.csv` names, commune by commune, the land that each island commune belongs to (official
code, public geography): islands of the coast without a bridge, islands of the overseas territories,
and the communes of inner Guyane that only a river or a plane reaches. Every other commune belongs
to the mainland, to Corsica, or to its overseas territory. Parts of a commune (Porquerolles, Frioul)
go with the commune; estuaries and straits inside one land are not known. Pure: codes only.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TABLE = Path(__file__).parent / "data" / "islands.csv"
MAINLAND = "metropole"
CORSICA = "corse"


@lru_cache(maxsize=1)
def island_communes() -> dict[str, str]:
    """Return the land of each commune of the table, by commune code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["terre"] for row in csv.DictReader(file)}


def land_of(code: str) -> str:
    """Return the land of a commune: what roads join bears one name."""
    island = island_communes().get(code)
    if island is not None:
        return island
    if code.startswith(("97", "98")):
        return code[:3]
    return CORSICA if code.startswith(("2A", "2B", "20")) else MAINLAND


def lands(codes: Sequence[str]) -> NDArray[np.int32]:
    """Return a number by commune, the same for communes that roads join."""
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(land_of(code), len(numbers)) for code in codes], dtype=np.int32
    )
