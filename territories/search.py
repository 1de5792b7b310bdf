"""The search of a place by what people type: names, old names, postal codes, numbers, mistakes.

Communes are asked of the database by index; nothing typed is kept, logged or used as a cache key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import log10
from typing import NamedTuple

from ifn_site.wording import gettext as _
from territories.models import Arrondissement, Commune, FormerCommune, PostalCode
from territories.names import with_articles, without_article
from territories.place_index import Group, PlaceIndex, place_index
from territories.place_query import PlaceQuery, departement_number, is_insee_code, read_query
from territories.places import (
    FAR_LARGER,
    LAST_RESORT,
    SCORES,
    SECOND_READING,
    MatchedBy,
    Place,
    arrondissement_label,
    place_detail,
)
from territories.postal import departement_of_postal_code
from territories.querysets import CommuneQuerySet, FormerCommuneQuerySet

#: How many candidates are read for each way of matching.
_CANDIDATES = 20


def search_places(text: str, limit: int = 10, *, departement: str = "") -> list[Place]:
    """Return the places a text may mean, exact names first, then by inhabitants (≤ `limit`).

    `departement` keeps a plain name inside one département.
    """
    query = read_query(text)
    if departement:
        query = query._replace(departement=departement)
    if query.is_empty:
        return []
    search = _Search(place_index())
    if query.code:
        search.by_code(query.code)
    elif query.arrondissement:
        search.by_arrondissement(query)
    elif query.postal_code:
        search.by_name_and_postal_code(query)
    else:
        search.by_name(query)
    return search.ranked(limit)


def place_with_code(code: str) -> Place | None:
    """Return the commune or arrondissement of a code INSEE; a former code gives today's commune."""
    search = _Search(place_index())
    search.with_insee_code(code)
    return next(iter(search.ranked(1)), None)


def places_with_codes(codes: Iterable[str]) -> dict[str, Place]:
    """Return what `place_with_code` says of several codes, by code asked; unknown ones are absent.

    Those in use are read together.
    """
    asked = list(dict.fromkeys(codes))
    search = _Search(place_index())
    search.with_codes_in_use(asked)
    found = {place.code: place for place in search.ranked(len(asked))}
    former = {code: place_with_code(code) for code in asked if code not in found}
    return found | {code: place for code, place in former.items() if place is not None}


def group_with_code(kind: str, code: str) -> Place | None:
    """Return a département, a région or an EPCI as a place."""
    index = place_index()
    groups = {"departement": index.departements, "region": index.regions, "epci": index.epci}
    group = groups.get(kind, {}).get(code)
    return None if group is None else _Search(index).group(group)


class _Candidate(NamedTuple):
    """A place before it is worded: its folded name, its département, the former name asked for."""

    place: Place
    folded: str
    departement: str
    was: str = ""


