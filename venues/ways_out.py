"""What a list without an answer nearby offers: what to relax, the nearest beyond, other communes.

It words and orders what the list counted; the caller gives the counts and the venues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from venues.cards import NBSP, Card, venues_counted
from venues.choices import (
    DETAILS,
    FOLLOWERS,
    LIMITS,
    Query,
    labels_of,
    list_url,
    without,
    without_choices,
)
from venues.filters import VenueFilter

#: How many choices are tried one by one.
_MAX_RELAXATIONS = 8
#: Farther than this a commune is no neighbour, in metres.
NEIGHBOUR_M = 100_000
#: How many other communes are offered.
_MAX_COMMUNES = 4


class Link(NamedTuple):
    """A way out: its words and its address."""

    label: str
    url: str


def relaxations(
    filters: VenueFilter, query: Query, count: Callable[[frozenset[str]], int]
) -> list[Link]:
    """Return what removing each choice would give, the most useful first, places last.

    `count` tells how many venues the page would show without some filters.
    """
    found: list[tuple[bool, int, Link]] = []
    names = [name for name in filters.filters if name in filters.given and name not in DETAILS]
    for name in names[:_MAX_RELAXATIONS]:
        number = count(frozenset({name, *FOLLOWERS.get(name, ())}))
        if number:
            label = f"{_relaxed(name, filters)}{NBSP}: {venues_counted(number)}"
            link = Link(label, list_url(without(query, name)))
            found.append((name in LIMITS, -number, link))
    if not found and len(names) > 1 and (number := count(frozenset(filters.given))):
        label = f"Retirer tous les choix{NBSP}: {venues_counted(number)}"
        return [Link(label, list_url(without_choices(query)))]
    return [link for _, _, link in sorted(found, key=lambda one: one[:2])]


def _relaxed(name: str, filters: VenueFilter) -> str:
    """Say what a choice becomes once taken back."""
    if name in LIMITS and len(LIMITS & filters.given.keys()) == 1:
        return "Partout en France"
    what = ", ".join(labels_of(name, filters))
    return f"Sans {what}" if name == "q" else f"Sans «{NBSP}{what}{NBSP}»"


def nearest_sentence(card: Card, *, fits: bool, origin: str = "") -> str:
    """Say which venue is the nearest: « Le plus proche qui convient est à 34 km : X, Roanne. »

    `fits`: choices are in force, and it passes them; `origin`: what the distance starts from, when
    it is not the place asked.
    """
    where = f", {card.venue.commune_name}" if card.venue.commune_name else ""
    which = "Le plus proche qui convient" if fits else "Le plus proche"
    return f"{which} est {card.distance_text}{origin}{NBSP}: {card.venue.name}{where}."


def other_communes(cards: Iterable[Card], query: Query, here: str) -> list[Link]:
    """Return the communes of the nearest venues that fit, nearest first, each with its list.

    `here` is the code of the commune asked, left out.
    """
    found: dict[str, Link] = {}
    kept = {
        name: values for name, values in query.items() if name not in LIMITS | {"page", "precision"}
    }
    for card in cards:
        code = card.venue.commune_code
        is_near = card.metres is not None and card.metres <= NEIGHBOUR_M
        if code and code != here and code not in found and is_near:
            label = f"{card.venue.commune_name}, {card.distance_text}"
            found[code] = Link(label, list_url({**kept, "lieu": [code]}))
    return list(found.values())[:_MAX_COMMUNES]
