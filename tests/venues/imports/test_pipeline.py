"""One import from bytes to what the site shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ifn_site.models import DataSet, DataVersion, data_version
from tests.factories import SourceFactory, SourceRecordFactory, VenueFactory
from tests.venues.imports.rows import SOURCE, TODAY, counts, csv_bytes, many, row, run
from venues.imports.mapping import Mapping
from venues.imports.pipeline import MissingTerritories, SourceFacts, import_content
from venues.imports.rows import RowReader
from venues.models import ImportRun, Source, SourceRecord, Venue

pytestmark = pytest.mark.usefixtures("territories")

State = ImportRun.State


def nothing_is_stored() -> bool:
    tables = (Source, ImportRun, Venue, SourceRecord, DataSet, DataVersion)
    return not any(table.objects.exists() for table in tables)


# --- Dry and applied -----------------------------------------------------------------------------


def test_a_dry_import_counts_and_writes_nothing() -> None:
    outcome = run(many(3), apply=False)

    assert counts(outcome) == (3, 0, 0, 0, 0, 0)
    assert not outcome.applied
    assert nothing_is_stored()


def test_a_dry_import_of_an_unreadable_file_writes_nothing() -> None:
    outcome = run(b"<html>", apply=False)

    assert outcome.state == State.UNREADABLE
    assert nothing_is_stored()


def test_an_applied_import_makes_venues_records_and_a_run() -> None:
    outcome = run(many(3))

    assert outcome.applied
    assert Venue.objects.published().count() == 3
    assert SourceRecord.objects.present().count() == 3
    (kept,) = ImportRun.objects.all()
    assert (kept.state, kept.read, kept.added) == (State.APPLIED, 3, 3)


def test_a_new_venue_is_led_by_its_record() -> None:
    run(many(2))

    for venue in Venue.objects.order_by("pk"):
        assert venue.main_record == venue.records.get()


def test_a_venue_knows_its_words_and_its_completeness() -> None:
    run([row(telephone="0477000000")])

    venue = Venue.objects.get()
    assert "mediatheque 1 saint etienne 42000" in venue.search_text
    assert venue.slug == "mediatheque-1-saint-etienne"
    assert venue.completeness > 0


def test_the_original_row_is_kept_as_it_came() -> None:
    run([row(telephone="04 77 00 00 00", couleur="bleu", vide="")])

    raw = SourceRecord.objects.get().raw
    assert (raw["telephone"], raw["couleur"]) == ("04 77 00 00 00", "bleu")
    assert "vide" not in raw


def test_what_is_shown_has_a_data_set_and_a_new_version() -> None:
    run(many(2))

    data_set = DataSet.objects.get(pk=f"lieux:{SOURCE}")
    assert (data_set.rows, data_set.label) == (2, "Hub d’exemple")
    assert data_version()[0] == 1


def test_an_import_that_changes_nothing_leaves_the_version_alone() -> None:
    run(many(2))
    run(many(2))

    assert data_version()[0] == 1


# --- Twice, changed, gone, back ------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing() -> None:
    run(many(3))

    assert counts(run(many(3))) == (0, 0, 3, 0, 0, 0)


def test_the_same_rows_in_another_order_and_format_change_nothing() -> None:
    run(csv_bytes(many(3)))

    assert counts(run(csv_bytes(reversed(many(3)), delimiter=";"))) == (0, 0, 3, 0, 0, 0)


def test_unchanged_rows_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    run(many(5))
    read: list[int] = []
    whole = RowReader.read
    monkeypatch.setattr(
        RowReader, "read", lambda self, draft: (read.append(draft.row), whole(self, draft))
    )

    run([*many(4), row(5, nom="Tiers-lieu")])

    assert read == [5]


def test_one_changed_cell_changes_one_field_of_one_venue() -> None:
    run(many(3))

    outcome = run([*many(2), row(3, telephone="0477000000")])

    assert counts(outcome) == (0, 1, 2, 0, 0, 0)
    assert dict(outcome.report.changed_fields) == {"phone": 1}
    assert Venue.objects.get(name="Médiathèque 3").phone == "+33477000000"


def test_a_changed_venue_keeps_its_public_id() -> None:
    run([row()])
    before = Venue.objects.get().public_id

    run([row(nom="Tiers-lieu")])

    after = Venue.objects.get()
    assert (after.public_id, after.name) == (before, "Tiers-lieu")
    assert after.slug == "tiers-lieu-saint-etienne"


def test_a_cell_that_changes_nothing_shown_counts_as_unchanged() -> None:
    run([row(couleur="bleu")])

    outcome = run([row(couleur="vert")])

    assert counts(outcome) == (0, 0, 1, 0, 0, 0)
    assert SourceRecord.objects.get().raw["couleur"] == "vert"
    assert counts(run([row(couleur="vert")])) == (0, 0, 1, 0, 0, 0)


def test_a_row_that_leaves_withdraws_its_venue() -> None:
    run(many(10))

    outcome = run(many(9))

    assert counts(outcome) == (0, 0, 9, 0, 0, 1)
    assert Venue.objects.get(name="Médiathèque 10").withdrawn_at is not None
    assert Venue.objects.published().count() == 9


@pytest.mark.parametrize(("left", "state"), [(9, State.APPLIED), (5, State.REFUSED)])
def test_rows_that_leave_are_named_even_when_the_run_is_refused(left: int, state: State) -> None:
    run(many(10))

    outcome = run(many(left))

    gone = [one for one in outcome.report.findings if one.code == "lieu_retire"]
    assert outcome.state == state
    assert len(gone) == 10 - left
    assert (gone[-1].row, gone[-1].field, gone[-1].external_id) == (0, "id", "structure-10")
    assert gone[-1].before == "structure-10 · Médiathèque 10"


def test_a_venue_that_comes_back_has_its_old_public_id_and_counts_as_added() -> None:
    run(many(10))
    before = Venue.objects.get(name="Médiathèque 10").public_id
    run(many(9))

    outcome = run(many(10))

    assert counts(outcome) == (1, 0, 9, 0, 0, 0)
    venue = Venue.objects.published().get(name="Médiathèque 10")
    assert venue.public_id == before


def test_a_row_gone_for_long_is_not_counted_as_removed_again() -> None:
    run(many(10))
    run(many(9))

    assert counts(run(many(9))) == (0, 0, 9, 0, 0, 0)


def test_a_venue_that_another_source_still_holds_stays() -> None:
    run(many(10))
    venue = Venue.objects.get(name="Médiathèque 10")
    SourceRecordFactory(source=SourceFactory(key="autre"), venue=venue)

    run(many(9))

    venue.refresh_from_db()
    assert venue.withdrawn_at is None


# --- Loss ----------------------------------------------------------------------------------------


def test_losing_a_fifth_of_the_venues_is_accepted() -> None:
    run(many(10))

    assert counts(run(many(8))) == (0, 0, 8, 0, 0, 2)


def test_losing_more_is_refused_and_nothing_changes_but_the_run() -> None:
    run(many(10))
    before = list(Venue.objects.order_by("pk").values())

    outcome = run([*many(6), row(11)], source=SOURCE)

    assert outcome.state == State.REFUSED
    assert "4 lieux sur 10 disparaîtraient (40 %, limite 20 %)" in outcome.message
    assert list(Venue.objects.order_by("pk").values()) == before
    assert SourceRecord.objects.present().count() == 10
    assert [one.state for one in ImportRun.objects.all()] == [State.REFUSED, State.APPLIED]


def test_a_person_can_accept_the_loss() -> None:
    run(many(10))

    assert counts(run(many(2), max_loss=100)) == (0, 0, 2, 0, 0, 8)


def test_an_unreadable_file_is_kept_as_a_run_that_says_why() -> None:
    run(many(2))

    run(b"<html>")

    kept = ImportRun.objects.first()
    assert kept is not None
    assert kept.state == State.UNREADABLE
    assert "page web" in kept.message
    assert Venue.objects.published().count() == 2


# --- All or nothing ------------------------------------------------------------------------------


def test_a_crash_in_the_middle_leaves_the_database_untouched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(many(3))
    tables = (Source, ImportRun, Venue, SourceRecord, DataSet, DataVersion)
    before = [list(table.objects.order_by("pk").values()) for table in tables]

    def crash(*args: Any) -> None:
        raise ObjectDoesNotExist("coupure")

    monkeypatch.setattr("venues.imports.apply._choose_main_records", crash)
    with pytest.raises(ObjectDoesNotExist, match="coupure"):
        run([*many(2), row(4), row(5, nom="Tiers-lieu")], max_loss=100)

    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_without_territories_nothing_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    from territories.models import Commune

    Commune.objects.all().delete()

    with pytest.raises(MissingTerritories, match="import_territories"):
        run(many(1))


def test_other_territories_make_every_row_be_read_again() -> None:
    from territories.models import Commune

    run(many(2))
    Commune.objects.filter(code="42218").update(epci_code="244200999")
    DataSet.objects.create(
        pk="territoires", label="T", version="COG 2027", loaded_at="2027-01-01T00:00Z"
    )

    assert counts(run(many(2))) == (0, 2, 0, 0, 0, 0)


def test_another_mapping_makes_every_row_be_read_again() -> None:
    rows = many(2, libelle="Tiers-lieu")
    run(rows)

    mapping = Mapping(columns={"nom": "structure_parente", "libelle": "nom"})
    assert counts(run(rows, mapping=mapping)) == (0, 2, 0, 0, 0, 0)


# --- Cost ----------------------------------------------------------------------------------------


def test_a_second_import_asks_as_few_questions_for_many_rows_as_for_few() -> None:
    asked = []
    for number in (5, 60):
        run(many(number), source=f"hub-{number}")
        with CaptureQueriesContext(connection) as queries:
            run(many(number), source=f"hub-{number}")
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert asked[1] <= 25


def test_progress_is_told_row_by_row_then_for_writing() -> None:
    told: list[tuple[str, int, int]] = []

    run(many(2), progress=lambda *step: told.append(step))

    assert told == [("lecture", 0, 2), ("lecture", 1, 2), ("écriture", 0, 0)]


def test_a_source_whose_file_is_refused_keeps_its_name() -> None:
    run(many(5))

    import_content(
        csv_bytes(many(1)),
        SourceFacts(SOURCE, "Nouveau nom"),
        file_name="x.csv",
        today=TODAY,
        apply=True,
    )

    assert Source.objects.get().name == "Hub d’exemple"


def test_venues_made_by_hand_are_left_alone() -> None:
    VenueFactory(name="Ajouté à la main")

    run(many(2))

    assert Venue.objects.published().filter(name="Ajouté à la main").exists()
