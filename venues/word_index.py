"""The searchable texts of the directory, kept in each process for one data version.

On SQLite a search reads the whole table, whose rows are wide: 23 ms at 20,000 venues, against 2 ms
for the texts alone in memory (5 MB). PostgreSQL has an index for this and needs no copy. It knows
folded words only, and holds nothing that anybody typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from ifn_site.cache import current_version
from venues.models import Venue

#: Beyond this many venues the texts stay in the database, whatever the engine.
MOST_KEPT = 100_000
#: A longer list of keys costs more than reading the table, most of which it would name anyway.
MOST_LISTED = 5_000
_kept: dict[int, WordIndex | None] = {}


@dataclass(frozen=True)
class WordIndex:
    """Keys and texts of the published venues, side by side."""

    keys: Sequence[int]
    texts: Sequence[str]

    def holding(self, words: Sequence[str]) -> frozenset[int]:
        """Return the keys of the venues whose text holds every word."""
        # The longest word first: it rules out the most venues.
        first, *others = sorted(words, key=len, reverse=True)
        return frozenset(
            key
            for key, text in zip(self.keys, self.texts, strict=True)
            if first in text and all(word in text for word in others)
        )


def holds_every(words: Sequence[str]) -> Q:
    """Return the condition « the venue's text holds every one of these folded words »."""
    index = _index() if words else None
    found = index.holding(words) if index else None
    if found is not None and len(found) <= MOST_LISTED:
        return Q(pk__among=found)
    return Q(*(Q(search_text__contains=word) for word in words))


def _index() -> WordIndex | None:
    """Return the index of the present version, or None where the database searches by itself."""
    if connection.vendor == "postgresql":
        return None
    version = current_version()
    if version not in _kept:
        _kept.clear()
        rows = Venue.objects.published().order_by().values_list("pk", "search_text")
        found = list(rows[: MOST_KEPT + 1])
        keys, texts = zip(*found, strict=True) if found else ((), ())
        _kept[version] = WordIndex(keys, texts) if len(found) <= MOST_KEPT else None
    return _kept[version]


def forget_word_index() -> None:
    """Read the texts again on the next search (for tests, which change them without a version)."""
    _kept.clear()
