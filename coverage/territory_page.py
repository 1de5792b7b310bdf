"""The page of one territory: where it lies, what it holds, its venues and its fragility.

It puts together what `territories`, `venues` and `fragility` say; it knows no request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from fragility.chosen_scores import chosen_scores
from fragility.method_choice import DEFAULT_CHOICE, MethodChoice
from fragility.sentences import score
from fragility.similar import similar
from fragility.store import level_values
from fragility.territory_block import TerritoryFragility, territory_fragility
from ifn_site.cache import remembered
from territories.facts import (
    FRANCE_CODE,
    LEVELS,
    Parent,
    TerritoryFacts,
    current_commune_code,
    territory_facts,
)
from territories.models import Arrondissement, Commune, Departement
from territories.names import fold
from territories.place_index import place_index
from territories.places import arrondissement_label
from venues.territory_block import TerritoryVenues, territory_venues

IRIS = "iris"
#: What lies inside each level, in the order in which it is offered.
_INSIDE: dict[str, tuple[str, ...]] = {
    "france": ("region",),
    "region": ("departement",),
    "departement": ("epci", "commune"),
    "epci": ("commune",),
    "commune": ("arrondissement",),
}
_TITLES = {
    "region": "Les régions",
    "departement": "Les départements",
    "epci": "Les intercommunalités",
    "commune": "Les communes",
    "arrondissement": "Les arrondissements",
}
_KINDS = {
    "france": "Pays",
    "region": "Région",
    "departement": "Département",
    "epci": "Intercommunalité",
    "commune": "Commune",
    "arrondissement": "Arrondissement municipal",
    IRIS: "Quartier (IRIS)",
}
#: More territories than this in a list are folded.
FOLDED_FROM = 40


@dataclass(frozen=True)
class Link:
    """A territory to go to; `total` is its score in words ("" for none)."""

    name: str
    url: str
    total: str = ""


@dataclass(frozen=True)
class Inside:
    """The territories of one level inside another."""

    level: str
    title: str
    links: list[Link]

    @property
    def has_totals(self) -> bool:
        """Tell whether one of them at least has a score to show."""
        return any(link.total for link in self.links)

    @property
    def is_folded(self) -> bool:
        """Tell whether the list is long."""
        return len(self.links) > FOLDED_FROM


@dataclass(frozen=True)
class TerritoryPage:
    """All that the page shows. `venues` is None where no venue is counted (IRIS)."""

    facts: TerritoryFacts
    kind: str
    trail: list[Link]
    venues: TerritoryVenues | None
    fragility: TerritoryFragility | None
    similar: list[Link]
    inside: list[Inside]
    choice: MethodChoice = DEFAULT_CHOICE
    links: dict[str, str] = field(default_factory=dict)


def territory_url(level: str, code: str) -> str:
    """Return the address of the page of a territory."""
    return reverse("territory", args=[level, code])


def facts_of(level: str, code: str) -> TerritoryFacts | None:
    """Return what is known of a territory of any level, IRIS included; None when it is unknown."""
    if level in LEVELS:
        return remembered(f"territory-facts:{level}:{code}", lambda: territory_facts(level, code))
    return _iris(code) if level == IRIS else None


def successor(level: str, code: str) -> str | None:
    """Return the commune of today of a code that is no longer used, None otherwise."""
    return current_commune_code(code) if level == "commune" else None


def territory_page(facts: TerritoryFacts, choice: MethodChoice = DEFAULT_CHOICE) -> TerritoryPage:
    """Return the page of a territory (see `facts_of`)."""
    level, code = facts.level, facts.code
    return TerritoryPage(
        facts=facts,
        kind=_kind(facts),
        trail=_trail(facts),
        venues=territory_venues(level, code) if level in LEVELS else None,
        fragility=territory_fragility(
            level,
            code,
            facts.name,
            choice,
            name_of=name_of,
            is_collectivity=_is_collectivity(facts),
        ),
        similar=_similar(level, code, choice.preset.key),
        inside=_inside(facts, choice),
        choice=choice,
        links=_links(level, code),
    )


def name_of(level: str, code: str) -> str:
    """Return the name of a région, département or EPCI, "" for anything else."""
    index = place_index()
    groups = {"region": index.regions, "departement": index.departements, "epci": index.epci}
    group = groups.get(level, {}).get(code)
    return group.name if group else ""


def names_of(level: str, codes: Sequence[str]) -> dict[str, str]:
    """Return the names of several territories of a level; one question for communes."""
    if level == "commune":
        return dict(Commune.objects.filter(pk__in=codes).values_list("code", "name"))
    if level == "arrondissement":
        rows = Arrondissement.objects.filter(pk__in=codes).values_list("code", "name")
        return {code: arrondissement_label(name) for code, name in rows}
    named = ((code, name_of(level, code)) for code in codes)
    return {code: name for code, name in named if name}


def _iris(code: str) -> TerritoryFacts | None:
    """Return the facts of an IRIS that has values; its name is its code."""
    values = level_values(IRIS)
    if values is None or code not in values.codes.positions:
        return None
    holder = territory_facts("commune", code[:5]) or territory_facts("arrondissement", code[:5])
    if holder is None:
        return None
    parents = [Parent(holder.level, holder.code, holder.name), *holder.parents]
    return TerritoryFacts(
        IRIS, code, f"IRIS {code[5:]} – {holder.name}", None, None, None, 0, parents
    )


def _kind(facts: TerritoryFacts) -> str:
    return "Collectivité d’outre-mer" if _is_collectivity(facts) else _KINDS[facts.level]


def _is_collectivity(facts: TerritoryFacts) -> bool:
    """Tell whether a territory is, or lies in, a collectivity whose statistics are its own."""
    codes = [facts.code] if facts.level in ("departement", "region") else []
    codes += [one.code for one in facts.parents if one.level == "departement"]
    return any(code in overseas_collectivities() for code in codes)


def overseas_collectivities() -> frozenset[str]:
    """Return the codes of the overseas collectivities; asked once a data version."""
    codes: frozenset[str] = remembered(
        "coverage:collectivities",
        lambda: frozenset(
            Departement.objects.filter(kind=Departement.Kind.COLLECTIVITE).values_list(
                "code", flat=True
            )
        ),
    )
    return codes


def _trail(facts: TerritoryFacts) -> list[Link]:
    """Return the way from France to the territory, which ends it without an address.

    A parent of the same level as another (an EPCI across two départements) is left out, and a name
    is said once where a territory is its own département and région.
    """
    levels = [parent.level for parent in facts.parents]
    steps = [
        Link(parent.name, territory_url(parent.level, parent.code))
        for parent in reversed(facts.parents)
        if levels.count(parent.level) == 1
    ]
    if facts.level != "france":
        steps.insert(0, Link("France", territory_url("france", FRANCE_CODE)))
    steps.append(Link(facts.name, ""))
    following = [*(step.name for step in steps[1:]), ""]
    return [step for step, after in zip(steps, following, strict=True) if step.name != after]


def _similar(level: str, code: str, method: str) -> list[Link]:
    found = similar(level, code, method)
    names = names_of(level, [one.code for one in found]) if found else {}
    return [
        Link(names.get(one.code, one.code), territory_url(level, one.code), score(one.total))
        for one in found
    ]


def _inside(facts: TerritoryFacts, choice: MethodChoice) -> list[Inside]:
    """Return the territories inside, by level, each with its total when it has one."""
    found = []
    for level in _INSIDE.get(facts.level, ()):
        pairs = _names_inside(facts, level)
        scores = chosen_scores(level, choice) if pairs else None
        totals = dict(zip(scores.codes.codes, scores.totals, strict=True)) if scores else {}
        links = [
            Link(name, territory_url(level, code), _told(totals.get(code))) for code, name in pairs
        ]
        if links:
            found.append(Inside(level, _TITLES[level], links))
    return found


def _told(total: Any) -> str:
    return score(float(total)) if total is not None and total == total else ""


def _names_inside(facts: TerritoryFacts, level: str) -> list[tuple[str, str]]:
    """Return the (code, name) of the territories of a level inside another, by name."""
    if level == "region":
        return _by_name([(one.code, one.name) for one in place_index().regions.values()])
    if level == "departement":
        held = Departement.objects.filter(region_code=facts.code)
        return _by_name(list(held.values_list("code", "name")))
    if level == "arrondissement":
        if facts.code not in _cities():
            return []
        parts = Arrondissement.objects.filter(commune_code=facts.code).order_by("code")
        named = parts.values_list("code", "name")
        return [(code, arrondissement_label(name)) for code, name in named]
    column = {"departement": "departement_code", "epci": "epci_code"}[facts.level]
    inside = Commune.objects.filter(**{column: facts.code})
    if level == "epci":
        codes = inside.exclude(epci_code="").order_by("epci_code")
        names = names_of("epci", list(codes.values_list("epci_code", flat=True).distinct()))
        return _by_name(list(names.items()))
    return list(inside.order_by("folded", "code").values_list("code", "name"))


def _cities() -> frozenset[str]:
    """Return the communes that have arrondissements."""
    codes: frozenset[str] = remembered(
        "coverage:cities",
        lambda: frozenset(
            Arrondissement.objects.order_by().values_list("commune_code", flat=True).distinct()
        ),
    )
    return codes


def _by_name(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: (fold(pair[1]), pair[0]))


def _links(level: str, code: str) -> dict[str, str]:
    """Return the addresses of what else the site says of a territory."""
    api = f"/api/v1/fragilite/{level}/{code}/"
    whole = f"{reverse('fragility-map')}?dans={level}:{code}"
    return {
        "map": reverse("fragility-map") if level == "france" else whole,
        "json": api,
        "csv": f"{api}?format=csv",
        "compare": f"{reverse('territory-compare')}?t={level}:{code}",
        "method": reverse("method"),
    }
