"""From answers to places: the same function for the page, the API and the counter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from orientation.advice import carried_query
from orientation.answers import Answers
from orientation.models import Helpline
from orientation.outcome import PER_PAGE, POOL, orient
from tests.factories import CommuneFactory, DepartementFactory, VenueFactory
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
    VenueFactory(name="Plus loin", latitude=45.8, longitude=4.8351)
    VenueFactory(name="Trop loin", latitude=45.9, longitude=4.8351)
    found = orient(Answers(place="42218"), MORNING)
    assert found.count == 0
    assert found.first == []
    assert names(found.farther) == ["Loin", "Plus loin"]
    assert found.nearest is not None
    assert found.nearest.card.distance_text.replace("\u00a0", " ") == "à 50 km"


@pytest.mark.parametrize(
    ("asked", "is_advised"),
    [
        (Answers(), True),  # 50 km, 20 km being asked by default
        (Answers(minutes=60, mode="voiture"), True),
        (Answers(minutes=30, mode="transports"), False),
        (Answers(minutes=15, mode="pied"), False),
    ],
)
def test_a_place_far_beyond_the_way_asked_is_told_and_not_advised(
    asked: Answers, is_advised: bool
) -> None:
    some_places()
    VenueFactory(name="Loin", latitude=45.758, longitude=4.8351)
    found = orient(asked.changed(place="42218"), MORNING)
    assert bool(found.farther) is is_advised
    assert found.nearest is not None
    assert found.nearest_m == pytest.approx(49_900, rel=0.01)


WISHES: list[tuple[dict[str, object], Answers, str]] = [
    ({"hours": "Mo 09:00-12:00"}, Answers(when=("samedi",)), "Pas ouvert au moment choisi"),
    ({"care": ()}, Answers(access=("sourd",)),
     "Accueil des personnes sourdes non renseigné : demandez"),
    ({"services": ("outils",)}, Answers(services=("securite",)),
     "N’annonce pas : Se protéger sur internet"),
    ({"acts_on_behalf": False}, Answers(doing="a_ma_place"),
     "Demandez s’il peut faire la démarche"),
    ({"costs": ()}, Answers(access=("gratuit",)), "Prix non renseigné : demandez"),
    ({"costs": ("payant",)}, Answers(access=("gratuit",)), "Payant"),
    ({"publics": ("jeunes",)}, Answers(access=("seniors",)),
     "S’adresse à d’autres personnes : demandez"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "asked", "missed"), WISHES, ids=[row[2] for row in WISHES])
def test_near_places_that_miss_one_wish_are_shown_with_what_they_miss(
    told: dict[str, object], asked: Answers, missed: str
) -> None:
    some_places()
    VenueFactory(**told)
    found = orient(asked.changed(place="42218"), MORNING)
    assert found.count == 0
    (advice,) = found.neighbours
    assert missed in [one.replace("\u00a0", " ") for one in advice.doubts]


def test_places_that_miss_less_come_first_and_are_no_more_than_three() -> None:
    some_places()
    VenueFactory(name="Autre aide", services=("loisirs",), hours="Sa 09:00-12:00")
    VenueFactory(name="Autre jour", hours="Mo 09:00-12:00", latitude=45.5)
    for number in range(3):
        VenueFactory(
            name=f"Tout autre {number}",
            services=("loisirs",),
            hours="Mo 09:00-12:00",
            latitude=45.42 + number / 100,
        )
    asked = Answers(place="42218", services=("demarches",), when=("samedi",))
    found = names(orient(asked, MORNING).neighbours)
    assert found[:2] == ["Autre jour", "Autre aide"]
    assert len(found) == 3


def test_places_that_fit_need_no_neighbours() -> None:
    some_places()
    VenueFactory(name="Bon")
    VenueFactory(name="Autre", services=("loisirs",))
    assert orient(Answers(place="42218", services=("demarches",)), MORNING).neighbours == []


def test_places_for_some_people_and_trials_never_come_before_another() -> None:
    some_places()
    VenueFactory(name="ESAT du Parc", typology_low=("ESAT",))
    VenueFactory(name="ANCT Test", latitude=45.44)
    VenueFactory(name="Médiathèque", latitude=45.55, phone="", hours="", costs=())
    found = orient(Answers(place="42218"), MORNING)
    assert names(found.first)[0] == "Médiathèque"
    (esat,) = [one for one in found.first if one.venue.name == "ESAT du Parc"]
    assert "Pour les personnes handicapées" in esat.cautions
    assert esat.for_whom == "Pour les personnes handicapées"


def test_the_card_tells_the_hours_of_the_day_asked() -> None:
    some_places()
    VenueFactory(hours="Mo-Fr 14:00-18:00; Sa 09:00-12:00")
    (advice,) = orient(Answers(place="42218", when=("samedi",)), MORNING).first
    assert advice.card.status.sentence.replace("\u00a0", " ") == "Samedi : 9 h – 12 h"


def test_public_lines_stand_beside_a_need_that_no_place_answers() -> None:
    some_places()
    VenueFactory()
    found = orient(Answers(place="42218", services=("securite",)), MORNING)
    assert [one.key for one in found.lines] == ["pirate", "arnaque-en-cours", "sms-spam"]
    assert orient(Answers(place="42218", services=("demarches",)), MORNING).lines == []


def test_a_place_across_the_water_has_no_minutes_of_road() -> None:
    some_places()
    DepartementFactory(code="85", name="Vendée")
    CommuneFactory(
        code="85113", name="L’Île-d’Yeu", departement_code="85", latitude=46.71, longitude=-2.35
    )
    VenueFactory(name="En face", commune_code="85234", departement_code="85",
                 latitude=46.79, longitude=-2.06)  # fmt: skip
    found = orient(Answers(place="85113"), MORNING)
    (advice,) = [*found.first, *found.farther]
    assert advice.crossing == "de l’autre côté de la mer"
    assert "De l’autre côté de la mer" in advice.cautions
    assert (advice.minutes, advice.minutes_text) == (None, "")


def test_help_by_phone_is_told_without_minutes() -> None:
    some_places()
    VenueFactory(access_modes=("telephone",), latitude=45.5)
    (advice,) = orient(Answers(place="42218", when=("telephone",)), MORNING).first
    assert (advice.minutes, advice.minutes_text) == (None, "")


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
