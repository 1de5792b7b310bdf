"""« Où êtes-vous ? »: when one place is sure, when people choose, when they are asked again."""

from __future__ import annotations

import pytest

from ifn_site.http import UpstreamError
from territories import whereabouts
from territories.geocoding import GeocodedAddress
from territories.models import Commune, FormerCommune
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
    [("nantes", "44109"), ("13500", "13056"), ("martigue", "13056"), ("nantess", "44109")],
)
def test_a_sure_place_is_found(text: str, code: str, service: AddressService) -> None:
    answer = resolve_place(text)
    assert (answer.kind, answer.places[0].code) == ("found", code)
    assert service.asked == []


def test_homonyms_of_like_size_are_offered_largest_first() -> None:
    answer = resolve_place("saint-denis")
    assert answer.kind == "several"
    assert [place.code for place in answer.places] == ["97411", "93066"]


def test_several_communes_of_exactly_one_name_are_offered_whatever_their_size() -> None:
    answer = resolve_place("st etienne")
    assert answer.kind == "several"
    assert [place.code for place in answer.places] == ["42218", "29999"]


@pytest.mark.parametrize("text", ["mar", "caf"])
def test_the_beginning_of_a_name_is_offered_never_followed(text: str) -> None:
    CommuneFactory(code="62192", name="Caffiers", departement_code="62", population=700)
    answer = resolve_place(text)
    assert answer.kind != "found"
    assert answer.places


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("caf", "pour la CAF"),
        ("La CAF", "pour la CAF"),
        ("cpam", "pour l’Assurance maladie"),
        ("impôts", "pour les impôts"),
        ("pôle emploi", "pour France Travail"),
        ("France Services", "pour France services"),
        ("ants", "pour les titres sécurisés"),
        ("carsat", "pour la retraite"),
        ("msa", "pour la MSA"),
    ],
)
def test_the_name_of_a_service_asks_where_one_is(text: str, said: str) -> None:
    answer = resolve_place(text)
    assert (answer.kind, answer.needs) == ("unknown", ("demarches",))
    assert said in answer.said
    assert "où vous êtes" in answer.said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CAF Martigues", "13056"),
        ("martigues caf", "13056"),
        ("la caf de Martigues", "13056"),
        ("France Travail à Nantes", "44109"),
        ("impôts 13500", "13056"),
    ],
)
def test_a_service_beside_a_place_finds_the_place_and_carries_the_need(
    text: str, code: str
) -> None:
    answer = resolve_place(text)
    assert (answer.kind, answer.places[0].code) == ("found", code)
    assert answer.needs == ("demarches",)


def test_a_commune_called_like_a_service_is_found() -> None:
    CommuneFactory(code="12999", name="Msa", departement_code="12", population=40)
    answer = resolve_place("msa")
    assert (answer.kind, answer.places[0].code, answer.needs) == ("found", "12999", ())


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


def test_names_that_are_just_so_come_before_longer_ones_and_others_are_announced() -> None:
    for number in range(12):
        CommuneFactory(
            code=f"0110{number:02}"[-5:], name="Saint-Martin", departement_code="01",
            population=100 + number,
        )  # fmt: skip
    CommuneFactory(code="17369", name="Saint-Martin-de-Ré", departement_code="17", population=2_000)
    FormerCommune.objects.create(
        code="17369", name="Saint-Martin", folded="saint martin", current_code="17369",
        kind="ancien_nom",
    )  # fmt: skip
    answer = resolve_place("saint martin")
    assert {place.label for place in answer.places} == {"Saint-Martin"}
    assert len(answer.places) == 10
    assert answer.has_more


def test_few_homonyms_announce_no_other() -> None:
    assert not resolve_place("saint-denis").has_more


@pytest.mark.parametrize("text", ["é", "a", "na"])
def test_too_few_letters_are_asked_for_more(text: str) -> None:
    answer = resolve_place(text)
    assert (answer.kind, answer.places) == ("unknown", [])
    assert "au moins trois lettres" in answer.said


@pytest.mark.parametrize(("text", "code"), [("eu", "76255"), ("ay", "51030")])
def test_a_commune_called_by_two_letters_is_found(text: str, code: str) -> None:
    CommuneFactory(code="76255", name="Eu", departement_code="76", population=6_600)
    CommuneFactory(code="51030", name="Aÿ-Champagne", departement_code="51", population=5_400)
    FormerCommune.objects.create(
        code="51030", name="Aÿ", folded="ay", current_code="51030", kind="ancien_nom"
    )
    assert [place.code for place in resolve_place(text).places] == [code]


