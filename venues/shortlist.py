"""A person's own list of venues, kept in addresses: no account, no cookie, no script.

Pure: ids in, ids and addresses out. `ids` is the list that a page shows, `liste` the one that
travels along from page to page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from venues.identity import is_public_id

#: Most venues in a list: what fits an address, a message and two sheets of paper.
MAX_PICKED = 20
#: The parameter that carries the list along.
CARRIED = "liste"


def split_ids(data: Any, name: str) -> list[str]:
    """Return the pieces of a parameter (`QueryDict`), repeated or by comma, each once."""
    pieces = ",".join(data.getlist(name))[: 40 * MAX_PICKED].split(",")
    return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


def picked_ids(data: Any) -> list[str]:
    """Return the ids of the list that travels along; what is not an id is left out."""
    return [one for one in split_ids(data, CARRIED) if is_public_id(one)][:MAX_PICKED]


def spelled(ids: Iterable[str]) -> str:
    """Return ids as a parameter holds them."""
    return ",".join(ids)


def toggled(ids: list[str], public_id: str) -> list[str]:
    """Return the list with an id added at its end, or without it when it was there."""
    return [one for one in ids if one != public_id] if public_id in ids else [*ids, public_id]


def shortlist_url(ids: Iterable[str], place: str = "") -> str:
    """Return the page of a list; `place` is the code from which distances are told, "" if none."""
    query = {"ids": spelled(ids), **({"lieu": place} if place else {})}
    query = {name: value for name, value in query.items() if value}
    return reverse("shortlist") + (f"?{urlencode(query, safe=',')}" if query else "")
