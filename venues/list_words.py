"""The sentences of the list page: how many, in which order, where, and what is missing.

Each reads a list already understood (`venues/list_page.py`) and returns French words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from territories.former_names import former_sentence
from venues.cards import NBSP, venues_counted
from venues.choices import TERRITORIES, labels_of
from venues.filters import VenueFilter
from venues.list_scope import NEARBY_M, UNREACHABLE_M
from venues.territory_trail import Step
from venues.ways_out import nearest_sentence

if TYPE_CHECKING:
    from venues.list_page import VenueList

_NEARBY = f"moins de {NEARBY_M // 1000}{NBSP}km"
_BY_NAME = "par ordre alphabétique"
_BY_DISTANCE = "du plus proche au plus loin"


def how_many(venues: VenueList) -> str:
    """Say how many venues there are, near or not, and in which order."""
    if not venues.count:
        return _none(venues)
    if venues.place is None or venues.point is None:
        return f"{_counted(venues, venues.count)}, {_order(venues)}."
    around = venues.scope.counted[1]
    if around:
        order = _BY_NAME if venues.is_by_name else _BY_DISTANCE
        return f"{_counted(venues, around)} à {_NEARBY}, {order}."
    if venues.number == 1 and venues.cards:
        fits = bool(venues.filters.given)
        return f"Aucun lieu à {_NEARBY}. {nearest_sentence(venues.cards[0], fits=fits)}"
    return f"Aucun lieu à {_NEARBY}. Voici les plus proches, {_BY_DISTANCE}."


def _counted(venues: VenueList, count: int) -> str:
    if not venues.scope.unknown_hours:
        return venues_counted(count)
    return f"{venues_counted(count)} qui {_silent(count)}"


def _silent(count: int) -> str:
    return "ne disent pas leurs horaires" if count > 1 else "ne dit pas ses horaires"


def _order(venues: VenueList) -> str:
    if venues.point:
        return _BY_DISTANCE
    return "en partant du milieu de la zone" if venues.scope.centre else _BY_NAME


def _none(venues: VenueList) -> str:
    if venues.unlocated:
        return f"{venues_counted(len(venues.unlocated))}, sans adresse précise."
    if venues.is_unserved and (venues.place is None or venues.place.point is None):
        return "Nous ne connaissons pas encore de lieu ici."
    if venues.is_unserved and venues.place is not None:
        reach = f"{UNREACHABLE_M // 1000}{NBSP}km"
        return (
            f"Nous ne connaissons pas encore de lieu près {venues.place.of}. "
            f"Nous avons cherché à {reach} à la ronde."
        )
    return "Aucun lieu ne correspond."


def beyond(venues: VenueList) -> str:
    """Say which venue fits beyond the territory or the zone of an empty list, "" if none does."""
    if not venues.beyond:
        return ""
    in_zone = "bbox" in venues.filters.given
    origin = " du milieu de la zone" if in_zone else " du centre du territoire"
    return nearest_sentence(
        venues.beyond[0], fits=True, origin="" if venues.scope.point else origin
    )


def corrected(text: str) -> str:
    """Say which words were searched instead of those typed."""
    return f"Résultats pour «{NBSP}{text}{NBSP}»."


def unknown_hours(count: int, *, more: bool) -> str:
    """Say how many venues are left out because nobody knows their hours; `more`: beside others."""
    return f"{venues_counted(count)}{' de plus' if more else ''} {_silent(count)}"


def counts_note(radius_m: int | None) -> str:
    """Say what the number beside each choice counts."""
    where = f" à moins de {radius_m // 1000}{NBSP}km" if radius_m else ""
    return f"À côté de chaque choix, le nombre de lieux{where}."


def whereabouts(venues: VenueList) -> str:
    """Say where the venues are: « près de Lyon », « : Ardèche », "" for all of France."""
    if "bbox" in venues.filters.given:
        return " dans cette zone"
    if venues.place is not None and venues.place.point is not None:
        return f" près {venues.place.of}"
    names = [venues.place.label] if venues.place else []
    for level in TERRITORIES:
        if level in venues.filters.given:
            names += labels_of(level, venues.filters)
    return f"{NBSP}: {', '.join(names)}" if names else ""


def step_of(filters: VenueFilter) -> list[Step]:
    """Return the last step of the trail of a list that no single territory names."""
    if "bbox" in filters.given:
        return [Step("Cette zone", "")]
    return [Step("Votre recherche", "")] if filters.given else []


def place_context(venues: VenueList) -> dict[str, str] | None:
    """Return the place and what its point is worth, as the page says them."""
    place = venues.place
    if place is None:
        return None
    sentence = former_sentence(venues.data.get("ancien", ""))
    sentence += " " if sentence else ""
    if place.point and venues.data.get("precision") == "commune":
        sentence += f"Adresse non localisée{NBSP}: voici les lieux autour {place.of}. "
    if place.point:
        sentence += f"Distances calculées depuis le centre {place.of}."
    return {"label": place.label, "code": place.code, "precision_sentence": sentence}
