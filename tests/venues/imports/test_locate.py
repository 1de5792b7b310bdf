"""Where a row is: commune of today, codes, point, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shapely

from territories.contours import contours_file, save_contours
from territories.gazetteer import ArrondissementFacts, CommuneFacts, FormerFacts, Gazetteer
from territories.names import fold
from venues.imports.locate import Location, check_points, locate, place_key
from venues.imports.normalise.coordinates import Point


def commune(
    code: str, name: str, lat: float, lon: float, people: int, *postal_codes: str
) -> CommuneFacts:
    departement = code[:3] if code.startswith(("97", "98")) else code[:2]
    return CommuneFacts(
        code, name, fold(name), departement, "R", "E", lat, lon, people, 50.0, postal_codes
    )


SAINT_ETIENNE = commune("42218", "Saint-Étienne", 45.43, 4.39, 173_000, "42000", "42100")
REIMS = commune("51454", "Reims", 49.26, 4.03, 180_000, "51100")
GAZETTEER = Gazetteer(
    [
        SAINT_ETIENNE,
        REIMS,
        commune("42207", "Saint-Chamond", 45.48, 4.52, 35_000, "42400"),
        commune("93066", "Saint-Denis", 48.94, 2.36, 149_000, "93200", "93210"),
        commune("97411", "Saint-Denis", -20.88, 55.45, 155_000, "97400"),
        commune("75056", "Paris", 48.86, 2.35, 2_100_000, "75001", "75012"),
        commune("2A004", "Ajaccio", 41.92, 8.74, 73_000, "20000", "20090"),
        commune("2B033", "Bastia", 42.70, 9.45, 48_000, "20200", "20600"),
        commune("97209", "Fort-de-France", 14.62, -61.06, 75_000, "97200"),
        commune("98818", "Nouméa", -22.28, 166.46, 94_000, "98800"),
        commune("91228", "Évry-Courcouronnes", 48.62, 2.43, 66_000, "91000"),
        commune("38421", "Saint-Martin-d'Uriage", 45.15, 5.84, 5_000, "38410"),
    ],
    [ArrondissementFacts("75112", "75056", ("75012",))],
    [FormerFacts("91182", fold("Courcouronnes"), "91228")],
)


def place(
    insee_code: str = "", commune: str = "", postal_code: str = "", point: Point | None = None
) -> Location:
    return locate(
        GAZETTEER, insee_code=insee_code, commune=commune, postal_code=postal_code, point=point
    )


def codes(location: Location, level: str = "") -> list[str]:
    return [note.code for _, note in location.notes if level in ("", note.level.value)]


# --- Which commune -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clues", "commune_code", "insee_code"),
    [
        (("42218", "Saint-Étienne", "42000"), "42218", "42218"),
        (("", "ST ETIENNE CEDEX 2", "42000"), "42218", "42218"),
        (("", "saint etienne", ""), "42218", "42218"),
        (("91182", "Courcouronnes", "91080"), "91228", "91228"),
        (("", "Courcouronnes", "91000"), "91228", "91228"),
        (("75112", "Paris", "75012"), "75056", "75112"),
        (("75056", "Paris", "75012"), "75056", "75112"),
        (("", "Paris 12e", ""), "75056", "75112"),
        (("", "Paris", ""), "75056", "75056"),
        (("2A004", "Ajaccio", "20000"), "2A004", "2A004"),
        (("2a004", "Ajaccio", "20000"), "2A004", "2A004"),
        (("", "Bastia", "20200"), "2B033", "2B033"),
        (("", "Fort-de-France", "97200"), "97209", "97209"),
        (("", "Nouméa", "98800"), "98818", "98818"),
        (("", "Saint-Denis", "97400"), "97411", "97411"),
        (("", "Saint-Denis", "93200"), "93066", "93066"),
        (("", "Hôtel de ville", "42400"), "42207", "42207"),
    ],
)
def test_clues_give_the_commune_of_today_and_the_finest_code(
    clues: tuple[str, str, str], commune_code: str, insee_code: str
) -> None:
    values = place(*clues).values

    assert (values["commune_code"], values["insee_code"]) == (commune_code, insee_code)


def test_all_the_codes_of_the_commune_come_with_it() -> None:
    values = place("", "Saint-Étienne", "42000").values

    assert values["departement_code"] == "42"
    assert (values["region_code"], values["epci_code"]) == ("R", "E")


@pytest.mark.parametrize(
    ("clues", "doubt", "field"),
    [
        (("99999", "Reims", "51100"), "code_inconnu", "code_insee"),
        (("51454", "Saint-Étienne", "42000"), "code_contredit", "code_insee"),
        (("42218", "Hôtel de ville", "42000"), "nom_different", "commune"),
        (("42218", "Saint-Étienne", "51100"), "code_postal_different", "code_postal"),
        (("", "Le Bourg", "42400"), "nom_inconnu", "commune"),
    ],
)
def test_each_contradiction_is_a_warning_on_its_field(
    clues: tuple[str, str, str], doubt: str, field: str
) -> None:
    location = place(*clues)

    assert (field, doubt) in [(name, note.code) for name, note in location.notes]
    assert "rejet" not in [note.level.value for _, note in location.notes]


def test_a_row_that_says_all_needs_no_remark() -> None:
    assert place("42218", "Saint-Étienne", "42000").notes == []


@pytest.mark.parametrize(
    ("clues", "code"),
    [
        (("", "Reims", "51100"), "code_insee_retrouve"),
        (("91182", "Évry-Courcouronnes", "91000"), "code_insee_retrouve"),
        (("51454", "REIMS", "51100"), "commune_officielle"),
        (("51454", "", "51100"), "commune_officielle"),
        (("51454", "Reims", ""), "code_postal_retrouve"),
    ],
)
def test_what_is_completed_is_told(clues: tuple[str, str, str], code: str) -> None:
    assert codes(place(*clues), "correction") == [code]


def test_a_postal_code_is_not_guessed_between_several() -> None:
    assert place("42218", "Saint-Étienne").values["postal_code"] == ""


# --- What the point says -------------------------------------------------------------------------


def test_the_point_chooses_between_communes_of_one_name() -> None:
    location = place("", "Saint-Denis", "93200", Point(-20.9, 55.4))

    assert location.values["commune_code"] == "97411"
    assert "homonyme_par_le_point" in codes(location, "correction")


def test_the_point_does_not_overrule_a_code() -> None:
    assert place("93066", "Saint-Denis", "93200", Point(-20.9, 55.4)).values["commune_code"] == (
        "93066"
    )


def test_a_near_point_leaves_the_words_alone() -> None:
    location = place("", "Saint-Denis", "93200", Point(48.93, 2.35))

    assert "homonyme_par_le_point" not in codes(location)


def test_no_coordinates_stay_none() -> None:
    values = place("42218", "Saint-Étienne", "42000").values

    assert [values[name] for name in ("latitude", "longitude", "x", "y", "z")] == [None] * 5


def test_a_point_is_also_kept_on_the_unit_sphere() -> None:
    values = place("", "Reims", "51100", Point(0.0, 90.0)).values

    assert (values["x"], values["y"], values["z"]) == pytest.approx((0, 1, 0))


@pytest.fixture
def outlines() -> Iterator[None]:
    """Squares of a tenth of a degree around the communes of the gazetteer."""
    codes = ["42218", "51454"]
    shapes = [shapely.box(4.34, 45.38, 4.44, 45.48), shapely.box(3.98, 49.21, 4.08, 49.31)]
    save_contours(contours_file(), codes, shapes, "carrés")
    yield
    contours_file().unlink()


@pytest.mark.usefixtures("outlines")
def test_the_outline_around_the_point_gives_the_commune_when_words_do_not() -> None:
    location = place("", "Bellevue", "", Point(45.42, 4.40))

    assert location.values["commune_code"] == "42218"
    assert "commune_par_le_point" in codes(location, "correction")


@pytest.mark.usefixtures("outlines")
def test_a_point_in_no_commune_leaves_the_words() -> None:
    location = place("", "Bellevue", "", Point(40.0, -20.0))

    assert location.values["commune_code"] == ""
    assert location.values["latitude"] == 40.0


# --- Nothing to go by ----------------------------------------------------------------------------


def test_an_unknown_commune_is_kept_as_words() -> None:
    location = place("", "Trifouilly-les-Oies", "99000")

    assert location.values["commune_name"] == "Trifouilly-les-Oies"
    assert location.values["commune_code"] == ""
    assert codes(location, "avertissement") == ["commune_introuvable"]


def test_several_possible_communes_are_named() -> None:
    location = place("", "Saint-Denis", "")

    (note,) = [note for _, note in location.notes if note.code == "commune_introuvable"]
    assert "Plusieurs communes" in note.message
    assert note.after == "Saint-Denis (97411), Saint-Denis (93066)"


def test_a_row_without_any_clue_is_rejected_with_what_to_do() -> None:
    location = place()

    (note,) = [note for _, note in location.notes]
    assert (note.level.value, note.code) == ("rejet", "lieu_introuvable")
    assert "Indiquez au moins la commune" in note.message


def test_a_point_alone_is_enough_to_keep_a_row() -> None:
    assert codes(place("", "", "", Point(45.4, 4.4)), "rejet") == []


# --- Points against outlines ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lat", "lon", "told"),
    [(45.43, 4.39, False), (45.53, 4.39, False), (46.5, 4.39, True)],
)
def test_without_outlines_a_point_far_from_the_centre_is_told(
    lat: float, lon: float, told: bool
) -> None:
    (note,) = check_points([(lat, lon, SAINT_ETIENNE)], None)

    assert (note is not None) is told


@pytest.mark.usefixtures("outlines")
@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        (45.43, 4.39, None),
        (45.485, 4.39, None),
        (49.26, 4.03, "dans la commune 51454"),
        (45.60, 4.39, "hors de toute commune"),
    ],
)
def test_a_point_well_outside_its_commune_is_told(lat: float, lon: float, said: str | None) -> None:
    from territories.contours import Contours

    (note,) = check_points([(lat, lon, SAINT_ETIENNE)], Contours.load())

    if said is None:
        assert note is None
    else:
        assert note is not None
        assert said in note.message
        assert note.level.value == "avertissement"


@pytest.mark.usefixtures("outlines")
def test_a_distance_is_written_the_french_way() -> None:
    from territories.contours import Contours

    (note,) = check_points([(45.60, 4.39, SAINT_ETIENNE)], Contours.load())

    assert note is not None
    assert "Le point est à 13,3 km de Saint-Étienne" in note.message


# --- Same place ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("MAIRIE de reims", "51454", "Reims"), True),
        (("Mairie annexe de Reims", "51454", "Reims"), False),
        (("Mairie de Reims", "42218", "Reims"), False),
        (("Mairie de Reims", "51454", "Ville de Reims"), True),
    ],
)
def test_one_name_in_one_commune_is_one_place(other: tuple[str, str, str], same: bool) -> None:
    assert (place_key("Mairie de Reims", "51454", "Reims") == place_key(*other)) is same


def test_places_without_a_commune_code_are_compared_by_words() -> None:
    assert place_key("Relais", "", "Bourg-Neuf") == place_key("Relais", "", "bourg neuf")
    assert place_key("Relais", "", "Bourg-Neuf") != place_key("Relais", "", "Vieux Bourg")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Aubusson", "d’Aubusson"),
        ("Évry-Courcouronnes", "d’Évry-Courcouronnes"),
        ("Yvetot", "d’Yvetot"),
        ("Hyères", "d’Hyères"),
        ("Honfleur", "de Honfleur"),
        ("Ham", "de Ham"),
        ("Hem", "de Hem"),
        ("Le Havre", "du Havre"),
        ("Les Abymes", "des Abymes"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Île-d’Yeu", "de L’Île-d’Yeu"),
    ],
)
def test_a_commune_is_named_as_it_is_said(name: str, said: str) -> None:
    place = SAINT_ETIENNE._replace(name=name)

    (note,) = check_points([(48.0, 4.39, place)], None)

    assert note is not None
    assert f"km du centre {said}. " in note.message
