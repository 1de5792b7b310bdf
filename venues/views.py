"""The pages of the directory: the list around a place, and the sheet of a venue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ifn_site.clock import now
from ifn_site.conditional import known_by_version
from venues.choices import list_url, query_behind, sheet_query
from venues.identity import is_public_id
from venues.list_page import VenueList
from venues.models import Venue, VenueRedirect
from venues.sheet import sheet_of
from venues.starting_point import starting_point


@require_safe
@known_by_version()
def venue_list(request: HttpRequest) -> HttpResponse:
    """Show the venues, nearest first when a place is given."""
    page = VenueList(request.GET)
    address = list_url(page.query)
    context = page.context() | on_paper(request, page.now, address)
    return render(request, "venues/list.html", context)


def venue_with_id(public_id: str) -> Venue:
    """Return a venue by its id or by one it had before, with where it comes from.

    Raises Http404. The caller compares `public_id` to know whether to redirect.
    """
    if not is_public_id(public_id):
        raise Http404
    venues = Venue.objects.select_related("main_record__source").defer(
        "main_record__raw", "main_record__findings", "search_text"
    )
    venue = venues.filter(public_id=public_id).first()
    if venue is None:
        former = VenueRedirect.objects.filter(public_id=public_id).first()
        venue = venues.filter(pk=former.venue_id).first() if former else None
    if venue is None:
        raise Http404
    return venue


@require_safe
@known_by_version()
def venue_sheet(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Show everything known of a venue; old and misspelt addresses lead to the right one."""
    venue = venue_with_id(public_id)
    code = request.GET.get("lieu", "").strip()
    place = starting_point(code) if code else None
    if venue.withdrawn_at is not None:
        return _withdrawn(request, venue)
    query = query_behind(request.GET, place.code if place else "")
    if (public_id, slug) != (venue.public_id, venue.slug):
        carried = f"?{sheet_query(query)}" if query else ""
        return HttpResponsePermanentRedirect(venue.get_absolute_url() + carried)
    moment = now()
    context = {
        "sheet": sheet_of(venue, moment, place),
        "back_url": list_url(query) if query else "",
        "kept_services": query.get("services", []),
    }
    return render(request, "venues/sheet.html", context | on_paper(request, moment, request.path))


def on_paper(request: HttpRequest, moment: datetime, address: str) -> dict[str, Any]:
    """Return what a printed page says of itself: its day and its address, without host here."""
    return {
        "printed_on": moment.date(),
        "page_address": request.build_absolute_uri(address),
    }


def _withdrawn(request: HttpRequest, venue: Venue) -> HttpResponse:
    """Say that a venue is no longer listed, and offer the list around it (410)."""
    nearby = {}
    if venue.commune_code:
        nearby = {
            "nearby_url": f"{reverse('venue-list')}?lieu={venue.commune_code}",
            "nearby_label": f"Voir les lieux proches de {venue.commune_name}",
        }
    context = {"venue_name": venue.name, "nearby_url": "", "nearby_label": "", **nearby}
    return render(request, "410.html", context, status=410)
