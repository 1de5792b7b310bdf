"""Two thousand walks through the questionnaire, on real places: none ends at a dead end."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.test import Client

from orientation.advice import Advice
from orientation.answers import ACCESS, APPOINTMENT, DAYS, DOING, EQUIPMENT, WHEN, Answers
from orientation.matching import Fit
from orientation.outcome import POOL, Outcome, orient
from orientation.particular import is_asked, is_test_row, public_of
from orientation.procedures import PROCEDURES
from orientation.reach import OVERSEAS
from orientation.wishes import only_from_home
from territories.models import Arrondissement, Commune, Departement
from territories.travel import MODES
from venues.facets import count
from venues.vocabulary import SERVICES

pytestmark = [pytest.mark.real_data, pytest.mark.long]
WALKS = 2_400
#: Pages are asked of the site for one walk in so many.
RENDERED = 30
MOMENT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
#: Islands and edges of the country: Ouessant, Sein, Yeu, Belle-Île, Groix, Corsica, La Désirade,
#: Saint-Pierre, Saint-Martin, Wallis, Nouméa, Papeete, Mamoudzou, Saint-Laurent-du-Maroni, Menton,
#: Hendaye, Givet, Wissembourg, Calais, Saint-Véran.
EDGES = (
    "29155", "29083", "85113", "56152", "56069", "2B033", "2A041", "97110", "97502", "97801",
    "98613", "98818", "98735", "97611", "97311", "06083", "64260", "08190", "67544", "62193",
    "05157",
)  # fmt: skip


@pytest.fixture(scope="module")
def places(loaded: object, django_db_blocker: object) -> list[str]:
    """Codes of every kind: communes of all sizes, arrondissements, départements, edges."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        communes = list(Commune.objects.order_by("code").values_list("code", flat=True))
        parts = list(Arrondissement.objects.order_by("code").values_list("code", flat=True))
        departements = list(Departement.objects.order_by("code").values_list("code", flat=True))
        known = set(communes)
    chance = random.Random(1)
    overseas = [code for code in communes if code[:3] in OVERSEAS]
    edges = [code for code in EDGES if code in known]
    assert len(edges) > 15
    return [
        *chance.sample(communes, 600),
        *chance.sample(overseas, 60),
        *edges * 4,
        *parts,
        *departements,
    ]


def walk(chance: random.Random, place: str) -> Answers:
    """Return the answers of one person, from hurried to very demanding."""

    def some(values: tuple[str, ...], most: int) -> tuple[str, ...]:
        kept = set(chance.sample(values, chance.randint(0, most)))
        return tuple(one for one in values if one in kept)

    demanding = chance.choice((0, 1, 1, 2, 4))
    return Answers(
        whom=chance.choice(("", "moi", "autre")),
        services=some(tuple(SERVICES.by_code), 3),
        doing=chance.choice(("", *DOING)),
        procedure=chance.choice(("", "", *PROCEDURES)),
        equipment=some(EQUIPMENT, 1),
        trade=chance.choice(("", "", "independant")),
        place=place,
        minutes=chance.choice((None, None, 5, 15, 30, 60, 120)),
        mode=chance.choice(("", *MODES)),
        when=some(WHEN, demanding),
        days=some(DAYS, min(2, demanding)),
        appointment=chance.choice(("", "", *APPOINTMENT)),
        access=some(ACCESS, demanding),
    )


def walks(places: list[str]) -> list[Answers]:
    """Return the walks, always the same ones."""
    chance = random.Random(2026)
    return [walk(chance, chance.choice([*places, ""])) for _ in range(WALKS)]


def is_last(one: Advice, answers: Answers) -> bool:
    """Tell whether a place comes after the others: a trial, or for people nobody said to be."""
    venue = one.venue
    public = public_of(venue.typology, tuple(venue.programmes), venue.name)
    return is_test_row(venue.name) or (public is not None and not is_asked(public, answers))


def ends_well(found: Outcome) -> bool:
    """Tell whether a place is shown, or a clear next step with a phone."""
    shown = [*found.first, *found.unknown_hours.shown, *found.neighbours]
    shown += [*found.farther, *found.remote.shown]
    return bool(shown) or (found.helpline is not None and bool(found.helpline.number))


@pytest.mark.django_db
def test_every_walk_ends_with_a_place_or_a_number_to_call(places: list[str]) -> None:
    with_a_place = without = 0
    for answers in walks(places):
        found = orient(answers, MOMENT)
        assert ends_well(found), answers
        assert len(found.first) == min(3, found.count), answers
        assert found.helpline is not None
        for one in found.relaxations:
            assert count(Fit(one.answers, moment=MOMENT).rows()) == one.promise.number, answers
        for one in (*found.first, *found.rest):
            goes = not one.crossing and not only_from_home(answers)
            is_told = bool(one.minutes_text or one.card.metres is None or one.minutes)
            assert is_told or not goes, answers
        # What may take a first place does not leave it to places for some people only.
        ranks = [is_last(one, answers) for one in (*found.first, *found.rest)]
        assert found.count > POOL or ranks == sorted(ranks), answers
        if not found.count and found.here is not None:
            assert found.nearest_m == Fit(answers, moment=MOMENT).promise().nearest_m
        shown = bool(found.first or found.neighbours or found.farther)
        with_a_place, without = with_a_place + shown, without + (not shown)
    # The walks are neither all easy nor all hopeless.
    assert with_a_place > WALKS / 3
    assert without > WALKS / 100


@pytest.mark.django_db
def test_nobody_is_sent_across_an_ocean(places: list[str]) -> None:
    for answers in walks(places)[::4]:
        found = orient(answers, MOMENT)
        if found.here is None or not found.here.shore:
            continue
        for one in (*found.first, *found.rest, *found.farther):
            assert one.venue.departement_code in found.here.shore, answers


@pytest.mark.django_db
def test_pages_of_walks_stand_and_lead_on(places: list[str]) -> None:
    visitor = Client()
    for answers in walks(places)[::RENDERED]:
        response = visitor.get(f"/orientation/resultats/?{urlencode(answers.query(), doseq=True)}")
        assert response.status_code == 200, answers
        content = response.content.decode()
        assert 'href="tel:' in content, answers
        assert not response.context["notices"], answers
