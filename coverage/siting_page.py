"""The siting bench: a scenario in, all that its page shows out. It knows no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from coverage.siting.bench import Answer, answer
from coverage.siting.buildings import Building
from coverage.siting.candidates import buildings_candidates, candidates_of, ways_to
from coverage.siting.curve import Curve, gain_curve
from coverage.siting.ground import ground, local
from coverage.siting.picture import Picture, picture
from coverage.siting.remarks import ahead, assumptions, everyone, notes, nothing
from coverage.siting.scenario import Scenario
from coverage.siting.targets import aimed, gained
from coverage.siting.words import TITLES, Figure, Option, Reason, Words, labels
from coverage.territory_page import facts_of, territory_url
from fragility.sentences import number
from territories.facts import TerritoryFacts


@dataclass(frozen=True)
class Bench:
    """All that the page shows of one scenario; `said` explains why no place brings anybody near.

    `ahead` are the cheaper moves to say first; `stepwise` is the title of the option whose places
    are the first of `reasons`, "" for none.
    """

    scenario: Scenario
    territory: TerritoryFacts
    territory_url: str
    answer: Answer
    labels: tuple[str, ...]
    today: tuple[Figure, ...]
    options: tuple[Option, ...]
    others: tuple[Option, ...]
    reasons: tuple[Reason, ...]
    curve: Curve | None
    picture: Picture | None
    everyone: str
    said: str
    ahead: tuple[str, ...]
    notes: tuple[str, ...]
    stepwise: str
    assumptions: tuple[str, ...]

    @property
    def aimed(self) -> str:
        """The inhabitants that the scenario aims at, with their number."""
        return f"{number(self.answer.aimed)} {aimed(self.scenario)}"

    @property
    def aimed_far(self) -> str:
        """How many of those aimed at have nothing near today, "" when all of them."""
        far = self.answer.aimed_far
        return number(far) if far != self.answer.aimed else ""

    @property
    def gained(self) -> str:
        """Whom the steps of the curve count."""
        return gained(self.scenario)

    @property
    def wider(self) -> str:
        """The address of the same question for everybody in double alert, "" when of no use."""
        is_near = self.scenario.aim == "alerte-loin" and not self.answer.communes
        if not is_near or not self.answer.place.study.before.alert_communes:
            return ""
        return address_of(self.scenario.changed(aim="alerte"))

    @property
    def every_option(self) -> tuple[Option, ...]:
        """The near-equal options, then the others."""
        return self.options + self.others

    @property
    def rows(self) -> list[tuple[str, list[Figure]]]:
        """The comparison: a figure, today and after each option."""
        return [
            (label, [now, *(one.figures[rank] for one in self.every_option)])
            for rank, (label, now) in enumerate(zip(self.labels, self.today, strict=True))
        ]


def bench(scenario: Scenario, buildings: Sequence[Building] = ()) -> Bench:
    """Return the answer to a scenario; `buildings`, when given, are the candidates."""
    territory = facts_of(scenario.level, scenario.code)
    if territory is None:
        raise ValueError("this territory does not exist")
    country = ground()
    inside = country.inside(scenario.level, scenario.code)
    place = local(country, inside, scenario.service, scenario.mode, scenario.minutes)
    if buildings:
        candidates = buildings_candidates(place, buildings)
    else:
        candidates = candidates_of(place, scenario.kind, scenario.communes)
    found = answer(place, scenario, candidates, ways_to(place, candidates, scenario.mode))
    words = Words(found, scenario)
    options = tuple(
        words.option(one, f"Option {rank}") for rank, one in enumerate(found.options, 1)
    )
    others = tuple(words.option(one, TITLES[one.key]) for one in found.others)
    shown = found.options[0] if found.options else None
    stepwise = found.stepwise(scenario.count)
    return Bench(
        scenario=scenario,
        territory=territory,
        territory_url=territory_url(scenario.level, scenario.code),
        answer=found,
        labels=labels(scenario),
        today=words.today(),
        options=options,
        others=others,
        reasons=words.reasons(scenario.count),
        curve=gain_curve([step.total for step in found.steps], scenario.count, gained(scenario)),
        picture=picture(found, shown),
        everyone=everyone(found, scenario),
        said=nothing(found, scenario, has_need=country.has_need),
        ahead=ahead(found),
        notes=notes(found, scenario),
        stepwise=next((one.title for one in options if one.choice is stepwise), ""),
        assumptions=assumptions(scenario, place.study.line, place.study.preset),
    )


def address_of(scenario: Scenario | None) -> str:
    """Return the address of the bench for a scenario."""
    here = reverse("coverage-siting")
    return f"{here}?{scenario.query}" if scenario else here


def csv_address(scenario: Scenario) -> str:
    """Return the address of the CSV of a scenario."""
    return f"{reverse('coverage-siting-csv')}?{scenario.query}"
