"""What the bench found, said in French: places, figures before and after, reasons, limits.

Names of communes and venues are asked of the tables once for a whole page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from coverage.access import PER
from coverage.decays import Preset
from coverage.siting.before_after import Snapshot
from coverage.siting.bench import Answer, Choice
from coverage.siting.scenario import MODES, Scenario
from coverage.territory_page import names_of, territory_url
from fragility.sentences import number
from venues.models import Venue

NO_BREAK = "\u00a0"
TITLES = {
    "median": "Le moins de trajet",
    "centre": "Personne trop loin",
    "heures": "Plus d’heures",
    "itinerant": "Une demi-journée par semaine",
}
_LEDES = {
    "median": "Les lieux qui rendent le trajet moyen le plus court (p-médiane).",
    "centre": "Les lieux qui rendent le plus long trajet le plus court (p-centre).",
    "heures": "Aucun lieu nouveau\u00a0: ces lieux existants ouvrent plus longtemps.",
    "itinerant": "Un passage dans les lieux de l’option 1\u00a0: un dixième de l’offre d’un lieu.",
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
    """One thing to do, and what it changes; `figures` follow `labels`."""

    key: str
    title: str
    lede: str
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    choice: Choice

    @property
    def newly_near(self) -> str:
        """The inhabitants newly near a venue."""
        return number(self.choice.change.newly_near)

    @property
    def freed(self) -> str:
        """The inhabitants of the communes that leave the double alert."""
        return number(self.choice.change.people_out_of_alert)


def labels(scenario: Scenario) -> tuple[str, ...]:
    minutes = f"{scenario.minutes}{NO_BREAK}minutes"
    return (
        f"Habitants visés à {minutes} au plus d’un de ces lieux",
        f"Habitants à {minutes} au plus d’un lieu, tous confondus",
        "Communes en double alerte",
        "Habitants en double alerte",
        "Commune la moins bien servie (lieux pour 10\u202f000 habitants)",
        "Manque d’accès (FGT1, de 0 à 1)",
        "Trajet moyen des habitants visés",
        "Trajet le plus long",
    )


class Words:
    """Says places and figures; names are asked of the tables once for all."""

    def __init__(self, found: Answer) -> None:
        self._found = found
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
            _LEDES.get(choice.key, ""),
            tuple(say(rank) for rank in choice.chosen),
            self._figures(choice),
            choice,
        )

    def _figures(self, choice: Choice) -> tuple[Figure, ...]:
        change = choice.change
        after = change.after
        more = f"+{number(change.newly_near)}" if change.newly_near else ""
        less = f"−{change.alerts_removed}" if change.alerts_removed else ""
        return (
            Figure("–" if choice.kind == "heures" else number(choice.covered)),
            Figure(number(after.near_people), more),
            Figure(str(after.alert_communes), less),
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
            Figure(number(before.near_people)),
            Figure(str(before.alert_communes)),
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
            said += f" et {others} autre{'s' if others > 1 else ''}"
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
            names.append(f"{more} autre{'s' if more > 1 else ''}")
        return ", ".join(names)


def _minutes(value: float) -> Figure:
    return Figure("–" if value != value else f"{number(value, 1)}{NO_BREAK}min")


def everyone(found: Answer, scenario: Scenario) -> str:
    """Say how many places would bring everyone near (LSCP)."""
    if found.everyone is None or not found.everyone.chosen:
        return ""
    count, left = len(found.everyone.chosen), len(found.everyone.out_of_reach)
    places = "lieu suffirait" if count == 1 else "lieux suffiraient"
    text = (
        f"Pour mettre tous les habitants visés à {scenario.minutes} minutes au plus, "
        f"{count} {places} parmi ces candidats"
    )
    if left:
        communes = (
            "commune qu’aucun candidat n’atteint"
            if left == 1
            else ("communes qu’aucun candidat n’atteint")
        )
        text += f", hors {left} {communes}"
    return f"{text}. Peut-être moins\u00a0: c’est une bonne solution, pas la preuve du minimum."


def nothing(found: Answer, scenario: Scenario, *, has_need: bool) -> str:
    """Say why there is nothing to choose, and what to try; "" when there is an option."""
    if found.steps:
        return ""
    if scenario.aim == "alerte" and not has_need:
        return (
            "L’indice de fragilité n’est pas chargé\u00a0: la double alerte ne peut pas être "
            "calculée. Visez plutôt les habitants trop loin d’un lieu."
        )
    if not found.communes:
        if scenario.aim == "alerte":
            return (
                "Aucune commune de ce territoire n’est en double alerte. Visez plutôt les "
                "habitants trop loin d’un lieu."
            )
        return (
            f"Tous les habitants sont déjà à {scenario.minutes} minutes au plus d’un lieu, selon "
            "ces hypothèses. Essayez moins de minutes, ou un service précis."
        )
    if not len(found.candidates):
        return (
            "Il n’y a aucun candidat de cette sorte dans ce territoire. Choisissez d’autres "
            "candidats, par exemple toutes les communes."
        )
    return (
        f"Aucun candidat n’est à {scenario.minutes} minutes au plus des habitants visés. Essayez "
        "plus de minutes, ou d’autres candidats."
    )


def notes(found: Answer, scenario: Scenario, shown: int) -> tuple[str, ...]:
    """Say what a reader must know of these options."""
    said = []
    fewer = len(found.steps)
    if found.steps and fewer < scenario.count:
        places = "un seul lieu fait" if fewer == 1 else f"{fewer} lieux font"
        said.append(
            f"Vous avez demandé {scenario.count} lieux\u00a0: {places} déjà tout ce que ces "
            "candidats peuvent faire."
        )
    if shown == 1:
        said.append("Aucun autre choix trouvé n’arrive à moins de 5\u00a0% de cette option.")
    elif shown > 1:
        said.append(
            "Ces options se valent à 5\u00a0% près pour les habitants visés\u00a0: ce qui les "
            "distingue est le reste, et ce que vous savez du terrain."
        )
    return tuple(said)


def assumptions(scenario: Scenario, line: float, preset: Preset) -> tuple[str, ...]:
    """Return the hypotheses of a scenario, a sentence each."""
    how = MODES[scenario.mode]
    limit = "aucun lieu à portée"
    if line > 0:
        limit = f"{number(line * PER, 2)} lieu pour 10\u202f000 habitants ou moins"
    return (
        f"Les minutes {how} sont une estimation à vol d’oiseau, de centre de commune à lieu\u00a0: "
        "ni les routes, ni les bus, ni les embouteillages ne sont connus.",
        "Une commune est en double alerte quand elle est dans le tiers des habitants de France "
        f"les plus fragiles et dans le tiers des moins bien servis ({limit}). Cette limite ne "
        "bouge pas d’une option à l’autre.",
        "L’accès partage chaque lieu entre tous les habitants à sa portée, communes voisines "
        f"comprises. Poids d’un trajet\u00a0: {preset.words()}.",
        "Un lieu compte pour un, quels que soient ses horaires et son équipe\u00a0; une "
        "demi-journée par semaine compte pour un dixième. «\u00a0Plus d’heures\u00a0» ajoute à un "
        "lieu existant autant d’offre qu’un lieu ouvert.",
        "Les choix sont faits pas à pas (au moins 63\u00a0% du meilleur possible)\u00a0: de bons "
        "choix, sans preuve qu’il n’en existe pas de meilleur.",
    )
