"""The choices of a visitor as addresses and as words: what travels, chips to remove.

It turns the filters that were read back into addresses; it never decides what they select. What
an empty list offers is in `ways_out`, the form in `choice_form`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from ifn_site.figures import capitalised, short_date
from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues.asked_day import Day
from venues.cards import distance_words
from venues.filters import VenueFilter, venue_filter
from venues.opening_sentences import clock, day_label, day_name
from venues.shortlist import CARRIED, picked_ids, spelled
from venues.vocabulary import VOCABULARIES

#: Parameters that lose their meaning with another one.
FOLLOWERS = {
    "pres_de": ("rayon",),
    "ouvert": ("horaires",),
    "ouvert_le": ("de", "a", "horaires"),
    "publics_specifiquement_adresses": ("strict",),
}
#: Filters that say how another one is read: no choice by themselves.
DETAILS = ("de", "a", "strict")
TERRITORIES = ("commune", "epci", "departement", "region")
#: What limits a list in space.
LIMITS = frozenset({*TERRITORIES, "bbox", "rayon", "pres_de"})
#: What the page keeps in its addresses beside the filters: name, and what a value looks like.
#: `tri` (nom): by name around a place; `horaires` (inconnus): only those left out for want of
#: hours; `carte` (1): with the map open.
KEPT = {
    "lieu": re.compile(r"[0-9A-Za-z]{2,9}", re.ASCII),
    "precision": re.compile(r"[a-z]{1,9}", re.ASCII),
    "tri": re.compile(r"nom"),
    "horaires": re.compile(r"inconnus"),
    "carte": re.compile(r"1"),
}
#: What stays when every choice is taken back.
NO_CHOICE = ("lieu", "precision", "tri", "carte", CARRIED)

Query = dict[str, list[str]]


class Chip(NamedTuple):
    """One choice in force, and the address of the list without it."""

    label: str
    remove_url: str


def kept_query(filters: VenueFilter) -> Query:
    """Return the parameters that were understood, in one spelling; the others are dropped."""
    query: Query = {}
    for name, value in filters.given.items():
        if name in VOCABULARIES:
            query[name] = list(value)
        elif name in TERRITORIES:
            query[name] = [territory.code for territory in value]
        elif name in ("source", "autres_formations_labels"):
            query[name] = [one.label for one in value]
        else:
            query[name] = [text.strip() for text in filters.data.getlist(name) if text.strip()]
    for name, looks in KEPT.items():
        text = filters.data.get(name, "").strip()
        if looks.fullmatch(text):
            query[name] = [text]
    if not {"ouvert", "ouvert_le"} & query.keys():
        query.pop("horaires", None)
    if picked := picked_ids(filters.data):
        query[CARRIED] = [spelled(picked)]
    return query


def without_choices(query: Query) -> Query:
    """Return the query of the same list with no choice at all."""
    return {name: query[name] for name in NO_CHOICE if name in query}


def list_url(query: Query, **changes: str) -> str:
    """Return the address of the list for a query, some parameters set."""
    full = {**query, **{name: [value] for name, value in changes.items()}}
    encoded = urlencode(full, doseq=True, safe=",")
    return reverse("venue-list") + (f"?{encoded}" if encoded else "")


def sheet_query(query: Query, page: int = 1) -> str:
    """Return what the address of a sheet carries so that its way back leads to this very list."""
    full = {**query, "page": [str(page)]} if page > 1 else query
    return urlencode(full, doseq=True, safe=",")


def query_behind(data: QueryDict, place: str) -> Query:
    """Return the list that a sheet was opened from, read with the list's own rules.

    `place` is the code of the place as it is known here, "" when there is none.
    """
    query = kept_query(venue_filter(data))
    query.pop("lieu", None)
    if place:
        query["lieu"] = [place]
    page = data.get("page", "").strip()
    if page.isascii() and page.isdigit() and int(page[:9]) > 1:
        query["page"] = [str(int(page[:9]))]
    return query


def without(query: Query, name: str, value: str | None = None) -> Query:
    """Return the query without a parameter (or one of its values), and without its followers."""
    left = dict(query)
    values = [one for one in left.pop(name, []) if value is not None and one != value]
    if values:
        return {**left, name: values}
    return {key: kept for key, kept in left.items() if key not in FOLLOWERS.get(name, ())}


def chips(filters: VenueFilter, query: Query) -> list[Chip]:
    """Return one chip a choice, in the order of the filters."""
    found: list[Chip] = []
    for name in filters.filters:
        if name not in filters.given or name in DETAILS:
            continue
        labels = labels_of(name, filters)
        several = len(labels) == len(query[name]) and len(labels) > 1
        for position, label in enumerate(labels):
            value = query[name][position] if several else None
            found.append(Chip(label, list_url(without(query, name, value))))
    if filters.given.get("strict") and "publics_specifiquement_adresses" in filters.given:
        found.append(Chip(_("Seulement s’il nomme ce public"), list_url(without(query, "strict"))))
    if "horaires" in query:
        found.append(Chip(_("Horaires inconnus"), list_url(without(query, "horaires"))))
    return found


def labels_of(name: str, filters: VenueFilter) -> list[str]:
    """Return the words that tell a choice, one a value when there are several."""
    value = filters.given[name]
    if name in VOCABULARIES:
        vocabulary = VOCABULARIES[name]
        return [vocabulary.by_code[code].plain for code in value]
    if name in TERRITORIES:
        return [territory.name for territory in value]
    if name in ("source", "autres_formations_labels"):
        return [one.label for one in value]
    return [_WORDS[name](value, filters.given)]


def _switch(yes: str, no: str) -> Callable[[Any, dict[str, Any]], str]:
    return lambda value, given: _(yes if value else no)


def _opening_words(value: str | datetime, given: dict[str, Any]) -> str:
    if not isinstance(value, datetime):
        return _("Ouvert maintenant")
    told = {"day": day_label(value.date()), "time": clock(value.time())}
    return _("Ouvert %(day)s à %(time)s") % told


def day_words(value: Day) -> str:
    """Return « le samedi », « le week-end », « samedi 28 novembre »."""
    if isinstance(value, date):
        return day_label(value)
    if isinstance(value, str):
        return _("le week-end")
    return _("le %(day)s") % {"day": day_name(value)}


def _day_words(value: Day, given: dict[str, Any]) -> str:
    day = day_words(value)
    start: time | None = given.get("de")
    end: time | None = given.get("a")
    told = {"day": day, "start": clock(start) if start else "", "end": clock(end) if end else ""}
    if start and end:
        return _("Ouvert %(day)s entre %(start)s et %(end)s") % told
    if start:
        return _("Ouvert %(day)s après %(start)s") % told
    return (_("Ouvert %(day)s avant %(end)s") if end else _("Ouvert %(day)s")) % told


_WORDS: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "fiche_acces_libre": _switch(
        noop("Avec fiche d’accessibilité"), noop("Sans fiche d’accessibilité")
    ),
    "prise_rdv": _switch(noop("Rendez-vous en ligne"), noop("Sans rendez-vous en ligne")),
    "a_ma_place": _switch(noop("Peut faire à ma place"), noop("Ne fait pas à ma place")),
    "q": lambda value, given: _("«\u00a0%(text)s\u00a0»") % {"text": value},
    "pres_de": lambda value, given: _("Autour d’un point"),
    "rayon": lambda value, given: (
        _("%(distance)s au plus") % {"distance": capitalised(distance_words(value))}
    ),
    "bbox": lambda value, given: _("Dans une zone de la carte"),
    "ouvert": _opening_words,
    "ouvert_le": _day_words,
    "fraicheur_max": lambda value, given: (
        _("Fiche de moins de %(months)s\u00a0mois") % {"months": value}
    ),
    "modifie_depuis": lambda value, given: (
        _("Modifié depuis le %(date)s") % {"date": short_date(value)}
    ),
    "ids": lambda value, given: _("Lieux choisis"),
}
