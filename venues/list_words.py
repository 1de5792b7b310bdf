"""The sentences of the list page: how many, in which order, where, and what is missing.

Each reads a list already understood (`venues/list_page.py`) and returns words in the language of
the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ifn_site.wording import gettext as _
from ifn_site.wording import ngettext, noop
from territories.former_names import former_sentence
from venues.cards import spaced, venues_counted
from venues.choices import TERRITORIES, labels_of
from venues.filters import VenueFilter
from venues.list_scope import NEARBY_M, UNREACHABLE_M
from venues.territory_trail import Step
from venues.ways_out import nearest_sentence

if TYPE_CHECKING:
    from venues.list_page import VenueList

_NEARBY_KM = NEARBY_M // 1000
_BY_NAME = noop("par ordre alphabétique")
_BY_DISTANCE = noop("du plus proche au plus loin")


def how_many(venues: VenueList) -> str:
    """Say how many venues there are, near or not, and in which order."""
    if not venues.count:
        return _none(venues)
    if venues.place is None or venues.point is None:
        told = {"counted": _counted(venues, venues.count), "order": _order(venues)}
        return _("%(counted)s, %(order)s.") % told
    around = venues.scope.counted[1]
    if around:
        order = _(_BY_NAME if venues.is_by_name else _BY_DISTANCE)
        told = {"counted": _counted(venues, around), "order": order}
        return _("%(counted)s à moins de %(km)s\u00a0km, %(order)s.") % {**told, "km": _NEARBY_KM}
    nothing = _("Aucun lieu à moins de %(km)s\u00a0km.") % {"km": _NEARBY_KM}
    if venues.number == 1 and venues.cards:
        fits = bool(venues.filters.given)
        return f"{nothing} {nearest_sentence(venues.cards[0], fits=fits)}"
    order = _("Voici les plus proches, du plus proche au plus loin.")
    return f"{nothing} {order}"


def _counted(venues: VenueList, count: int) -> str:
    if not venues.scope.unknown_hours:
        return venues_counted(count)
    told = ngettext(
        "%(count)s\u00a0lieu qui ne dit pas ses horaires",
        "%(count)s\u00a0lieux qui ne disent pas leurs horaires",
        count,
    )
    return told % {"count": spaced(count)}


def _order(venues: VenueList) -> str:
    if venues.point:
        return _(_BY_DISTANCE)
    return _("en partant du milieu de la zone") if venues.scope.centre else _(_BY_NAME)


def _none(venues: VenueList) -> str:
    if venues.unlocated:
        counted = venues_counted(len(venues.unlocated))
        return _("%(counted)s, sans adresse précise.") % {"counted": counted}
    if venues.is_unserved and (venues.place is None or venues.place.point is None):
        return _("Nous ne connaissons pas encore de lieu ici.")
    if venues.is_unserved and venues.place is not None:
        return _(
            "Nous ne connaissons pas encore de lieu près %(of_place)s. "
            "Nous avons cherché à %(km)s\u00a0km à la ronde."
        ) % {"of_place": venues.place.of, "km": UNREACHABLE_M // 1000}
    return _("Aucun lieu ne correspond.")


def beyond(venues: VenueList) -> str:
    """Say which venue fits beyond the territory or the zone of an empty list, "" if none does."""
    if not venues.beyond:
        return ""
    in_zone = "bbox" in venues.filters.given
    origin = _(" du milieu de la zone") if in_zone else _(" du centre du territoire")
    return nearest_sentence(
        venues.beyond[0], fits=True, origin="" if venues.scope.point else origin
    )


def corrected(text: str) -> str:
    """Say which words were searched instead of those typed."""
    return _("Résultats pour «\u00a0%(text)s\u00a0».") % {"text": text}


def unknown_hours(count: int, *, more: bool) -> str:
    """Say how many venues are left out because nobody knows their hours; `more`: beside others."""
    if more:
        told = ngettext(
            "%(count)s\u00a0lieu de plus ne dit pas ses horaires",
            "%(count)s\u00a0lieux de plus ne disent pas leurs horaires",
            count,
        )
    else:
        told = ngettext(
            "%(count)s\u00a0lieu ne dit pas ses horaires",
            "%(count)s\u00a0lieux ne disent pas leurs horaires",
            count,
        )
    return told % {"count": spaced(count)}


def counts_note(radius_m: int | None) -> str:
    """Say what the number beside each choice counts."""
    if not radius_m:
        return _("À côté de chaque choix, le nombre de lieux.")
    return _("À côté de chaque choix, le nombre de lieux à moins de %(km)s\u00a0km.") % {
        "km": radius_m // 1000
    }


def whereabouts(venues: VenueList) -> str:
    """Say where the venues are: « près de Lyon », « : Ardèche », "" for all of France."""
    if "bbox" in venues.filters.given:
        return _(" dans cette zone")
    if venues.place is not None and venues.place.point is not None:
        return _(" près %(of_place)s") % {"of_place": venues.place.of}
    names = [venues.place.label] if venues.place else []
    for level in TERRITORIES:
        if level in venues.filters.given:
            names += labels_of(level, venues.filters)
    return _("\u00a0: %(names)s") % {"names": ", ".join(names)} if names else ""


def step_of(filters: VenueFilter) -> list[Step]:
    """Return the last step of the trail of a list that no single territory names."""
    if "bbox" in filters.given:
        return [Step(_("Cette zone"), "")]
    return [Step(_("Votre recherche"), "")] if filters.given else []


def place_context(venues: VenueList) -> dict[str, str] | None:
    """Return the place and what its point is worth, as the page says them."""
    place = venues.place
    if place is None:
        return None
    sentence = former_sentence(venues.data.get("ancien", ""))
    sentence += " " if sentence else ""
    if place.point and venues.data.get("precision") == "commune":
        sentence += _("Adresse non localisée\u00a0: voici les lieux autour %(of_place)s. ") % {
            "of_place": place.of
        }
    if place.point:
        sentence += _("Distances calculées depuis le centre %(of_place)s.") % {"of_place": place.of}
    return {"label": place.label, "code": place.code, "precision_sentence": sentence}
