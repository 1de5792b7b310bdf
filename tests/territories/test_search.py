"""The search of a place, on a few communes that people confuse."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from territories.models import FormerCommune
from territories.names import fold
from territories.search import (
    group_with_code,
    place_with_code,
    places_with_codes,
    search_places,
)
from tests.factories import (
    ArrondissementFactory,
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    PostalCodeFactory,
    RegionFactory,
)

COMMUNES = [
    ("42218", "Saint-Étienne", "42", "84", 173_000, "42000 42100"),
    ("76575", "Saint-Étienne-du-Rouvray", "76", "28", 28_000, "76800"),
    ("93066", "Saint-Denis", "93", "11", 149_000, "93200"),
    ("97411", "Saint-Denis", "974", "04", 155_000, "97400"),
    ("11339", "Saint-Denis", "11", "76", 500, "11310"),
    ("13055", "Marseille", "13", "93", 886_000, "13001 13008"),
    ("13056", "Martigues", "13", "93", 48_000, "13500"),
    ("75056", "Paris", "75", "11", 2_100_000, "75012"),
    ("91228", "Évry-Courcouronnes", "91", "11", 66_000, "91000"),
    ("89162", "Évry", "89", "27", 300, "89140"),
    ("38544", "Vienne", "38", "84", 31_000, "38200"),
    ("17300", "La Rochelle", "17", "75", 78_000, "17000"),
    ("69123", "Lyon", "69", "84", 519_000, "69003"),
    ("14365", "Lion-sur-Mer", "14", "28", 2_600, "14780"),
]


@pytest.fixture(autouse=True)
def some_communes() -> None:
    for code, name, departement, region, people, postal_codes in COMMUNES:
        CommuneFactory(
            code=code, name=name, departement_code=departement, region_code=region,
            population=people, epci_code="",
        )  # fmt: skip
        for postal_code in postal_codes.split():
            PostalCodeFactory(code=postal_code, commune_code=code)
    for code, name, people in [("42", "Loire", 770_000), ("86", "Vienne", 438_000)]:
        DepartementFactory(code=code, name=name, population=people)
    DepartementFactory(code="974", name="La Réunion", region_code="04", population=880_000)
    DepartementFactory(code="75", name="Paris", region_code="11", population=2_100_000)
    RegionFactory(code="04", name="La Réunion", population=880_000)
    EpciFactory()
    for number in range(1, 21):
        ArrondissementFactory(code=f"751{number:02}", name=f"Paris {number}e Arrondissement")
    PostalCodeFactory(code="75012", commune_code="75112")
    FormerCommune.objects.create(
        code="91228", name="Évry", folded=fold("Évry"), current_code="91228", kind="ancien_nom"
    )
    FormerCommune.objects.create(
        code="91182", name="Courcouronnes", folded="courcouronnes", current_code="91228",
        kind="deleguee",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "code", "matched_by"),
    [
        ("Saint-Étienne", "commune", "42218", "nom"),
        ("st etienne", "commune", "42218", "nom"),
        ("rochelle", "commune", "17300", "nom"),
        ("13500", "commune", "13056", "code_postal"),
        ("13500 Martigues", "commune", "13056", "code_postal"),
        ("13056", "commune", "13056", "code_insee"),
        ("91182", "commune", "91228", "code_insee"),
        ("courcouronnes", "commune", "91228", "ancien_nom"),
        ("evry", "commune", "91228", "ancien_nom"),
        ("saint denis 93", "commune", "93066", "nom"),
        ("saint denis la reunion", "commune", "97411", "nom"),
        ("saint-denis 97400", "commune", "97411", "code_postal"),
        ("saint-denis 97490", "commune", "97411", "nom"),
        ("paris", "commune", "75056", "nom"),
        ("paris 12", "arrondissement", "75112", "nom"),
        ("75012", "arrondissement", "75112", "code_postal"),
        ("42", "departement", "42", "departement"),
        ("loire", "departement", "42", "nom"),
        ("réunion", "departement", "974", "nom"),
        ("saint etienne metropole", "epci", "244200770", "nom"),
        ("metropole", "epci", "244200770", "mot"),
        ("mart", "commune", "13056", "debut"),
        ("etienne", "commune", "42218", "mot"),
        ("marseile", "commune", "13055", "approche"),
        ("lion", "commune", "69123", "approche"),
        ("420", "commune", "42218", "debut"),
    ],
)
def test_the_first_answer_is_the_place_meant(
    text: str, kind: str, code: str, matched_by: str
) -> None:
    first = search_places(text)[0]
    assert (first.kind, first.code, first.matched_by) == (kind, code, matched_by)


def test_homonyms_come_largest_first() -> None:
    assert [place.code for place in search_places("saint denis")] == ["97411", "93066", "11339"]


def test_a_commune_and_a_departement_of_one_name_are_both_given() -> None:
    found = {(place.kind, place.code) for place in search_places("vienne")}
    assert found == {("departement", "86"), ("commune", "38544")}


def test_the_departement_that_is_the_city_is_not_given_beside_it() -> None:
    assert [place.kind for place in search_places("paris") if place.is_exact] == ["commune"]


def test_the_region_that_is_the_departement_is_not_given_beside_it() -> None:
    assert [place.kind for place in search_places("la réunion")] == ["departement"]


def test_the_detail_tells_departement_and_postal_codes() -> None:
    assert search_places("st etienne")[0].detail == "Loire (42) · 42000, 42100"


def test_the_detail_tells_the_former_name_asked_for() -> None:
    assert search_places("courcouronnes")[0].detail.endswith("anciennement Courcouronnes")


def test_an_unknown_postal_code_still_shows_its_departement() -> None:
    found = search_places("42999")
    assert [(place.kind, place.is_exact) for place in found] == [("departement", False)]


def test_no_more_than_the_limit_is_given() -> None:
    assert len(search_places("saint", limit=2)) == 2


@pytest.mark.parametrize("text", ["", "   ", "\x00", "%", "*", "xyzxyzxyz", "' OR 1=1 --", "🙂"])
def test_a_text_that_names_nothing_finds_nothing(text: str) -> None:
    assert search_places(text) == []


@pytest.mark.parametrize("text", ["saint etienne", "marseile", "13500", "vienne isere", "42"])
def test_a_search_asks_few_questions(text: str) -> None:
    search_places(text)
    with CaptureQueriesContext(connection) as queries:
        search_places(text)
    assert len(queries) <= 8


def test_a_code_alone_gives_its_place() -> None:
    place = place_with_code("91182")
    assert place is not None
    assert (place.code, place.label) == ("91228", "Évry-Courcouronnes")


def test_a_code_that_is_also_a_postal_code_is_read_as_a_code() -> None:
    CommuneFactory(code="42100", name="Homonyme", population=10)
    place = place_with_code("42100")
    assert place is not None
    assert place.label == "Homonyme"


def test_several_codes_give_each_its_place_as_one_does() -> None:
    codes = ["13056", "91182", "00000", "13055"]
    found = places_with_codes(codes)
    assert set(found) == {"13055", "13056", "91182"}
    assert [found.get(code) for code in codes] == [place_with_code(code) for code in codes]


def test_an_unknown_code_gives_no_place() -> None:
    assert place_with_code("00000") is None
    assert group_with_code("departement", "00") is None
    assert group_with_code("canton", "42") is None


def test_a_group_is_given_as_a_place() -> None:
    place = group_with_code("departement", "42")
    assert place is not None
    assert (place.label, place.detail) == ("Loire", "département (42)")
