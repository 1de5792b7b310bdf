"""What to change when too little fits: in order, the need last, and only what brings something."""

from __future__ import annotations

import pytest

from orientation.answers import ACCESS, Answers
from orientation.matching import Fit
from orientation.relaxing import ACCESS_WORDS, Relaxation, relaxations
from tests.factories import VenueFactory
from tests.orientation.directory import some_places, some_venues
from venues.facets import count


def relaxed(answers: Answers) -> list[Relaxation]:
    """Return the changes proposed for some answers."""
    fit = Fit(answers)
    return relaxations(fit, fit.promise())


def test_hours_come_before_the_welcome_and_the_distance() -> None:
    some_places()
    # One more venue for each answer given up.
    VenueFactory(hours="Mo 09:00-12:00", care=("anglais",))
    VenueFactory(hours="Su 09:00-12:00", care=())
    VenueFactory(hours="Su 09:00-12:00", care=("anglais",), latitude=45.6)
    asked = Answers(
        place="42218", days=("dimanche",), access=("anglais",), minutes=15, mode="voiture"
    )
    assert [one.names for one in relaxed(asked)] == [
        ("quand", "jour"), ("acces",), ("minutes", "mode")
    ]  # fmt: skip


def test_the_need_is_never_given_up_while_something_else_is_enough() -> None:
    some_places()
    VenueFactory(services=("outils",), hours="Mo 09:00-12:00")
    VenueFactory(services=("loisirs",))
    asked = Answers(services=("outils",), place="42218", days=("dimanche",))
    assert all("besoin" not in one.names for one in relaxed(asked))


def test_the_need_is_given_up_at_last() -> None:
    some_places()
    VenueFactory(services=("loisirs",))
    (only,) = relaxed(Answers(services=("outils",), place="42218"))
    assert "besoin" in only.names
    assert only.promise.number == 1


def test_two_answers_that_block_together_are_given_up_together() -> None:
    some_places()
    VenueFactory(services=("outils",), hours="Mo 09:00-12:00", care=())
    asked = Answers(services=("outils",), place="42218", days=("dimanche",), access=("sourd",))
    (only,) = relaxed(asked)
    assert {"quand", "acces"} <= set(only.names)
    assert only.answers.services == ("outils",)


def test_each_answer_about_the_welcome_is_tried_alone() -> None:
    some_places()
    VenueFactory(care=("surdite",))
    (only,) = relaxed(Answers(place="42218", access=("sourd", "aveugle")))
    assert only.label == "sans demander l’accueil des personnes aveugles"
    assert only.answers.access == ("sourd",)


def test_who_walks_is_offered_a_car_when_walking_farther_gives_nothing() -> None:
    some_places()
    VenueFactory(latitude=45.55)
    (only,) = relaxed(Answers(place="42218", minutes=15, mode="pied"))
    assert only.answers.mode == "voiture"
    assert only.label.startswith("en allant plus loin : environ")


def test_what_brings_nothing_is_not_proposed() -> None:
    some_places()
    VenueFactory()
    assert relaxed(Answers(place="42218", when=("matin",), access=("gratuit",))) == []


@pytest.mark.parametrize("place", ["42218", "69123", "97209", "42", ""])
def test_a_change_gives_what_it_promises(place: str) -> None:
    some_venues(40)
    asked = Answers(
        services=("securite",), place=place, when=("soir",), access=("sourd", "gratuit")
    )
    for one in relaxed(asked):
        assert count(Fit(one.answers).rows()) == one.promise.number


def test_every_answer_about_the_welcome_has_its_words() -> None:
    assert set(ACCESS_WORDS) == set(ACCESS)
