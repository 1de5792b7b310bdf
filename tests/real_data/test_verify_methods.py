"""The published indices, recomputed from the real inputs; one number changed is seen."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from coverage.verified_inputs import WORKED_EXAMPLE
from fragility import published_inputs as files
from fragility.defects import DEFECTS
from fragility.known_defects import figures
from fragility.verification import (
    check_2019_aggregation,
    check_2019_raw,
    check_2023_communes,
    check_2023_epci,
    check_poverty,
    checks,
)
from ifn_site.verifications import Check, last_verification


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, settings: Any) -> None:
    """Keep the outcome of these tests to themselves."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def copy(real_folder: Path, tmp_path: Path) -> Path:
    """The same folder, whose files can be replaced one by one."""
    target = tmp_path / "copy"
    (target / "ifn").mkdir(parents=True)
    (target / "gap").mkdir()
    for name in (*files.INPUTS, WORKED_EXAMPLE):
        (target / name).symlink_to(real_folder / name)
    return target


def alter(folder: Path, name: str, change: Callable[[str], str]) -> None:
    """Replace one file of a copy by its text, changed."""
    path = folder / name
    packed = name.endswith(".gz")
    content = path.read_bytes()
    text = (gzip.decompress(content) if packed else content).decode("utf-8")
    changed = change(text)
    assert changed != text
    path.unlink()
    data = changed.encode("utf-8")
    path.write_bytes(gzip.compress(data) if packed else data)


def change_cell(column: str, separator: str = ",") -> Callable[[str], str]:
    """Return a change of one number, in the first row where this column holds one."""

    def change(text: str) -> str:
        header, rows = text.split("\n", 1)
        place = next(csv_cells(header, separator, column))
        lines = rows.split("\n")
        for number, line in enumerate(lines):
            cells = line.split(separator)
            if len(cells) > place and re.fullmatch(r"-?\d+([.,]\d+)?", cells[place]):
                cells[place] = "3" + cells[place]
                lines[number] = separator.join(cells)
                return header + "\n" + "\n".join(lines)
        raise AssertionError(f"no number in {column}")

    return change


def csv_cells(header: str, separator: str, column: str):  # type: ignore[no-untyped-def]
    """Yield the places of a column in a header without quoted separators."""
    return (place for place, name in enumerate(header.strip().split(separator)) if name == column)


def failed(found: list[Check]) -> list[str]:
    """Return what failed."""
    return [check.what for check in found if not check.ok]


def command(folder: Path) -> tuple[int, str]:
    """Return (exit code, printed text) of the command."""
    printed = StringIO()
    try:
        call_command("verify_methods", data=str(folder), publish=True, stdout=printed)
    except SystemExit as stop:
        return int(stop.code or 0), printed.getvalue()
    return 0, printed.getvalue()


def test_everything_agrees_and_is_remembered(real_folder: Path) -> None:
    code, text = command(real_folder)

    assert code == 0, text
    assert "ÉCHEC" not in text
    outcome = last_verification()
    assert outcome is not None
    assert outcome.ok
    assert {defect.key for defect in DEFECTS} == {
        figure.topic for part in outcome.parts for figure in part.figures
    }


def test_the_numbers_of_rows_are_those_of_the_files(real_folder: Path) -> None:
    rows = [check.rows for check in checks(real_folder)]

    iris, communes, epci = 48_914, 35_006, 1_254
    assert rows[:5] == [16 * 3 * 7, iris * 3 * 3, communes, epci, epci]
    assert rows[5:] == [34_909, 4_397, 26_907, 4_397, 4_397]


def test_a_changed_number_exits_one(copy: Path) -> None:
    alter(copy, files.WEIGHTS_2018, change_cell("pop_mun_2018"))

    code, text = command(copy)

    assert code == 1
    assert files.WEIGHTS_2018 in text


def test_a_missing_file_exits_one(copy: Path) -> None:
    (copy / files.EPCI_2023).unlink()

    code, text = command(copy)

    assert code == 1
    assert files.EPCI_2023 in text


def test_a_changed_count_of_2019_is_found_by_recomputing(copy: Path) -> None:
    alter(copy, files.ARRAS, lambda text: text.replace("2583.856135552", "2584.856135552"))

    assert not check_2019_raw(copy).ok


def test_a_changed_axis_of_2019_is_found_by_recomputing(copy: Path) -> None:
    alter(copy, files.IRIS_2019, change_cell("num_reg"))

    assert not check_2019_aggregation(copy).ok


def test_a_changed_class_of_2023_is_found_by_recomputing(copy: Path) -> None:
    alter(copy, files.CITY_2023, change_cell("older_65_rate"))

    assert not check_2023_communes(copy).ok


def test_a_changed_total_of_an_epci_is_found_by_recomputing(copy: Path) -> None:
    alter(copy, files.EPCI_2023, change_cell("total"))

    assert failed(check_2023_epci(copy)) == ["IFN 2023, totaux des EPCI depuis les communes"]


def test_wrong_populations_are_found_by_recomputing(copy: Path) -> None:
    alter(copy, files.WEIGHTS_2018, lambda text: re.sub(r"(,\d{5},)\d+,", r"\g<1>100,", text))

    assert len(failed(check_2023_epci(copy))) == 2


def test_a_changed_observed_rate_is_found_by_recomputing(copy: Path) -> None:
    alter(copy, files.FILOSOFI, change_cell("TP6021", ";"))

    assert "Pauvreté, taux observés gardés" in failed(check_poverty(copy))


def test_a_rate_made_secret_is_found_by_counting(copy: Path) -> None:
    alter(copy, files.EXPECTED_POVERTY, lambda text: text.replace("estime_mediane", "manquant", 1))

    assert len(failed(check_poverty(copy))) == 1


def test_the_known_defects_are_measured(real_folder: Path) -> None:
    found = {figure.label: figure for figure in figures(real_folder)}

    def value(beginning: str, end: str = "") -> float:
        return next(
            figure.value
            for label, figure in found.items()
            if label.startswith(beginning) and label.endswith(end)
        )

    link = "Lien entre la note de pauvreté"
    assert abs(value(link, "moins de 2 500 habitants")) < 0.05
    assert value(link, "20 000 habitants et plus") < -0.8
    assert value("Petites communes de même note", "(pauvreté)") > 90
    assert value("Petites communes de même note", "pour comparer)") < 20
    assert value("Communes dont le score change d’au moins un demi") > 50
    assert value("2019 : IRIS") == pytest.approx(7.15, abs=0.01)
    assert value("2023 : communes de Guadeloupe") == 100
    assert value("2023 : communes notées 0") == 6
    assert value("Lien entre l’axe") < -0.8
