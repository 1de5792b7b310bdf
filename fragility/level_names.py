"""The names of a level, for tables that are sorted and searched whole; kept for one data version.

It reads `territories` and knows no indicator.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ifn_site.cache import current_version
from territories.models import Commune, Departement, Epci, Region
from territories.names import fold

_TABLES = {"region": Region, "departement": Departement, "epci": Epci}


@dataclass(frozen=True, eq=False)
class LevelNames:
    """Names by code; `folded` is what a search looks into."""

    names: dict[str, str]
    folded: dict[str, str]
    collectivities: dict[str, str]

    @cached_property
    def alphabetical(self) -> dict[str, int]:
        """Return the place of each code in the order of names, then of codes."""
        order = sorted(self.names, key=lambda code: (self.folded[code], code))
        return {code: place for place, code in enumerate(order)}

    def order(self, codes: tuple[str, ...]) -> NDArray[np.int64]:
        """Return the alphabetical place of each code, unknown ones last; kept for one list."""
        if codes not in self._orders:
            last = len(self.names)
            places = [self.alphabetical.get(code, last) for code in codes]
            self._orders.clear()
            self._orders[codes] = np.array(places, dtype=np.int64)
        return self._orders[codes]

    @cached_property
    def _orders(self) -> dict[tuple[str, ...], NDArray[np.int64]]:
        return {}


_kept: dict[tuple[int, str], LevelNames] = {}


def level_names(level: str) -> LevelNames:
    """Return the names of a level. Raises KeyError for a level without names."""
    key = (current_version(), level)
    if key not in _kept:
        for old in [one for one in _kept if one[0] != key[0]]:
            _kept.pop(old, None)
        _kept[key] = _read(level)
    return _kept[key]


def forget_names() -> None:
    """Read again next time (for tests, which change the tables without a version)."""
    _kept.clear()


def _read(level: str) -> LevelNames:
    if level == "commune":
        rows = Commune.objects.order_by("code").values_list("code", "name", "folded")
        found = {code: (name, folded) for code, name, folded in rows}
    else:
        table = _TABLES[level]
        pairs = table.objects.order_by("code").values_list("code", "name")  # type: ignore[attr-defined]
        found = {code: (name, fold(name)) for code, name in pairs}
    return LevelNames(
        {code: name for code, (name, _) in found.items()},
        {code: folded for code, (_, folded) in found.items()},
        _collectivities(),
    )


def _collectivities() -> dict[str, str]:
    """Return the overseas collectivities, which no indicator covers, by code."""
    rows = Departement.objects.filter(kind=Departement.Kind.COLLECTIVITE).order_by("code")
    return dict(rows.values_list("code", "name"))
