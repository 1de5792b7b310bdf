"""How far a person goes: from where, within how many metres, and never across the sea.

It reads the place of the answers (kept by code for one data version) and gives distances and
minutes; it knows nothing of venues. Minutes are estimates (`territories/travel.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from ifn_site.cache import remembered
from ifn_site.wording import gettext as _
from ifn_site.wording import ngettext
from orientation.answers import MAX_MINUTES, Answers
from territories.islands import land_of
from territories.models import Arrondissement, Commune
from territories.travel import Mode, reach_m, travel_minutes
from territories.written_departement import departement_of
from venues.list_scope import NEARBY_M
from venues.starting_point import StartingPoint, starting_point
from venues.territory_trail import centre_of

#: How far one goes by each means when one says the means only, in minutes.
USUAL_MINUTES = {"pied": 30, "transports": 45, "voiture": 30}
#: The means when one says the minutes only.
USUAL_MODE: Mode = "voiture"
#: Without a means asked, a way this short is told on foot, in minutes.
SHORT_WALK = 20
OVERSEAS = ("971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988")
CORSICA = ("2A", "2B")
_GUYANE = "973"


@dataclass(frozen=True)
class Here:
    """Where a person is: the place, its département, its inhabitants per km² (NaN: unknown).

    `centre` is the point (degrees) from which the nearest is looked for: the place's own, or the
    middle of a département.
    """

    place: StartingPoint
    departement: str
    density: float
    centre: tuple[float, float] | None

    @property
    def point(self) -> tuple[float, float] | None:
        """The point that distances start from; None for a département."""
        return self.place.point

    @property
    def shore(self) -> tuple[str, ...]:
        """The départements of the same island, () for the mainland."""
        if self.departement in CORSICA:
            return CORSICA
        return (self.departement,) if self.departement in OVERSEAS else ()


def where(code: str) -> Here | None:
    """Return the place of a code, None when there is none of that code."""
    return remembered(f"orientation-here:{code}", lambda: _here(code)) if code else None


def _here(code: str) -> Here | None:
    place = starting_point(code)
    if place is None:
        return None
    if place.point is None:
        centre = centre_of("departement", place.code)
        return Here(place, place.code, float("nan"), centre)
    return Here(place, departement_of(place.code), _density(place.code), place.point)


def _density(code: str) -> float:
    """Return the inhabitants per km² of a commune, or of the commune of an arrondissement."""
    whole = Arrondissement.objects.filter(pk=code).values_list("commune_code", flat=True).first()
    commune = Commune.objects.filter(pk=whole or code).first()
    if commune is None or not commune.population or not commune.area_km2:
        return float("nan")
    return commune.population / commune.area_km2


def mode_of(answers: Answers) -> Mode:
    """Return the means of travel that minutes are reckoned for."""
    return cast(Mode, answers.mode) if answers.mode else USUAL_MODE


def radius_of(answers: Answers, here: Here) -> float:
    """Return how far (metres, great circle) counts as within reach."""
    minutes = answers.minutes or (USUAL_MINUTES[answers.mode] if answers.mode else 0)
    return reach_m(minutes, mode_of(answers), here.density) if minutes else float(NEARBY_M)


def crossing(here: Here | None, commune: str, departement: str) -> str:
    """Say that no road leads to a commune (code): « de l’autre côté de la mer », "" when one does.

    In Guyane it is a river, or a plane. A place known by its département alone stands on its land.
    """
    if here is None:
        return ""
    ours = land_of(here.place.code if here.point is not None else here.departement)
    if ours == land_of(commune or departement):
        return ""
    if here.departement == departement == _GUYANE:
        return _("sans route : en pirogue ou en avion")
    return _("de l’autre côté de la mer")


def minutes_for(metres: float, answers: Answers, here: Here) -> float:
    """Return the estimated minutes of a way, both ends being alike."""
    return float(travel_minutes(metres, mode_of(answers), here.density, here.density))


def way_in_words(metres: float, answers: Answers, here: Here) -> str:
    """Return « environ 15 minutes à pied »: by the means asked, else on foot when it is short.

    Return "" for a way so long that the figures of `territories/travel.py` mean nothing.
    """
    minutes, mode = minutes_for(metres, answers, here), mode_of(answers)
    on_foot = float(travel_minutes(metres, "pied"))
    if not answers.mode and not answers.minutes and on_foot <= SHORT_WALK:
        minutes, mode = on_foot, "pied"
    return in_words(minutes, mode) if minutes <= MAX_MINUTES else ""


def in_words(minutes: float, mode: Mode) -> str:
    """Say an estimated time, no more precise than it is: « environ 1 h 10 en voiture »."""
    told = _rounded(minutes)
    if told <= 5:
        return {
            "pied": _("moins de 5 minutes à pied"),
            "transports": _("moins de 5 minutes en transports"),
            "voiture": _("moins de 5 minutes en voiture"),
        }[mode]
    length = ngettext("%(count)s minute", "%(count)s minutes", told) % {"count": told}
    if told >= 60:
        hours, rest = divmod(told, 60)
        length = _("%(hours)s h %(rest)s") % {"hours": hours, "rest": f"{rest:02d}"}
        if not rest:
            length = _("%(hours)s h") % {"hours": hours}
    sentence = {
        "pied": _("environ %(length)s à pied"),
        "transports": _("environ %(length)s en transports"),
        "voiture": _("environ %(length)s en voiture"),
    }[mode]
    return sentence % {"length": length}


def _rounded(minutes: float) -> int:
    """Round up to five minutes, to ten from an hour on."""
    step = 5 if minutes <= 60 else 10
    return max(step, -(-round(minutes) // step) * step)
