"""How to reach a venue: the phone's own map, an itinerary on another site, our map.

Pure but for the addresses of itineraries, which are settings. Nothing of the visitor is in a link:
only the venue's point.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from territories.distance import haversine_m
from venues.cards import distance_words, receives_nobody
from venues.models import Venue
from venues.starting_point import StartingPoint

#: Beyond it, the place is not where the person leaves from: a distance would only be strange.
FARTHEST_TOLD_M = 200_000
_MODES = (
    ("pied", noop("À pied")),
    ("transports", noop("En transports")),
    ("voiture", noop("En voiture")),
)


class Route(NamedTuple):
    """A way to come, and the page of another site that tells it."""

    label: str
    url: str


def _is_reachable(venue: Venue) -> bool:
    return venue.latitude is not None and not receives_nobody(venue)


def routes_to(venue: Venue) -> list[Route]:
    """Return one itinerary for each means of travel that the settings know; [] without a point."""
    if not _is_reachable(venue):
        return []
    point = {"{lat}": f"{venue.latitude:.5f}", "{lon}": f"{venue.longitude:.5f}"}
    found = []
    for mode, label in _MODES:
        url = settings.ROUTE_URLS.get(mode, "")
        for name, value in point.items():
            url = url.replace(name, value)
        if url.startswith("https://"):
            found.append(Route(_(label), url))
    return found


def route_hosts(routes: list[Route]) -> str:
    """Return the names of the sites that the itineraries open: « www.openstreetmap.org »."""
    hosts = [urlsplit(route.url).hostname or "" for route in routes]
    return ", ".join(dict.fromkeys(hosts))


def geo_href(venue: Venue) -> str:
    """Return the address that opens the map of a phone (RFC 5870), "" without a point."""
    if not _is_reachable(venue):
        return ""
    point = f"{venue.latitude},{venue.longitude}"
    return f"geo:{point}?q={point}({quote(venue.name[:80], safe='')})"


def map_url(venue: Venue) -> str:
    """Return the list around the venue's commune, its map open on the venue; "" without a point."""
    if not _is_reachable(venue) or not venue.commune_code:
        return ""
    query = urlencode({"lieu": venue.commune_code, "carte": "1"})
    return f"{reverse('venue-list')}?{query}#{venue.public_id}"


def location_note(venue: Venue) -> str:
    """Say what is not known of where the venue is, or that it moves; "" when all is known."""
    if receives_nobody(venue):
        return ""
    if tuple(venue.itinerancy) == ("itinerant",):
        return _("Ce lieu se déplace. Demandez-lui où et quand il sera près de chez vous.")
    if venue.latitude is not None:
        return ""
    return _("L’emplacement exact n’est pas connu. Demandez votre chemin au lieu avant de partir.")


def distance_text(venue: Venue, place: StartingPoint | None) -> str:
    """Return « à 1,2 km du centre de Lyon », "" when either point is unknown or nobody would go."""
    if place is None or place.point is None or venue.latitude is None or venue.longitude is None:
        return ""
    metres = haversine_m(*place.point, venue.latitude, venue.longitude)
    if metres > FARTHEST_TOLD_M:
        return ""
    told = {"distance": distance_words(metres), "of_place": place.of}
    return _("%(distance)s du centre %(of_place)s") % told
