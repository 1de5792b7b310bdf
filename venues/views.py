"""The pages of the directory: the list, the sheet of a venue, its print, a person’s own list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ifn_site.clock import now
from ifn_site.conditional import known_by_version
from ifn_site.page_territory import about
from ifn_site.wording import gettext as _
from venues.choices import list_url, query_behind, sheet_query
from venues.door_words import OTHER
from venues.history import history_of
from venues.identity import is_public_id
from venues.list_page import VenueList
from venues.map_panel import map_panel
from venues.models import Venue, VenueRedirect
from venues.print_page import Told, paper_of, read_told, spoken_lines
from venues.schema_org import schema_org
from venues.sharing import Shared, next_opening_line, share, spoken_text, venue_lines
from venues.sheet import Sheet, sheet_of
from venues.shortlist import CARRIED, picked_ids, spelled
from venues.shortlist_page import Shortlist
from venues.starting_point import StartingPoint, starting_point


@require_safe
@known_by_version()
def venue_list(request: HttpRequest) -> HttpResponse:
    """Show the venues, nearest first when a place is given."""
    page = VenueList(request.GET)
    address = list_url(page.query)
    context = page.context() | map_panel(page) | on_paper(request, page.now, address)
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
    if venue.withdrawn_at is not None:
        return withdrawn_page(request, venue)
    place = _place_of(request)
    query = query_behind(request.GET, place.code if place else "")
    if (public_id, slug) != (venue.public_id, venue.slug):
        return HttpResponsePermanentRedirect(venue.get_absolute_url() + _carried(query))
    moment = now()
    sheet = sheet_of(venue, moment, place)
    url = request.build_absolute_uri(venue.get_absolute_url())
    told = read_told(request.GET)
    shared = _shared(request, sheet, told)
    about(request, **_territory(venue))
    context = {
        "sheet": sheet,
        "back_url": list_url(query) if query.keys() - {CARRIED} else "",
        "kept_services": query.get("services", []),
        "kept_list": spelled(picked_ids(request.GET)),
        "canonical_url": url,
        "as_card": {"venue": venue},
        "pick_query": query,
        "paper_url": reverse("venue-paper", args=[venue.public_id]) + _carried(query | told.query),
        "shared": shared,
        "spoken": spoken_text(shared.text.splitlines()[:-1]),
        "structured": schema_org(venue, moment, url),
        "history": history_of(venue),
        "report_url": reverse("venue-report", args=[venue.public_id]),
    }
    return render(request, "venues/sheet.html", context | on_paper(request, moment, request.path))


@require_safe
@known_by_version()
def venue_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the sheet to take away: one page in large type (`format=a5`: to fold in two)."""
    venue = venue_with_id(public_id)
    if venue.withdrawn_at is not None:
        return withdrawn_page(request, venue)
    place = _place_of(request)
    told = read_told(request.GET)
    query = query_behind(request.GET, place.code if place else "") | told.query
    address = reverse("venue-paper", args=[venue.public_id])
    if request.path != address:
        return HttpResponsePermanentRedirect(address + _carried(query))
    moment = now()
    sheet = sheet_of(venue, moment, place)
    is_folded = request.GET.get("format", "").strip().lower() == "a5"
    folded = {**query, "format": ["a5"]}
    paper = paper_of(sheet, query.get("services", []), told, is_folded=is_folded)
    when = next_opening_line(sheet.hours.week, sheet.status.state)
    about(request, **_territory(venue))
    context = {
        "sheet": sheet,
        "paper": paper,
        "spoken": spoken_text(spoken_lines(sheet, paper, when)),
        "sheet_url": venue.get_absolute_url() + _carried(query),
        "kept_services": query.get("services", []),
        "kept_list": spelled(picked_ids(request.GET)),
        "flat_url": address + _carried(query),
        "folded_url": address + _carried(folded),
        "shared": _shared(request, sheet, told),
        "today": moment.date(),
        "canonical_url": request.build_absolute_uri(venue.get_absolute_url()),
    }
    return render(request, "venues/print.html", context)


@require_safe
@known_by_version()
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show the venues that a person chose, or the first ones of a list, as a guide to print."""
    page = Shortlist(request.GET)
    context = page.context(request.build_absolute_uri)
    paper = {"printed_on": page.now.date()}
    return render(request, "venues/shortlist.html", context | paper)


def _place_of(request: HttpRequest) -> StartingPoint | None:
    code = request.GET.get("lieu", "").strip()
    return starting_point(code) if code else None


def _territory(venue: Venue) -> dict[str, str]:
    """Return the codes of the territories of a venue, for the number to call at the foot."""
    return {
        "commune": venue.commune_code,
        "epci": venue.epci_code,
        "departement": venue.departement_code,
        "region": venue.region_code,
    }


def _carried(query: dict[str, list[str]]) -> str:
    return f"?{sheet_query(query)}" if query else ""


def _shared(request: HttpRequest, sheet: Sheet, told: Told) -> Shared:
    """Return what a person sends of a sheet; its short address leads to it for ever."""
    lines = venue_lines(
        sheet.name,
        sheet.phone,
        sheet.address_lines,
        next_opening_line(sheet.hours.week, sheet.status.state),
        sheet.hours.caution,
        for_other=told.whom == OTHER,
    )
    link = request.build_absolute_uri(reverse("venue-short", args=[sheet.public_id]))
    return share(sheet.name, lines, link)


def on_paper(request: HttpRequest, moment: datetime, address: str) -> dict[str, Any]:
    """Return what a printed page says of itself: its day and its address, without host here."""
    return {
        "printed_on": moment.date(),
        "page_address": request.build_absolute_uri(address),
    }


def withdrawn_page(request: HttpRequest, venue: Venue) -> HttpResponse:
    """Say that a venue is no longer listed, and offer the list around it (410)."""
    nearby = {}
    if venue.commune_code:
        nearby = {
            "nearby_url": f"{reverse('venue-list')}?lieu={venue.commune_code}",
            "nearby_label": _("Voir les lieux proches de %(place)s")
            % {"place": venue.commune_name},
        }
    context = {"venue_name": venue.name, "nearby_url": "", "nearby_label": "", **nearby}
    return render(request, "410.html", context, status=410)
