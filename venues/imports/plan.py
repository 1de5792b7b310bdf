"""What an import would change: drafts of a file against what the database holds for its source.

It reads the database and writes nothing: `apply.py` does. A row is recognised by the producer's
identifier, or by our own public id when the file is one of our exports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from territories.distance import unit_vector
from territories.names import fold
from venues.identity import is_public_id
from venues.imports.findings import Finding, warning
from venues.imports.repeats import JOINT, family_of
from venues.imports.rows import Draft
from venues.models import Correction, Source, SourceRecord, Venue, VenueRedirect

#: Fields that our exports do not carry: an export imported again must not wipe them.
NOT_EXPORTED = ("other_phones", "unknown_values", "acts_on_behalf", "hours_text")

#: Identifiers asked for in one query: below the limit of variables of every engine.
CHUNK = 5_000


class KnownRecord(NamedTuple):
    """What must be known of a stored record to recognise its row."""

    pk: int
    external_id: str
    venue_id: int
    content_hash: str
    gone: bool


class Change(NamedTuple):
    """One venue to rewrite: its stored object, the draft, and the fields that differ."""

    venue: Venue
    draft: Draft
    values: dict[str, Any]
    record_pk: int | None
    returns: bool
    #: Whether the row becomes the one that leads the venue.
    leads: bool


@dataclass
class Plan:
    """Everything that applying would do."""

    added: list[Draft] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    #: Rows that only touch their record: (draft, venue id, record pk or None).
    records_only: list[tuple[Draft, int, int | None]] = field(default_factory=list)
    #: Venues of `changes`: two rows that lead to one venue must not write it twice.
    rewritten: set[int] = field(default_factory=set)
    unchanged: int = 0
    removed: list[KnownRecord] = field(default_factory=list)
    present: int = 0
    changed_fields: Counter[str] = field(default_factory=Counter)

    @property
    def loss_percent(self) -> float:
        """Return the share of the source's present records that would disappear, 0 to 100."""
        return 100 * len(self.removed) / self.present if self.present else 0.0

    @property
    def returned(self) -> int:
        """Return how many venues come back after having left."""
        return sum(change.returns for change in self.changes)


class KnownRecords:
    """The stored records of one source, indexed by the producer's identifier and by venue."""

    def __init__(self, records: Iterable[KnownRecord]) -> None:
        self.by_external_id = {record.external_id: record for record in records}
        self._of_venue: dict[int, list[KnownRecord]] = defaultdict(list)
        self._completed: dict[str, list[KnownRecord]] = defaultdict(list)
        for record in self.by_external_id.values():
            self._of_venue[record.venue_id].append(record)
            stem, joint, _ = record.external_id.rpartition(JOINT)
            if joint:
                self._completed[stem].append(record)
        self.present = sum(not record.gone for record in self.by_external_id.values())

    @classmethod
    def of(cls, source: Source | None) -> KnownRecords:
        """Read the records of a source; none for a source that does not exist yet."""
        if source is None or source.pk is None:
            return cls([])
        rows = SourceRecord.objects.filter(source=source).order_by("pk")
        return cls(
            KnownRecord(pk, external_id, venue_id, content_hash, gone_at is not None)
            for pk, external_id, venue_id, content_hash, gone_at in rows.values_list(
                "pk", "external_id", "venue_id", "content_hash", "gone_at"
            )
        )

    def family(self, external_id: str) -> list[KnownRecord]:
        """Return the record of an identifier, then those of its completed forms."""
        own = self.by_external_id.get(external_id)
        completed = self._completed.get(family_of(external_id), ())
        return [*([own] if own else ()), *completed]

    def of_venue(self, venue_id: int) -> list[KnownRecord]:
        """Return the records of a venue, present ones first."""
        return sorted(self._of_venue.get(venue_id, ()), key=lambda record: (record.gone, record.pk))

    def same(self, external_id: str, content_hash: str) -> KnownRecord | None:
        """Return the present record that this very row already made, or None."""
        record = self.by_external_id.get(external_id)
        if record and not record.gone and record.content_hash == content_hash:
            return record
        return None


def make_plan(
    known: KnownRecords,
    drafts: Sequence[Draft],
    *,
    same: Sequence[KnownRecord],
    unusable: Iterable[KnownRecord],
) -> Plan:
    """Compare drafts with the database.

    `same` are the records whose rows did not change; `unusable` those whose rows are now rejected:
    they keep their last good version and are not counted as lost.
    """
    plan = Plan(unchanged=len(same), present=known.present)
    seen = {record.pk for record in (*same, *unusable)}
    matches = _match(known, drafts)
    venues = Venue.objects.in_bulk([venue_id for venue_id, _, _ in matches if venue_id])
    corrections = _corrections(list(venues))
    for draft, (venue_id, record, by_public_id) in zip(drafts, matches, strict=True):
        if record:
            seen.add(record.pk)
        if by_public_id and venue_id:
            # One row of an export stands for every record of its venue.
            seen.update(one.pk for one in known.of_venue(venue_id))
        venue = venues.get(venue_id) if venue_id else None
        if venue is None:
            plan.added.append(draft)
            continue
        _compare(plan, draft, venue, record, by_public_id, corrections.get(venue.pk, {}))
    plan.removed = [
        record
        for record in known.by_external_id.values()
        if not record.gone and record.pk not in seen
    ]
    return plan


