"""Addresses of pages about a place: codes only, never what was typed.

It knows the names of the site's pages, not the database.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.urls import reverse
from django.utils.http import urlencode

from territories.places import Place

#: The parameter of the list of venues that holds each kind of place.
_PARAMETERS = {
    "commune": "lieu",
    "arrondissement": "lieu",
    "departement": "departement",
    "epci": "epci",
    "region": "region",
}
_CHOICE = re.compile(r"^(?:(departement|epci|region)-)?([0-9A-Z]{2,9})$")


def venues_url(
    kind: str,
    code: str,
    services: Sequence[str] = (),
    *,
    precision: str = "",
    former_code: str = "",
    kept_list: str = "",
) -> str:
    """Return the list of venues around or inside a territory, with the needs chosen.

    `former_code`: the former commune that was asked for, told by `territories.former_names`;
    `kept_list`: the person's own list, which travels along.
    """
    query: list[tuple[str, str]] = [(_PARAMETERS[kind], code)]
    query += [("services", service) for service in services]
    if precision == "commune":
        query.append(("precision", precision))
    if former_code:
        query.append(("ancien", former_code))
    if kept_list:
        query.append(("liste", kept_list))
    return f"{reverse('venue-list')}?{urlencode(query)}"


def choice_url(
    places: Sequence[Place],
    services: Sequence[str],
    *,
    precision: str = "",
    is_guess: bool = False,
    has_more: bool = False,
    kept_list: str = "",
) -> str:
    """Return the page where a person chooses between several places.

    `is_guess`: none of them is what was written; `has_more`: others bear the name too.
    """
    codes = [
        place.code if _PARAMETERS[place.kind] == "lieu" else f"{place.kind}-{place.code}"
        for place in places
    ]
    query = [("choix", ",".join(codes)), *(("services", service) for service in services)]
    if precision == "commune":
        query.append(("precision", precision))
    if kept_list:
        query.append(("liste", kept_list))
    query += [(name, "1") for name, is_so in (("approche", is_guess), ("suite", has_more)) if is_so]
    return f"{reverse('place-choose')}?{urlencode(query)}"


def read_choices(text: str, limit: int) -> list[tuple[str, str]]:
    """Return the (kind, code) pairs of a `choix` parameter; kind "" is a commune or arrondissement.

    Anything that is not a code is left out.
    """
    found = [_CHOICE.match(piece.strip()) for piece in text.split(",")]
    pairs = [(match[1] or "", match[2]) for match in found if match]
    return list(dict.fromkeys(pairs))[:limit]
