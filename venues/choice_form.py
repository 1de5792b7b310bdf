"""The form of the list page: the day, the words, and every other filter as something to tick.

It shows what was understood, tells each mistake beside its question, and carries the rest of the
address as hidden fields. It never decides what a choice selects.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict

from ifn_site.figures import capitalised
from ifn_site.wording import gettext as _
from ifn_site.wording import lazy
from venues.asked_day import WEEKEND
from venues.choices import Query, labels_of
from venues.facet_choices import DRAWN_FILTERS, label_of_question
from venues.filter_fields import NOW, WEEKDAYS
from venues.filters import VenueFilter
from venues.opening_sentences import day_label, day_name
from venues.page_mistakes import page_mistake

#: Parts of a day that the page offers; it turns them into the hours of the filters.
HALF_DAYS = {
    "matin": (lazy("Le matin"), "08:00", "12:00"),
    "apres-midi": (lazy("L’après-midi"), "13:00", "18:00"),
    "soir": (lazy("Le soir"), "18:00", "22:00"),
}
#: A new choice starts from the sure hours and from what is typed, not from these.
_NOT_CARRIED = {"precision", "horaires"}


class NowChoice(NamedTuple):
    """The box « open now », or open at the moment asked."""

    value: str
    label: str
    is_chosen: bool


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
        told["de"], told["a"] = HALF_DAYS[part][1:]
    return told


def _half_day_of(query: Query) -> str:
    """Return the part of day whose hours are those asked, "" when they are others."""
    hours = (*query.get("de", []), *query.get("a", []))
    return next((part for part, (_label, *told) in HALF_DAYS.items() if hours == tuple(told)), "")


class ChoiceForm(forms.Form):
    """The fields that the page draws one by one; the filters to tick are added by `choice_form`."""

    ouvert = forms.CharField(label=lazy("Quand\u00a0?"), required=False)
    ouvert_le = forms.ChoiceField(
        label=lazy("Quel jour\u00a0?"),
        required=False,
        choices=lambda: [
            ("", _("N’importe quand")),
            (WEEKEND, _("Le week-end")),
            *((day, capitalised(day_name(number))) for number, day in enumerate(WEEKDAYS)),
        ],
        widget=forms.Select(attrs={"class": "input"}),
    )
    moment = forms.ChoiceField(
        label=lazy("À quel moment\u00a0?"),
        required=False,
        choices=[
            ("", lazy("Toute la journée")),
            *((part, told[0]) for part, told in HALF_DAYS.items()),
        ],
        widget=forms.Select(attrs={"class": "input"}),
    )
    q = forms.CharField(label=lazy("Le nom du lieu"), required=False)


def now_choice(filters: VenueFilter) -> NowChoice:
    """Return the box of « open now »; a moment that was asked stays as it is."""
    asked = filters.given.get("ouvert")
    if isinstance(asked, datetime):
        return NowChoice(filters.data["ouvert"].strip(), labels_of("ouvert", filters)[0], True)
    return NowChoice(NOW, _("Ouvert maintenant"), asked is not None)


def _day_choice(filters: VenueFilter) -> str:
    """Return the day in force as the form spells it."""
    day = filters.given.get("ouvert_le")
    if day is None:
        return ""
    if isinstance(day, int):
        return WEEKDAYS[day]
    return day.isoformat() if isinstance(day, date) else WEEKEND


def choice_form(filters: VenueFilter, query: Query, notices: list[str]) -> ChoiceForm:
    """Return the form of the page, filled with what was understood, with every mistake told."""
    data: dict[str, Any] = dict(query)
    data["q"] = filters.data.get("q", "").replace("\x00", "")
    data["moment"] = _half_day_of(query)
    data["ouvert_le"] = _day_choice(filters)
    form = ChoiceForm(data)
    named = filters.given.get("ouvert_le")
    if isinstance(named, date):
        days = form.fields["ouvert_le"]
        days.choices = [*days.choices, (data["ouvert_le"], day_label(named))]  # type: ignore[attr-defined]
    for name in DRAWN_FILTERS:
        form.fields[name] = forms.Field(required=False, label=label_of_question(name))
    shown_otherwise = {*_NOT_CARRIED, *(("de", "a") if data["moment"] else ())}
    for name, values in query.items():
        if name not in form.fields and name not in shown_otherwise:
            form.fields[name] = forms.Field(
                widget=forms.MultipleHiddenInput, required=False, initial=values
            )
    form.full_clean()
    _tell(form, filters, notices)
    return form


def _tell(form: ChoiceForm, filters: VenueFilter, notices: list[str]) -> None:
    """Put each mistake beside its question, or above all of them."""
    for name, message in filters.mistakes.items():
        told = page_mistake(name, message)
        drawn = name in form.fields and not form.fields[name].widget.is_hidden
        form.add_error(name if drawn else None, told)
    for notice in notices:
        form.add_error(None, notice)
