"""A list of public buildings in a file: what is understood, what is refused and why."""

from __future__ import annotations

import pytest

from coverage.siting.buildings import MAX_BUILDINGS, Buildings, read_buildings
from fragility.local.reading import UnreadableFile, read_local_file


def locate(code: str) -> tuple[str, float, float] | None:
    """Know one commune, and the code that it had."""
    return ("42001", 45.5, 4.1) if code in ("42001", "42999") else None


def read(text: str) -> Buildings:
    return read_buildings(read_local_file(text.encode()), locate)


@pytest.mark.parametrize(
    "text",
    [
        "nom;latitude;longitude\nMairie;45,5;4,1\nÉcole;45,6;4,2\n",
        "Libellé,lat,lon\nMairie,45.5,4.1\nÉcole,45.6,4.2\n",
        "name\ty\tx\nMairie\t45.5\t4.1\nÉcole\t45.6\t4.2\n",
        'nom;geo_point_2d\nMairie;"45.5, 4.1"\nÉcole;"45.6,4.2"\n',
    ],
)
def test_points_are_read_however_columns_are_named(text: str) -> None:
    found = read(text).found
    assert [(one.name, one.latitude, one.longitude) for one in found] == [
        ("Mairie", 45.5, 4.1),
        ("École", 45.6, 4.2),
    ]
    assert all(one.is_exact for one in found)


def test_a_code_of_today_or_of_the_past_gives_the_point_of_the_commune() -> None:
    found = read("nom;code_insee\nMairie;42001\nAncienne mairie;42999\n").found
    assert {(one.commune, one.latitude, one.is_exact) for one in found} == {("42001", 45.5, False)}
    assert len(found) == 2


def test_what_cannot_be_placed_is_told_line_by_line() -> None:
    found = read(
        "nom;latitude;longitude;code_insee\nBon;45.5;4.1;\nLambert;6500000;800000;\n"
        "Code;;;42001\nFaux code;;;99999\nRien;;;\nMot;ici;là;\n"
    )
    assert [one.name for one in found.found] == ["Bon", "Code"]
    assert [line for line, _ in found.refused] == [3, 5, 6, 7]
    assert "Lambert" in found.refused[0][1]
    assert "99999" in found.refused[1][1]


def test_a_place_twice_is_one_candidate() -> None:
    assert len(read("nom;lat;lon\nMairie;45.5;4.1\nMAIRIE;45.5;4.1\n").found) == 1


def test_a_place_without_name_is_called_by_its_line() -> None:
    assert read("nom;lat;lon\n;45.5;4.1\nÉcole;45;4\n").found[0].name == "Lieu de la ligne 2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nom;téléphone\nMairie;x\n", "latitude"),
        ("nom;lat;lon\nMairie;x;y\n", "Ligne 2"),
        ("nom;lat;lon\n" + "A;45;4\n" * (MAX_BUILDINGS + 1), str(MAX_BUILDINGS)),
    ],
)
def test_a_file_that_says_nowhere_is_refused_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(text)
