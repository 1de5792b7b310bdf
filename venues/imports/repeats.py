"""Rows of one file that carry the same identifier: one venue written twice, or two venues.

The same place (name and commune) is merged: the newest row wins, gaps are filled from the others,
lists are united. Different places are all kept, the identifier being completed for the others:
real files hold both cases, and dropping a place would lose it. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from venues.identity import slug_of
from venues.imports.findings import warning
from venues.imports.gaps import without_filled
from venues.imports.locate import place_key
from venues.imports.rows import Draft

#: Between an identifier and what completes it when several places bear it.
JOINT = "~"
FAMILY_LENGTH = 200
#: Fields that go together: never half from one row, half from another.
_TOGETHER = (
    ("latitude", "longitude", "x", "y", "z"),
    ("hours", "hours_text"),
    ("address", "address_complement"),
    ("summary", "description"),
)
_APART = {name for group in _TOGETHER for name in group}
_PLACE = {
    "commune_name",
    "postal_code",
    "insee_code",
    "commune_code",
    "epci_code",
    "departement_code",
    "region_code",
}


class KnownPlace(NamedTuple):
    """A place already imported under an identifier, or under that identifier completed."""

    external_id: str
    key: tuple[str, str]


def resolve_repeats(
    drafts: list[Draft], known: Sequence[KnownPlace], taken: Container[str]
) -> tuple[list[Draft], int]:
    """Return the drafts of one identifier made distinct, and how many rows were merged away.

    `known` are the places already imported under it: each keeps its own identifier, whatever the
    order of the rows and whichever of them are still in the file. `taken` are the identifiers
    that other rows of the file bear.
    """
    places: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        places.setdefault(_key(draft), []).append(draft)
    merged = [_merge(place) for place in places.values()]
    if len(merged) > 1 or len(known) > 1:
        _tell_apart(merged, known, taken)
    return merged, len(drafts) - len(merged)


def _key(draft: Draft) -> tuple[str, str]:
    values = draft.values
    return place_key(values["name"], values["commune_code"], values["commune_name"])


def _newest_first(draft: Draft) -> tuple[date, int, int]:
    filled = sum(1 for value in draft.values.values() if value)
    return (draft.updated_on or date.min, filled, -draft.row)


def _merge(drafts: list[Draft]) -> Draft:
    """Return one draft for several rows of one place."""
    if len(drafts) == 1:
        return drafts[0]
    kept, *others = sorted(drafts, key=_newest_first, reverse=True)
    for other in others:
        _fill(kept.values, other.values)
    kept.notes = without_filled(kept.values, kept.notes)
    rows = ", ".join(str(draft.row) for draft in sorted(drafts, key=lambda draft: draft.row))
    message = (
        f"Le même lieu est écrit plusieurs fois (fiches n° {rows}) : elles ont été réunies, la "
        "plus récente l’emporte."
    )
    kept.notes.append(("id", warning("identifiant_repete", message, kept.external_id)))
    kept.content_hash = _hash_of(draft.content_hash for draft in drafts)
    return kept


def _fill(values: dict[str, Any], others: dict[str, Any]) -> None:
    for group in _TOGETHER:
        if not any(values[name] not in (None, "") for name in group):
            values.update({name: others[name] for name in group})
    for name, other in others.items():
        if name in _APART or name in _PLACE or not other:
            continue
        mine = values[name]
        if isinstance(mine, list | tuple):
            values[name] = type(mine)(dict.fromkeys([*mine, *other]))
        elif not mine:
            values[name] = other


def _tell_apart(drafts: list[Draft], known: Sequence[KnownPlace], taken: Container[str]) -> None:
    """Give each place an identifier of its own that does not depend on the order of the rows."""
    shared = drafts[0].external_id
    own_ids = {
        place.key: place.external_id
        for place in reversed(known)
        if place.external_id == shared or place.external_id not in taken
    }
    used = {own_ids[key] for key in map(_key, drafts) if key in own_ids}
    drafts.sort(
        key=lambda draft: (
            draft.values["declared_source"],
            draft.values["sort_name"],
            draft.values["commune_name"],
        )
    )
    for draft in drafts:
        if own := own_ids.get(_key(draft)):
            draft.external_id = own
        elif shared in used:
            draft.external_id = _qualified(shared, draft.values, used, taken)
        used.add(draft.external_id)
    if len(drafts) == 1:
        return
    for draft in drafts:
        message = (
            f"L’identifiant « {shared} » est porté par {len(drafts)} lieux différents : tous sont "
            "gardés. Donnez à chacun son propre identifiant."
        )
        draft.notes.append(
            ("id", warning("identifiant_partage", message, shared, draft.external_id))
        )


def _qualified(
    shared: str, values: dict[str, Any], used: Container[str], taken: Container[str]
) -> str:
    """Return the identifier completed by the declared source, else by the place itself."""
    stem = family_of(shared)
    candidate = f"{stem}{JOINT}{slug_of(values['declared_source'], '')}"
    if values["declared_source"] and candidate not in used and candidate not in taken:
        return candidate
    place = [values["sort_name"], values["commune_code"], values["commune_name"]]
    return f"{stem}{JOINT}{_hash_of(place)[:12]}"


def family_of(external_id: str) -> str:
    """Return the part of an identifier that its completed forms begin with."""
    return external_id[:FAMILY_LENGTH]


def _hash_of(parts: Iterable[str]) -> str:
    text = "\x00".join(sorted(parts))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
