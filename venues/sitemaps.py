"""What search engines are told: the pages that stand still, the territories, every sheet.

An index at `/sitemap.xml` names the parts; sheets come 10,000 a part, in the order of their
numbers, so that a part hardly changes. Dates are those of the data.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from xml.sax.saxutils import escape

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ifn_site.conditional import data_state, known_by_version
from territories.links import venues_url
from venues.models import Venue
from venues.provenance import venues_count

#: Sheets in one part; the protocol allows 50,000.
PART = 10_000
_STANDING = ("accessibility", "privacy", "api-docs")
_MOVING = ("home", "departements", "about-data", "fragility-map", "coverage-map", "method")
_LEVELS = {"region": "region_code", "departement": "departement_code", "epci": "epci_code"}
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
Entry = tuple[str, date | None]


@require_safe
@known_by_version(by_minute=False)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the parts."""
    changed_at = data_state(request).changed_at
    parts = [reverse("sitemap-part", args=[name]) for name in ("pages", "territoires")]
    parts += [reverse("sitemap-territory-pages")]
    last = -(-venues_count() // PART)
    parts += [reverse("sitemap-venues", args=[number]) for number in range(1, last + 1)]
    return xml_answer(request, "sitemapindex", "sitemap", [(part, changed_at) for part in parts])


@require_safe
@known_by_version(by_minute=False)
def sitemap_part(request: HttpRequest, name: str) -> HttpResponse:
    """List the pages of the site, or the lists of venues by territory."""
    entries = _pages(request) if name == "pages" else _territories()
    return xml_answer(request, "urlset", "url", entries)


@require_safe
@known_by_version(by_minute=False)
def sitemap_venues(request: HttpRequest, number: str) -> HttpResponse:
    """List one part of the sheets."""
    first = (int(number) - 1) * PART
    venues = Venue.objects.published().only("public_id", "slug", "changed_at").order_by("pk")
    entries = [
        (venue.get_absolute_url(), venue.changed_at) for venue in venues[first : first + PART]
    ]
    if not entries:
        raise Http404
    return xml_answer(request, "urlset", "url", entries)


def _pages(request: HttpRequest) -> list[Entry]:
    changed_at = data_state(request).changed_at
    moving: list[Entry] = [(reverse(name), changed_at) for name in _MOVING]
    return moving + [(reverse(name), None) for name in _STANDING]


def _territories() -> list[Entry]:
    """Return the list of each région, département and EPCI that has a venue."""
    entries: list[Entry] = []
    for level, column in _LEVELS.items():
        changed = (
            Venue.objects.published()
            .exclude(**{column: ""})
            .order_by(column)
            .values_list(column)
            .annotate(changed=Max("changed_at"))
        )
        entries += [(venues_url(level, code), moment) for code, moment in changed]
    return entries


def xml_answer(
    request: HttpRequest, root: str, item: str, entries: Iterable[Entry]
) -> HttpResponse:
    """Write a sitemap or their index, with whole addresses."""
    host = request.build_absolute_uri("/")[:-1]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{_NAMESPACE}">']
    for path, moment in entries:
        dated = f"<lastmod>{_day(moment)}</lastmod>" if moment else ""
        lines.append(f"<{item}><loc>{escape(host + path)}</loc>{dated}</{item}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8")


def _day(moment: date) -> str:
    return f"{moment.date() if isinstance(moment, datetime) else moment:%Y-%m-%d}"
