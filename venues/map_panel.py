"""What the map beside a list needs to know: which points to ask, and where to open.

It reads a list already understood (`venues/list_page.py`) and gives plain values to the template
`venues/_map.html`; the script of the map reads them from there.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from ifn_site.wording import gettext as _
from venues.choices import TERRITORIES, Query
from venues.filters import PARAMETERS
from venues.list_page import VenueList
from venues.points import SPATIAL

_OPENING = ("ouvert", "ouvert_le", "de", "a")


def points_query(query: Query, departement: str) -> Query:
    """Return the filters of the points behind a list: all but « where around », which is a view.

    `departement` is the code of the place when it limits the list, "" when it has a point. Venues
    left out for want of hours are not a question of the API: the points are then those of any hour.
    """
    asked = {name: query[name] for name in PARAMETERS if name in query and name not in SPATIAL}
    if "horaires" in query:
        asked = {name: values for name, values in asked.items() if name not in _OPENING}
    if departement:
        asked["departement"] = [departement]
    return asked


def map_panel(page: VenueList) -> dict[str, Any]:
    """Return {"map": …}: points_url, bbox "w,s,e,n", centre "lat,lon", centre_name (« Centre de
    Lyon »), unlocated, territory (code), whole.

    What is not known is "". `unlocated` is how many venues of the list have no point. `whole` tells
    that nothing limits the list to a territory: the map opens on the mainland. `territory` is the
    département or the overseas collectivity, when the list is limited to one: the map opens there
    even when it has no venue.
    """
    limited = page.place is not None and page.place.point is None
    code = page.place.code if limited and page.place else ""
    asked = points_query(page.query, code)
    encoded = urlencode(asked, doseq=True)
    box = page.filters.given.get("bbox")
    return {
        "map": {
            "points_url": reverse("api-venue-points") + (f"?{encoded}" if encoded else ""),
            "bbox": ",".join(f"{edge:.2f}" for edge in box) if box else "",
            "centre": f"{page.point[0]:.5f},{page.point[1]:.5f}" if page.point else "",
            "centre_name": _centre_name(page),
            "unlocated": page.scope.unlocated(),
            "territory": asked["departement"][0] if len(asked.get("departement", ())) == 1 else "",
            "whole": not any(name in asked for name in TERRITORIES),
        }
    }


def _centre_name(page: VenueList) -> str:
    """Name the point that distances start from, "" when there is none."""
    if page.point is None:
        return ""
    if page.place is None:
        return _("Point choisi")
    return _("Centre %(of_place)s") % {"of_place": page.place.of}
