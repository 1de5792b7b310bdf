"""« Où êtes-vous ? »: from what a person types to the one place meant, or the few to choose from.

It decides and words the answer. Nothing typed leaves this module, except towards the national
address service when the text names a street.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ifn_site.http import UpstreamError
from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from territories.geocoding import geocode
from territories.models import Commune, FormerCommune
from territories.names import fold
from territories.place_query import looks_like_address, read_query, runs_of_words
from territories.places import FAR_LARGER, LAST_RESORT, Place
from territories.search import group_with_code, place_with_code, search_places
from territories.service_words import ServiceAsked, service_asked
from territories.written_departement import (
    WrittenDepartement,
    departement_of,
    written_departement,
)

#: How many places are offered when several fit.
OFFERED = 10
#: How many are read, to put the names that are just so before longer ones.
_READ = 60
#: A shorter text is a name only when a place is called just so: Eu, Y.
SHORTEST_GUESS = 3
#: The beginning of a name this long is shown as a choice, never followed: « caf » for Caffiers.
_SHORT_BEGINNING = 3
#: The need that goes with the name of a public service (see `venues/vocabulary.py`).
SERVICE_NEEDS = ("demarches",)
ASK = noop("Écrivez le nom d’une commune, un code postal ou une adresse.")
UNKNOWN = noop(
    "Nous n’avons pas trouvé ce lieu. Vérifiez l’orthographe, ou essayez avec le code postal."
)
UNKNOWN_CODE = noop(
    "Ce code ne correspond à aucune commune. Vérifiez-le, ou écrivez le nom de la commune."
)
TOO_SHORT = noop("Écrivez au moins trois lettres du nom de la commune, ou son code postal.")
THERE_ARE_MORE = noop("Il y en a d’autres : ajoutez le code postal ou le numéro du département.")
SERVICE_DOWN = noop("Le service des adresses ne répond pas : %(then)s")
NOT_SITUATED = noop("Cette adresse n’a pas pu être située : %(then)s")
NOWHERE_IN = noop(
    "Nous n’avons trouvé aucune commune de ce nom dans le département %(departement)s. "
    "Vérifiez l’orthographe, ajoutez le code postal, ou choisissez le département."
)
WHERE_FOR = noop("Vous cherchez un lieu pour %(service)s\u00a0? Dites-nous d’abord où vous êtes.")
FROM_CENTRE = noop("les distances partent du centre de %(place)s.")


@dataclass(frozen=True)
class PlaceAnswer:
    """What a typed text means. `said` is a sentence for the person, "" when nothing needs saying.

    `precision`: "" (the text named the place), `adresse` (an address was recognised, the commune
    that holds it is given), `commune` (an address was typed but only its commune is known).
    `is_guess`: typing errors were corrected; `has_more`: more places bear the name than are given.
    `needs`: service codes to carry along, when the text names a public service beside the place.
    """

    kind: Literal["found", "several", "unknown"]
    places: list[Place]
    said: str = ""
    precision: str = ""
    is_guess: bool = False
    has_more: bool = False
    needs: tuple[str, ...] = ()


def resolve_place(text: str) -> PlaceAnswer:
    """Return the place a text means, the places it may mean, or what to do."""
    query = read_query(text)
    if query.is_empty:
        return PlaceAnswer("unknown", [], _(ASK))
    everything = search_places(text, _READ)
    places = everything[:OFFERED]
    exact = [place for place in places if place.is_exact]
    named = any(place.matched_by in ("nom", "ancien_nom") for place in exact)
    asked = None if named else service_asked(fold(text))
    if asked is not None and (answer := _for_service(asked, places)):
        return answer
    if query.name and len(query.name) < SHORTEST_GUESS:
        exact = [place for place in exact if _is_called(place, query.name)]
        return _choose(exact, query.name) if exact else PlaceAnswer("unknown", [], _(TOO_SHORT))
    unsure = len(exact) != 1 and looks_like_address(text)
    if unsure or (not places and " " in query.name):
        return _by_address(text, places)
    answer = _choose(everything, query.name) if places else PlaceAnswer("unknown", [], _(UNKNOWN))
    if answer.kind == "unknown" and query.code:
        return replace(answer, said=_(UNKNOWN_CODE))
    if answer.kind == "unknown" and query.departement:
        return _nowhere_in(query.departement)
    return answer


def _for_service(asked: ServiceAsked, guesses: list[Place]) -> PlaceAnswer | None:
    """Look for the rest of a text that names a service; without a rest, ask where the person is."""
    if not asked.rest:
        said = _(WHERE_FOR) % {"service": asked.said}
        begun = [one for one in guesses if one.kind == "commune" and one.matched_by == "debut"]
        return PlaceAnswer("unknown", begun, said, needs=SERVICE_NEEDS)
    answer = resolve_place(asked.rest)
    return None if answer.kind == "unknown" else replace(answer, needs=SERVICE_NEEDS)


def _is_called(place: Place, name: str) -> bool:
    """Tell whether a place is, or was, called just so, article included."""
    former = FormerCommune.objects.named(name).filter(code=place.former_code)
    return fold(place.label) == name or (bool(place.former_code) and former.exists())


def _choose(found: list[Place], name: str = "") -> PlaceAnswer:
    """Keep the one place meant when it is sure, else offer those that fit."""
    places = found[:OFFERED]
    exact = [place for place in places if place.is_exact]
    if exact:
        longer = _far_larger_namesakes(exact[0], places)
        if not longer and _stands_alone(exact) and not _has_namesake(exact, name):
            return PlaceAnswer("found", exact[:1])
        # A name of today hides the communes that gave it up long ago.
        alive = [place for place in found if place.is_exact and place.score >= exact[0].score]
        alive.sort(key=lambda place: bool(name) and fold(place.label) != name)
        offered = [*longer, *alive]
        return PlaceAnswer("several", offered[:OFFERED], has_more=len(offered) > OFFERED)
    guesses = [place for place in places if place.kind != "epci"] or places
    if guesses[0].score <= LAST_RESORT:
        return PlaceAnswer("unknown", guesses, _(UNKNOWN))
    is_guess = guesses[0].matched_by == "approche"
    if 0 < len(name) <= _SHORT_BEGINNING:
        return PlaceAnswer("several", guesses, is_guess=True)
    if _stands_alone(guesses):
        said = _("Nous avons compris : %(place)s.") % {"place": guesses[0].label}
        return PlaceAnswer("found", guesses[:1], said, is_guess=is_guess)
    return PlaceAnswer("several", guesses, is_guess=is_guess)


def _stands_alone(places: list[Place]) -> bool:
    """Tell whether the first place is the only one, or far larger than all the others."""
    first, *others = places
    return all((first.population or 0) >= FAR_LARGER * (other.population or 0) for other in others)


def _has_namesake(exact: list[Place], name: str) -> bool:
    """Tell whether several communes bear exactly this name today, however unlike in size."""
    called = [place for place in exact if place.kind == "commune" and fold(place.label) == name]
    return len(called) > 1


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
    """Ask the address service; without a sure answer, keep the commune that the text names.

    A département written in the text binds both.
    """
    bound = written_departement(text)
    excuse = NOT_SITUATED
    address = None
    try:
        address = geocode(text)
    except UpstreamError:
        excuse = SERVICE_DOWN
    place = place_with_code(address.citycode) if address else None
    if place is not None and (bound is None or bound.holds(place)):
        return PlaceAnswer("found", [place], precision="adresse")
    named = _named_in(bound) if bound else _named_inside(text)
    if len(named) > 1 and not _stands_alone(named):
        said = _(excuse) % {"then": _("choisissez la commune.")}
        return PlaceAnswer("several", named[:OFFERED], said, "commune")
    if named:
        said = _(excuse) % {"then": _(FROM_CENTRE) % {"place": named[0].label}}
        return PlaceAnswer("found", named[:1], said, "commune")
    if bound:
        return _nowhere_in(bound.code, guesses)
    if guesses:
        return _choose(guesses)
    return PlaceAnswer("unknown", [], _(UNKNOWN))


def _nowhere_in(departement: str, guesses: Sequence[Place] = ()) -> PlaceAnswer:
    """Say that the département written holds no such place; offer what it holds, then itself."""
    group = group_with_code("departement", departement)
    if group is None:
        return PlaceAnswer("unknown", [], _(UNKNOWN))
    inside = [
        place
        for place in guesses
        if place.kind == "commune" and departement_of(place.code) == departement
    ]
    said = _(NOWHERE_IN) % {"departement": f"{group.label} ({departement})"}
    return PlaceAnswer("unknown", [*inside[: OFFERED - 1], group], said)


def _named_in(bound: WrittenDepartement) -> list[Place]:
    """Return the places that an address names in the département it writes; when a commune bears
    that name too (Vienne), it is one of them."""
    found = _by_runs(bound.rest, bound.code)
    if not bound.shared_name:
        return found
    namesakes = [place for place in search_places(bound.shared_name, OFFERED) if place.is_exact]
    if found:
        namesakes = [place for place in namesakes if place.kind == "commune"]
    return list(dict.fromkeys([*found, *namesakes]))


def _named_inside(text: str) -> list[Place]:
    """Return the places that an address names: by its postal code, else by its last words."""
    query = read_query(text)
    if query.postal_code:
        served = search_places(query.postal_code, OFFERED)
        served = [place for place in served if place.matched_by == "code_postal"]
        by_name = [place for place in served if f" {fold(place.label)} " in f" {query.name} "]
        if served:
            return by_name or served
    return _by_runs(query.name)


def _by_runs(name: str, departement: str = "") -> list[Place]:
    """Return the places of the longest words, nearest the end, that are a name as they stand."""
    runs = runs_of_words(name)
    known = set(Commune.objects.named(*runs).values_list("folded", flat=True))
    known.update(FormerCommune.objects.named(*runs).values_list("folded", flat=True))
    for run in runs:
        if run in known:
            places = search_places(run, OFFERED, departement=departement)
            found = [place for place in places if place.is_exact]
            if found or not departement:
                return found
    return []
