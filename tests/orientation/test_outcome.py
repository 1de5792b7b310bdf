"""From answers to places: the same function for the page, the API and the counter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from orientation.answers import Answers
from orientation.models import Helpline
from orientation.outcome import PER_PAGE, POOL, carried_query, orient
from tests.factories import VenueFactory
from tests.orientation.directory import some_places, some_venues

#: A Wednesday, 10 h in Paris.
MORNING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def names(advices: list) -> list[str]:  # type: ignore[type-arg]
    """Return the names of the places, in order."""
    return [one.venue.name for one in advices]


def test_the_first_three_are_advised_with_reasons_and_the_rest_follows() -> None:
    some_places()
    for number in range(6):
        VenueFactory(name=f"Lieu {number}", latitude=45.4347 + number / 100)
    found = orient(Answers(services=("demarches",), place="42218"), MORNING)
    assert found.count == 6
    assert names(found.first) == ["Lieu 0", "Lieu 1", "Lieu 2"]
    assert names(found.rest) == ["Lieu 3", "Lieu 4", "Lieu 5"]
    assert found.first[0].reasons == [
        "Ouvert maintenant",
        "Gratuit",
        "Une personne vous accompagne",
    ]
    assert found.first[0].minutes_text == "moins de 5 minutes à pied"


def test_every_page_together_holds_every_place_once() -> None:
    some_places()
    number = POOL + 25
    for rank in range(number):
        VenueFactory(name=f"Lieu {rank}", latitude=45.4347 + rank / 2000)
    asked = Answers(place="42218")
    pages = orient(asked, MORNING).pages
    seen: list[str] = []
    for page in range(1, pages + 1):
        found = orient(asked, MORNING, page=page)
        assert len(found.rest) <= PER_PAGE
        seen += names([*found.first, *found.rest])
    assert len(seen) == len(set(seen)) == number


def test_a_page_past_the_end_is_the_last() -> None:
    some_places()
    VenueFactory()
    found = orient(Answers(place="42218"), MORNING, page=9)
    assert found.page == 1
    assert len(found.first) == 1


def test_the_addresses_of_a_place_carry_need_place_whom_and_procedure() -> None:
    some_places()
    VenueFactory()
    asked = Answers(
        services=("demarches",), place="42218", whom="autre", procedure="caf", when=("matin",)
    )
    (advice,) = orient(asked, MORNING).first
    carried = "services=demarches&lieu=42218&pour=autre&demarche=caf"
    assert advice.paper_url == f"/lieux/{advice.venue.public_id}/imprimer/?{carried}"
    assert advice.sheet_url == f"{advice.venue.get_absolute_url()}?{carried}"
    assert "quand" not in carried_query(asked)


def test_now_is_the_moment_given() -> None:
    some_places()
    VenueFactory(hours="We 09:30-10:30")
    asked = Answers(place="42218", when=("maintenant",))
    assert orient(asked, MORNING).count == 1
    assert orient(asked, MORNING.replace(hour=12)).count == 0


def test_places_without_known_hours_are_kept_apart() -> None:
    some_places()
    VenueFactory(name="Sûr")
    VenueFactory(name="Muet", hours="")
    asked = Answers(place="42218", when=("matin",))
    found = orient(asked, MORNING)
    assert names(found.first) == ["Sûr"]
    assert found.unknown_hours.count == 1
    assert names(found.unknown_hours.shown) == ["Muet"]
    apart = orient(asked, MORNING, unknown_hours=True)
    assert names(apart.first) == ["Muet"]
    assert apart.unknown_hours.count == 0


def test_where_none_is_near_the_nearest_is_told() -> None:
    some_places()
    VenueFactory(name="Loin", latitude=45.758, longitude=4.8351)
    VenueFactory(name="Plus loin", latitude=45.9, longitude=4.8351)
    found = orient(Answers(place="42218"), MORNING)
    assert found.count == 0
    assert found.first == []
    assert names(found.farther) == ["Loin", "Plus loin"]
    assert found.nearest is not None
    assert found.nearest.card.distance_text.replace("\u00a0", " ") == "à 50 km"


def test_few_near_places_are_followed_by_farther_ones() -> None:
    some_places()
    VenueFactory(name="Ici")
    VenueFactory(name="Loin", latitude=45.758, longitude=4.8351)
    found = orient(Answers(place="42218"), MORNING)
    assert names(found.first) == ["Ici"]
    assert names(found.farther) == ["Loin"]
    assert found.nearest is None


def test_enough_near_places_need_no_way_out() -> None:
    some_places()
    for _ in range(3):
        VenueFactory()
    VenueFactory(latitude=45.758)
    found = orient(Answers(place="42218", when=("matin",)), MORNING)
    assert found.farther == []
    assert found.relaxations == []


def test_help_at_a_distance_comes_from_anywhere_the_nearest_first() -> None:
    some_places()
    VenueFactory(name="Martinique", support_modes=("distance",), latitude=14.6, longitude=-61.0,
                 departement_code="972")  # fmt: skip
    VenueFactory(name="Lyon", support_modes=("distance",), latitude=45.758, longitude=4.8351)
    VenueFactory(name="Muet", support_modes=("distance",), phone="")
    found = orient(Answers(place="42218", days=("dimanche",), minutes=5, mode="pied"), MORNING)
    assert names(found.remote.shown) == ["Lyon", "Martinique"]


def test_a_person_without_a_place_gets_places_without_a_distance() -> None:
    VenueFactory(name="Complet", completeness=90)
    VenueFactory(name="Vide", completeness=10)
    found = orient(Answers(services=("demarches",)), MORNING)
    assert found.count == 2
    assert {one.minutes_text for one in found.first} == {""}


def test_one_place_told_twice_is_shown_once_among_the_farther() -> None:
    some_places()
    for _ in range(2):
        VenueFactory(name="Deux fiches", latitude=45.758, longitude=4.8351)
    found = orient(Answers(place="42218"), MORNING)
    assert names(found.farther) == ["Deux fiches"]


def test_an_empty_directory_still_gives_a_number_to_call() -> None:
    some_places()
    found = orient(Answers(services=("demarches",), place="42218"), MORNING)
    assert found.count == 0
    assert found.nearest is None
    assert found.helpline is not None
    assert found.helpline.number
    assert found.leads_somewhere


def test_the_number_to_call_is_that_of_the_place() -> None:
    some_places()
    Helpline.objects.create(level="departement", code="42", label="Aide", number="04 65 71 00 00")
    line = orient(Answers(place="42218"), MORNING).helpline
    assert line is not None
    assert line.number == "04 65 71 00 00"


@pytest.mark.parametrize("place", ["42218", "97209", "42", ""])
def test_the_same_answers_give_the_same_outcome(place: str) -> None:
    some_venues(60)
    asked = Answers(services=("demarches", "outils"), place=place, when=("matin",))
    first, again = orient(asked, MORNING), orient(asked, MORNING)
    assert names([*first.first, *first.rest]) == names([*again.first, *again.rest])
    assert [one.reasons for one in first.first] == [one.reasons for one in again.first]