class _Search:
    """The candidates of one search; the best way of matching a place is the one kept."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        self._found: dict[tuple[str, str], _Candidate] = {}

    # --- Codes -------------------------------------------------------------------------------
    def by_code(self, code: str) -> None:
        """Look for a postal code (whole or its beginning), a code INSEE, a département number."""
        if is_insee_code(code):
            self._served_by([code], "code_postal")
            self.with_insee_code(code)
            if not self._found:
                departement = departement_of_postal_code(code)
                self._add_departement(departement, "approche", LAST_RESORT)
            return
        self._add_departement(departement_number(code), "departement")
        if code.isdecimal() and 3 <= len(code) <= 4:
            codes = PostalCode.objects.filter(code__begins=code).order_by("code").distinct()
            self._served_by(codes.values_list("code", flat=True)[: 2 * _CANDIDATES], "debut")

    def with_insee_code(self, code: str) -> None:
        """Add what bears this code; a code no longer in use only when nothing else fits."""
        self.with_codes_in_use([code])
        if not self._found:
            for former in FormerCommune.objects.of_code(code)[:1]:
                today = Commune.objects.filter(code=former.current_code)
                self._add_communes(today, "code_insee", was=former.name, former_code=code)

    def with_codes_in_use(self, codes: list[str]) -> None:
        """Add the communes and arrondissements of today that bear these codes."""
        score = SECOND_READING if self._found else SCORES["code_insee"]
        communes = Commune.objects.filter(code__in=codes).order_by("code")
        arrondissements = Arrondissement.objects.filter(code__in=codes).order_by("code")
        self._add_communes(communes, "code_insee", score)
        self._add_arrondissements(arrondissements, "code_insee", score)

    def _served_by(self, postal_codes: Iterable[str], matched_by: MatchedBy) -> None:
        """Add what postal codes serve; an arrondissement stands for its city."""
        served = PostalCode.objects.filter(code__in=list(postal_codes)).order_by("commune_code")
        codes = list(served.values_list("commune_code", flat=True))
        inner = list(Arrondissement.objects.filter(code__in=codes).order_by("code"))
        self._add_arrondissements(inner, matched_by)
        whole = set(codes) - {one.commune_code for one in inner}
        communes = Commune.objects.filter(code__in=whole).largest_first()
        self._add_communes(communes[:_CANDIDATES], matched_by)

    # --- Names with a number -----------------------------------------------------------------
    def by_arrondissement(self, query: PlaceQuery) -> None:
        """Look for « Paris 12e »; « Marseille 13 » may also be Marseille in the département 13."""
        for city in Commune.objects.named(query.name).largest_first()[:1]:
            rows = Arrondissement.objects.filter(commune_code=city.code).order_by("code")
            number = query.arrondissement
            self._add_arrondissements(rows[number - 1 : number], "nom")
            if not self._found or departement_number(str(number)) == city.departement_code:
                self._add_communes([city], "nom")

    def by_name_and_postal_code(self, query: PlaceQuery) -> None:
        """Look for the place of the postal code that bears the name, else for the name in its
        département, else for all that the postal code serves."""
        served = _Search(self._index)
        served._served_by([query.postal_code], "code_postal")
        fitting = {
            key: candidate
            for key, candidate in served._found.items()
            if _shares_name(query.name, candidate.folded)
        }
        if not fitting:
            self._named(query.name, departement_of_postal_code(query.postal_code))
        if not self._has_exact():
            self._found.update(fitting or served._found)

    # --- Names -------------------------------------------------------------------------------
    def by_name(self, query: PlaceQuery) -> None:
        """Look for a name, exactly, then in looser and looser ways."""
        name, departement = query.name, query.departement
        self._named(name, departement)
        if not departement:
            self._add_groups(self._index.groups_named(name), "nom")
        if not self._has_exact():
            for shorter, ending in self._index.departement_ending(name):
                if departement in ("", ending):
                    self._named(shorter.removesuffix(f" {ending.lower()}"), ending)
            if self._has_exact():
                return
        exact = self._has_exact()
        self._beginning(name, departement)
        if not exact:
            self._nearly_named(name, departement)

    def _named(self, name: str, departement: str) -> None:
        """Add what bears exactly this name today, else with an article, and what once bore it."""
        if not name:
            return
        variants = {name, without_article(name), *with_articles(name)}
        communes = _inside(Commune.objects.named(*variants), departement)
        found = list(communes.largest_first()[:_CANDIDATES])
        self._add_communes([one for one in found if one.folded == name] or found, "nom")
        self._add_former(FormerCommune.objects.named(*variants), "ancien_nom", departement)

    def _beginning(self, name: str, departement: str) -> None:
        """Add what begins with the text, as when one is still typing, then inner words."""
        communes = _inside(Commune.objects.largest_first(), departement)
        self._add_communes(communes.beginning_with(name)[:_CANDIDATES], "debut")
        if not departement:
            self._add_groups(self._index.groups_beginning(name), "debut")
        if len(name) >= 3 and len(self._found) < _CANDIDATES:
            self._add_communes(communes.with_word_beginning(name)[:_CANDIDATES], "mot")
        if len(name) >= 4 and not departement:
            self._add_groups(self._index.epci_with_words(name, 5), "mot", SCORES["mot"] - 5)
        if not self._found:
            self._add_former(FormerCommune.objects.beginning_with(name), "debut", departement)

    def _nearly_named(self, name: str, departement: str) -> None:
        """Add the names nearest to a misspelt text; beside other guesses, only a larger place."""
        near = dict(self._index.near_names(name))
        largest = max((one.place.population or 0 for one in self._found.values()), default=-1)
        if largest >= 0:
            near = {found: errors for found, errors in near.items() if errors == 1}
        if not near:
            return
        communes = _inside(Commune.objects.named(*near), departement).largest_first()
        for commune in communes[:_CANDIDATES]:
            people = commune.population or 0
            if people > largest:
                stands_out = largest >= 0 and people >= FAR_LARGER * largest
                score = SCORES["debut"] + 1 if stands_out else _guess(near[commune.folded], people)
                self._add_communes([commune], "approche", score)
        if largest < 0 and not departement:
            for found, errors in near.items():
                for group in self._index.groups_named(found):
                    self._add_groups([group], "approche", _guess(errors, group.population or 0))
            if not self._found:
                self._add_former(FormerCommune.objects.named(*near), "approche")

    # --- Candidates --------------------------------------------------------------------------
    def _has_exact(self) -> bool:
        return any(candidate.place.is_exact for candidate in self._found.values())

    def _add(self, candidate: _Candidate) -> None:
        key = (candidate.place.kind, candidate.place.code)
        if key not in self._found or self._found[key].place.score < candidate.place.score:
            self._found[key] = candidate

    def _add_communes(
        self,
        communes: Iterable[Commune],
        matched_by: MatchedBy,
        score: float | None = None,
        was: str = "",
        former_code: str = "",
    ) -> None:
        for one in communes:
            place = Place(
                "commune", one.code, one.name, "", one.latitude, one.longitude, one.population,
                SCORES[matched_by] if score is None else score, matched_by,
                former_code=former_code,
            )  # fmt: skip
            self._add(_Candidate(place, one.folded, one.departement_code, was))

    def _add_former(
        self, former: FormerCommuneQuerySet, matched_by: MatchedBy, departement: str = ""
    ) -> None:
        """Add the communes of today that bore a name. When theirs still begins with it (Évry,
        Évry-Courcouronnes), people go on saying it: it counts as a name of today."""
        rows = former.values_list("current_code", "name", "folded", "code")[:_CANDIDATES]
        asked = {current: names for current, *names in rows}
        for commune in _inside(Commune.objects.filter(code__in=asked), departement):
            name, folded, code = asked[commune.code]
            alive = matched_by == "ancien_nom" and commune.folded.startswith(f"{folded} ")
            score = SCORES["nom"] if alive else None
            self._add_communes([commune], matched_by, score, name, code)

    def _add_arrondissements(
        self,
        rows: Iterable[Arrondissement],
        matched_by: MatchedBy,
        score: float | None = None,
    ) -> None:
        for one in rows:
            place = Place(
                "arrondissement", one.code, arrondissement_label(one.name), "", one.latitude,
                one.longitude, one.population, SCORES[matched_by] if score is None else score,
                matched_by,
            )  # fmt: skip
            self._add(_Candidate(place, one.folded, one.code[:2]))

    def _add_groups(
        self, groups: Iterable[Group], matched_by: MatchedBy, score: float | None = None
    ) -> None:
        for one in groups:
            place = Place(
                one.kind, one.code, one.name, "", one.latitude, one.longitude, one.population,
                SCORES[matched_by] if score is None else score, matched_by,
            )  # fmt: skip
            self._add(_Candidate(place, one.folded, one.code))

    def group(self, group: Group) -> Place:
        """Return one group as a place."""
        self._add_groups([group], "departement")
        return self._worded(self._found[group.kind, group.code], ())

    def _add_departement(
        self, code: str, matched_by: MatchedBy, score: float | None = None
    ) -> None:
        if group := self._index.departements.get(code):
            self._add_groups([group], matched_by, score)

    # --- Answer ------------------------------------------------------------------------------
    def ranked(self, limit: int) -> list[Place]:
        """Return the best candidates with the words that tell them apart."""
        kept = sorted(
            self._without_doubles(),
            key=lambda one: (
                -one.place.score,
                -(one.place.population or 0),
                one.place.kind,
                one.place.code,
            ),
        )[:limit]
        postal: dict[str, list[str]] = {}
        rows = PostalCode.objects.filter(commune_code__in=[one.place.code for one in kept])
        for code, place_code in rows.order_by("code").values_list("code", "commune_code"):
            postal.setdefault(place_code, []).append(code)
        return [self._worded(one, tuple(postal.get(one.place.code, ()))) for one in kept]

    def _without_doubles(self) -> list[_Candidate]:
        """Leave out a wider territory that is the same as a narrower one: the département of Paris,
        the région Mayotte."""
        found = self._found.values()
        communes = {
            (one.folded, one.place.population) for one in found if one.place.kind == "commune"
        }
        departements = {one.folded for one in found if one.place.kind == "departement"}
        return [
            one
            for one in found
            if one.place.kind not in ("departement", "region")
            or (
                (one.folded, one.place.population) not in communes
                and not (one.place.kind == "region" and one.folded in departements)
            )
        ]

    def _worded(self, one: _Candidate, postal_codes: tuple[str, ...]) -> Place:
        kind, code = one.place.kind, one.place.code
        if kind in ("commune", "arrondissement"):
            name = self._index.departement_name(one.departement)
            detail = place_detail(name, one.departement, postal_codes, one.was)
        elif kind == "departement":
            detail = _("département (%(code)s)") % {"code": code}
        else:
            detail = _("région") if kind == "region" else _("intercommunalité")
        return replace(one.place, detail=detail, postal_codes=postal_codes)


def _inside(communes: CommuneQuerySet, departement: str) -> CommuneQuerySet:
    """Keep the communes of a département, or all of them for ""."""
    return communes.in_departement(departement) if departement else communes


def _guess(errors: int, people: int) -> float:
    """Return the score of a misspelt name: fewer errors first, but a city before a hamlet."""
    return SCORES["approche"] - 10 * errors + 4 * log10(1 + people)


def _shares_name(asked: str, folded: str) -> bool:
    """Tell whether a name typed beside a postal code fits one of the places it serves."""
    asked, folded = without_article(asked), without_article(folded)
    return bool(asked) and (folded.startswith(asked) or f" {folded} " in f" {asked} ")
