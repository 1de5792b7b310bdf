"""What a venue offers: one place, or its open hours; and what is guessed when nobody says.

A variant is data; every rule of counting is here. One place counts once, even when several rows
describe it (`venues/same_place.py`). Pure numpy on a `World`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coverage.world import World
from venues.vocabulary import SERVICES

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Measure = Literal["lieux", "heures"]
MissingHours = Literal["mediane", "quartile_bas", "quartile_haut"]
_QUANTILES: dict[MissingHours, float] = {
    "mediane": 0.5,
    "quartile_bas": 0.25,
    "quartile_haut": 0.75,
}
MISSING_HOURS_LABELS: dict[MissingHours, str] = {
    "mediane": "la médiane des lieux connus du département",
    "quartile_bas": "le quart le moins ouvert des lieux connus du département",
    "quartile_haut": "le quart le plus ouvert des lieux connus du département",
}
#: Under so many known venues, a département says nothing and France speaks for it.
MIN_KNOWN = 5


class NoHours(ValueError):
    """Not one venue tells its hours: a supply in hours would be invented."""


@dataclass(frozen=True)
class MeasureFacts:
    """One way to measure supply, in French. `unit` is said « pour 10 000 habitants »."""

    label: str
    unit: str
    source: str
    imputed: str


MEASURES: dict[Measure, MeasureFacts] = {
    "lieux": MeasureFacts(
        "Un par lieu ouvert au public",
        "lieux",
        "Les lieux publiés sur ce site ; un lieu décrit par plusieurs sources compte une fois.",
        "Un lieu itinérant dont les horaires manquent compte pour un lieu entier.",
    ),
    "heures": MeasureFacts(
        "Heures d’ouverture par semaine",
        "heures d’ouverture par semaine",
        "Les horaires écrits par les producteurs, sur une semaine ordinaire sans jour férié.",
        "Un lieu dont les horaires manquent reçoit ceux de son département.",
    ),
}
#: Measures of supply that no source of this site gives today, and why.
ABSENT: dict[str, str] = {
    "personnes": (
        "Aucune source chargée ne dit combien de personnes aident dans un lieu : cette mesure "
        "n’est pas calculée."
    ),
}


@dataclass(frozen=True)
class SupplyVariant:
    """What is counted. `service`: a code of the standard, "" = any.

    `freshness_months`: only venues that their producer dated so many months ago or less; an undated
    one cannot be said fresh and is left out. None = every date.
    """

    measure: Measure = "lieux"
    service: str = ""
    freshness_months: float | None = None
    missing_hours: MissingHours = "mediane"

    @property
    def label(self) -> str:
        """The variant in French."""
        words = [MEASURES[self.measure].label]
        if self.service:
            words.append(f"service « {SERVICES.by_code[self.service].label} »")
        if self.freshness_months is not None:
            words.append(f"fiches datées de {self.freshness_months:.0f} mois au plus")
        if self.measure == "heures":
            words.append(f"horaires absents : {MISSING_HOURS_LABELS[self.missing_hours]}")
        return ", ".join(words)

    def for_service(self, service: str) -> SupplyVariant:
        """Return the same variant for one service ("" = any)."""
        return replace(self, service=service)


DEFAULT = SupplyVariant()


class Supply(NamedTuple):
    """What each venue offers (0 = not counted), and which amounts are guessed."""

    amounts: Floats
    imputed: Mask


def supply(world: World, variant: SupplyVariant = DEFAULT) -> Supply:
    """Return the supply of each venue of a world, and where it is guessed.

    Raises NoHours for hours when no venue tells any. Imputed hours are those of the whole world
    given: compute on the whole, then cut.
    """
    chosen = counted(world, variant)
    if variant.measure == "heures":
        values, unknown = _hours(world, variant.missing_hours)
    else:
        unknown = np.isnan(world.stop_share)
        values = np.where(unknown, 1.0, world.stop_share)
    return Supply(np.where(chosen, values, 0.0), chosen & unknown)


def counted(world: World, variant: SupplyVariant = DEFAULT) -> Mask:
    """Tell which venues count: those that qualify, one row for each place.

    Of the rows of one place, the one that tells its hours, then the freshest, then the oldest here.
    """
    wanted = world.is_open_to_public.copy()
    if variant.service:
        wanted &= (world.services >> SERVICES.bits[variant.service]) & 1 == 1
    if variant.freshness_months is not None:
        # Unknown dates (NaN) are not fresh.
        wanted &= world.age_months <= variant.freshness_months
    return _one_row_a_place(world, wanted)


def share_without_hours(world: World) -> float:
    """Return the share (0–1) of places counted whose hours nobody tells; NaN without a place."""
    chosen = counted(world)
    return float(np.isnan(world.weekly_hours[chosen]).mean()) if chosen.any() else float("nan")


def _one_row_a_place(world: World, wanted: Mask) -> Mask:
    rows = np.nonzero(wanted)[0]
    age = np.nan_to_num(world.age_months[rows], nan=np.inf)
    order = np.lexsort((rows, age, np.isnan(world.weekly_hours[rows]), world.places[rows]))
    ordered = rows[order]
    _, firsts = np.unique(world.places[ordered], return_index=True)
    chosen = np.zeros(world.venue_count, dtype=bool)
    chosen[ordered[firsts]] = True
    return chosen


def _hours(world: World, missing: MissingHours) -> tuple[Floats, Mask]:
    """Return the weekly hours of each venue, and which are guessed."""
    unknown = np.isnan(world.weekly_hours)
    known = counted(world) & ~unknown
    if not known.any():
        raise NoHours(
            "Aucun lieu ne donne ses horaires : l’offre en heures ne peut pas se mesurer."
        )
    quantile = _QUANTILES[missing]
    values = np.where(
        unknown, float(np.quantile(world.weekly_hours[known], quantile)), world.weekly_hours
    )
    departements = _departements(world)
    for code in np.unique(departements[unknown]).tolist():
        inside = departements == code
        told = world.weekly_hours[inside & known]
        if code and len(told) >= MIN_KNOWN:
            values[inside & unknown] = np.quantile(told, quantile)
    return values, unknown


def _departements(world: World) -> NDArray[np.str_]:
    """Return the département of each venue, "" when unknown."""
    codes = world.groups.get("departement")
    if codes is None or not len(codes):
        return np.full(world.venue_count, "")
    return np.where(world.venue_communes >= 0, codes[world.venue_communes], "")
