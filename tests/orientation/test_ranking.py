"""The order of the places advised: each part weighs, distance decides, three are not all alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from orientation.answers import Answers
from orientation.diversity import diverse, network
from orientation.ranking import PROCEDURE_PLACES, WEIGHTS, Candidate, Ranked, deals_with, rank
from venues.vocabulary import PROGRAMMES, TYPOLOGY

PLAIN = Candidate(
    key="m",
    name="Médiathèque",
    services=("demarches",),
    point=(45.43, 4.39),
    metres=1000.0,
    minutes=5.0,
    opens="later",
    freshness="a_verifier",
)


def order(*candidates: Candidate, answers: Answers) -> list[str]:
    """Return the keys, the best first."""
    return [one.candidate.key for one in rank(candidates, answers)]


#: What makes the second better than the first, all else equal, for some answers.
BETTER: list[tuple[str, Answers, dict[str, object], dict[str, object]]] = [
    ("both needs", Answers(services=("demarches", "outils")), {},
     {"services": ("demarches", "outils")}),
    ("workshops to learn", Answers(doing="apprendre"), {"support": ("individuel",)},
     {"support": ("atelier",)}),
    ("somebody beside", Answers(doing="avec"), {"support": ("atelier",)},
     {"support": ("individuel",)}),
    ("in one’s place", Answers(doing="a_ma_place"), {}, {"acts_on_behalf": True}),
    ("where it is dealt with", Answers(procedure="caf"), {}, {"kinds": ("CAF",)}),
    ("open now", Answers(), {"opens": "tomorrow"}, {"opens": "now"}),
    ("open tomorrow", Answers(), {"opens": "later"}, {"opens": "tomorrow"}),
    ("hours that meet the wish", Answers(when=("soir",)), {"opens": "now"},
     {"meets": frozenset({"soir"})}),
    ("nearer", Answers(), {}, {"metres": 200.0, "minutes": 1.0}),
    ("named public", Answers(access=("seniors",)), {}, {"publics": ("seniors",)}),
    ("fresh", Answers(), {}, {"freshness": "a_jour"}),
    ("sure hours", Answers(), {}, {"hours_are_sure": True}),
    ("a phone", Answers(), {}, {"phone": "+33465710000"}),
    ("free for all", Answers(access=("gratuit",)), {"costs": ("condition",)},
     {"costs": ("gratuit",)}),
    ("free on some conditions", Answers(access=("gratuit",)), {"costs": ("payant",)},
     {"costs": ("gratuit", "payant")}),
    ("a sheet of the ways in", Answers(access=("fauteuil",)), {},
     {"has_accessibility_sheet": True}),
    ("an appointment on line", Answers(appointment="avec"), {}, {"has_booking": True}),
    ("receives people", Answers(), {"receives_nobody": True}, {}),
    ("help with work for a trader", Answers(services=("outils",), trade="independant"),
     {"services": ("outils",)}, {"services": ("outils", "emploi")}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "worse", "better"), [row[1:] for row in BETTER], ids=[row[0] for row in BETTER]
)
def test_what_answers_the_person_comes_first(
    answers: Answers, worse: dict[str, object], better: dict[str, object]
) -> None:
    # The better one would come last by its key.
    first = replace(PLAIN, key="z", **better)  # type: ignore[arg-type]
    second = replace(PLAIN, key="a", **worse)  # type: ignore[arg-type]
    assert order(second, first, answers=answers) == ["z", "a"]


def test_distance_decides_as_soon_as_it_differs_by_much() -> None:
    everything = replace(
        PLAIN, key="far", minutes=60.0, metres=30_000.0, opens="now", hours_are_sure=True,
        phone="+33465710000", has_booking=True, freshness="a_jour", costs=("gratuit",),
        access_modes=("sur-place",),
    )  # fmt: skip
    assert order(everything, replace(PLAIN, key="near"), answers=Answers()) == ["near", "far"]


def test_a_few_minutes_do_not_decide() -> None:
    opened = replace(
        PLAIN, key="open", minutes=7.0, metres=1500.0, opens="now", phone="+33465710000"
    )
    assert order(opened, replace(PLAIN, key="near"), answers=Answers()) == ["open", "near"]


def test_the_order_given_changes_nothing_and_ties_go_by_id() -> None:
    twins = [replace(PLAIN, key=key) for key in "cab"]
    for given in permutations(twins):
        assert order(*given, answers=Answers(services=("demarches",))) == ["a", "b", "c"]


def test_the_parts_tell_the_whole_score() -> None:
    (ranked,) = rank([replace(PLAIN, opens="now", phone="+33465710000")], Answers(procedure="caf"))
    assert set(ranked.parts) == {*WEIGHTS, "distance"}
    assert ranked.score == pytest.approx(sum(ranked.parts.values()))
    assert ranked.parts["distance"] == -10.0


def test_every_place_of_a_procedure_is_a_code_of_the_standard() -> None:
    known = {*TYPOLOGY.by_code, *PROGRAMMES.by_code}
    assert {code for places in PROCEDURE_PLACES.values() for code in places} <= known


def test_a_procedure_that_nobody_named_is_dealt_with_nowhere() -> None:
    assert not deals_with(replace(PLAIN, kinds=("RFS",)), "")
    assert deals_with(replace(PLAIN, kinds=("RFS",)), "impots")


# --- Diversity ----------------------------------------------------------------------------------
def ranked(*candidates: Candidate) -> list[Ranked]:
    """Return candidates in the order given."""
    return [Ranked(one, -float(position)) for position, one in enumerate(candidates)]


def keys(found: list[Ranked]) -> list[str]:
    """Return the keys, in order."""
    return [one.candidate.key for one in found]


POST = [
    replace(PLAIN, key=f"p{number}", name=f"La Poste {number}", kinds=("LA_POSTE",),
            metres=500.0 * number, point=(45.0 + number / 100, 4.0))
    for number in (1, 2, 3, 4)
]  # fmt: skip
LIBRARY = replace(PLAIN, key="lib", name="Médiathèque", kinds=("BIB",), metres=4000.0)


def test_three_counters_of_one_network_give_way_to_another_kind() -> None:
    found = keys(diverse(ranked(*POST, LIBRARY)))
    assert found == ["p1", "p2", "lib", "p3", "p4"]


def test_another_kind_that_is_too_far_does_not_come_first() -> None:
    far = replace(LIBRARY, metres=30_000.0, minutes=45.0)
    assert keys(diverse(ranked(*POST, far)))[:3] == ["p1", "p2", "p3"]


def test_another_kind_among_the_three_is_enough() -> None:
    given = ranked(POST[0], LIBRARY, POST[1], POST[2])
    assert keys(diverse(given)) == keys(given)


def test_one_place_told_by_two_sheets_is_advised_once() -> None:
    twin = replace(LIBRARY, key="twin", name="MÉDIATHÈQUE", point=(45.4301, 4.3901))
    assert keys(diverse(ranked(LIBRARY, twin, POST[0], POST[1]))) == ["lib", "p1", "p2", "twin"]


def test_two_sheets_of_one_phone_side_by_side_are_one_place() -> None:
    first, second = (
        replace(LIBRARY, key=key, name=key, phone="+33465710000") for key in ("one", "two")
    )
    assert keys(diverse(ranked(first, second, POST[0], POST[1]))) == ["one", "p1", "p2", "two"]


def test_two_places_of_one_name_far_apart_are_two_places() -> None:
    other = replace(LIBRARY, key="other", point=(46.0, 4.39))
    assert keys(diverse(ranked(LIBRARY, other))) == ["lib", "other"]


def test_nothing_is_lost_nor_added() -> None:
    given = ranked(*POST, LIBRARY, replace(LIBRARY, key="twin"))
    assert sorted(keys(diverse(given))) == sorted(keys(given))


@pytest.mark.parametrize(
    ("name", "kinds", "programmes", "expected"),
    [
        ("Maison de Montbrison", ("RFS",), (), "france-services"),
        ("Espace France Services de Feurs", (), (), "france-services"),
        ("Mairie", ("MUNI",), ("france-services",), "france-services"),
        ("Bureau de poste", (), (), "la-poste"),
        ("Ma médiathèque", ("BIB",), (), "BIB"),
        ("Une association", ("ASSO",), (), "k"),
    ],
)
def test_a_network_is_known_by_programme_kind_or_name(
    name: str, kinds: tuple[str, ...], programmes: tuple[str, ...], expected: str
) -> None:
    assert network(Candidate("k", name=name, kinds=kinds, programmes=programmes)) == expected
