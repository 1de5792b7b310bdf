"""Reads the communes and the published venues of the database into a `World`.

A dozen queries, under three seconds for 35,000 communes and 20,000 venues. What is derived from a
venue's row is told elsewhere: open hours (`weekly_hours.py`), same place (`venues/same_place.py`),
and where it stands when its point is doubtful (`placing.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from coverage.placing import place
from coverage.weekly_hours import Week, ordinary_week
from coverage.world import AgeShares, World, unit_vectors
from fragility.levels import Memberships, memberships
from fragility.store import active_release, level_values
from ifn_site.clock import today as site_day
from territories.islands import lands
from territories.models import Commune, Departement
from venues.cards import receives_nobody
from venues.dated_visits import visits_are_past
from venues.models import Venue
from venues.same_place import PlaceRow, same_places
from venues.vocabulary import SERVICES

Floats = NDArray[np.float64]
#: Ages that a measure may count, by indicator of the fragility release.
AGES = ("age_65", "age_15_24")
#: A stop held one day out of the five of the working week is a fifth of a place.
WORKING_DAYS = 5
_MONTH_DAYS = 30.4375
_FIELDS = (
    "public_id", "name", "commune_code", "address", "pivot", "latitude", "longitude", "services",
    "access_modes", "unknown_values", "itinerancy", "hours", "updated_on", "summary",
    "address_complement",
)  # fmt: skip


@dataclass(frozen=True)
class _Ground:
    """The communes that venues are put on."""

    members: Memberships
    latitudes: Floats
    longitudes: Floats
    densities: Floats
    lands: NDArray[np.int32]


def read(today: date | None = None) -> World:
    """Return the world of the present tables; `today` tells the age of what producers dated."""
    day = today or site_day()
    ground = _ground()
    venues = list(Venue.objects.published().order_by("pk").only(*_FIELDS))
    placed = [one for one in venues if _has_place(one, ground)]
    weeks = [_week(venue, day) for venue in placed]
    communes = _communes_of(placed, ground)
    stands = place(
        _own_points(placed),
        communes,
        ground.latitudes,
        ground.longitudes,
        ground.members.areas,
        ground.densities,
    )
    nearest = _nearest_communes(stands.points, communes, ground)
    return World(
        codes=ground.members.communes,
        latitudes=stands.latitudes,
        longitudes=stands.longitudes,
        populations=ground.members.populations,
        densities=ground.densities,
        lands=ground.lands,
        groups=_groups(ground.members),
        venues=np.array([venue.pk for venue in placed], dtype=np.int64),
        public_ids=np.array([venue.public_id for venue in placed], dtype=np.str_),
        venue_latitudes=stands.points[:, 0],
        venue_longitudes=stands.points[:, 1],
        venue_densities=ground.densities[nearest],
        venue_lands=ground.lands[nearest],
        venue_communes=communes,
        services=np.array([SERVICES.mask(one.services) for one in placed], dtype=np.int64),
        weekly_hours=_floats([week.hours if week else None for week in weeks]),
        age_months=_floats([_age_months(venue, day) for venue in placed]),
        stop_share=_floats(
            [_stop_share(venue, week) for venue, week in zip(placed, weeks, strict=True)]
        ),
        is_open_to_public=np.array([not receives_nobody(one) for one in placed], dtype=bool),
        places=same_places(
            [
                _place_row(venue, is_own=not elsewhere)
                for venue, elsewhere in zip(placed, stands.at_commune.tolist(), strict=True)
            ]
        ),
        at_commune=stands.at_commune,
        misplaced=stands.misplaced,
        least_m=stands.least_m,
        moved=stands.moved,
        ages=_ages(ground.members),
        unplaced=len(venues) - len(placed),
    )


def _ground() -> _Ground:
    members = memberships()
    rows = Commune.objects.order_by("code").values_list("code", "latitude", "longitude")
    points = {code: (latitude, longitude) for code, latitude, longitude in rows}
    table = np.array([points[code] for code in members.communes.tolist()]).reshape(-1, 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        densities = np.where(members.areas > 0, members.populations / members.areas, np.nan)
    return _Ground(members, table[:, 0], table[:, 1], densities, lands(members.communes.tolist()))


def _has_place(venue: Venue, ground: _Ground) -> bool:
    """Tell whether a venue stands somewhere: at its point, or at its commune's."""
    if not len(ground.members.communes):
        return False
    return venue.latitude is not None or venue.commune_code in ground.members.positions


def _communes_of(venues: list[Venue], ground: _Ground) -> NDArray[np.int32]:
    positions = ground.members.positions
    return np.array([positions.get(venue.commune_code, -1) for venue in venues], dtype=np.int32)


def _own_points(venues: list[Venue]) -> Floats:
    """Return the point that each venue gives (n × 2, degrees), NaN for none."""
    return np.array(
        [(np.nan, np.nan) if one.latitude is None else (one.latitude, one.longitude)
         for one in venues], dtype=np.float64,
    ).reshape(-1, 2)  # fmt: skip


def _groups(members: Memberships) -> dict[str, NDArray[np.str_]]:
    """Return the groups of the communes; the overseas collectivities are not in France's.

    No indicator covers them: they would weigh on its thirds and means and have no verdict.
    """
    kind = Departement.Kind.COLLECTIVITE
    codes = list(Departement.objects.filter(kind=kind).values_list("code", flat=True))
    apart = np.isin(members.groups["departement"], np.array(codes, dtype=np.str_))
    return {**members.groups, "france": np.where(apart, "", members.groups["france"])}


def _nearest_communes(
    points: Floats, communes: NDArray[np.int32], ground: _Ground
) -> NDArray[np.int64]:
    """Return the commune of each venue: its own, else the one whose point is nearest."""
    found = communes.astype(np.int64)
    lost = found < 0
    if lost.any():
        tree = cKDTree(unit_vectors(ground.latitudes, ground.longitudes))
        found[lost] = tree.query(unit_vectors(points[lost, 0], points[lost, 1]))[1]
    return found


def _week(venue: Venue, day: date) -> Week | None:
    """Return the ordinary week; visits that are all over tell nothing of an ordinary week."""
    if not venue.hours or visits_are_past(venue, day):
        return None
    return ordinary_week(venue.hours, day.year)


def _stop_share(venue: Venue, week: Week | None) -> float | None:
    """Return the share of the working week that a venue is there: 1 unless it only roams."""
    if tuple(venue.itinerancy) != ("itinerant",):
        return 1.0
    return min(1.0, week.days / WORKING_DAYS) if week else None


def _age_months(venue: Venue, day: date) -> float | None:
    if venue.updated_on is None:
        return None
    return max(0.0, (day - venue.updated_on).days / _MONTH_DAYS)


def _place_row(venue: Venue, *, is_own: bool) -> PlaceRow:
    point = None
    if is_own and venue.latitude is not None and venue.longitude is not None:
        point = (venue.latitude, venue.longitude)
    return PlaceRow(venue.name, venue.commune_code, venue.address, venue.pivot, point)


def _ages(members: Memberships) -> dict[str, AgeShares]:
    """Return the shares of ages of the active release that follow the communes of today."""
    release = active_release()
    values = level_values("commune", release) if release else None
    found: dict[str, AgeShares] = {}
    for key in AGES:
        series = values.series.get(key) if values else None
        if series is not None and series.codes.codes == members.codes("commune"):
            found[key] = AgeShares(series.values, series.vintage, series.source.name)
    return found


def _floats(values: list[float | None]) -> Floats:
    return np.array([np.nan if one is None else one for one in values], dtype=np.float64)
