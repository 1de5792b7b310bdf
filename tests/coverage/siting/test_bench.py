"""The order of the options, when they are said to be worth the same, and what comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coverage.decays import PRESETS
from coverage.siting.before_after import Change, Study
from coverage.siting.bench import Answer, Choice, answer
from coverage.siting.candidates import candidates_of, ways_to
from coverage.siting.remarks import ahead, assumptions, everyone, notes, nothing
from coverage.siting.scenario import Scenario
from coverage.siting.surroundings import Local
from coverage.siting.targets import aimed, gained, newly_near
from coverage.travel_times import estimate_links
from coverage.world import make_world


def a_place(people: list[float], line: float = 1e-5) -> Local:
    """Six communes 0.2 degree apart (33 minutes): none is near its neighbour. One venue, in the
    first; all are in need.
    """
    latitudes = [45 + rank / 5 for rank in range(len(people))]
    codes = [f"0100{rank + 1}" for rank in range(len(people))]
    world = make_world(
        codes, latitudes, [5.0] * len(people), people, densities=np.full(len(people), 50.0),
        venue_latitudes=[45.0], venue_longitudes=[5.0], venue_densities=np.array([50.0]),
        venue_communes=np.array([0], dtype=np.int32),
    )  # fmt: skip
    every = np.ones(len(people), dtype=bool)
    links = estimate_links(world, "voiture", 20)
    study = Study(links, world.populations, np.ones(1), PRESETS["apl"], every, every, line)
    return Local(world, study, study.before.nearest)


def found_for(place: Local, **asked: Any) -> tuple[Answer, Scenario]:
    scenario = Scenario("departement", "01", **asked)
    candidates = candidates_of(place, scenario.kind, scenario.communes)
    return answer(place, scenario, candidates, ways_to(place, candidates, "voiture")), scenario


def changed(choice: Choice, *, removed: int, near: float, ways: tuple[str, ...] = ()) -> Choice:
    change = Change(choice.change.before, choice.change.after, near, removed, near)
    return replace(choice, change=change, aimed_near=near, ways=ways or choice.ways)


def test_options_go_from_most_alerts_removed_to_least_then_by_people() -> None:
    found, _ = found_for(a_place([900, 100, 200, 300, 400, 500]), count=2)
    worths = [one.worth for one in found.options]
    assert worths == sorted(worths, reverse=True)
    assert [one.key for one in found.options] == [
        f"option-{rank + 1}" for rank in range(len(worths))
    ]
    assert worths[0][1] == 900


def test_a_choice_made_otherwise_comes_first_when_it_removes_more_alerts() -> None:
    # The commune of many people cannot leave its alert with one more place; the small one can.
    place = a_place([900, 9000, 200, 100, 50, 60], line=1 / 5000)
    found, scenario = found_for(place, count=1, aim="alerte", kind="choix",
                                communes=("01002", "01003"))  # fmt: skip
    assert [found.place.world.codes[found.candidates.communes[one.chosen[0]]]
            for one in found.options] == ["01002"]  # fmt: skip
    first, second = (
        changed(found.options[0], removed=3, near=100, ways=("centre",)),
        changed(found.options[0], removed=2, near=900),
    )
    said = " ".join(notes(replace(found, options=(first, second)), scenario))
    assert "L’option 1 est celle où personne n’est trop loin (p-centre)" in said
    assert "3 communes de la double alerte, contre 2 pour l’option 2" in said
    assert "Mais l’option 2 rapproche plus de monde" in said
    assert "se valent" not in said


@pytest.mark.parametrize(
    ("removed", "near", "is_near"),
    [((20, 20), (1000, 950), True), ((20, 19), (1000, 1000), True),
     ((20, 18), (1000, 1000), False), ((20, 20), (1000, 940), False), ((0, 0), (0, 0), True)],
)  # fmt: skip
def test_options_are_worth_the_same_when_both_figures_are_5_percent_apart_at_most(
    removed: tuple[int, int], near: tuple[float, float], is_near: bool
) -> None:
    found, scenario = found_for(a_place([900, 100, 200, 300, 400, 500]), count=2)
    own = tuple(
        changed(found.options[0], removed=one, near=its)
        for one, its in zip(removed, near, strict=True)
    )
    two = replace(found, options=own)
    assert two.are_near is is_near
    assert ("se valent" in " ".join(notes(two, scenario))) is is_near


def test_more_hours_are_said_first_only_when_they_remove_more_alerts() -> None:
    found, _ = found_for(a_place([900, 100, 200, 300, 400, 500]), count=2)
    option = changed(found.options[0], removed=4, near=1234)
    hours = replace(changed(option, removed=5, near=1234), key="heures", kind="heures")
    (said,) = ahead(replace(found, options=(option,), others=(hours,)))
    assert said.startswith("D’abord, plus d’heures")
    assert "5 communes (1\u202f234 habitants)" in said
    assert "contre 4 pour l’option 1" in said
    less = replace(changed(option, removed=4, near=1), kind="heures")
    assert ahead(replace(found, options=(option,), others=(less,))) == ()


def test_a_half_day_that_does_as_much_is_said_first() -> None:
    found, _ = found_for(a_place([900, 100, 200, 300, 400, 500]), count=2)
    option = changed(found.options[0], removed=4, near=10)
    visit = replace(option, kind="itinerant")
    (said,) = ahead(replace(found, options=(option,), others=(visit,)))
    assert "autant que d’y ouvrir toute la semaine" in said
    assert ahead(replace(found, options=(), others=(visit,))) == ()
    assert (
        ahead(replace(found, options=(option,), others=(changed(visit, removed=3, near=1),))) == ()
    )


def test_everybody_is_brought_near_by_as_many_places_as_are_said() -> None:
    found, scenario = found_for(a_place([900, 100, 200, 300, 400, 500]), count=2)
    said = everyone(found, scenario)
    assert "tous les habitants en double alerte aient un lieu" in said
    assert "5 lieux suffiraient" in said
    few, asked = found_for(a_place([900, 100, 200, 300, 400, 500]), kind="choix",
                           communes=("01002",))  # fmt: skip
    said = everyone(few, asked)
    assert "Aucun choix de ces candidats ne donne à tous" in said
    assert "4 communes restent hors de portée" in said


def test_the_words_say_who_is_counted() -> None:
    near, every, far = (
        Scenario("departement", "01", aim=aim) for aim in ("alerte-loin", "alerte", "loin")
    )
    within = "à 20\u00a0minutes au plus en voiture"
    assert aimed(near) == f"habitants en double alerte qui n’ont aucun lieu {within}"
    assert aimed(every) == "habitants en double alerte"
    assert gained(near) == newly_near(near)
    assert gained(far) == f"habitants qui auraient un lieu {within}, et n’en ont pas aujourd’hui"
    assert "qu’ils en aient déjà un autre ou non" in gained(every)


def test_when_all_in_alert_have_a_venue_the_page_says_what_to_aim_at() -> None:
    # One place for so many is little: the commune is in alert though a venue stands in it.
    place = a_place([900_000], line=1.0)
    found, scenario = found_for(place)
    assert (found.aimed, found.options) == (0, ())
    assert "ont déjà un lieu à 20" in nothing(found, scenario, has_need=True)


def test_a_service_is_named_among_the_hypotheses() -> None:
    scenario = Scenario("departement", "01", service="demarches")
    first = assumptions(scenario, 1e-4, PRESETS["apl"])[0]
    assert "Aide aux démarches administratives" in first
