"""What a list without an answer nearby offers: what to relax, the nearest beyond, other communes.

It words and orders what the list counted; the caller gives the counts and the venues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.urls import reverse

from ifn_site.wording import gettext as _
from venues.cards import Card, distance_words, venues_counted
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
from venues.list_scope import AT_A_DISTANCE, Promise
from venues.shortlist import CARRIED
from venues.vocabulary import SUPPORT

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
    filters: VenueFilter,
    query: Query,
    promise: Callable[[frozenset[str]], Promise],
    nearest_m: float = float("inf"),
) -> list[Link]:
    """Return what removing each choice would give, the most useful first, places last.

    `promise` tells what the page would announce without some filters; what is no nearer than
    `nearest_m` (metres, the nearest venue already shown) is no way out.
    """
    found: list[tuple[bool, float, int, Link]] = []
    names = [name for name in filters.filters if name in filters.given and name not in DETAILS]
    for name in names[:_MAX_RELAXATIONS]:
        given = promise(frozenset({name, *FOLLOWERS.get(name, ())}))
        if words := _promised(given, nearest_m):
            label = _promising(_relaxed(name, filters, query), words)
            link = Link(label, list_url(without(query, name)))
            found.append((name in LIMITS, given.nearest_m, -given.number, link))
    if not found and len(names) > 1:
        words = _promised(promise(frozenset(filters.given)), nearest_m)
        label = _promising(_("Retirer tous les choix"), words)
        return [Link(label, list_url(without_choices(query)))] if words else []
    return [link for *_, link in sorted(found, key=lambda one: one[:3])]


def _promising(change: str, promise: str) -> str:
    """« Sans « Gratuit » : 59 lieux »."""
    # Translators: a change of the choices, then what it would give.
    return _("%(change)s\u00a0: %(promise)s") % {"change": change, "promise": promise}


def _promised(given: Promise, nearest_m: float) -> str:
    """Say « 59 lieux », or « le plus proche à 34 km », "" for what is worth no click."""
    if given.number:
        return venues_counted(given.number)
    if 0 < given.nearest_m < nearest_m:
        return _("le plus proche %(distance)s") % {"distance": distance_words(given.nearest_m)}
    return ""


def _relaxed(name: str, filters: VenueFilter, query: Query) -> str:
    """Say what a choice becomes once taken back."""
    if name in LIMITS and "lieu" not in query and len(LIMITS & filters.given.keys()) == 1:
        return _("Partout en France")
    what = ", ".join(labels_of(name, filters))
    said = _("Sans %(what)s") if name == "q" else _("Sans «\u00a0%(what)s\u00a0»")
    return said % {"what": what}


def unserved_ways(departement: str, at_a_distance: int, query: Query) -> list[Link]:
    """Return what can be done where no venue is known: help at a distance, a place to declare.

    `departement` is its code, "" when the territory is another one; `at_a_distance` counts the
    venues of the country that say they help so.
    """
    links = []
    if at_a_distance:
        label = _promising(
            _("Aide à distance, par téléphone ou en ligne"), venues_counted(at_a_distance)
        )
        kept = {CARRIED: query[CARRIED]} if CARRIED in query else {}
        links.append(Link(label, list_url({SUPPORT.field: [AT_A_DISTANCE], **kept})))
    address = reverse("venue-register") + (f"?departement={departement}" if departement else "")
    return [*links, Link(_("Vous connaissez un lieu ? Référencer un lieu"), address)]


def nearest_sentence(card: Card, *, fits: bool, origin: str = "") -> str:
    """Say which venue is the nearest: « Le plus proche qui convient est à 34 km : X, Roanne. »

    `fits`: choices are in force, and it passes them; `origin`: what the distance starts from, when
    it is not the place asked.
    """
    where = f", {card.venue.commune_name}" if card.venue.commune_name else ""
    if fits:
        said = _("Le plus proche qui convient est %(distance)s%(origin)s\u00a0: %(venue)s.")
    else:
        said = _("Le plus proche est %(distance)s%(origin)s\u00a0: %(venue)s.")
    told = {"distance": card.distance_text, "origin": origin}
    return said % {**told, "venue": f"{card.venue.name}{where}"}


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