def removed_findings(plan: Plan) -> list[Finding]:
    """Name each record that the file no longer holds, whether or not the run is then refused."""
    venues = Venue.objects.only("name").in_bulk([record.venue_id for record in plan.removed])
    message = "Cette fiche n’est plus dans le fichier. Si le lieu existe toujours, remettez-la."
    findings = []
    for record in plan.removed:
        named = f"{record.external_id} · {venues[record.venue_id].name}"
        note = warning("lieu_retire", message, named)
        findings.append(Finding.of(0, record.external_id, "id", note))
    return findings


def _match(
    known: KnownRecords, drafts: Sequence[Draft]
) -> list[tuple[int | None, KnownRecord | None, bool]]:
    """Return for each draft (venue id, record of this source, found by our public id)."""
    ours = _venues_by_public_id(
        [draft.external_id for draft in drafts if is_public_id(draft.external_id)]
    )
    matches: list[tuple[int | None, KnownRecord | None, bool]] = []
    for draft in drafts:
        record = known.by_external_id.get(draft.external_id)
        if record:
            matches.append((record.venue_id, record, draft.external_id in ours))
        elif venue_id := ours.get(draft.external_id):
            matches.append((venue_id, next(iter(known.of_venue(venue_id)), None), True))
        else:
            matches.append((None, None, False))
    return matches


def _venues_by_public_id(ids: Sequence[str]) -> dict[str, int]:
    """Return public id → venue, old ids followed."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        venues = Venue.objects.filter(public_id__in=part).order_by()
        redirects = VenueRedirect.objects.filter(pk__in=part).order_by()
        found.update(venues.values_list("public_id", "pk"))
        found.update(redirects.values_list("public_id", "venue_id"))
    return found


def _corrections(venue_ids: Sequence[int]) -> dict[int, dict[str, Correction]]:
    """Return venue → field → correction; people correct few venues, so all are read."""
    wanted = set(venue_ids)
    found: dict[int, dict[str, Correction]] = {}
    for correction in Correction.objects.order_by("pk"):
        if correction.venue_id in wanted:
            found.setdefault(correction.venue_id, {})[correction.field] = correction
    return found


def _compare(
    plan: Plan,
    draft: Draft,
    venue: Venue,
    record: KnownRecord | None,
    by_public_id: bool,
    corrections: dict[str, Correction],
) -> None:
    """Put one recognised draft where it belongs in the plan."""
    values = dict(draft.values)
    if by_public_id:
        _forget_what_exports_lack(values, venue)
    for name, correction in corrections.items():
        if correction.corrected_on >= (draft.updated_on or date.min):
            values[name] = correction.typed_value()
    # Taken off by a person: only a row newer than that brings the venue back.
    is_held = values.pop("withdrawn_at", None) is not None
    if corrections:
        _follow_corrections(values)
    different = {name: value for name, value in values.items() if getattr(venue, name) != value}
    record_pk = record.pk if record else None
    is_main = venue.main_record_id is None or venue.main_record_id == record_pk
    age = (draft.updated_on or date.min, venue.updated_on or date.min)
    returns = venue.withdrawn_at is not None and not is_held
    leads = is_main or age[0] > age[1] or returns
    # Somebody edited our own export: believed as long as the venue has not moved on since.
    edited = by_public_id and age[0] >= age[1]
    if venue.pk not in plan.rewritten and (returns or (different and (leads or edited))):
        plan.rewritten.add(venue.pk)
        plan.changes.append(Change(venue, draft, different, record_pk, returns, leads))
        plan.changed_fields.update(different.keys() - {"x", "y", "z", "sort_name"})
        return
    plan.unchanged += 1
    if not (by_public_id and record and not record.gone):
        plan.records_only.append((draft, venue.pk, record_pk))


def _follow_corrections(values: dict[str, Any]) -> None:
    """Keep what is computed from a field in step with the correction of that field."""
    lat, lon = values["latitude"], values["longitude"]
    if lat is None or lon is None:
        values.update(dict.fromkeys(("latitude", "longitude", "x", "y", "z")))
    else:
        values["x"], values["y"], values["z"] = unit_vector(lat, lon)
    if values["hours"]:
        values["hours_text"] = ""
    values["sort_name"] = fold(values["name"])[:200]


def _forget_what_exports_lack(values: dict[str, Any], venue: Venue) -> None:
    for name in NOT_EXPORTED:
        if not values[name]:
            values[name] = getattr(venue, name)
    # The export writes raw hours where none could be read: they come back as raw hours.
    if values["hours"]:
        values["hours_text"] = ""
    if not values["declared_source"]:
        values["declared_source"] = venue.declared_source
