"""The bubbles of the map: venues told in a few lines, in the words of the list.

A fragment of page for the script of the map; the same facts stand in the list and on the sheets.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ifn_site.clock import now
from ifn_site.conditional import known_by_version
from territories.distance import haversine_m
from venues.cards import Card, card_of, with_origin
from venues.choices import query_behind, sheet_query
from venues.models import Venue
from venues.starting_point import StartingPoint, starting_point

#: Most venues told in one bubble.
MOST = 20


def _numbers(text: str) -> list[int]:
    """Return the short numbers of a list with commas; Http404 for anything else."""
    parts = text.split(",")
    if len(parts) > MOST or not all(
        part.isascii() and part.isdigit() and len(part) <= 15 for part in parts
    ):
        raise Http404
    return [int(part) for part in parts]


@require_safe
@known_by_version()
def venue_previews(request: HttpRequest) -> HttpResponse:
    """Tell the venues of `numeros=` (those of the points, by comma, 20 at most), by name.

    The rest of the query is that of the list: links to the sheets carry it for the way back.
    """
    numbers = _numbers(request.GET.get("numeros", ""))
    found = with_origin(Venue.objects.published().filter(pk__in=numbers)).order_by("sort_name")
    code = request.GET.get("lieu", "").strip()
    place = starting_point(code) if code else None
    carried = sheet_query(query_behind(request.GET, place.code if place else ""))
    cards = [_card(venue, place, carried) for venue in found]
    if not cards:
        raise Http404
    response = render(request, "venues/_previews.html", {"cards": cards})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _card(venue: Venue, place: StartingPoint | None, carried: str) -> Card:
    metres = None
    if place and place.point and venue.latitude is not None and venue.longitude is not None:
        metres = haversine_m(*place.point, venue.latitude, venue.longitude)
    return card_of(venue, now(), metres=metres, query=carried)
