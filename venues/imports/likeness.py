"""Rows that look like a venue already told under another identifier, or by another source.

They are only pointed out, on every run, changed rows or not: a person decides, nothing is merged.
It reads the database once, whatever the number of rows, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from territories.names import fold
from venues.identity import is_public_id
from venues.imports.findings import Finding, warning
from venues.imports.locate import place_key
from venues.imports.plan import KnownRecord, KnownRecords
from venues.imports.rows import Draft
from venues.models import SourceRecord

#: Name and commune as `place_key` gives them, then the folded address.
Key = tuple[str, str, str]


class _Row(NamedTuple):
    row: int
    external_id: str
    name: str
    key: Key | None
    venue_id: int | None


class _Stored(NamedTuple):
    """A present record of the database, and the venue that it makes."""

    venue_id: int
    name: str
    commune_code: str
    commune_name: str
    address: str
    source_key: str
    source_name: str
    is_demonstration: bool

    def key(self) -> Key | None:
        return _key(self.name, self.commune_code, self.commune_name, self.address)


def _key(name: str, commune_code: str, commune_name: str, address: str) -> Key | None:
    """Return what tells a place, or None without an address: a name alone proves nothing."""
    folded = fold(address)
    return (*place_key(name, commune_code, commune_name), folded) if folded else None


def likeness_findings(
    source_key: str,
    known: KnownRecords,
    drafts: Iterable[Draft],
    same: Iterable[tuple[int, KnownRecord]],
) -> list[Finding]:
    """Return a warning on each row that looks like an earlier row or another source's venue.

    `drafts` are the rows read in this run, `same` the (row, record) of those that did not change.
    """
    own: dict[int, _Stored] = {}
    others: dict[Key, _Stored] = {}
    for stored in _stored_records():
        if stored.source_key == source_key:
            own[stored.venue_id] = stored
        elif not stored.is_demonstration and (key := stored.key()):
            others.setdefault(key, stored)
    findings: list[Finding] = []
    first: dict[Key, _Row] = {}
    for row in sorted(_rows(known, drafts, same, own), key=lambda row: row.row):
        if row.key is None:
            continue
        earlier = first.setdefault(row.key, row)
        if earlier is not row:
            findings.append(_repeat(row, earlier))
        other = others.get(row.key)
        if other and other.venue_id != row.venue_id and not is_public_id(row.external_id):
            findings.append(_already_known(row, other))
    return findings


def _stored_records() -> Iterable[_Stored]:
    rows = (
        SourceRecord.objects.present().filter(venue__withdrawn_at=None).exclude(venue__address="")
    )
    names = ("name", "commune_code", "commune_name", "address")
    return map(
        _Stored._make,
        rows.exclude(venue__address="")
        .order_by("pk")
        .values_list(
            "venue_id",
            *(f"venue__{name}" for name in names),
            "source__key",
            "source__name",
            "source__is_demonstration",
        ),
    )


def _rows(
    known: KnownRecords,
    drafts: Iterable[Draft],
    same: Iterable[tuple[int, KnownRecord]],
    own: dict[int, _Stored],
) -> Iterable[_Row]:
    for draft in drafts:
        values = draft.values
        record = known.by_external_id.get(draft.external_id)
        names = (values["commune_code"], values["commune_name"], values["address"])
        yield _Row(
            draft.row,
            draft.external_id,
            values["name"],
            _key(values["name"], *names),
            record.venue_id if record else None,
        )
    for number, record in same:
        if stored := own.get(record.venue_id):
            yield _Row(number, record.external_id, stored.name, stored.key(), record.venue_id)


def _repeat(row: _Row, earlier: _Row) -> Finding:
    message = (
        f"Cette fiche ressemble à la fiche « {earlier.external_id} » : même nom, même adresse. "
        "Les deux sont gardées : retirez celle qui est de trop."
    )
    note = warning("repetition_probable", message, row.name, earlier.name)
    return Finding.of(row.row, row.external_id, "nom", note)


def _already_known(row: _Row, other: _Stored) -> Finding:
    message = (
        f"Ce lieu ressemble à un lieu de la source « {other.source_name} » : même nom, même "
        "adresse. Les deux sont gardés."
    )
    note = warning("deja_connu", message, row.name, other.name)
    return Finding.of(row.row, row.external_id, "nom", note)
