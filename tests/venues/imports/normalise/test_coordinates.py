"""Coordinates of venues."""

import pytest

from venues.imports.normalise.coordinates import Point, normalise_coordinates


def codes(normalised) -> list[str]:
    return [note.code for note in normalised.notes]


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        ("43,52609", "5,41423", "coordonnees_ecriture"),
        (" 43.52609", "5.41423 ", "coordonnees_ecriture"),
        ("43.52609°", "5.41423° E", "coordonnees_ecriture"),
        ("43.52609, 5.41423", "", "coordonnees_une_case"),
        ("43.52609 5.41423", "43.52609 5.41423", "coordonnees_une_case"),
        (5.41423, 43.52609, "coordonnees_inversees"),
        ("5.41423", "43.52609", "coordonnees_inversees"),
        (43526090, 5414230, "coordonnees_sans_virgule"),
        ("43526090", "5.41423", "coordonnees_sans_virgule"),
    ],
)
def test_each_fault_is_repaired_and_named(latitude, longitude, code):
    result = normalise_coordinates(latitude, longitude)
    assert result.value == Point(43.52609, 5.41423)
    assert codes(result) == [code]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (6267000.0, 895000.0),
        (895000.0, 6267000.0),
        ("6267000,0", "895000,0"),
        ("895 000", "6 267 000"),
    ],
)
def test_lambert_metres_in_either_order_are_converted(latitude, longitude):
    result = normalise_coordinates(latitude, longitude)
    assert result.value.lat == pytest.approx(43.4755, abs=0.001)
    assert result.value.lon == pytest.approx(5.4101, abs=0.001)
    assert codes(result) == ["coordonnees_lambert93"]


def test_degrees_minutes_and_seconds_are_read():
    result = normalise_coordinates("43°30'00\"N", "1°30'00\"O")
    assert result.value == Point(43.5, -1.5)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (48.85, 2.35),
        (16.24, -61.53),
        (14.6, -61.07),
        (4.93, -52.33),
        (-20.88, 55.45),
        (46.78, -56.18),
        (-12.78, 45.23),
        (17.9, -62.85),
        (18.07, -63.08),
        (-13.28, -176.17),
        (-17.53, -149.57),
        (-22.27, 166.44),
        (-49.35, 70.22),
    ],
)
def test_a_point_of_each_french_territory_is_kept_without_a_note(latitude, longitude):
    assert normalise_coordinates(latitude, longitude) == (Point(latitude, longitude), ())


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (0, 0, "coordonnees_nulles"),
        ("0.0", "0,0", "coordonnees_nulles"),
        (40.7, -74.0, "coordonnees_hors_france"),
        (43.5, 0x7FFFFFFF, "coordonnees_hors_france"),
        ("NaN", 5, "coordonnees_illisibles"),
        ("Infinity", "5", "coordonnees_illisibles"),
        (float("inf"), 5.0, "coordonnees_illisibles"),
        (10**400, 5.0, "coordonnees_illisibles"),
        ("43.5", "", "coordonnees_illisibles"),
        ("Aix", "5.4", "coordonnees_illisibles"),
        ("43.5.2", "5.4", "coordonnees_illisibles"),
        ("9" * 1_000_000, "5.4", "coordonnees_illisibles"),
    ],
)
def test_a_point_is_never_invented(latitude, longitude, code):
    result = normalise_coordinates(latitude, longitude)
    assert result.value is None
    assert codes(result) == [code]


@pytest.mark.parametrize("blank", [None, "", "null", float("nan")])
def test_blank_cells_say_nothing(blank):
    assert normalise_coordinates(blank, blank) == (None, ())


def test_coordinates_are_rounded_to_a_centimetre():
    assert normalise_coordinates(43.123456789, 5.5).value == Point(43.1234568, 5.5)
