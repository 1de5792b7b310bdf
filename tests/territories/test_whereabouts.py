"""« Où êtes-vous ? »: when one place is sure, when people choose, when they are asked again."""

from __future__ import annotations

import pytest

from ifn_site.http import UpstreamError
from territories import whereabouts
from territories.geocoding import GeocodedAddress
from territories.models import FormerCommune
from territories.whereabouts import resolve_place
from tests.factories import CommuneFactory, DepartementFactory, PostalCodeFactory


class AddressService:
    """Stands for the national service: gives one answer, remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: GeocodedAddress | Exception | None = None
        self.asked: list[str] = []

    def __call__(self, text: str) -> GeocodedAddress | None:
        self.asked.append(text)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> AddressService:
    service = AddressService()
    monkeypatch.setattr(whereabouts, "geocode", service)
    return service


@pytest.fixture(autouse=True)
def some_communes(service: AddressService) -> None:
    DepartementFactory(code="13", name="Bouches-du-Rhône", population=2_000_000)
    for code, name, people, postal_code in [
        ("42218", "Saint-Étienne", 173_000, "42000"),
        ("29999", "Saint-Étienne", 900, "29990"),
        ("97411", "Saint-Denis", 155_000, "97400"),
        ("93066", "Saint-Denis", 149_000, "93200"),
        ("13056", "Martigues", 48_000, "13500"),
        ("13001", "Aix-en-Provence", 147_000, "13100"),
        ("19002", "Aix", 400, "19200"),
        ("01093", "Châtillon-sur-Chalaronne", 5_000, "01400"),
        ("01001", "L'Abergement-Clémenciat", 860, "01400"),
        ("44109", "Nantes", 320_000, "44000"),
        ("92050", "Nanterre", 96_000, "92000"),
    ]:
        CommuneFactory(code=code, name=name, departement_code=code[:2], population=people)
        PostalCodeFactory(code=postal_code, commune_code=code)


def found_at(citycode: str) -> GeocodedAddress:
    return GeocodedAddress(citycode, "", "", "adresse", 43.4, 5.05, 0.9)


@pytest.mark.parametrize(
    ("text", "code"),
    [("st etienne", "42218"), ("13500", "13056"), ("martigue", "13056"), ("nantess", "44109")],
)
def test_a_sure_place_is_found(text: str, code: str, service: AddressService) -> None:
    answer = resolve_place(text)
    assert (answer.kind, answer.places[0].code) == ("found", code)
    assert service.asked == []


def test_homonyms_of_like_size_are_offered_largest_first() -> None:
    answer = resolve_place("saint-denis")
    assert answer.kind == "several"
    assert [place.code for place in answer.places] == ["97411", "93066"]


def test_a_short_name_offers_the_far_larger_city_first() -> None:
    answer = resolve_place("aix")
    assert answer.kind == "several"
    assert [place.code for place in answer.places] == ["13001", "19002"]


def test_a_beginning_with_several_ends_is_offered() -> None:
    assert [place.code for place in resolve_place("nant").places] == ["44109", "92050"]


def test_a_shared_postal_code_is_offered() -> None:
    assert [place.code for place in resolve_place("01400").places] == ["01093", "01001"]


def test_a_corrected_name_is_said() -> None:
    assert resolve_place("martigeus").said == "Nous avons compris : Martigues."


def test_a_former_name_finds_the_commune_of_today() -> None:
    FormerCommune.objects.create(
        code="93059", name="Pierrefitte", folded="pierrefitte", current_code="93066",
        kind="deleguee",
    )  # fmt: skip
    answer = resolve_place("Pierrefitte")
    assert (answer.kind, answer.places[0].code) == ("found", "93066")


def test_a_commune_that_gave_up_the_name_is_not_offered_beside_those_that_bear_it() -> None:
    CommuneFactory(code="79066", name="Champdeniers", departement_code="79", population=1_700)
    FormerCommune.objects.create(
        code="79065", name="Saint-Denis", folded="saint denis", current_code="79066",
        kind="supprimee",
    )  # fmt: skip
    assert [place.code for place in resolve_place("saint-denis").places] == ["97411", "93066"]


@pytest.mark.parametrize("text", ["", "  ", "\x00"])
def test_an_empty_text_is_asked_again(text: str) -> None:
    answer = resolve_place(text)
    assert answer.kind == "unknown"
    assert answer.said.startswith("Écrivez le nom d’une commune")


def test_an_unknown_name_says_what_to_do() -> None:
    answer = resolve_place("xyzxyzxyz")
    assert answer.kind == "unknown"
    assert "essayez avec le code postal" in answer.said


def test_an_unknown_postal_code_is_not_taken_for_its_departement() -> None:
    answer = resolve_place("13999")
    assert answer.kind == "unknown"
    assert [place.code for place in answer.places] == ["13"]
    assert "écrivez le nom de la commune" in answer.said


def test_an_address_gives_the_commune_that_holds_it(service: AddressService) -> None:
    service.answer = found_at("13056")
    answer = resolve_place("3 quai des Girondins")
    assert (answer.kind, answer.places[0].code, answer.precision) == ("found", "13056", "adresse")


def test_an_address_with_its_own_commune_and_postal_code_is_not_sent(
    service: AddressService,
) -> None:
    answer = resolve_place("12 rue des Lilas 13500 Martigues")
    assert (answer.kind, answer.places[0].code) == ("found", "13056")
    assert service.asked == []


def test_without_the_service_the_commune_in_the_text_is_kept_and_said(
    service: AddressService,
) -> None:
    service.answer = UpstreamError("lent")
    answer = resolve_place("12 rue des Lilas, Martigues")
    assert (answer.kind, answer.places[0].code, answer.precision) == ("found", "13056", "commune")
    assert answer.said.startswith("Le service des adresses ne répond pas")
    assert "Martigues" in answer.said


def test_an_unsure_address_keeps_the_commune_in_the_text(service: AddressService) -> None:
    answer = resolve_place("place du Marché, Martigues")
    assert answer.precision == "commune"
    assert answer.said.startswith("Cette adresse n’a pas pu être située")


def test_without_the_service_homonyms_in_the_text_are_offered(service: AddressService) -> None:
    service.answer = UpstreamError("lent")
    answer = resolve_place("12 rue des Lilas Saint-Denis")
    assert answer.kind == "several"
    assert [place.code for place in answer.places] == ["97411", "93066"]


def test_without_the_service_a_shared_postal_code_is_offered(service: AddressService) -> None:
    service.answer = UpstreamError("lent")
    answer = resolve_place("7 rue du Port 01400")
    assert [place.code for place in answer.places] == ["01093", "01001"]


def test_an_address_in_a_commune_that_we_do_not_know_is_unknown(service: AddressService) -> None:
    service.answer = found_at("99999")
    assert resolve_place("1 rue de Nulle-Part").kind == "unknown"


def test_the_answer_never_repeats_what_was_typed(service: AddressService) -> None:
    service.answer = UpstreamError("lent")
    assert "Lilas" not in resolve_place("12 rue des Lilas, Martigues").said
