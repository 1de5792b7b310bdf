"""How complete and how fresh a venue's sheet is, with the reasons in words.

Pure: it reads attributes of whatever looks like a venue and a date; no database, no clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues.opening_parse import has_comments

#: A sheet older than this many months may tell hours that have changed.
STALE_MONTHS = 12
UNCLEAR = noop("Les horaires donnés par le lieu ne sont pas clairs.")


class Completeness(NamedTuple):
    """A score from 0 to 100 and, in words, what is missing (most useful first)."""

    percent: int
    missing: tuple[str, ...]


class Freshness(NamedTuple):
    """How old the information is: stable code, short label, one honest sentence."""

    code: str
    label: str
    sentence: str


#: What a person needs to leave with the right place, weighted; the weights add up to 100.
_CRITERIA: tuple[tuple[int, str, Callable[[Any], bool]], ...] = (
    (15, noop("un téléphone"), lambda venue: bool(venue.phone)),
    (15, noop("des horaires lisibles"), lambda venue: bool(venue.hours)),
    (12, noop("les services proposés"), lambda venue: bool(venue.services)),
    (12, noop("l’emplacement sur la carte"), lambda venue: venue.latitude is not None),
    (8, noop("l’adresse"), lambda venue: bool(venue.address)),
    (8, noop("le coût"), lambda venue: bool(venue.costs)),
    (
        6,
        noop("la façon d’être aidé (seul, accompagné, en atelier)"),
        lambda venue: bool(venue.support_modes),
    ),
    (6, noop("une date de mise à jour"), lambda venue: venue.updated_on is not None),
    (5, noop("la façon de venir ou de prendre contact"), lambda venue: bool(venue.access_modes)),
    (4, noop("un e-mail"), lambda venue: bool(venue.emails)),
    (4, noop("une présentation"), lambda venue: bool(venue.summary or venue.description)),
    (3, noop("un site web"), lambda venue: bool(venue.websites)),
    (2, noop("la fiche d’accessibilité Acceslibre"), lambda venue: bool(venue.accessibility_sheet)),
)


def completeness(venue: Any) -> Completeness:
    """Return the share of what people look for that the sheet tells.

    `publics` and `care` are not counted: empty, they mean « tout public » in the standard.
    """
    missing = tuple(_(words) for weight, words, met in _CRITERIA if not met(venue))
    percent = sum(weight for weight, words, met in _CRITERIA if met(venue))
    return Completeness(percent, missing)


def months_between(earlier: date, later: date) -> int:
    """Return the number of whole months from one day to another (negative when reversed)."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day and months > 0 else months


_FRESHNESS: tuple[tuple[int, str, str, str], ...] = (
    (6, "a_jour", noop("À jour"), noop("Informations mises à jour il y a moins de 6 mois.")),
    (
        12,
        "a_surveiller",
        noop("À surveiller"),
        noop("Informations mises à jour il y a 6 à 12 mois."),
    ),
    (18, "a_verifier", noop("À vérifier"), ""),
)
_STALE = noop("À actualiser")
_UNDATED = noop("Date de mise à jour inconnue : téléphonez avant de vous déplacer.")
#: Codes in order, from fresh to stale.
FRESHNESS_CODES = ("a_jour", "a_surveiller", "a_verifier", "a_actualiser")


def freshness(updated_on: date | None, today: date) -> Freshness:
    """Return the class of an update date: < 6, 6–12, 12–18, > 18 months or undated."""
    if updated_on is None:
        return Freshness("a_actualiser", _(_STALE), _(_UNDATED))
    age = months_between(updated_on, today)
    old = _("Informations mises à jour %(when)s : téléphonez avant de vous déplacer.")
    old = old % {"when": age_words(age)}
    for limit, code, label, sentence in _FRESHNESS:
        if age < limit:
            return Freshness(code, _(label), _(sentence) if sentence else old)
    return Freshness("a_actualiser", _(_STALE), old)


def age_words(months: int) -> str:
    """Return « il y a 14 mois », « il y a 5 ans » for a number of whole months, a year or more."""
    if months < 24:
        return _("il y a %(months)s\u00a0mois") % {"months": months}
    return _("il y a %(years)s\u00a0ans") % {"years": months // 12}


def hours_doubt(venue: Any, today: date) -> str:
    """Say why the hours of a venue cannot be taken for sure, "" when they can.

    The one rule of cards, bubbles, lists and sheets, whatever the day.
    """
    if venue.hours_text or not venue.hours:
        return _(UNCLEAR)
    if has_comments(venue.hours):
        return _("Une partie des horaires n’est pas sûre.")
    if venue.updated_on is None:
        return _("La date de cette fiche est inconnue.")
    age = months_between(venue.updated_on, today)
    if age < STALE_MONTHS:
        return ""
    return _("Cette fiche a été mise à jour %(when)s.") % {"when": age_words(age)}
