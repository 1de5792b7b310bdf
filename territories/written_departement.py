"""The département that a text writes beside a name: « le bourg 23 Creuse », « Aubusson, Creuse ».

It binds the answer: a place of another département is not what was meant. Street names and names of
communes that end like a département (« rue de la Loire », « Villeneuve-sur-Lot ») write none.
"""

from __future__ import annotations

from typing import NamedTuple

from territories.models import Commune, FormerCommune
from territories.names import fold
from territories.place_index import place_index
from territories.place_query import ends_with_arrondissement, is_way, read_query
from territories.places import Place

#: A département that is also a side of every town: its name alone tells nothing of an address.
_COMPASS = "nord"


class WrittenDepartement(NamedTuple):
    """The code, the folded words beside it, and the name when a commune bears it too (Vienne)."""

    code: str
    rest: str
    shared_name: str = ""

    def holds(self, place: Place) -> bool:
        """Tell whether a place is in this département, or is the commune of its name."""
        if place.kind in ("commune", "arrondissement"):
            same = departement_of(place.code) == self.code
            return same or (bool(self.shared_name) and fold(place.label) == self.shared_name)
        return place.kind == "departement" and place.code == self.code


def departement_of(insee_code: str) -> str:
    """Return the département or collectivity of a commune's code."""
    return insee_code[:3] if insee_code.startswith(("97", "98")) else insee_code[:2]


def written_departement(text: str) -> WrittenDepartement | None:
    """Return the département written in a text without a postal code, None when there is none."""
    query = read_query(text)
    index = place_index()
    if query.postal_code or query.code or query.arrondissement:
        return None
    if query.departement:
        if query.departement not in index.departements or ends_with_arrondissement(text):
            return None
        named = [rest for rest, code in _endings(query.name) if code == query.departement]
        return WrittenDepartement(query.departement, named[0] if named else query.name)
    for rest, code in _endings(query.name):
        words = rest.split()
        if query.name.startswith(f"{code.lower()} {index.departements[code].folded} "):
            return WrittenDepartement(code, rest)
        if not any(word.isalpha() for word in words) or is_way(words[-1]):
            continue
        if _ends_with_a_commune(query.name, index.departements[code].folded):
            return None
        if words[-1] == code.lower():
            return WrittenDepartement(code, " ".join(words[:-1]))
        name = index.departements[code].folded
        shared = name if Commune.objects.named(name).exists() else ""
        return None if name == _COMPASS else WrittenDepartement(code, rest, shared)
    return None


def _endings(name: str) -> list[tuple[str, str]]:
    return place_index().departement_ending(name)


def _ends_with_a_commune(name: str, departement: str) -> bool:
    """Tell whether the text ends with the name of a commune longer than that of a département."""
    words, least = name.split(), len(departement.split()) + 1
    ends = [" ".join(words[start:]) for start in range(max(0, len(words) - 8), len(words))]
    longer = [end for end in ends if len(end.split()) >= least]
    communes, former = Commune.objects.named(*longer), FormerCommune.objects.named(*longer)
    return communes.exists() or former.exists()
