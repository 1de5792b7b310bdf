"""Rows that look like a venue told elsewhere: pointed out, never merged."""

from __future__ import annotations

import pytest

from tests.venues.imports.rows import codes, counts, many, row, run
from venues.models import Source, Venue

pytestmark = pytest.mark.usefixtures("territories")

TWICE = [row(1), row(2, nom="MEDIATHEQUE 1", adresse="1, Rue des lilas")]


def test_the_later_of_two_rows_alike_names_the_earlier_and_both_are_kept() -> None:
    outcome = run(TWICE)

    (finding,) = [one for one in outcome.report.findings if one.code == "repetition_probable"]
    assert (finding.row, finding.external_id) == (2, "structure-2")
    assert "« structure-1 »" in finding.message
    assert Venue.objects.count() == 2


def test_rows_alike_are_told_again_when_nothing_changed() -> None:
    first = run(TWICE).report.findings

    outcome = run(TWICE)

    assert counts(outcome) == (0, 0, 2, 0, 0, 0)
    assert outcome.report.findings == first


def test_a_new_row_is_compared_with_rows_that_did_not_change() -> None:
    run(TWICE[:1])

    assert "repetition_probable" in codes(run(TWICE))


@pytest.mark.parametrize(
    "cells",
    [
        {"adresse": "8 rue des Lilas"},
        {"nom": "Mairie"},
        {"commune": "Saint-Chamond", "code_postal": "42400", "code_insee": "42207"},
        {"adresse": ""},
    ],
)
def test_another_name_commune_or_address_is_another_place(cells: dict[str, str]) -> None:
    other = {**row(1), "id": "structure-2", **cells}

    assert "repetition_probable" not in codes(run([row(1), other]))


def test_two_rows_without_an_address_are_not_said_alike() -> None:
    rows = [{**row(1), "id": str(number), "adresse": ""} for number in range(2)]

    assert "repetition_probable" not in codes(run(rows))


def test_a_venue_of_another_source_is_named_with_its_source() -> None:
    run(many(2))

    outcome = run([row(2, id="b-2"), row(3, id="b-3")], source="autre")

    (finding,) = [one for one in outcome.report.findings if one.code == "deja_connu"]
    assert finding.external_id == "b-2"
    assert "« Hub d’exemple »" in finding.message
    assert Venue.objects.count() == 4


def test_a_dry_run_compares_with_other_sources_too() -> None:
    run(many(1))

    assert "deja_connu" in codes(run(many(1), source="autre", apply=False))


def test_our_own_export_is_not_said_to_be_known_already() -> None:
    run(many(1))
    exported = row(1, id=Venue.objects.get().public_id)

    assert "deja_connu" not in codes(run([exported], source="autre"))


def test_invented_venues_are_not_compared() -> None:
    run(many(1))
    Source.objects.update(is_demonstration=True)

    assert "deja_connu" not in codes(run(many(1), source="autre"))
