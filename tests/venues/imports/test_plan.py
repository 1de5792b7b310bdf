"""Which stored venue a row speaks of, and what it may change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territories.distance import unit_vector
from tests.factories import VenueRedirectFactory
from tests.venues.imports.rows import counts, csv_bytes, row, run
from venues.models import Correction, Source, SourceRecord, Venue

pytestmark = pytest.mark.usefixtures("territories")

OTHER = "autre-hub"


def correct(venue: Venue, field: str, value: Any, day: date) -> None:
    Correction.objects.create(venue=venue, field=field, value=value, corrected_on=day)


# --- Corrections ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_later", "phone"),
    [(-1, "+33477000002"), (0, "+33477111111"), (1, "+33477111111")],
)
def test_a_correction_wins_until_the_source_is_newer(days_later: int, phone: str) -> None:
    run([row(telephone="0477000001")])
    row_day = date(2026, 10, 1)
    correct(Venue.objects.get(), "phone", "+33477111111", row_day + timedelta(days_later))

    run([row(telephone="0477000002", date_maj=row_day.isoformat())])

    assert Venue.objects.get().phone == phone


def test_a_correction_wins_over_an_undated_row() -> None:
    run([row(telephone="0477000001", date_maj="")])
    correct(Venue.objects.get(), "phone", "+33477111111", date(2020, 1, 1))

    run([row(telephone="0477000002", date_maj="")])

    assert Venue.objects.get().phone == "+33477111111"


def test_a_corrected_point_moves_the_venue_on_the_sphere_too() -> None:
    run([row()])
    venue = Venue.objects.get()
    for field, value in (("latitude", 45.44), ("longitude", 4.40)):
        correct(venue, field, value, date(2026, 10, 1))

    run([row(telephone="0477000002")])

    venue.refresh_from_db()
    assert (venue.latitude, venue.longitude) == (45.44, 4.40)
    assert (venue.x, venue.y, venue.z) == pytest.approx(unit_vector(45.44, 4.40))


def test_a_corrected_set_of_terms_is_kept() -> None:
    run([row()])
    correct(Venue.objects.get(), "services", ["acces", "emploi"], date(2026, 10, 1))

    run([row(telephone="0477000002")])

    assert Venue.objects.get().services == ("emploi", "acces")


# --- Our own public ids --------------------------------------------------------------------------


def exported(venue: Venue, **cells: Any) -> dict[str, Any]:
    """The row of an export of `row()`, changed here and there."""
    return {**row(), "id": venue.public_id, **cells}


@pytest.mark.parametrize("source", ["hub-exemple", OTHER])
def test_our_own_export_is_recognised_under_any_source(source: str) -> None:
    run([row()])

    outcome = run([exported(Venue.objects.get())], source=source)

    assert counts(outcome) == (0, 0, 1, 0, 0, 0)
    assert Venue.objects.count() == 1


def test_an_export_of_another_source_adds_a_record_and_the_venue_survives_the_first() -> None:
    rows = [row(number) for number in range(1, 11)]
    run(rows)
    venue = Venue.objects.get(name="Médiathèque 10")
    run([{**row(10), "id": venue.public_id}], source=OTHER)

    run(rows[:9])

    venue.refresh_from_db()
    assert venue.withdrawn_at is None
    assert venue.records.present().get().source.key == OTHER


def test_an_edited_export_changes_the_venue() -> None:
    run([row()])

    outcome = run([exported(Venue.objects.get(), telephone="0477000009")], source=OTHER)

    assert counts(outcome) == (0, 1, 0, 0, 0, 0)
    assert Venue.objects.get().phone == "+33477000009"


def test_an_old_export_does_not_undo_what_the_source_said_since() -> None:
    run([row(telephone="0477000001")])
    old = exported(Venue.objects.get(), telephone="0477000001")
    run([row(telephone="0477000002", date_maj="2026-10-15")])

    outcome = run([old], source=OTHER)

    assert counts(outcome) == (0, 0, 1, 0, 0, 0)
    assert Venue.objects.get().phone == "+33477000002"


def test_an_export_does_not_wipe_what_exports_lack() -> None:
    run([row(telephone="0477000001 / 0477000002", services="Tricot", labels_nationaux="CNFS",
             modalites_accompagnement="A ma place")])  # fmt: skip
    before = Venue.objects.values("other_phones", "unknown_values", "acts_on_behalf").get()

    run([exported(Venue.objects.get(), telephone="0477000001", services="")])

    assert before["other_phones"]
    assert Venue.objects.values(*before).get() == before


def test_an_old_public_id_leads_to_its_venue() -> None:
    run([row()])
    redirect = VenueRedirectFactory(venue=Venue.objects.get())

    outcome = run([{**row(), "id": redirect.pk}], source=OTHER)

    assert counts(outcome) == (0, 0, 1, 0, 0, 0)


def test_two_ids_of_one_venue_never_write_it_twice() -> None:
    run([row()])
    venue = Venue.objects.get()
    redirect = VenueRedirectFactory(venue=venue)
    rows = [
        exported(venue, telephone="0477000003"),
        {**exported(venue, telephone="0477000004"), "id": redirect.pk},
    ]

    outcome = run(rows, source=OTHER)

    assert counts(outcome) == (0, 1, 1, 0, 0, 0)
    assert Venue.objects.get().phone == "+33477000003"


def test_a_text_that_only_looks_like_a_public_id_is_an_ordinary_identifier() -> None:
    assert counts(run([row(1, id="rnabcdefgh")])) == (1, 0, 0, 0, 0, 0)


def test_one_row_of_an_export_stands_for_every_record_of_its_venue() -> None:
    run([row(1), row(2)])
    first, second = Venue.objects.order_by("name")
    SourceRecord.objects.filter(venue=second).update(venue=first)
    second.delete()

    outcome = run([exported(first)])

    assert counts(outcome) == (0, 0, 1, 0, 0, 0)


# --- Several sources on one venue ----------------------------------------------------------------


@pytest.fixture
def shared() -> Venue:
    """A venue led by the first source, that a second one holds too."""
    run([row(telephone="0477000001")])
    venue = Venue.objects.get()
    run([exported(venue, telephone="0477000001")], source=OTHER)
    SourceRecord.objects.filter(source__key=OTHER).update(external_id="b-1")
    return venue


@pytest.mark.parametrize(
    ("day", "phone", "changed"),
    [
        ("2026-08-01", "+33477000001", 0),
        ("2026-09-01", "+33477000001", 0),
        ("2026-10-01", "+33477000009", 1),
    ],
)
def test_another_source_changes_a_venue_only_when_it_is_newer(
    shared: Venue, day: str, phone: str, changed: int
) -> None:
    newer = {**row(), "id": "b-1", "telephone": "0477000009", "date_maj": day}

    outcome = run([newer], source=OTHER)

    shared.refresh_from_db()
    assert (shared.phone, outcome.report.counts.changed) == (phone, changed)


def test_the_newest_source_leads_from_then_on(shared: Venue) -> None:
    newer = {**row(), "id": "b-1", "telephone": "0477000009", "date_maj": "2026-10-01"}
    run([newer], source=OTHER)

    run([row(telephone="0477000007")])

    shared.refresh_from_db()
    assert shared.phone == "+33477000009"
    assert shared.main_record is not None
    assert shared.main_record.source.key == OTHER


def test_a_record_that_comes_back_does_not_take_the_lead(shared: Venue) -> None:
    run([row(2, id="b-2")], source=OTHER, max_loss=100)

    run([{**row(), "id": "b-1", "telephone": "0477000009"}, row(2, id="b-2")], source=OTHER)

    shared.refresh_from_db()
    assert shared.phone == "+33477000001"
    assert shared.records.present().count() == 2


# --- Whatever the file ---------------------------------------------------------------------------

CELLS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["1", "2", "3", "4", "", "2~hub"]),
        "nom": st.sampled_from(["Relais", "Mairie", "La Poste", ""]),
        "commune": st.sampled_from(["Saint-Étienne", "Reims", "Ailleurs", ""]),
        "code_postal": st.sampled_from(["42000", "51100", ""]),
        "telephone": st.sampled_from(["0477000001", "0477000002", "=1", ""]),
        "date_maj": st.sampled_from(["2026-01-01", "2026-02-01", "1970-01-01", ""]),
        "source": st.sampled_from(["Dora", "Hub", ""]),
    }
)
FILES = st.lists(CELLS, min_size=1, max_size=7)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(files=st.lists(FILES, min_size=1, max_size=4))
def test_every_row_has_exactly_one_outcome_and_a_file_twice_changes_nothing(
    files: list[list[dict[str, str]]],
) -> None:
    Source.objects.all().delete()
    Venue.objects.all().delete()
    for rows in files:
        outcome = run(csv_bytes(rows), max_loss=100)
        one = outcome.report.counts
        assert one.read == one.added + one.changed + one.unchanged + one.merged + one.rejected
        assert SourceRecord.objects.present().count() >= one.added + one.changed
        again = run(csv_bytes(rows), max_loss=100).report.counts
        assert (again.added, again.changed, again.removed) == (0, 0, 0)
        shuffled = run(csv_bytes(rows[::-1]), max_loss=100).report.counts
        assert (shuffled.added, shuffled.removed) == (0, 0)
    assert Source.objects.count() == 1
