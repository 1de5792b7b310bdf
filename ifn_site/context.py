"""What every template knows of the site: its name, whom to write or call, and which data it shows.

It must never fail: an error page is drawn with it while the database is down.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from ifn_site.cache import at_version
from ifn_site.conditional import data_state
from ifn_site.page_territory import territory_of_page
from ifn_site.wording import gettext as _
from orientation.helplines import default_helpline, helpline_for
from venues.provenance import SourceAge, source_ages, venues_count

logger = logging.getLogger(__name__)

DEMONSTRATION, REAL, EMPTY = "demonstration", "reel", "vide"


@dataclass(frozen=True)
class ShownData:
    """The data behind the pages, as the footer says them."""

    kind: str = EMPTY
    label: str = ""
    venues_count: int = 0
    venues_loaded_on: date | None = None
    sources: list[dict[str, Any]] = field(default_factory=list)


def shown_data(ages: list[SourceAge], count: int) -> ShownData:
    """Return what to say of the data; one invented source is enough to warn people."""
    if not count:
        return ShownData()
    is_demo = any(age.is_demonstration for age in ages)
    loaded = [timezone.localtime(age.loaded_at).date() for age in ages if age.loaded_at]
    return ShownData(
        kind=DEMONSTRATION if is_demo else REAL,
        label="" if is_demo else _("Lieux publiés en données ouvertes par leurs réseaux."),
        venues_count=count,
        venues_loaded_on=max(loaded, default=None),
        sources=[{"name": age.name, "date": age.newest_date} for age in ages],
    )


def site(request: HttpRequest) -> dict[str, Any]:
    """Give `site` to every template."""
    try:
        with at_version(data_state(request).number):
            data = shown_data(source_ages(), venues_count())
            helpline = helpline_for(territory_of_page(request))
    except DatabaseError as error:
        logger.warning("état des données illisible : %s", type(error).__name__)
        data, helpline = ShownData(), default_helpline()
    return {
        "site": {
            "name": settings.SITE_NAME,
            "data_state": data,
            "contact_email": settings.CONTACT_EMAIL,
            "source_code_url": settings.SOURCE_CODE_URL,
            "helpline": helpline,
        }
    }
