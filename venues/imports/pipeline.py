"""One import from bytes to report: read → map → normalise → locate → match → plan → apply.

The command, the task and the tests call `import_content`; nothing else writes venues. Dry unless
`apply` is true; everything is written in one transaction or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ifn_site.collector import collector_paused
from ifn_site.models import DataSet, bump_data_version, record_data_set
from territories.contours import Contours
from territories.gazetteer import CommuneFacts, Gazetteer
from territories.models import Commune
from venues.imports.apply import apply_plan, unpacked_findings
from venues.imports.columns import INDISPENSABLE, Columns, recognise
from venues.imports.findings import Finding, Level, Note, excerpt
from venues.imports.gaps import missing_columns, missing_pivots
from venues.imports.likeness import likeness_findings
from venues.imports.locate import check_points, place_key
from venues.imports.mapping import Mapping
from venues.imports.plan import KnownRecord, KnownRecords, Plan, make_plan, removed_findings
from venues.imports.reading import ReadFile, UnreadableFile, read_content
from venues.imports.repeats import KnownPlace, resolve_repeats
from venues.imports.report import Counts, Report, packed
from venues.imports.rows import READING_VERSION, Draft, RowReader, hash_row
from venues.models import ImportRun, Source, SourceRecord, Venue

#: Above this share of a source's venues disappearing at once, a person must say yes.
MAX_LOSS_PERCENT = 20.0
Progress = Callable[[str, int, int], None]


class MissingTerritories(RuntimeError):
    """There is no commune in the database: nothing can be located."""


@dataclass
class SourceFacts:
    """What to remember of a source that the import creates or refreshes."""

    key: str
    name: str = ""
    licence: str = ""
    homepage: str = ""
    origin: str = DataSet.Origin.FOLDER

    def values(self) -> dict[str, Any]:
        """Return the facts that are known, for an update."""
        facts = {"name": self.name, "licence": self.licence, "homepage": self.homepage}
        known: dict[str, Any] = {name: value for name, value in facts.items() if value}
        known["is_demonstration"] = self.origin == DataSet.Origin.DEMONSTRATION
        return known


@dataclass
class Outcome:
    """What came of an import: its state, why, and its report."""

    state: ImportRun.State
    applied: bool
    message: str = ""
    report: Report = field(default_factory=Report)


def _silent(phase: str, done: int, total: int) -> None:
    """Show no progress."""


@collector_paused()
def import_content(
    content: bytes,
    source: SourceFacts,
    *,
    file_name: str,
    today: date,
    mapping: Mapping | None = None,
    apply: bool = False,
    max_loss: float = MAX_LOSS_PERCENT,
    progress: Progress = _silent,
) -> Outcome:
    """Import one file for one source.

    Raises `MissingTerritories`; every fault of the file itself is an outcome with a French
    message (`UNREADABLE`, `REFUSED`). A refused or unreadable run is kept too when `apply` is
    true, so that people see why nothing changed.
    """
    started = timezone.now()
    mapping = mapping or Mapping()
    try:
        read = read_content(content)
        columns = _recognise(read, mapping)
    except UnreadableFile as error:
        outcome = Outcome(ImportRun.State.UNREADABLE, False, str(error))
        if apply:
            with transaction.atomic():
                _keep_run(outcome, _lock(source), file_name, content, started)
        return outcome
    reader = RowReader(columns, mapping, _gazetteer(), today)
    with transaction.atomic() if apply else nullcontext():
        stored = _lock(source) if apply else Source.objects.filter(key=source.key).first()
        known = KnownRecords.of(stored)
        report, plan = _study(read, columns, reader, known, stored, source.key, progress)
        outcome = _judge(report, plan, max_loss)
        if apply and stored is not None:
            run = _keep_run(outcome, stored, file_name, content, started)
            if outcome.state == ImportRun.State.APPLIED:
                progress("écriture", 0, 0)
                apply_plan(plan, stored, run, started)
                _publish(source, stored, plan, started)
                outcome.applied = True
                ImportRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
    return outcome


def _recognise(read: ReadFile, mapping: Mapping) -> Columns:
    columns = recognise(read.headers, mapping.columns)
    if INDISPENSABLE not in columns.plain or columns.recognised < 2:
        raise UnreadableFile(
            "Ce fichier n’a pas les colonnes du standard des lieux de médiation numérique. "
            f"Colonnes lues : {excerpt(', '.join(read.headers)) or 'aucune'}. Il faut au moins "
            f"« {INDISPENSABLE} » et une autre colonne du standard, comme « commune » ; une "
            "correspondance (--mapping) peut renommer vos colonnes."
        )
    return columns


def _gazetteer() -> Gazetteer:
    """Return every commune, read only once a row has to be placed: unchanged rows need none."""
    if not Commune.objects.exists():
        raise MissingTerritories(
            "Aucune commune n’est chargée. Lancez d’abord : manage.py import_territories"
        )
    return cast(Gazetteer, SimpleLazyObject(Gazetteer.load))


def _lock(source: SourceFacts) -> Source:
    """Return the source, created if new, locked until the end of the transaction."""
    defaults = {"name": source.name or source.key} | source.values()
    Source.objects.get_or_create(key=source.key, defaults=defaults)
    return Source.objects.select_for_update().get(key=source.key)


# --- study: from rows to a plan ------------------------------------------------------------------


def _study(
    read: ReadFile,
    columns: Columns,
    reader: RowReader,
    known: KnownRecords,
    source: Source | None,
    key: str,
    progress: Progress,
) -> tuple[Report, Plan]:
    """Read every row that changed, and compare with the database."""
    report = Report(Counts(read=len(read.rows)))
    about = [("", note) for note in (*read.notes, *columns.notes)] + _gaps(read, reader)
    report.findings.extend(Finding.of(0, "", name, note) for name, note in about)
    groups = _grouped(read, reader)
    same: list[tuple[int, KnownRecord]] = []
    drafts: list[Draft] = []
    rejected: list[Draft] = []
    places = _known_places(known, groups)
    for done, (shared, group) in enumerate(groups.items()):
        progress("lecture", done, len(groups))
        record = known.same(group[0].external_id, group[0].content_hash)
        if record and len(group) == 1:
            same.append((group[0].row, record))
            continue
        kept = _read_rows(group, read, reader)
        rejected += [draft for draft in group if draft.rejected]
        if len(kept) > 1 or (kept and shared in places):
            kept, merged = resolve_repeats(kept, places.get(shared, ()), groups)
            report.counts.merged += merged
        for draft in kept:
            if record := known.same(draft.external_id, draft.content_hash):
                same.append((draft.row, record))
            else:
                drafts.append(draft)
    _check_points(drafts, reader.gazetteer)
    unusable = [record for one in rejected for record in known.family(one.external_id)]
    plan = make_plan(known, drafts, same=[record for _, record in same], unusable=unusable)
    _count(report, plan, rejected)
    report.findings.extend(removed_findings(plan))
    alike = likeness_findings(key, known, drafts, same)
    _collect(report, drafts, rejected, same, source, alike)
    return report, plan


def _gaps(read: ReadFile, reader: RowReader) -> list[tuple[str, Note]]:
    """Return what the file as a whole leaves unsaid."""
    gaps = missing_columns(reader.told)
    if "pivot" in reader.told:
        without = sum(not reader.says(raw, "pivot") for raw in read.rows)
        gaps += missing_pivots(without, len(read.rows))
    return gaps


def _read_rows(group: list[Draft], read: ReadFile, reader: RowReader) -> list[Draft]:
    """Read the rows of one identifier; return those that can be used."""
    for draft in group:
        reader.read(draft)
        draft.notes[:0] = [("", note) for note in read.row_notes.get(draft.row - 1, ())]
    return [draft for draft in group if not draft.rejected]


def _grouped(read: ReadFile, reader: RowReader) -> dict[str, list[Draft]]:
    """Return the rows by the producer's identifier; a row without one gets a computed one."""
    salt = f"{READING_VERSION}|{reader.mapping}|{_territories()}"
    groups: dict[str, list[Draft]] = {}
    for index, raw in enumerate(read.rows):
        content_hash = hash_row(raw, salt)
        external_id = reader.external_id(raw) or reader.computed_id(raw)
        draft = Draft(index + 1, external_id, raw, content_hash)
        groups.setdefault(external_id, []).append(draft)
    return groups


