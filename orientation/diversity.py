"""The first three are three places: not one told twice, nor three counters of one network.

Another kind is brought in when it is not much farther. Pure: a ranked list in, the same venues in
another order out.
"""

from __future__ import annotations

from orientation.ranking import Candidate, Ranked
from territories.distance import haversine_m
from territories.names import fold

#: How many venues are shown first.
FIRST = 3
#: How many of them may be of one network.
MOST_ALIKE = 2
#: How much farther another kind may be than the venue it replaces.
EXTRA_METRES = 5_000.0
EXTRA_MINUTES = 15.0
#: Two sheets of one name or one phone, so near each other, tell of one place.
SAME_PLACE_METRES = 200.0
#: Networks of counters, by the programme, the kind of structure or the words of the name.
_NETWORKS = {
    "france-services": "france-services",
    "RFS": "france-services",
    "MSAP": "france-services",
    "LA_POSTE": "la-poste",
    "CAF": "caf",
    "FT": "france-travail",
    "CPAM": "cpam",
    "MSA": "msa",
    "CFP": "impots",
    "ML": "mission-locale",
    "PIMMS": "pimms",
    "croix-rouge": "croix-rouge",
    "emmaus": "emmaus-connect",
    "relais-emmaus": "emmaus-connect",
}
_NAMES = {
    "france services": "france-services",
    "la poste": "la-poste",
    "bureau de poste": "la-poste",
    "maison de la metropole": "maison-de-la-metropole",
    "france travail": "france-travail",
    "pole emploi": "france-travail",
    "pimms": "pimms",
}


def network(one: Candidate) -> str:
    """Return what makes venues alike: a network, else a kind of structure, else the venue alone."""
    for code in (*one.programmes, *one.kinds):
        if code in _NETWORKS:
            return _NETWORKS[code]
    name = fold(one.name)
    for words, found in _NAMES.items():
        if f" {words} " in f" {name} ":
            return found
    telling = [kind for kind in one.kinds if kind not in ("ASSO", "Autre", "ESS")]
    return telling[0] if telling else one.key


def diverse(ranked: list[Ranked]) -> list[Ranked]:
    """Return the list, its first three being of different places and, if possible, kinds."""
    return _not_all_alike(_told_once(ranked))


def _told_once(ranked: list[Ranked]) -> list[Ranked]:
    """Put last the sheets of a place that another sheet told before."""
    told: list[Ranked] = []
    repeated: list[Ranked] = []
    known: dict[str, list[Candidate]] = {}
    for one in ranked:
        namesakes = [other for sign in _signs(one.candidate) for other in known.get(sign, ())]
        is_repeated = any(_near(one.candidate, other) for other in namesakes)
        (repeated if is_repeated else told).append(one)
        for sign in _signs(one.candidate):
            known.setdefault(sign, []).append(one.candidate)
    return [*told, *repeated]


def same_place(one: Candidate, other: Candidate) -> bool:
    """Tell whether two sheets are, to the eye, of one place."""
    return bool(_signs(one) & _signs(other)) and _near(one, other)


def _signs(one: Candidate) -> set[str]:
    """Return what two sheets of one place share: its name, or its phone."""
    return {fold(one.name), one.phone} - {""}


def _near(one: Candidate, other: Candidate) -> bool:
    if one.point is None or other.point is None:
        return False
    return haversine_m(*one.point, *other.point) <= SAME_PLACE_METRES


def _not_all_alike(ranked: list[Ranked]) -> list[Ranked]:
    """Bring third a venue of another kind when three would be alike."""
    first = ranked[:FIRST]
    if len(first) < FIRST or len({network(one.candidate) for one in first}) > 1:
        return ranked
    common, last = network(first[0].candidate), first[-1].candidate
    for position, one in enumerate(ranked[FIRST:], FIRST):
        is_other = network(one.candidate) != common and not one.is_set_back
        if is_other and _near_enough(one.candidate, last):
            others = [*ranked[MOST_ALIKE:position], *ranked[position + 1 :]]
            return [*ranked[:MOST_ALIKE], one, *others]
    return ranked


def _near_enough(one: Candidate, replaced: Candidate) -> bool:
    """Tell whether a venue is not much farther than the one whose place it takes."""
    if one.receives_nobody:
        return False
    if one.metres is None or replaced.metres is None:
        return one.metres is None and replaced.metres is None
    extra_minutes = (one.minutes or 0.0) - (replaced.minutes or 0.0)
    return one.metres - replaced.metres <= EXTRA_METRES and extra_minutes <= EXTRA_MINUTES