def test_corrected_names_are_guesses() -> None:
    CommuneFactory(code="92999", name="Nanterres", departement_code="92", population=90_000)
    assert resolve_place("nanterrre").is_guess
    assert not resolve_place("nant").is_guess


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


# --- A département written in the text -----------------------------------------------------------
@pytest.fixture
def creuse() -> None:
    DepartementFactory(code="23", name="Creuse", population=115_000)
    DepartementFactory(code="974", name="La Réunion", region_code="04", population=880_000)
    DepartementFactory(code="38", name="Isère", population=1_280_000)
    DepartementFactory(code="86", name="Vienne", population=438_000)
    DepartementFactory(code="47", name="Lot-et-Garonne", population=330_000)
    DepartementFactory(code="46", name="Lot", population=174_000)
    for code, name, people in [
        ("01053", "Bourg-en-Bresse", 41_000),
        ("23008", "Aubusson", 3_100),
        ("38544", "Vienne", 31_000),
        ("47323", "Villeneuve-sur-Lot", 22_000),
    ]:
        CommuneFactory(code=code, name=name, departement_code=code[:2], population=people)
    CommuneFactory(code="97411", name="Saint-Denis", departement_code="974", population=155_000)
    FormerCommune.objects.create(
        code="01053", name="Bourg", folded="bourg", current_code="01053", kind="ancien_nom"
    )


@pytest.fixture
def one_saint_denis_overseas() -> None:
    Commune.objects.filter(code="97411").delete()


@pytest.mark.usefixtures("one_saint_denis_overseas", "creuse")
class TestWrittenDepartement:
    """What a département written beside a name rules out."""

    @pytest.mark.parametrize(
        "text",
        ["le bourg 23 Creuse", "le bourg, Creuse (23)", "23 Creuse le bourg", "le bourg Creuse",
         "3 le bourg 23"],
    )  # fmt: skip
    def test_no_commune_of_another_departement_is_given(
        self, text: str, service: AddressService
    ) -> None:
        service.answer = UpstreamError("lent")
        answer = resolve_place(text)
        assert (answer.kind, [place.code for place in answer.places]) == ("unknown", ["23"])
        assert "dans le département Creuse (23)" in answer.said

    def test_the_address_service_is_not_believed_elsewhere(self, service: AddressService) -> None:
        service.answer = found_at("01053")
        assert resolve_place("le bourg 23 Creuse").kind == "unknown"

    def test_the_address_service_is_believed_inside(self, service: AddressService) -> None:
        service.answer = found_at("23008")
        assert resolve_place("le bourg 23 Creuse").places[0].code == "23008"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("st-denis de la réunion", "97411"),
            ("saint denis réunion", "97411"),
            ("12 rue des Lilas Saint-Denis de la Réunion", "97411"),
            ("mairie d’Aubusson, Creuse", "23008"),
            ("3 rue du Lot, Villeneuve-sur-Lot", "47323"),
            ("12 rue des Lilas Villeneuve sur Lot", "47323"),
        ],
    )
    def test_the_commune_named_beside_it_is_found(
        self, text: str, code: str, service: AddressService
    ) -> None:
        service.answer = UpstreamError("lent")
        answer = resolve_place(text)
        assert (answer.kind, answer.places[0].code) == ("found", code)

    def test_a_city_of_the_same_name_may_be_meant(self, service: AddressService) -> None:
        service.answer = found_at("38544")
        assert resolve_place("12 rue des Lilas Vienne").places[0].code == "38544"
        service.answer = UpstreamError("lent")
        offered = {place.code for place in resolve_place("12 rue des Lilas Vienne").places}
        assert offered == {"86", "38544"}

    def test_a_street_named_after_a_departement_writes_none(self, service: AddressService) -> None:
        service.answer = found_at("13056")
        assert resolve_place("12 rue de la Creuse").places[0].code == "13056"

    def test_a_number_that_no_commune_fits_is_said(self) -> None:
        answer = resolve_place("martigues 23")
        assert answer.kind == "unknown"
        assert "Creuse (23)" in answer.said
