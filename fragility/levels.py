"""The territories of today as columns: which commune lies in which EPCI, département, région.

Read from `territories`, in numpy: it serves pages as well as loading, and knows no indicator.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ifn_site.cache import current_version
from ifn_site.models import DataSet
from territories.facts import FRANCE_CODE
from territories.models import Arrondissement, Commune

ABOVE_COMMUNE = ("epci", "departement", "region", "france")
_COLUMNS = ("code", "epci_code", "departement_code", "region_code", "population", "area_km2")


@dataclass(frozen=True)
class Memberships:
    """The communes in code order, and the group of each at every level ("" = in none).

    `populations` are inhabitants, `areas` km², NaN where unknown. `arrondissements` are those of
    Paris, Lyon and Marseille, in code order, with the commune of each.
    """

    communes: NDArray[np.str_]
    groups: dict[str, NDArray[np.str_]]
    populations: NDArray[np.float64]
    areas: NDArray[np.float64]
    arrondissements: NDArray[np.str_]
    cities: NDArray[np.str_]
    arrondissement_populations: NDArray[np.float64]

    def codes(self, level: str) -> tuple[str, ...]:
        """Return the codes of a level in order. Raises KeyError for a level without territories."""
        if level == "commune":
            return tuple(self.communes.tolist())
        if level == "arrondissement":
            return tuple(self.arrondissements.tolist())
        return tuple(code for code in np.unique(self.groups[level]).tolist() if code)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Return the place of each commune."""
        return {code: place for place, code in enumerate(self.communes.tolist())}

    def inside(self, level: str, code: str) -> NDArray[np.bool_]:
        """Tell which communes lie in a territory of a level (all of them for France)."""
        if level == "commune":
            return self.communes == code
        return self.groups[level] == code


def read_memberships() -> Memberships:
    """Read the tables of territories: two queries."""
    rows = list(Commune.objects.order_by("code").values_list(*_COLUMNS))
    codes, epci, departements, regions, populations, areas = (
        zip(*rows, strict=True) if rows else ((),) * len(_COLUMNS)
    )
    inner = list(
        Arrondissement.objects.order_by("code").values_list("code", "commune_code", "population")
    )
    return Memberships(
        communes=np.array(codes, dtype=np.str_),
        groups={
            "epci": np.array(epci, dtype=np.str_),
            "departement": np.array(departements, dtype=np.str_),
            "region": np.array(regions, dtype=np.str_),
            "france": np.full(len(codes), FRANCE_CODE),
        },
        populations=_numbers(populations),
        areas=_numbers(areas),
        arrondissements=np.array([row[0] for row in inner], dtype=np.str_),
        cities=np.array([row[1] for row in inner], dtype=np.str_),
        arrondissement_populations=_numbers([row[2] for row in inner]),
    )


def _numbers(column: Any) -> NDArray[np.float64]:
    """Return a column as floats, NaN for None."""
    return np.array([np.nan if one is None else one for one in column], dtype=np.float64)


_kept: dict[int, Memberships] = {}


def memberships() -> Memberships:
    """Return the memberships of the present data version, kept in the process."""
    version = current_version()
    found = _kept.get(version)
    if found is None:
        found = read_memberships()
        _kept.clear()
        _kept[version] = found
    return found


def forget_memberships() -> None:
    """Read the tables again next time (for tests, which change them without a version)."""
    _kept.clear()


def cog_year() -> int:
    """Return the year of the official geographic code in the tables; 0 when nothing says it."""
    version = DataSet.objects.filter(pk="territoires").values_list("version", flat=True).first()
    digits = "".join(character for character in version or "" if character.isdigit())
    return int(digits[:4] or 0)
