"""The small part of the territories that every search needs, kept in the process.

Names for typing errors, and the few hundred départements, régions and EPCI: about 4 MB, read again
when the data version changes. Communes themselves stay in the database.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Avg
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ifn_site.cache import current_version
from territories.models import Arrondissement, Commune, Departement, Epci, FormerCommune, Region
from territories.names import fold, with_articles, without_article
from territories.places import Kind

#: Words that join a name and its département.
_LINKS = {"de", "du", "des", "d", "en", "dans", "la", "le", "les", "l"}


class Group(NamedTuple):
    """A territory made of communes, with the mean of their points (degrees)."""

    kind: Kind
    code: str
    name: str
    folded: str
    population: int | None
    latitude: float | None
    longitude: float | None


class PlaceIndex:
    """Names and groups of one data version."""

    def __init__(self) -> None:
        self.departements = _groups("departement", Departement, "departement_code")
        self.regions = _groups("region", Region, "region_code")
        self.epci = _groups("epci", Epci, "epci_code")
        names = set(Commune.objects.order_by().values_list("folded", flat=True))
        names.update(FormerCommune.objects.order_by().values_list("folded", flat=True))
        names.update(Arrondissement.objects.order_by().values_list("folded", flat=True))
        names.update(group.folded for group in self.departements.values())
        names.update(group.folded for group in self.regions.values())
        names.discard("")
        self._names = sorted(names)

    def departement_name(self, code: str) -> str:
        """Return the name of a département, or its code when it is not in the tables."""
        group = self.departements.get(code)
        return group.name if group else code

    def groups_named(self, folded: str) -> list[Group]:
        """Return the départements, régions and EPCI of exactly this name, article or not."""
        wanted = {folded, *with_articles(folded)}
        bare = without_article(folded)
        return [
            group
            for groups in (self.departements, self.regions, self.epci)
            for group in groups.values()
            if group.folded in wanted or group.folded == bare
        ]

    def groups_beginning(self, folded: str) -> list[Group]:
        """Return the départements and régions whose name, or a word of it, begins so."""
        return [
            group
            for groups in (self.departements, self.regions)
            for group in groups.values()
            if f" {group.folded}".find(f" {folded}") >= 0
        ]

    def epci_with_words(self, folded: str, limit: int) -> list[Group]:
        """Return the EPCI whose name holds all these words, largest first."""
        words = [f" {word}" for word in folded.split()]
        found = [
            group
            for group in self.epci.values()
            if all(word in f" {group.folded}" for word in words)
        ]
        return sorted(found, key=lambda group: -(group.population or 0))[:limit]

    def departement_ending(self, folded: str) -> list[tuple[str, str]]:
        """Return (name, département) for a text that ends with the name of a département, or begins
        with its number and name: « saint denis de la reunion », « 23 creuse le bourg ».

        Longest département first; what links it to the name (« de la », « en ») is left out.
        """
        found: list[tuple[str, str]] = []
        words = folded.split()
        for cut in range(1, len(words)):
            wanted = " ".join(words[cut:])
            found += [
                (_without_links(words[:cut]), group.code)
                for group in self.departements.values()
                if wanted in (group.folded, without_article(group.folded))
            ]
        for cut in range(2, len(words)):
            group = self.departements.get(words[0].upper())
            if group and " ".join(words[1:cut]) in (group.folded, without_article(group.folded)):
                found.append((" ".join(words[cut:]), group.code))
        return [pair for pair in found if pair[0]]

    def near_names(self, folded: str, limit: int = 12) -> list[tuple[str, int]]:
        """Return (name, number of typing errors) of the names nearest to a text, best first.

        One error is allowed from 4 letters, two from 6, three from 10.
        """
        allowed = _errors_allowed(len(folded))
        if not allowed:
            return []
        near = process.extract(
            folded, self._names, scorer=OSA.distance, score_cutoff=allowed, limit=limit
        )
        return [(name, int(errors)) for name, errors, _ in near]


def _without_links(words: list[str]) -> str:
    """Return words joined, without those that lead to the département that follows."""
    last = len(words)
    while last and words[last - 1] in _LINKS:
        last -= 1
    return " ".join(words[:last])


def _errors_allowed(length: int) -> int:
    """Return how many typing errors may be corrected in a text of so many letters."""
    return (length >= 4) + (length >= 6) + (length >= 10)


def _groups(kind: Kind, model: type, column: str) -> dict[str, Group]:
    """Read one level with the mean point of its communes."""
    points = {
        code: (round(latitude, 4), round(longitude, 4))
        for code, latitude, longitude in Commune.objects.order_by()
        .values_list(column)
        .annotate(Avg("latitude"), Avg("longitude"))
    }
    rows = model.objects.order_by("code").values_list("code", "name", "population")  # type: ignore[attr-defined]
    return {
        code: Group(kind, code, name, fold(name), population, *points.get(code, (None, None)))
        for code, name, population in rows
    }


_kept: dict[int, PlaceIndex] = {}


def place_index() -> PlaceIndex:
    """Return the index of the present data version, read on first use in each process."""
    version = current_version()
    index = _kept.get(version)
    if index is None:
        index = PlaceIndex()
        _kept.clear()
        _kept[version] = index
    return index


def forget_place_index() -> None:
    """Read the tables again on the next search (for tests, which change them without a version)."""
    _kept.clear()
