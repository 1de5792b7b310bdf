"""What one import makes of odd rows: rejected, repeated, hostile; and what its report says."""

from __future__ import annotations

import gzip

import pytest

from tests.venues.imports.rows import codes, counts, many, row, run
from venues.models import ImportRun, SourceRecord, Venue

pytestmark = pytest.mark.usefixtures("territories")

State = ImportRun.State


# --- Rejected rows -------------------------------------------------------------------------------

LOST = {"commune": "", "code_postal": "", "code_insee": "", "latitude": "", "longitude": ""}


def test_a_rejected_row_is_told_and_the_others_are_imported() -> None:
    outcome = run([row(1), row(2, **LOST), row(3, nom="")])

    assert counts(outcome) == (1, 0, 0, 0, 2, 0)
    told = [one for one in outcome.report.findings if one.level == "rejet"]
    assert [(one.row, one.external_id) for one in told] == [(2, "structure-2"), (3, "structure-3")]


def test_a_row_that_becomes_unusable_keeps_its_last_good_version() -> None:
    run(many(3))

    outcome = run([*many(2), row(3, **LOST)])

    assert counts(outcome) == (0, 0, 2, 0, 1, 0)
    assert Venue.objects.published().filter(name="Médiathèque 3").exists()


def test_a_row_that_becomes_unusable_keeps_its_venue_though_its_identifier_is_shared() -> None:
    others = [row(number) for number in range(2, 10)]
    run([row(1), row(1, nom="Mairie"), *others])

    for nom in ("Mairie", "Médiathèque 1"):
        outcome = run([row(1, nom=nom), row(1, nom="Mairie", **LOST), *others])

        assert outcome.report.counts.removed == 0
        assert Venue.objects.published().filter(name__in=["Mairie", "Médiathèque 1"]).count() == 2


def test_what_is_no_venue_in_a_list_is_a_rejected_row() -> None:
    outcome = run(b'[{"id": "1", "nom": "Relais", "commune": "Reims"}, 3]')

    assert counts(outcome) == (1, 0, 0, 0, 1, 0)
    assert "ligne_non_objet" in codes(outcome)


# --- Repeated identifiers ------------------------------------------------------------------------


def test_a_venue_written_twice_is_imported_once() -> None:
    rows = [row(1, telephone="0477000000"), row(1, date_maj="2026-10-01")]

    outcome = run(rows)

    assert counts(outcome) == (1, 0, 0, 1, 0, 0)
    assert Venue.objects.get().phone == "+33477000000"
    assert counts(run(rows[::-1])) == (0, 0, 1, 1, 0, 0)


def test_two_places_with_one_identifier_are_both_kept_whatever_their_order() -> None:
    rows = [row(1), row(1, nom="Mairie"), row(2)]

    assert counts(run(rows)) == (3, 0, 0, 0, 0, 0)
    ids = dict(Venue.objects.values_list("name", "public_id"))

    assert counts(run(rows[::-1])) == (0, 0, 3, 0, 0, 0)
    assert dict(Venue.objects.values_list("name", "public_id")) == ids


def test_of_two_places_with_one_identifier_the_one_that_stays_keeps_its_own_page() -> None:
    run([row(1), row(1, nom="Mairie"), *[row(number) for number in range(2, 10)]])
    ids = dict(Venue.objects.values_list("name", "public_id"))

    for name in ("Médiathèque 1", "Mairie"):
        run([row(1, nom=name), *[row(number) for number in range(2, 10)]])

        venue = Venue.objects.published().get(name=name)
        assert venue.public_id == ids[name]
        assert Venue.objects.get(public_id=ids[name]).name == name


def test_the_same_place_under_two_identifiers_is_two_venues() -> None:
    assert counts(run([row(1), {**row(1), "id": "autre"}])) == (2, 0, 0, 0, 0, 0)


def test_a_row_without_identifier_keeps_its_venue_when_another_cell_changes() -> None:
    run([row(1, id=""), row(2, id="")])

    outcome = run([row(1, id="", telephone="0477000000"), row(2, id="")])

    assert counts(outcome) == (0, 1, 1, 0, 0, 0)


# --- Findings and reports ------------------------------------------------------------------------


def test_row_numbers_count_data_rows_whatever_the_lines_of_the_file() -> None:
    content = (
        b"id,nom,commune,code_postal,code_insee,services\r\n"
        b'1,"Relais\r\nNord",Reims,51100,51454,\r\n'
        b"\r\n"
        b"2,Sud,Reims,51100,51454,\r\n"
        b"3,Est,Reims,51100,51454,Tricot\r\n"
    )

    outcome = run(content)

    told = [one for one in outcome.report.findings if one.code == "valeur_inconnue"]
    assert [(one.row, one.external_id) for one in told] == [(3, "3")]


def test_unchanged_rows_keep_their_findings_in_the_next_report() -> None:
    rows = [row(1), row(2, services="Tricot"), row(3, telephone="04 77 00 00 00")]

    first = run(rows).report.findings
    second = run(rows).report.findings

    assert first == second
    assert {one.row for one in second} == {2, 3}


def test_findings_follow_rows_that_moved() -> None:
    run([row(1), row(2, services="Tricot")])

    outcome = run([row(2, services="Tricot"), row(1)])

    assert [one.row for one in outcome.report.findings] == [1]


def test_the_report_of_a_run_is_kept_as_a_table() -> None:
    run([row(1, services="Tricot")])

    table = gzip.decompress(bytes(ImportRun.objects.get().report)).decode("utf-8-sig")
    header, line = table.splitlines()
    assert header == "fiche;identifiant;champ;niveau;code;message;avant;apres"
    assert line.startswith("1;structure-1;services;avertissement;valeur_inconnue;")


def test_unknown_columns_are_told_once_for_the_file() -> None:
    outcome = run(many(3, couleur="bleu"))

    assert [(one.row, one.before) for one in outcome.report.findings] == [(0, "couleur")]


def test_a_file_that_is_not_of_venues_is_refused_with_the_columns_it_has() -> None:
    outcome = run(b"couleur,taille\nbleu,3\n", apply=False)

    assert outcome.state == State.UNREADABLE
    assert "Colonnes lues : couleur, taille." in outcome.message


def test_binary_rubbish_is_refused_with_readable_words() -> None:
    outcome = run(bytes(range(1, 256)) * 20, apply=False)

    assert outcome.state == State.UNREADABLE
    assert outcome.message.isprintable()


# --- Hostile values ------------------------------------------------------------------------------


def test_hostile_values_are_stored_as_inert_text() -> None:
    outcome = run(
        [
            row(
                1,
                nom="<script>alert(1)</script>",
                adresse='=HYPERLINK("https://x.example";"clic")',
                presentation_detail="Re\x00lais \u202e<img onerror=x>",
                site_web="javascript:alert(1)",
                structure_parente="x" * 10_000_000,
                services="=1+1",
            )
        ]
    )

    venue = Venue.objects.get()
    assert counts(outcome)[0] == 1
    assert venue.name == "<script>alert(1)</script>"
    assert venue.websites == []
    assert "\x00" not in venue.description
    assert "\u202e" not in venue.description
    assert venue.unknown_values == {"services": ["=1+1"]}
    assert len(str(SourceRecord.objects.get().raw)) < 200_000


def test_a_nul_is_stored_nowhere() -> None:
    run([row(1, nom="Mai\x00son", **{"coul\x00eur": "b\x00leu"})])

    assert "\\u0000" not in str(SourceRecord.objects.values("raw", "findings").get())
    assert "\x00" not in str(SourceRecord.objects.values("raw", "findings").get())
