"""The words people type to find a venue by its name, its town or what it does.

Words are folded and must all be found; a word that no venue holds is replaced by the nearest word
of the directory, and the answer says so. Nothing typed is logged or used as a cache key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ifn_site.cache import remembered
from territories.names import fold
from venues.models import Venue
from venues.vocabulary import SERVICES, TYPOLOGY

#: Shorter words are too easily mistaken for one another.
_SHORTEST_CORRECTED = 4
_NOT_LETTERS = re.compile(r"[^\w]+")


class Words(NamedTuple):
    """The folded words that are searched, and whether one of them was corrected."""

    words: tuple[str, ...]
    corrected: bool


def understand(text: str) -> Words:
    """Return the words to search for, misspelt ones replaced by words of the directory."""
    words = fold(text).split()
    known = _directory_words()
    repaired = [word if word in known else _nearest(word, known) for word in words]
    return Words(tuple(repaired), repaired != words)


def _directory_words() -> str:
    """Return the distinct words of the directory, one a line: a word in it is worth searching."""

    def read() -> str:
        texts = Venue.objects.published().order_by().values_list("search_text", flat=True)
        distinct: set[str] = set()
        for text in texts.iterator():
            distinct.update(text.split())
        return "\n".join(sorted(distinct))

    return remembered("directory-words", read)


def _mistakes_allowed(word: str) -> int:
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def _nearest(word: str, known: str) -> str:
    """Return the word of the directory that needs the fewest corrections, or the word itself."""
    if len(word) < _SHORTEST_CORRECTED or word.isdigit():
        return word
    allowed = _mistakes_allowed(word)
    candidates = process.extract(
        word, known.split("\n"), scorer=OSA.distance, score_cutoff=allowed, limit=12
    )
    # Of equally near words, the first letter is the one people get right most often.
    best = min(candidates, key=lambda one: (one[1], one[0][0] != word[0], one[0]), default=None)
    return best[0] if best else word


def spelled(words: Iterable[str], venues: Iterable[Venue]) -> str:
    """Return folded words as people write them, accents included, read in the venues found."""
    written = dict(_spellings_of_lists())
    for venue in venues:
        written.update(_spellings(f"{venue.address} {venue.commune_name} {venue.name}"))
    return " ".join(written.get(word, word) for word in words)


def _spellings(text: str) -> Iterator[tuple[str, str]]:
    for token in _NOT_LETTERS.split(text.casefold()):
        yield fold(token), token


@cache
def _spellings_of_lists() -> tuple[tuple[str, str], ...]:
    """Return the spellings of the words by which kinds and services are found."""
    labels = [f"{kind.label} {kind.plain}" for kind in TYPOLOGY]
    labels += [term.plain for term in SERVICES]
    return tuple(_spellings(" ".join(labels)))