def _territories() -> str:
    """Return which territories rows are located in: others make every row be read again."""
    facts = DataSet.objects.filter(pk="territoires").values_list("version", "origin").first()
    return " ".join(facts or ())


def _known_places(
    known: KnownRecords, groups: dict[str, list[Draft]]
) -> dict[str, list[KnownPlace]]:
    """Return, for each identifier that several places share or shared, the places imported."""
    families = {shared: known.family(shared) for shared in groups}
    families = {
        shared: family
        for shared, family in families.items()
        if family and (len(family) > 1 or len(groups[shared]) > 1)
    }
    venues = [record.venue_id for family in families.values() for record in family]
    facts = Venue.objects.filter(pk__in=venues).order_by("pk")
    keys = {
        pk: place_key(*names)
        for pk, *names in facts.values_list("pk", "name", "commune_code", "commune_name")
    }
    return {
        shared: [KnownPlace(record.external_id, keys[record.venue_id]) for record in family]
        for shared, family in families.items()
    }


def _check_points(drafts: list[Draft], gazetteer: Gazetteer) -> None:
    """Tell, for all drafts at once, which points are not in their commune."""
    placed: list[tuple[Draft, CommuneFacts]] = []
    for draft in drafts:
        commune = gazetteer.commune(draft.values["commune_code"])
        if commune is not None and draft.values["latitude"] is not None:
            placed.append((draft, commune))
    if not placed:
        return
    places = [
        (draft.values["latitude"], draft.values["longitude"], commune) for draft, commune in placed
    ]
    for (draft, _), note in zip(placed, check_points(places, Contours.load()), strict=True):
        if note:
            draft.notes.append(("latitude", note))


