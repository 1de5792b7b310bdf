"""Public holidays of France by territory: national ones, Alsace-Moselle and overseas.

Sources: Code du travail, L3133-1 (national), L3134-13 (Alsace-Moselle), L3422-2 (abolition of
slavery), and the customary days of the Pacific collectivities. Good Friday in Alsace-Moselle is a
holiday in communes with a Protestant or mixed church: it is named everywhere there, as a caution.
Knows nothing of opening hours but the OSM selectors of the local days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ifn_site.wording import gettext as _
from ifn_site.wording import noop

_EASTER_OFFSETS = (
    (1, noop("lundi de Pâques")),
    (39, noop("Ascension")),
    (50, noop("lundi de Pentecôte")),
)
_FIXED = (
    (1, 1, noop("jour de l’an")),
    (5, 1, noop("fête du Travail")),
    (5, 8, noop("Victoire de 1945")),
    (7, 14, noop("fête nationale")),
    (8, 15, noop("Assomption")),
    (11, 1, noop("Toussaint")),
    (11, 11, noop("Armistice de 1918")),
    (12, 25, noop("Noël")),
)
_OSM_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class LocalDay(NamedTuple):
    """A local holiday: a fixed month and day, or days after Easter when `month` is 0."""

    month: int
    day: int
    name: str


_ABOLITION = noop("abolition de l’esclavage")
_GOOD_FRIDAY = LocalDay(0, -2, noop("Vendredi saint"))
_ALSACE_MOSELLE = (_GOOD_FRIDAY, LocalDay(12, 26, noop("Saint-Étienne")))
_LOCAL_DAYS: dict[str, tuple[LocalDay, ...]] = {
    "57": _ALSACE_MOSELLE,
    "67": _ALSACE_MOSELLE,
    "68": _ALSACE_MOSELLE,
    "971": (LocalDay(5, 27, _ABOLITION),),
    "972": (LocalDay(5, 22, _ABOLITION),),
    "973": (LocalDay(6, 10, _ABOLITION),),
    "974": (LocalDay(12, 20, _ABOLITION),),
    "976": (LocalDay(4, 27, _ABOLITION),),
    "977": (LocalDay(10, 9, _ABOLITION),),
    "978": (LocalDay(5, 28, _ABOLITION),),
    "986": (
        LocalDay(4, 28, noop("Saint-Pierre-Chanel")),
        LocalDay(7, 29, noop("fête du Territoire")),
    ),
    "987": (LocalDay(3, 5, noop("arrivée de l’Évangile")),),
    "988": (LocalDay(9, 24, noop("fête de la Citoyenneté")),),
}


def territory_of(insee_code: str) -> str:
    """Return the département or overseas collectivity of an INSEE code (« 67482 » → « 67 »)."""
    return insee_code[:3] if insee_code.startswith(("97", "98")) else insee_code[:2]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus’s algorithm)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap_centuries, century_rest = divmod(century, 4)
    lunar = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - lunar + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=512)
def _holidays(year: int, territory: str) -> dict[date, tuple[str, ...]]:
    sunday = easter(year)
    found: dict[date, list[str]] = {}
    for month, day, name in _FIXED:
        found.setdefault(date(year, month, day), []).append(name)
    for offset, name in _EASTER_OFFSETS:
        found.setdefault(sunday + timedelta(days=offset), []).append(name)
    for local in _LOCAL_DAYS.get(territory, ()):
        on = (
            date(year, local.month, local.day)
            if local.month
            else sunday + timedelta(days=local.day)
        )
        found.setdefault(on, []).append(local.name)
    return {on: tuple(names) for on, names in sorted(found.items())}


def public_holidays(year: int, insee_code: str = "") -> dict[date, str]:
    """Return the holidays of a year in the territory of an INSEE code: date → name, in order."""
    return {on: _said(names) for on, names in _holidays(year, territory_of(insee_code)).items()}


def holiday_name(on: date, insee_code: str = "") -> str:
    """Return the name of the holiday that `on` is in that territory, "" when it is none."""
    return _said(_holidays(on.year, territory_of(insee_code)).get(on, ()))


def _said(names: tuple[str, ...]) -> str:
    """Return the names of one day in the language of the page."""
    if len(names) < 2:
        return _(names[0]) if names else ""
    first, last = names
    return _("%(words)s et %(last)s") % {"words": _(first), "last": _(last)}


@lru_cache(maxsize=64)
def local_closure_rules(territory: str) -> str:
    """Return the OSM rules that close on local holidays, to follow a `PH off` rule;
    "" when none.
    """
    selectors = []
    for local in _LOCAL_DAYS.get(territory, ()):
        if local.month:
            selectors.append(f"{_OSM_MONTHS[local.month - 1]} {local.day:02d}")
        else:
            selectors.append(f"easter {local.day:+d} days")
    return "".join(f"; {selector} off" for selector in selectors)
