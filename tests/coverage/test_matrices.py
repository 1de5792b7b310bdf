"""Given times: a CSV of pairs and OSRM's answers, and what is said of those that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coverage.given_table import UnreadableFile
from coverage.matrices import GivenLinks, read_matrix_csv, read_osrm_table, together

ORIGINS = ["42001", "42002"]
VENUES = ["abc", "def"]


def csv_of(folder: Path, text: str, encoding: str = "utf-8") -> GivenLinks:
    """Return what a CSV gives."""
    path = folder / "temps.csv"
    path.write_bytes(text.encode(encoding))
    return read_matrix_csv(path, ORIGINS, VENUES)


@pytest.mark.parametrize(
    "text",
    [
        "origine,lieu,minutes\n42001,abc,12.5\n42002,def,0\n",
        "Origine;Lieu;Minutes\r\n42002;def;0\r\n42001;abc;12,5\r\n",
        "\ufeffduration\tvenue\torigin\n12.5\tabc\t42001\n0\tdef\t42002\n\n",
    ],
)
def test_a_csv_is_read_whatever_its_separator_and_the_order_of_its_columns(
    tmp_path: Path, text: str
) -> None:
    links = csv_of(tmp_path, text).links

    assert list(zip(links.origins, links.venues, links.minutes, strict=True)) == [
        (0, 0, 12.5),
        (1, 1, 0.0),
    ]
    assert (links.origin_count, links.venue_count) == (2, 2)


def test_the_shorter_of_two_times_is_kept_and_unknown_codes_are_told(tmp_path: Path) -> None:
    given = csv_of(
        tmp_path,
        "origine,lieu,minutes\n42001,abc,9\n42001,abc,7\n99999,abc,1\n42001,zzz,1\n",
    )

    assert given.links.minutes.tolist() == [7.0]
    assert ["99999" in note or "zzz" in note for note in given.notes] == [True, True]


def test_pairs_beyond_the_limit_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "temps.csv"
    path.write_text("origine,lieu,minutes\n42001,abc,20\n42001,def,20.1\n")

    assert read_matrix_csv(path, ORIGINS, VENUES, 20.0).links.venues.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "manque"),
        ("origine,lieu\n42001,abc\n", "« minutes » manque"),
        ("origine,lieu,minutes\n42001,abc,dix\n", "Ligne 2 : « dix »"),
        ("origine,lieu,minutes\n42001,abc,-3\n", "Ligne 2"),
        ("origine,lieu,minutes\n42001,abc,nan\n", "Ligne 2"),
        ("origine,lieu,minutes\n42001,abc,5400\n", "divisent par 60"),
        ("origine,lieu,minutes\n42001,abc\n", "manque des colonnes"),
        ("origine,lieu,minutes\n1,2,3\n", "Aucune ligne"),
        ("origine,lieu,minutes\n" + "x" * 20_000 + ",abc,3\n", "trop longue"),
        ("origine,lieu,minutes\n" + "x" * 200_000 + ",abc,3\n", "CSV lisible"),
    ],
)
def test_a_csv_that_cannot_be_used_says_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        csv_of(tmp_path, text)


def test_a_csv_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        csv_of(tmp_path, "origine,lieu,minutes,durée\n42001,abc,3,é\n", "latin-1")


def osrm(folder: Path, answer: Any, origins: tuple[int, ...] = (0, 1)) -> GivenLinks:
    """Return what an answer of OSRM gives for two venues."""
    path = folder / "table.json"
    path.write_text(answer if isinstance(answer, str) else json.dumps(answer))
    return read_osrm_table(path, origins, (1, 0), (2, 2))


def test_osrm_seconds_become_minutes_and_null_is_no_way(tmp_path: Path) -> None:
    given = osrm(tmp_path, {"code": "Ok", "durations": [[60, 90.0], [None, 0]]})

    links = given.links
    assert list(zip(links.origins, links.venues, links.minutes, strict=True)) == [
        (0, 0, 1.5),
        (0, 1, 1.0),
        (1, 0, 0.0),
    ]
    assert given.notes == ()


def test_points_far_from_any_road_are_told(tmp_path: Path) -> None:
    answer = {
        "code": "Ok",
        "durations": [[60, 90], [30, 0]],
        "sources": [{"distance": 12.0}, {"distance": 5_000}],
    }

    assert osrm(tmp_path, answer).notes == ("1 origine(s) à plus de 2000 m d’une route connue.",)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("<html>", "pas du JSON"),
        ("[" * 100_000, "pas du JSON"),
        ([], "« Ok »"),
        ({"code": "TooBig"}, "« Ok »"),
        ({"code": "Ok"}, "annotations=duration"),
        ({"code": "Ok", "durations": [[1, 2]]}, "taille"),
        ({"code": "Ok", "durations": [[1], [2]]}, "taille"),
        ({"code": "Ok", "durations": [[1, 2], "ab"]}, "taille"),
        ({"code": "Ok", "durations": [[1, 2], [3, "x"]]}, "nombre"),
        ({"code": "Ok", "durations": [[1, 2], [3, [4]]]}, "nombre"),
        ({"code": "Ok", "durations": [[1, 2], [3, -1]]}, "négative"),
    ],
)
def test_an_answer_that_cannot_be_used_says_what_to_do(
    tmp_path: Path, answer: Any, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        osrm(tmp_path, answer)


def test_several_answers_make_one_world(tmp_path: Path) -> None:
    first = osrm(tmp_path, {"code": "Ok", "durations": [[60, 600]]}, (0,))
    second = osrm(tmp_path, {"code": "Ok", "durations": [[120, 30], [6, 6]]})

    links = together([first, second]).links

    assert links.minutes.tolist() == [0.5, 1.0, 0.1, 0.1]


def test_answers_about_other_worlds_are_not_put_together(tmp_path: Path) -> None:
    given = csv_of(tmp_path, "origine,lieu,minutes\n42001,abc,9\n")
    path = tmp_path / "temps.csv"
    other = read_matrix_csv(path, ORIGINS, [*VENUES, "ghi"])

    with pytest.raises(ValueError, match="same"):
        together([given, other])