def _count(report: Report, plan: Plan, rejected: list[Draft]) -> None:
    counts = report.counts
    counts.added = len(plan.added) + plan.returned
    counts.changed = len(plan.changes) - plan.returned
    counts.unchanged = plan.unchanged
    counts.rejected = len(rejected)
    counts.removed = len(plan.removed)
    report.changed_fields = plan.changed_fields
    assert counts.adds_up(), counts


def _collect(
    report: Report,
    drafts: list[Draft],
    rejected: list[Draft],
    same: list[tuple[int, KnownRecord]],
    source: Source | None,
    alike: list[Finding],
) -> None:
    """Gather the findings of every row, those of unchanged rows included, in file order."""
    findings = list(alike)
    for draft in (*drafts, *rejected):
        findings.extend(
            Finding.of(draft.row, draft.external_id, name, note) for name, note in draft.notes
        )
    if same and source is not None:
        rows = {record.pk: row for row, record in same}
        kept = SourceRecord.objects.filter(source=source).exclude(findings=[]).order_by("pk")
        for pk, external_id, notes in kept.values_list("pk", "external_id", "findings"):
            if pk in rows:
                findings.extend(unpacked_findings(rows[pk], external_id, notes))
    findings.sort(key=lambda finding: finding.row)
    report.findings.extend(findings)


# --- judgement and writing -----------------------------------------------------------------------


def _judge(report: Report, plan: Plan, max_loss: float) -> Outcome:
    if plan.removed and plan.loss_percent > max_loss:
        message = (
            f"Refusé : {len(plan.removed)} lieux sur {plan.present} disparaîtraient "
            f"({plan.loss_percent:.0f} %, limite {max_loss:g} %). Vérifiez que le fichier est "
            "complet ; s’il l’est, relancez avec --max-loss 100."
        )
        return Outcome(ImportRun.State.REFUSED, False, message, report)
    return Outcome(ImportRun.State.APPLIED, False, "", report)


def _keep_run(
    outcome: Outcome, source: Source, file_name: str, content: bytes, started: datetime
) -> ImportRun:
    report, counts = outcome.report, outcome.report.counts
    return ImportRun.objects.create(
        source=source,
        state=outcome.state,
        file_name=file_name[:255],
        file_hash=hashlib.sha256(content).hexdigest(),
        message=outcome.message,
        read=counts.read,
        added=counts.added,
        changed=counts.changed,
        unchanged=counts.unchanged,
        merged=counts.merged,
        rejected=counts.rejected,
        removed=counts.removed,
        fixed=report.number(Level.FIX),
        warned=report.number(Level.WARNING),
        report=packed(report.findings),
        started_at=started,
        finished_at=timezone.now(),
    )


def _publish(source: SourceFacts, stored: Source, plan: Plan, now: datetime) -> None:
    """Tell the rest of the site what is now shown."""
    for name, value in source.values().items():
        setattr(stored, name, value)
    stored.save()
    record_data_set(
        f"lieux:{stored.key}",
        label=stored.name,
        origin=source.origin,
        licence=stored.licence,
        rows=stored.records.present().count(),
        loaded_at=now,
    )
    if plan.added or plan.changes or plan.removed:
        bump_data_version()
