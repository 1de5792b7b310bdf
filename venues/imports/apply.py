"""Writing a plan: all or nothing, in the caller's transaction, in a handful of bulk statements.

Nothing is ever deleted: a venue that no source holds any more is withdrawn, so that its address
can say so, and comes back under the same public id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from ifn_site.bulk_insert import insert_rows
from venues.history import changes_of_plan, withdrawals
from venues.identity import slug_of
from venues.imports.findings import Finding, Level
from venues.imports.plan import Plan
from venues.imports.reading import kept_raw
from venues.imports.rows import Draft
from venues.models import ImportRun, Source, SourceRecord, Venue
from venues.quality import completeness
from venues.search_text import search_text_of

BATCH = 500
_LEVELS = {level.value: level for level in Level}
_VENUE_FIELDS = [
    field.name
    for field in Venue._meta.concrete_fields
    if field.name not in {"id", "public_id", "created_at"}
]
_RECORD_FIELDS = [
    "raw",
    "content_hash",
    "updated_on",
    "findings",
    "last_seen",
    "last_run",
    "gone_at",
]


def derive(venue: Venue) -> Venue:
    """Compute what hangs on the other fields: slug, completeness, searchable text."""
    venue.slug = slug_of(venue.name, venue.commune_name)
    venue.completeness = completeness(venue).percent
    venue.search_text = search_text_of(venue)
    return venue


def apply_plan(plan: Plan, source: Source, run: ImportRun, now: datetime) -> None:
    """Write the plan. Must run inside a transaction that the caller opens and may roll back."""
    venues = insert_rows([derive(Venue(**draft.values)) for draft in plan.added])
    records = [
        _new_record(draft, venue.pk, source, run, now)
        for draft, venue in zip(plan.added, venues, strict=True)
    ]
    updates = [(draft, venue_id, record_pk) for draft, venue_id, record_pk in plan.records_only] + [
        (change.draft, change.venue.pk, change.record_pk) for change in plan.changes
    ]
    records += [
        _new_record(draft, venue_id, source, run, now)
        for draft, venue_id, record_pk in updates
        if record_pk is None
    ]
    created = insert_rows(records)
    _rewrite_venues(plan, {record.external_id: record.pk for record in created}, now)
    # Every record still present was seen; the few that left are marked just after.
    source.records.present().update(last_seen=now, last_run=run)
    _rewrite_records(updates, source, run, now)
    history = changes_of_plan(plan, source.name, now)
    history += withdrawals(_withdraw(plan, now), source.name, now)
    insert_rows(history)
    _choose_main_records(source)


def _new_record(
    draft: Draft, venue_id: int, source: Source, run: ImportRun, now: datetime
) -> SourceRecord:
    return SourceRecord(
        source=source,
        external_id=draft.external_id,
        venue_id=venue_id,
        first_seen=now,
        **_record_values(draft, run, now),
    )


def _record_values(draft: Draft, run: ImportRun, now: datetime) -> dict[str, Any]:
    return {
        "raw": kept_raw(draft.raw),
        "content_hash": draft.content_hash,
        "updated_on": draft.updated_on,
        "findings": packed_notes(draft),
        "last_seen": now,
        "last_run": run,
        "gone_at": None,
    }


def packed_notes(draft: Draft) -> list[list[str]]:
    """Return the notes of a draft as its record keeps them."""
    return [[name, *note] for name, note in draft.notes]


def unpacked_findings(
    row: int, external_id: str, notes: Iterable[Sequence[str]]
) -> Iterable[Finding]:
    """Return the kept notes of a record as findings of the present run."""
    for name, level, code, message, before, after in notes:
        yield Finding(row, external_id, name, _LEVELS[level], code, message, before, after)


def _rewrite_venues(plan: Plan, new_records: Mapping[str, int], now: datetime) -> None:
    changed = []
    for change in plan.changes:
        for name, value in change.values.items():
            setattr(change.venue, name, value)
        change.venue.changed_at = now
        if change.returns:
            change.venue.withdrawn_at = None
        if change.leads:
            change.venue.main_record_id = change.record_pk or new_records[change.draft.external_id]
        changed.append(derive(change.venue))
    Venue.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_VENUE_FIELDS,
    )


def _rewrite_records(
    updates: Sequence[tuple[Draft, int, int | None]],
    source: Source,
    run: ImportRun,
    now: datetime,
) -> None:
    stored = SourceRecord.objects.in_bulk([pk for _, _, pk in updates if pk])
    rewritten = []
    for draft, _, record_pk in updates:
        record = stored.get(record_pk) if record_pk else None
        # A row recognised by our public id keeps the producer's own row and identifier.
        if record is None or (record.external_id != draft.external_id and record.gone_at is None):
            continue
        for name, value in _record_values(draft, run, now).items():
            setattr(record, name, value)
        rewritten.append(record)
    SourceRecord.objects.bulk_create(
        rewritten,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_RECORD_FIELDS,
    )


def _withdraw(plan: Plan, now: datetime) -> list[int]:
    """Mark the records that left, withdraw the venues that nobody holds any more; return these."""
    withdrawn: list[int] = []
    for start in range(0, len(plan.removed), BATCH):
        part = plan.removed[start : start + BATCH]
        SourceRecord.objects.filter(pk__in=[record.pk for record in part]).update(gone_at=now)
        held = SourceRecord.objects.present().filter(venue=OuterRef("pk"))
        alone = Venue.objects.published().filter(
            ~Exists(held), pk__in=[record.venue_id for record in part]
        )
        found = list(alone.order_by("pk").values_list("pk", flat=True))
        Venue.objects.filter(pk__in=found).update(withdrawn_at=now, changed_at=now)
        withdrawn += found
    return withdrawn


def _choose_main_records(source: Source) -> None:
    """Give the venues of this source that have none the record that made them."""
    own = SourceRecord.objects.filter(source=source, venue=OuterRef("pk")).order_by("pk")
    Venue.objects.filter(main_record__isnull=True, records__source=source).update(
        main_record=Subquery(own.values("pk")[:1])
    )
