"""The choices of a visitor as the list page shows them: form, chips to remove, what to relax.

It turns the filters that were read back into addresses; it never decides what they select.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from venues.cards import NBSP, distance_words, venues_counted
from venues.filter_fields import NOW, WEEKDAYS
from venues.filters import VenueFilter, venue_filter
from venues.opening_sentences import clock, day_label
from venues.vocabulary import COSTS, SERVICES, VOCABULARIES

#: Parameters that lose their meaning with another one.
FOLLOWERS = {
    "pres_de": ("rayon",),
    "ouvert_le": ("de", "a"),
    "publics_specifiquement_adresses": ("strict",),
}
#: What the page keeps in its addresses beside the filters.
KEPT = ("lieu", "precision")
#: How many ways out of an empty list are counted.
_MAX_RELAXATIONS = 6

Query = dict[str, list[str]]


class Chip(NamedTuple):
    """One choice in force, and the address of the list without it."""

    label: str
    remove_url: str


class Link(NamedTuple):
    """A way out of an empty list."""

    label: str
    url: str


def kept_query(filters: VenueFilter) -> Query:
    """Return the parameters that were understood, in one spelling; the others are dropped."""
    query: Query = {}
    for name, value in filters.given.items():
        if name in VOCABULARIES:
            query[name] = list(value)
        elif name in ("commune", "epci", "departement", "region"):
            query[name] = [territory.code for territory in value]
        elif name in ("source", "autres_formations_labels"):
            query[name] = [one.label for one in value]
        else:
            query[name] = [text.strip() for text in filters.data.getlist(name) if text.strip()]
    for name in KEPT:
        text = filters.data.get(name, "").strip()
        if text.isascii() and text.isalnum() and len(text) <= 9:
            query[name] = [text]
    return query


def list_url(query: Query, **changes: str) -> str:
    """Return the address of the list for a query, some parameters set."""
    full = {**query, **{name: [value] for name, value in changes.items()}}
    encoded = urlencode(full, doseq=True)
    return reverse("venue-list") + (f"?{encoded}" if encoded else "")


def sheet_query(query: Query, page: int = 1) -> str:
    """Return what the address of a sheet carries so that its way back leads to this very list."""
    full = {**query, "page": [str(page)]} if page > 1 else query
    return urlencode(full, doseq=True)


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


def _without(query: Query, name: str, value: str | None = None) -> Query:
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
        if name not in filters.given or name in ("de", "a", "strict"):
            continue
        labels = labels_of(name, filters)
        several = len(labels) == len(query[name]) and len(labels) > 1
        for position, label in enumerate(labels):
            value = query[name][position] if several else None
            found.append(Chip(label, list_url(_without(query, name, value))))
    return found


def labels_of(name: str, filters: VenueFilter) -> list[str]:
    """Return the words that tell a choice, one a value when there are several."""
    value = filters.given[name]
    if name in VOCABULARIES:
        vocabulary = VOCABULARIES[name]
        return [vocabulary.by_code[code].plain for code in value]
    if name in ("commune", "epci", "departement", "region"):
        return [territory.name for territory in value]
    if name in ("source", "autres_formations_labels"):
        return [one.label for one in value]
    return [_WORDS[name](value, filters.given)]


def _switch(yes: str, no: str) -> Callable[[Any, dict[str, Any]], str]:
    return lambda value, given: yes if value else no


def _opening_words(value: str | datetime, given: dict[str, Any]) -> str:
    if not isinstance(value, datetime):
        return "Ouvert maintenant"
    return f"Ouvert {day_label(value.date())} à {clock(value.time())}"


def _day_words(value: int | date, given: dict[str, Any]) -> str:
    day = day_label(value) if isinstance(value, date) else f"le {WEEKDAYS[value]}"
    start: time | None = given.get("de")
    end: time | None = given.get("a")
    if start and end:
        return f"Ouvert {day} entre {clock(start)} et {clock(end)}"
    if start:
        return f"Ouvert {day} après {clock(start)}"
    return f"Ouvert {day} avant {clock(end)}" if end else f"Ouvert {day}"


_WORDS: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "fiche_acces_libre": _switch("Avec fiche d’accessibilité", "Sans fiche d’accessibilité"),
    "prise_rdv": _switch("Rendez-vous en ligne", "Sans rendez-vous en ligne"),
    "a_ma_place": _switch("Peut faire à ma place", "Ne fait pas à ma place"),
    "q": lambda value, given: f"«{NBSP}{value}{NBSP}»",
    "pres_de": lambda value, given: "Autour d’un point",
    "rayon": lambda value, given: distance_words(value).capitalize() + " au plus",
    "bbox": lambda value, given: "Dans une zone de la carte",
    "ouvert": _opening_words,
    "ouvert_le": _day_words,
    "fraicheur_max": lambda value, given: f"Fiche de moins de {value}{NBSP}mois",
    "modifie_depuis": lambda value, given: f"Modifié depuis le {value:%d/%m/%Y}",
    "ids": lambda value, given: "Lieux choisis",
}


def relaxations(
    filters: VenueFilter, query: Query, count: Callable[[frozenset[str]], int]
) -> list[Link]:
    """Return what removing each choice would give, the most useful first.

    `count` tells how many venues the page would show without some filters.
    """
    found: list[tuple[int, Link]] = []
    names = [name for name in filters.filters if name in filters.given]
    names = [name for name in names if name not in ("de", "a", "strict")][:_MAX_RELAXATIONS]
    for name in names:
        number = count(frozenset({name, *FOLLOWERS.get(name, ())}))
        if number:
            what = ", ".join(labels_of(name, filters))
            quoted = what if name == "q" else f"«{NBSP}{what}{NBSP}»"
            label = f"Sans {quoted}{NBSP}: {venues_counted(number)}"
            found.append((number, Link(label, list_url(_without(query, name)))))
    if not found and len(names) > 1 and (number := count(frozenset(filters.given))):
        kept = {name: query[name] for name in KEPT if name in query}
        label = f"Retirer tous les choix{NBSP}: {venues_counted(number)}"
        return [Link(label, list_url(kept))]
    return [link for _, link in sorted(found, key=lambda one: -one[0])]


#: Parts of a day that the page offers; it turns them into the hours of the filters.
HALF_DAYS = {
    "matin": ("Le matin", "08:00", "12:00"),
    "apres-midi": ("L’après-midi", "13:00", "18:00"),
    "soir": ("Le soir", "18:00", "22:00"),
}


def with_half_day(data: QueryDict) -> QueryDict:
    """Return the query with the part of day chosen on the page told as hours (`de`, `a`)."""
    if "moment" not in data:
        return data
    told = data.copy()
    part = told.pop("moment")[-1].strip()
    if not told.get("ouvert_le", "").strip():
        told.pop("de", None)
        told.pop("a", None)
    elif part in HALF_DAYS:
        _, told["de"], told["a"] = HALF_DAYS[part]
    return told


def _half_day_of(query: Query) -> str:
    """Return the part of day whose hours are those asked, "" when they are others."""
    hours = (*query.get("de", []), *query.get("a", []))
    return next((part for part, (_, *told) in HALF_DAYS.items() if hours == tuple(told)), "")


class ChoiceForm(forms.Form):
    """The few filters that the page offers; the others in force travel as hidden fields."""

    ouvert = forms.CharField(label="Quand\u00a0?", required=False)
    ouvert_le = forms.ChoiceField(
        label="Quel jour\u00a0?",
        required=False,
        choices=[("", "N’importe quand"), *((day, day.capitalize()) for day in WEEKDAYS)],
        widget=forms.Select(attrs={"class": "input"}),
    )
    moment = forms.ChoiceField(
        label="À quel moment\u00a0?",
        required=False,
        choices=[("", "Toute la journée"), *((part, told[0]) for part, told in HALF_DAYS.items())],
        widget=forms.Select(attrs={"class": "input"}),
    )
    frais_a_charge = forms.MultipleChoiceField(
        label="À quel prix\u00a0?",
        required=False,
        choices=[(term.code, term.plain) for term in COSTS],
        widget=forms.CheckboxSelectMultiple,
    )
    services = forms.MultipleChoiceField(
        label="Pour quoi faire\u00a0?",
        required=False,
        choices=[(term.code, term.plain) for term in SERVICES],
        widget=forms.CheckboxSelectMultiple,
    )
    q = forms.CharField(label="Le nom du lieu", required=False)


def _day_choice(filters: VenueFilter) -> tuple[str, int | date | None]:
    """Return the day in force as the form spells it, and as it was read."""
    day = filters.given.get("ouvert_le")
    if day is None:
        return "", None
    return (day.isoformat() if isinstance(day, date) else WEEKDAYS[day]), day


def choice_form(filters: VenueFilter, query: Query, notices: list[str]) -> ChoiceForm:
    """Return the form of the page, filled with what was understood, with every mistake told."""
    data: dict[str, Any] = dict(query)
    data["q"] = filters.data.get("q", "").replace("\x00", "")
    data["ouvert"] = NOW if "ouvert" in query else ""
    data["moment"] = _half_day_of(query)
    data["ouvert_le"], named = _day_choice(filters)
    form = ChoiceForm(data)
    if isinstance(named, date):
        days = form.fields["ouvert_le"]
        days.choices = [*days.choices, (data["ouvert_le"], day_label(named))]  # type: ignore[attr-defined]
    shown_otherwise = {"precision", *(("de", "a") if data["moment"] else ())}
    for name, values in query.items():
        if name not in form.fields and name not in shown_otherwise:
            form.fields[name] = forms.Field(
                widget=forms.MultipleHiddenInput, required=False, initial=values
            )
    form.full_clean()
    for name, message in filters.mistakes.items():
        if name in ChoiceForm.base_fields:
            form.add_error(name, message)
        else:
            form.add_error(None, f"{name}{NBSP}: {message}")
    for notice in notices:
        form.add_error(None, notice)
    return form
