"""In which larger territories each territory of a level lies: for medians, ranks and filters.

Numpy only, read from `levels.memberships`; kept for the present data version.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fragility.levels import Memberships, memberships
from territories.facts import FRANCE_CODE

ORDER = ("iris", "arrondissement", "commune", "epci", "departement", "region", "france")
"""The levels, from the smallest to the largest."""
COMPARED = ("departement", "region", "france")
"""The larger territories that a value is compared with."""
Texts = NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class Larger:
    """The territories of a level, in order, and where they lie.

    `of[larger]` gives the code of the larger territory that holds each one, or most of its
    inhabitants for an EPCI that crosses a border ("" = none). `people` are inhabitants.
    """

    level: str
    codes: tuple[str, ...]
    of: dict[str, Texts]
    people: NDArray[np.float64]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Return the place of each code."""
        return {code: place for place, code in enumerate(self.codes)}

    def along(self, codes: tuple[str, ...], larger: str) -> Texts:
        """Return `of[larger]` in the order of other codes, "" for those that are not here."""
        column = self.of[larger]
        if codes == self.codes:
            return column
        places = self._places(codes)
        return np.where(places >= 0, column[places], "") if len(column) else _empty(len(codes))

    def people_along(self, codes: tuple[str, ...]) -> NDArray[np.float64]:
        """Return the inhabitants in the order of other codes, 0 where nobody knows."""
        if codes == self.codes:
            return np.nan_to_num(self.people)
        places = self._places(codes)
        if not len(self.people):
            return np.zeros(len(codes))
        return np.where(places >= 0, np.nan_to_num(self.people)[places], 0.0)

    def _places(self, codes: tuple[str, ...]) -> NDArray[np.int64]:
        return np.array([self.positions.get(code, -1) for code in codes], dtype=np.int64)


#: The memberships that were read, and what was found in them.
_kept: list[tuple[Memberships, dict[tuple[str, tuple[str, ...]], Larger]]] = []


def larger(level: str, codes: tuple[str, ...] = ()) -> Larger:
    """Return where the territories of a level lie; `codes` are needed for IRIS only."""
    members = memberships()
    if not _kept or _kept[0][0] is not members:
        _kept[:] = [(members, {})]
    found = _kept[0][1]
    key = (level, codes if level == "iris" else ())
    if key not in found:
        found[key] = _read(level, codes, members)
    return found[key]


def inside(level: str, codes: tuple[str, ...], holder: str, code: str) -> NDArray[np.bool_]:
    """Tell which of `codes` lie, even in part, in the territory `code` of the level `holder`."""
    if holder == "france":
        return np.ones(len(codes), dtype=bool)
    if level in ("epci", "departement", "region"):
        members = memberships()
        groups = members.groups[level][members.inside(holder, code)]
        return np.isin(np.array(codes, dtype=np.str_), groups)
    return larger(level, codes).along(codes, holder) == code


def _read(level: str, codes: tuple[str, ...], members: Memberships) -> Larger:
    if level == "commune":
        own = members.codes("commune")
        of = {**members.groups, "commune": members.communes}
        return Larger(level, own, of, members.populations)
    if level == "arrondissement":
        of = _of_communes(members, members.cities)
        return Larger(level, members.codes(level), of, members.arrondissement_populations)
    if level == "iris":
        city = dict(zip(members.arrondissements.tolist(), members.cities.tolist(), strict=True))
        # The first five characters of an IRIS are its commune, or its arrondissement.
        holders = [code[:5] for code in codes]
        cities = np.array([city.get(one, one) for one in holders], dtype=np.str_)
        of = _of_communes(members, cities) | {"arrondissement": np.array(holders, dtype=np.str_)}
        return Larger(level, codes, of, np.full(len(codes), np.nan))
    return _of_groups(members, level)


def _of_communes(members: Memberships, communes: Texts) -> dict[str, Texts]:
    places = np.array([members.positions.get(one, -1) for one in communes.tolist()], dtype=np.int64)
    found = {"commune": communes}
    for level, column in members.groups.items():
        known = column[places] if len(column) else _empty(len(places))
        found[level] = np.where(places >= 0, known, "")
    return found


def _of_groups(members: Memberships, level: str) -> Larger:
    own = members.groups[level]
    codes, places = np.unique(own, return_inverse=True)
    people = np.nan_to_num(members.populations)
    of = {
        one: _main(places, len(codes), members.groups[one], people)
        for one in ORDER[ORDER.index(level) + 1 :]
    }
    named = codes != ""
    return Larger(
        level,
        tuple(codes[named].tolist()),
        {one: column[named] for one, column in of.items()},
        np.bincount(places, weights=people, minlength=len(codes))[named],
    )


def _main(
    places: NDArray[np.intp], size: int, holders: Texts, people: NDArray[np.float64]
) -> Texts:
    """Return the holder in which most inhabitants of each group live."""
    names, numbers = np.unique(holders, return_inverse=True)
    if not len(names):
        return _empty(size)
    # A commune without inhabitants still says where its group is.
    sums = np.bincount(
        places * len(names) + numbers, weights=people + 1e-6, minlength=size * len(names)
    )
    return names[sums.reshape(size, len(names)).argmax(axis=1)]


def _empty(size: int) -> Texts:
    return np.full(size, "", dtype=f"<U{len(FRANCE_CODE)}")
