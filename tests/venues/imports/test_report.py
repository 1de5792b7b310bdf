"""What an import did, in words and as a table."""

from __future__ import annotations

import csv
import gzip
import io
from typing import Any

import pytest

from venues.imports.findings import (
    EXCERPT_LENGTH,
    Finding,
    Level,
    excerpt,
    fix,
    rejection,
    rejects,
    warning,
)
from venues.imports.report import HEADER, Counts, Report, csv_bytes, guarded, packed


def finding(row: int = 1, **facts: Any) -> Finding:
    values: dict[str, Any] = {
        "external_id": "s-1", "field": "nom", "level": Level.FIX, "code": "espaces",
        "message": "Espaces retirés.", "before": "a ", "after": "a", **facts,
    }  # fmt: skip
    return Finding(row, **values)


def read_again(content: bytes) -> list[dict[str, str]]:
    stream = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(stream, delimiter=";"))


def test_the_summary_adds_up_in_words() -> None:
    counts = Counts(read=15, added=1, changed=2, unchanged=3, merged=4, rejected=5, removed=6)
    report = Report(counts, [finding(), finding(level=Level.REJECTION)])

    assert counts.adds_up()
    assert report.summary() == [
        "15 lues = 1 ajoutées + 2 modifiées + 3 inchangées + 4 répétées + 5 rejetées",
        "6 retirées · 1 correction · 0 avertissement · 1 rejet",
    ]


def test_counts_that_do_not_add_up_are_noticed() -> None:
    assert not Counts(read=2, added=1).adds_up()


def test_codes_are_counted_most_serious_first() -> None:
    report = Report(
        Counts(),
        [
            finding(code="b"), finding(code="a"), finding(code="a"),
            finding(level=Level.WARNING, code="w"), finding(level=Level.REJECTION, code="r"),
        ],
    )  # fmt: skip

    assert [(level.value, code, number) for level, code, number, _ in report.by_code()] == [
        ("rejet", "r", 1),
        ("avertissement", "w", 1),
        ("correction", "a", 2),
        ("correction", "b", 1),
    ]


def test_the_table_reads_back_as_it_was_said() -> None:
    (line,) = read_again(csv_bytes([finding(before='un "mot" ; là')]))

    assert tuple(line) == HEADER
    assert line == {
        "fiche": "1", "identifiant": "s-1", "champ": "nom", "niveau": "correction",
        "code": "espaces", "message": "Espaces retirés.", "avant": 'un "mot" ; là', "apres": "a",
    }  # fmt: skip


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_of_the_table_can_run_in_a_spreadsheet(cell: str) -> None:
    (line,) = read_again(csv_bytes([finding(external_id=cell, before=cell, after=cell)]))

    assert {line["identifiant"][0], line["avant"][0], line["apres"][0]} == {"'"}
    assert guarded(cell) == f"'{cell}"


def test_what_is_said_of_the_whole_file_has_no_row_number() -> None:
    assert read_again(csv_bytes([finding(0)]))[0]["fiche"] == ""


def test_a_kept_report_is_the_same_table_packed() -> None:
    findings = [finding(number) for number in range(1, 50)]

    assert gzip.decompress(packed(findings)) == csv_bytes(findings)
    assert packed(findings) == packed(findings)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (12.5, "12.5"),
        ("a\x00b", "a\\x00b"),
        ("a\nb", "a\\x0ab"),
        ("\u202eabc", "\\x202eabc"),
        ("x" * 1_000, "x" * EXCERPT_LENGTH + "…"),
        ("<script>", "<script>"),
    ],
)
def test_an_excerpt_is_one_short_visible_line(value: object, shown: str) -> None:
    assert excerpt(value) == shown


def test_only_a_rejection_refuses_the_row() -> None:
    assert rejects([fix("a", "m", 1, 2), rejection("b", "m")])
    assert not rejects([fix("a", "m", 1, 2), warning("b", "m")])
