"""What the bench found, said in French: places, figures before and after, reasons of choices.

Names of communes and venues are asked of the tables once for a whole page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from coverage.access import PER
from coverage.siting.before_after import Snapshot
from coverage.siting.bench import Answer, Choice
from coverage.siting.scenario import Scenario
from coverage.siting.targets import NO_BREAK, aimed, capital, gained, newly_near, within
from coverage.territory_page import names_of, territory_url
from fragility.sentences import number
from venues.models import Venue

TITLES = {
    "median": "Le moins de trajet",
    "centre": "Personne trop loin",
    "heures": "Plus d’heures",
    "itinerant": "Une demi-journée par semaine",
}
_LEDES = {
    "cover": "Un des choix qui rapprochent le plus d’habitants visés, à 5\u00a0% près.",
    "median": "Les lieux qui rendent le trajet moyen le plus court (p-médiane).",
    "centre": "Les lieux qui rendent le plus long trajet le plus court (p-centre).",
    "heures": "Aucun lieu nouveau\u00a0: ces lieux existants ouvrent plus longtemps.",
    "itinerant": "Un passage par semaine dans ces lieux\u00a0: un dixième de l’offre d’un lieu.",
}
#: Ties named in the reason of a choice.
_NAMED = 3


@dataclass(frozen=True)
class Place:
    """A place chosen; `detail` is the commune of a building or a venue, `url` "" without page."""

    name: str
    detail: str
    url: str
    code: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Reason:
    """One step of the gain curve in words."""

    rank: int
    place: Place
    gain: str
    total: str
    ties: str
    is_asked: bool


class Figure(NamedTuple):
    """A figure in words, and what goes with it ("" for nothing)."""

    value: str
    detail: str = ""


@dataclass(frozen=True)
class Option:
    """One thing to do, and what it changes; `figures` follow `labels`, `facts` are for a card."""

    key: str
    title: str
    lede: str
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    facts: tuple[Figure, ...]
    choice: Choice


def labels(scenario: Scenario) -> tuple[str, ...]:
    """Return what each line of figures counts."""
    return (
        capital(newly_near(scenario)),
        *((capital(gained(scenario)),) if scenario.aim == "alerte" else ()),
        f"Habitants {within(scenario)} d’un lieu, existant ou nouveau",
        "Communes en double alerte",
        "Habitants en double alerte",
        "Commune la moins bien servie (lieux pour 10\u202f000 habitants)",
        "Manque d’accès (FGT1, de 0 à 1)",
        f"Trajet moyen des {aimed(scenario)} aujourd’hui",
        "Le plus long de ces trajets",
    )


class Words:
    """Says places and figures; names are asked of the tables once for all."""

    def __init__(self, found: Answer, scenario: Scenario) -> None:
        self._found = found
        self._scenario = scenario
        self._world = found.place.world
        used = {
            int(found.candidates.communes[rank])
            for one in (*found.options, *found.others)
            if one.kind != "heures"
            for rank in one.chosen
        }
        for step in found.steps:
            used |= {
                int(found.candidates.communes[rank])
                for rank in (step.candidate, *step.ties[:_NAMED])
            }
        states = [found.place.study.before, *(one.change.after for one in self._choices)]
        used |= {state.worst for state in states if state.worst is not None}
        self._venues = self._read_venues()
        venue_communes = self._world.venue_communes
        used |= {int(venue_communes[rank]) for rank in self._venues if venue_communes[rank] >= 0}
        self._names = names_of("commune", [str(self._world.codes[rank]) for rank in sorted(used)])

    @property
    def _choices(self) -> tuple[Choice, ...]:
        return (*self._found.options, *self._found.others)

    def _read_venues(self) -> dict[int, tuple[str, str]]:
        """Return the name and the address of each venue that is named, by rank."""
        candidates = self._found.candidates
        ranks = {rank for one in self._choices if one.kind == "heures" for rank in one.chosen}
        named = {rank for one in self._choices if one.kind != "heures" for rank in one.chosen}
        for step in self._found.steps:
            named |= {step.candidate, *step.ties[:_NAMED]}
        ranks |= {int(candidates.venues[rank]) for rank in named if candidates.venues[rank] >= 0}
        if not ranks:
            return {}
        keys = {int(self._world.venues[rank]): rank for rank in ranks}
        rows = Venue.objects.filter(pk__in=list(keys)).only("name", "public_id", "slug")
        return {keys[one.pk]: (one.name, one.get_absolute_url()) for one in rows.order_by("pk")}

    def commune(self, rank: int) -> str:
        """Return the name of a commune of the part, its code when it has none."""
        code = str(self._world.codes[rank])
        return self._names.get(code, code)

    def candidate(self, rank: int) -> Place:
        """Return a candidate as a place."""
        candidates = self._found.candidates
        if candidates.venues[rank] >= 0:
            return self.venue(int(candidates.venues[rank]))
        commune = int(candidates.communes[rank])
        code = str(self._world.codes[commune])
        name, point = candidates.names[rank], (
            float(candidates.latitudes[rank]), float(candidates.longitudes[rank]),
        )  # fmt: skip
        if name:
            return Place(name, f"près de {self.commune(commune)}", "", "", *point)
        return Place(self.commune(commune), "", territory_url("commune", code), code, *point)

    def venue(self, rank: int) -> Place:
        """Return an existing venue as a place."""
        name, url = self._venues.get(rank, ("", ""))
        commune = int(self._world.venue_communes[rank])
        return Place(
            name,
            self.commune(commune) if commune >= 0 else "",
            url,
            str(self._world.public_ids[rank]),
            float(self._world.venue_latitudes[rank]),
            float(self._world.venue_longitudes[rank]),
        )

    def option(self, choice: Choice, title: str) -> Option:
        """Return a choice in words."""
        say = self.venue if choice.kind == "heures" else self.candidate
        return Option(
            choice.key,
            title,
            self._lede(choice),
            tuple(say(rank) for rank in choice.chosen),
            self._figures(choice),
            self._facts(choice),
            choice,
        )

    def _lede(self, choice: Choice) -> str:
        """Say how a choice was made."""
        is_whole = len(choice.chosen) == len(self._found.candidates)
        if self._scenario.kind == "choix" and "cover" in choice.ways and is_whole:
            return "Toutes les communes que vous avez choisies."
        return " ".join(_LEDES[way] for way in choice.ways)

    def _facts(self, choice: Choice) -> tuple[Figure, ...]:
        """Return what a card says: alerts removed, then people, each with what is counted."""
        change, scenario = choice.change, self._scenario
        removed = change.alerts_removed
        communes = f"{number(removed)} commune{'s' if removed > 1 else ''}"
        leave = "sortent" if removed > 1 else "sort"
        freed = number(change.people_out_of_alert)
        facts = [
            Figure(communes, f"{leave} de la double alerte ({freed} habitants)"),
            Figure(number(choice.aimed_near), newly_near(scenario)),
        ]
        if scenario.aim == "alerte":
            facts.append(Figure(number(choice.covered), gained(scenario)))
        if scenario.aim != "loin":
            all_ = newly_near(scenario, of_all=True)
            facts.append(Figure(number(change.newly_near), f"{all_}, en double alerte ou non"))
        return tuple(facts)

    def _figures(self, choice: Choice) -> tuple[Figure, ...]:
        change = choice.change
        after = change.after
        more = f"+{number(change.newly_near)}" if change.newly_near else ""
        less = f"−{number(change.alerts_removed)}" if change.alerts_removed else ""
        won = "–" if choice.kind == "heures" else number(choice.covered)
        return (
            Figure(number(choice.aimed_near)),
            *((Figure(won),) if self._scenario.aim == "alerte" else ()),
            Figure(number(after.near_people), more),
            Figure(number(after.alert_communes), less),
            Figure(number(after.alert_people)),
            self._worst(after),
            Figure(number(after.fgt1, 3)),
            _minutes(choice.mean),
            _minutes(choice.longest),
        )

    def today(self) -> tuple[Figure, ...]:
        """Return the figures of today."""
        before = self._found.place.study.before
        return (
            Figure("–"),
            *((Figure("–"),) if self._scenario.aim == "alerte" else ()),
            Figure(number(before.near_people)),
            Figure(number(before.alert_communes)),
            Figure(number(before.alert_people)),
            self._worst(before),
            Figure(number(before.fgt1, 3)),
            _minutes(self._found.mean),
            _minutes(self._found.longest),
        )

    def _worst(self, state: Snapshot) -> Figure:
        if state.worst is None:
            return Figure("–")
        said = self.commune(state.worst)
        if state.worst_count > 1:
            others = state.worst_count - 1
            said += f" et {number(others)} autre{'s' if others > 1 else ''}"
        return Figure(number(state.worst_access * PER, 2), said)

    def reasons(self, asked: int) -> tuple[Reason, ...]:
        """Return the steps of the gain curve in words."""
        return tuple(
            Reason(
                rank,
                self.candidate(step.candidate),
                number(step.gain),
                number(step.total),
                self._ties(step.ties),
                rank <= asked,
            )
            for rank, step in enumerate(self._found.steps, 1)
        )

    def _ties(self, ties: tuple[int, ...]) -> str:
        names = [self.candidate(rank).name for rank in ties[:_NAMED]]
        more = len(ties) - len(names)
        if more > 0:
            names.append(f"{number(more)} autre{'s' if more > 1 else ''}")
        return ", ".join(names)


def _minutes(value: float) -> Figure:
    return Figure("–" if value != value else f"{number(value, 1)}{NO_BREAK}min")
