"""What the pages of venues draw besides text: scripts, data for search engines, QR codes, and the
links that add a venue to the person's own list.

It knows addresses and ids, never what the list of venues selects.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django import template
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from venues.filters import PARAMETERS
from venues.qr import qr_svg
from venues.shortlist import CARRIED, MAX_PICKED, picked_ids, shortlist_url, spelled, toggled

register = template.Library()
#: What an address of the list holds beside the filters.
_LIST_STATE = {*PARAMETERS, "lieu", "precision", "page", "tri", "carte", "moment", "horaires"}
#: What could end the element or start another one, and what some readers take for a line end.
_UNSAFE = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


class Pick(NamedTuple):
    """The link that adds a venue to the list, or takes it off; `url` is "" when the list is full.

    `shortlist_url` is the page of the list, "" while it is empty.
    """

    public_id: str
    is_picked: bool
    is_full: bool
    url: str
    total: int
    shortlist_url: str


@register.simple_tag
def module_script(path: str) -> SafeString:
    """Load one of the site's own modules: the page must stand without it."""
    return format_html('<script type="module" src="{}"></script>', static(path))


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Write data for search engines; nothing in them can close the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.simple_tag
def qr(text: str) -> SafeString:
    """Draw the QR code of an address."""
    return qr_svg(text)


def _request(context: template.Context) -> HttpRequest | None:
    request = context.get("request")
    return request if isinstance(request, HttpRequest) else None


def _page_query(context: template.Context, request: HttpRequest) -> QueryDict:
    """Return the query of the page without the list and without what no page understands.

    A page that read its query more closely gives it as `pick_query` (name → values).
    """
    known = context.get("pick_query")
    lists = dict(request.GET.lists()) if known is None else known
    query = QueryDict(mutable=True)
    for name, values in lists.items():
        if known is not None or name in _LIST_STATE:
            query.setlist(name, values)
    return query


@register.simple_tag(takes_context=True)
def pick(context: template.Context, venue: Any) -> Pick | None:
    """Return the link of a venue on the page being read; None where there is no page."""
    request, public_id = _request(context), getattr(venue, "public_id", "")
    if request is None or not public_id:
        return None
    ids = picked_ids(request.GET)
    is_picked = public_id in ids
    is_full = not is_picked and len(ids) >= MAX_PICKED
    query = _page_query(context, request)
    query.pop(CARRIED, None)
    if after := toggled(ids, public_id):
        query[CARRIED] = spelled(after)
    encoded = f"?{query.urlencode(safe=',')}" if query else ""
    url = "" if is_full else f"{request.path}{encoded}#choix-{public_id}"
    return Pick(public_id, is_picked, is_full, url, len(ids), _list_page(request, ids))


@register.simple_tag(takes_context=True)
def shortlist_bar(context: template.Context) -> Pick | None:
    """Return the list that travels along, None when it is empty or there is no page."""
    request = _request(context)
    ids = picked_ids(request.GET) if request else []
    if request is None or not ids:
        return None
    is_full = len(ids) >= MAX_PICKED
    return Pick("", False, is_full, "", len(ids), _list_page(request, ids))


@register.simple_tag(takes_context=True)
def guide_url(context: template.Context) -> str:
    """Return the guide to print of the list being read, "" where there is no page."""
    request = _request(context)
    if request is None or not request.GET:
        return ""
    query = _page_query(context, request)
    query.pop("ids", None)
    return f"{shortlist_url([])}?{query.urlencode(safe=',')}" if query else ""


def _list_page(request: HttpRequest, ids: list[str]) -> str:
    place = request.GET.get("lieu", "").strip()
    is_code = place.isascii() and place.isalnum() and len(place) <= 5
    return shortlist_url(ids, place if is_code else "") if ids else ""
