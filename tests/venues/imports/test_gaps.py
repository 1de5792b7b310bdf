"""What a file or a row leaves unsaid."""

from __future__ import annotations

import pytest

from tests.venues.imports.rows import codes, counts, many, row, run
from venues.imports.columns import REQUIRED
from venues.imports.findings import Finding
from venues.imports.mapping import Mapping
from venues.imports.pipeline import Outcome

pytestmark = pytest.mark.usefixtures("territories")


def told(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(one.row, one.field, one.code) for one in outcome.report.findings]


def only(outcome: Outcome) -> Finding:
    (finding,) = outcome.report.findings
    return finding


def without(name: str, number: int = 3) -> list[dict[str, str]]:
    rows = many(number)
    for one in rows:
        del one[name]
    return rows


def test_a_whole_file_has_nothing_missing() -> None:
    assert codes(run(many(2))) == []


@pytest.mark.parametrize("name", sorted(set(REQUIRED) - {"nom"}))
def test_a_missing_column_is_told_once_for_the_file(name: str) -> None:
    findings = run(without(name)).report.findings

    doubts = [(one.row, one.field, one.code) for one in findings if one.level == "avertissement"]
    assert doubts == [(0, name, "colonne_absente")]


def test_a_file_without_services_is_told_what_it_loses() -> None:
    assert told(run(without("services"))) == [(0, "services", "colonne_absente")]


def test_without_coordinates_the_file_is_told_what_it_loses() -> None:
    rows = [{k: v for k, v in one.items() if k not in ("latitude", "longitude")} for one in many(2)]

    finding = only(run(rows))

    assert (finding.row, finding.field) == (0, "latitude")
    assert "jamais trouvé par distance" in finding.message


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"adresse": ""}, "adresse", "adresse_absente"),
        ({"date_maj": ""}, "date_maj", "date_absente"),
        ({"services": ""}, "services", "services_absents"),
        ({"latitude": "", "longitude": ""}, "latitude", "coordonnees_absentes"),
    ],
)
def test_an_empty_cell_that_costs_people_something_is_told_on_its_row(
    cells: dict[str, str], field: str, code: str
) -> None:
    assert told(run([row(1), row(2, **cells)])) == [(2, field, code)]


def test_a_row_without_identifier_is_told_that_one_is_computed() -> None:
    finding = only(run([row(1), row(2, id="")]))

    assert (finding.row, finding.field, finding.code) == (2, "id", "identifiant_absent")
    assert finding.external_id.startswith("sans-id-")


def test_missing_pivots_are_counted_once_for_the_file() -> None:
    finding = only(run([row(1), row(2, pivot=""), row(3, pivot="")]))

    assert (finding.row, finding.code) == (0, "pivot_absent")
    assert "2 sur 3" in finding.message


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"services": "Tricot"}, "valeur_inconnue"),
        ({"date_maj": "bientôt"}, "date_illisible"),
        ({"latitude": "0", "longitude": "0"}, "coordonnees_nulles"),
    ],
)
def test_a_value_already_doubted_is_not_told_twice(cells: dict[str, str], code: str) -> None:
    assert codes(run([row(1, **cells)])) == [code]


def test_a_refused_row_is_told_nothing_more() -> None:
    assert codes(run([row(1), row(2, nom="", adresse="")]), "avertissement") == []


def test_a_constant_of_the_mapping_fills_a_missing_column() -> None:
    outcome = run(
        without("services"), mapping=Mapping(constants={"services": "Aide aux démarches"})
    )

    assert "colonne_absente" not in codes(outcome)


def test_a_blank_word_among_coordinates_is_shown_as_written() -> None:
    assert only(run([row(1, latitude="nan")])).before == "nan ; 4.3903"


def test_a_gap_that_a_repeated_row_fills_is_not_told() -> None:
    outcome = run([row(1, adresse="", date_maj="2026-10-01"), row(1)])

    assert codes(outcome) == ["identifiant_repete"]


def test_a_file_without_names_is_told_what_is_indispensable() -> None:
    outcome = run(without("nom"))

    assert "« nom » et une autre colonne" in outcome.message


def test_a_name_and_one_other_column_are_enough_to_be_read() -> None:
    assert counts(run([{"nom": "Relais", "commune": "Reims"}]))[0] == 1
