"""« Où êtes-vous ? »: from what a person types to the one place meant, or the few to choose from.

It decides and words the answer. Nothing typed leaves this module, except towards the national
address service when the text names a street.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ifn_site.http import UpstreamError
from territories.geocoding import geocode
from territories.models import Commune, FormerCommune
from territories.names import fold
from territories.place_query import looks_like_address, read_query, runs_of_words
from territories.places import FAR_LARGER, LAST_RESORT, Place
from territories.search import place_with_code, search_places

#: How many places are offered when several fit.
OFFERED = 10
ASK = "Écrivez le nom d’une commune, un code postal ou une adresse."
UNKNOWN = "Nous n’avons pas trouvé ce lieu. Vérifiez l’orthographe, ou essayez avec le code postal."
UNKNOWN_CODE = (
    "Ce code ne correspond à aucune commune. Vérifiez-le, ou écrivez le nom de la commune."
)
SERVICE_DOWN = "Le service des adresses ne répond pas : "
NOT_SITUATED = "Cette adresse n’a pas pu être située : "
FROM_CENTRE = "les distances partent du centre de {}."


@dataclass(frozen=True)
class PlaceAnswer:
    """What a typed text means. `said` is a sentence for the person, "" when nothing needs saying.

    `precision`: "" (the text named the place), `adresse` (an address was recognised, the commune
    that holds it is given), `commune` (an address was typed but only its commune is known).
    """

    kind: Literal["found", "several", "unknown"]
    places: list[Place]
    said: str = ""
    precision: str = ""


def resolve_place(text: str) -> PlaceAnswer:
    """Return the place a text means, the places it may mean, or what to do."""
    query = read_query(text)
    if query.is_empty:
        return PlaceAnswer("unknown", [], ASK)
    places = search_places(text, OFFERED)
    exact = [place for place in places if place.is_exact]
    unsure = len(exact) != 1 and looks_like_address(text)
    if unsure or (not places and " " in query.name):
        return _by_address(text, places)
    answer = _choose(places) if places else PlaceAnswer("unknown", [], UNKNOWN)
    if answer.kind == "unknown" and query.code:
        return replace(answer, said=UNKNOWN_CODE)
    return answer


def _choose(places: list[Place]) -> PlaceAnswer:
    """Keep the one place meant when it is sure, else offer those that fit."""
    exact = [place for place in places if place.is_exact]
    if exact:
        longer = _far_larger_namesakes(exact[0], places)
        if not longer and _stands_alone(exact):
            return PlaceAnswer("found", exact[:1])
        # A name of today hides the communes that gave it up long ago.
        alive = [place for place in exact if place.score >= exact[0].score]
        return PlaceAnswer("several", [*longer, *alive][:OFFERED])
    guesses = [place for place in places if place.kind != "epci"] or places
    if guesses[0].score <= LAST_RESORT:
        return PlaceAnswer("unknown", guesses, UNKNOWN)
    if _stands_alone(guesses):
        return PlaceAnswer("found", guesses[:1], f"Nous avons compris : {guesses[0].label}.")
    return PlaceAnswer("several", guesses)


def _stands_alone(places: list[Place]) -> bool:
    """Tell whether the first place is the only one, or far larger than all the others."""
    first, *others = places
    return all((first.population or 0) >= FAR_LARGER * (other.population or 0) for other in others)


def _far_larger_namesakes(place: Place, places: list[Place]) -> list[Place]:
    """Return the far larger communes that people call by this short name: Aix, Aix-en-Provence."""
    if place.matched_by not in ("nom", "ancien_nom"):
        return []
    beginning = fold(place.label).split()[0] + " "
    return [
        other
        for other in places
        if other.kind == "commune"
        and other.matched_by == "debut"
        and fold(other.label).startswith(beginning)
        and (other.population or 0) >= FAR_LARGER * (place.population or 0)
    ]


# --- Addresses ---------------------------------------------------------------------------------
def _by_address(text: str, guesses: list[Place]) -> PlaceAnswer:
    """Ask the address service; without a sure answer, keep the commune that the text names."""
    excuse = NOT_SITUATED
    address = None
    try:
        address = geocode(text)
    except UpstreamError:
        excuse = SERVICE_DOWN
    if address is not None and (place := place_with_code(address.citycode)):
        return PlaceAnswer("found", [place], precision="adresse")
    named = _named_inside(text)
    if len(named) > 1 and not _stands_alone(named):
        return PlaceAnswer("several", named[:OFFERED], excuse + "choisissez la commune.", "commune")
    if named:
        said = excuse + FROM_CENTRE.format(named[0].label)
        return PlaceAnswer("found", named[:1], said, "commune")
    if guesses:
        return _choose(guesses)
    return PlaceAnswer("unknown", [], UNKNOWN)


def _named_inside(text: str) -> list[Place]:
    """Return the places that an address names: by its postal code, else by its last words."""
    query = read_query(text)
    if query.postal_code:
        served = search_places(query.postal_code, OFFERED)
        served = [place for place in served if place.matched_by == "code_postal"]
        by_name = [place for place in served if f" {fold(place.label)} " in f" {query.name} "]
        if served:
            return by_name or served
    runs = runs_of_words(query.name)
    known = set(Commune.objects.named(*runs).values_list("folded", flat=True))
    known.update(FormerCommune.objects.named(*runs).values_list("folded", flat=True))
    for run in runs:
        if run in known:
            return [place for place in search_places(run, OFFERED) if place.is_exact]
    return []
