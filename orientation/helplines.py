"""Whom to call instead: the most precise number of a territory, else the one of the country.

It must never fail: error pages ask it while the database is down. Numbers come from the team's
table, from the settings of the site, else from the public numbers of a file
(`data/national_helplines.json`); none is invented, and one that nobody called lately is told so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from ifn_site.cache import remembered
from ifn_site.clock import now, today
from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from orientation.models import Helpline
from territories.models import Commune, Departement
from territories.written_departement import departement_of
from venues.opening_hours import CLOSED, OPEN, status_at, weekly_sentences
from venues.quality import months_between

logger = logging.getLogger(__name__)

FILE = Path(__file__).parent / "data" / "national_helplines.json"
#: A number called by nobody of the team for so many months is « non vérifié ».
CHECKED_MONTHS = 6
#: From the most precise to the widest.
LEVELS = ("commune", "epci", "departement", "region")
NATIONAL = ("national", "")


#: The words of `data/national_helplines.json`, for the catalogues of languages.
_NATIONAL_WORDS = frozenset(
    {
        noop("Allô Service Public"),
        noop("Service gratuit, prix d’un appel"),
        noop("Questions sur vos droits et vos démarches"),
    }
)


@dataclass(frozen=True)
class HelplineShown:
    """A number as pages show it; what is not known is "".

    `hours` is in words, `opening_hours` in the OSM format, read on the clock of `territory` (code).
    """

    label: str
    number: str
    href: str
    cost: str
    hours: str
    opening_hours: str
    territory: str
    languages: str
    for_whom: str
    source_url: str
    checked_on: date | None

    @property
    def is_checked(self) -> bool:
        """Tell whether somebody of the team called this number lately."""
        day = self.checked_on
        return day is not None and day <= today() and _months_since(day) < CHECKED_MONTHS

    @property
    def check_text(self) -> str:
        """Say when the number was checked, or that it was not."""
        if self.is_checked and self.checked_on:
            return _("Numéro vérifié le %(day)s") % {"day": f"{self.checked_on:%d/%m/%Y}"}
        return _("Numéro non vérifié par nous")

    @property
    def is_open(self) -> bool | None:
        """Tell whether someone answers now; None when it is not known."""
        state = status_at(self.opening_hours, now(), self.territory).state
        return {OPEN: True, CLOSED: False}.get(state)

    @property
    def open_text(self) -> str:
        """« Ouvert, ferme à 17 h », "" when it is not known."""
        told = status_at(self.opening_hours, now(), self.territory)
        return told.sentence if told.state in (OPEN, CLOSED) else ""


def helpline_for(levels: Mapping[str, str]) -> HelplineShown | None:
    """As `_line_for`, in the language of the page where its words are known."""
    return _told(_line_for(levels))


def default_helpline() -> HelplineShown | None:
    """Return the number of the country without asking the database."""
    return _told(_default())


def _told(line: HelplineShown | None) -> HelplineShown | None:
    """Say the words of the national table in the language of the page; other words stay."""
    if line is None:
        return None

    def said(text: str) -> str:
        return _(text) if text in _NATIONAL_WORDS else text

    return replace(line, label=said(line.label), cost=said(line.cost), for_whom=said(line.for_whom))


def _line_for(levels: Mapping[str, str]) -> HelplineShown | None:
    """Return whom to call from a territory: level → code, as many levels as are known.

    Wider levels follow from a commune, and a région from a département. Never fails.
    """
    try:
        table = _table()
    except DatabaseError as error:
        logger.warning("lignes d’aide illisibles : %s", type(error).__name__)
        return _default()
    if table is None:
        return _default()
    for key in table.widening(levels):
        if key in table.lines:
            return table.lines[key]
    return _of_settings() or table.lines.get(NATIONAL)


def _default() -> HelplineShown | None:
    return _of_settings() or next(iter(_of_file()), None)


def national_rows() -> list[dict[str, Any]]:
    """Return the rows of the file of public numbers, as fields of `Helpline`."""
    rows: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))["lignes"]
    return rows


@dataclass(frozen=True)
class _Table:
    """The first number of each territory, and what leads to the territories that have one."""

    lines: Mapping[tuple[str, str], HelplineShown]
    epci_of_commune: Mapping[str, str]
    region_of_departement: Mapping[str, str]

    def widening(self, levels: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return the territories around a place, from the most precise to the widest."""
        commune = levels.get("commune", "")
        epci = levels.get("epci") or self.epci_of_commune.get(commune, "")
        departement = levels.get("departement") or departement_of(commune)
        region = levels.get("region") or self.region_of_departement.get(departement, "")
        found = zip(LEVELS, (commune, epci, departement, region), strict=True)
        return [(level, code) for level, code in found if code]


def _table() -> _Table | None:
    """Return what is known of every number; None when the table was never filled."""
    return remembered("helplines", _read)


def _read() -> _Table | None:
    every = list(Helpline.objects.order_by("order", "pk"))
    if not every:
        return None
    lines: dict[tuple[str, str], HelplineShown] = {}
    for one in every:
        if one.is_active:
            lines.setdefault((one.level, one.code), _shown(one))
    epcis = [code for level, code in lines if level == "epci"]
    regions = [code for level, code in lines if level == "region"]
    communes = Commune.objects.filter(epci_code__in=epcis).order_by("pk")
    departements = Departement.objects.filter(region_code__in=regions).order_by("pk")
    return _Table(
        lines,
        dict(communes.values_list("pk", "epci_code")) if epcis else {},
        dict(departements.values_list("pk", "region_code")) if regions else {},
    )


def _shown(one: Helpline) -> HelplineShown:
    words = list(weekly_sentences(one.hours)) if one.hours and not one.hours_text else []
    return HelplineShown(
        label=one.label,
        number=one.number,
        href=_href(one.number),
        cost=one.cost,
        hours=one.hours_text or " ; ".join(words),
        opening_hours=one.hours,
        territory=one.code if one.level in ("commune", "departement") else "",
        languages=one.languages,
        for_whom=one.for_whom,
        source_url=one.source_url,
        checked_on=one.checked_on,
    )


def _of_settings() -> HelplineShown | None:
    """Return the number that the settings of the site name."""
    told: dict[str, Any] = settings.HELPLINE
    if not told["number"]:
        return None
    return HelplineShown(
        label=told["label"],
        number=told["number"],
        href=_href(told["number"]),
        cost=told.get("cost", ""),
        hours=told["hours"],
        opening_hours="",
        territory="",
        languages="",
        for_whom="",
        source_url="",
        checked_on=told.get("checked_on"),
    )


@cache
def _of_file() -> tuple[HelplineShown, ...]:
    return tuple(_shown(Helpline(**row)) for row in national_rows())


def _href(number: str) -> str:
    digits = "".join(char for char in number if char.isdigit())
    return f"tel:{'+' if number.startswith('+') else ''}{digits}"


def _months_since(day: date) -> int:
    return months_between(day, today())
