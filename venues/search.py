"""The words people type to find a venue by its name, its town or what it does.

Words are folded and must all be found; a word that no venue holds is replaced by the nearest word
of the directory, and the answer says so. Nothing typed is logged or used as a cache key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ifn_site.cache import remembered
from territories.names import fold
from venues.models import Venue

#: Shorter words are too easily mistaken for one another.
_SHORTEST_CORRECTED = 4
#: Sheets read to find how a corrected word is really spelled.
_READ_FOR_SPELLING = 20


class Words(NamedTuple):
    """What is searched: folded words, and how to write them when one was corrected (else "")."""

    words: tuple[str, ...]
    corrected: str


def understand(text: str) -> Words:
    """Return the words to search for, misspelt ones replaced by words of the directory."""
    words = fold(text).split()
    known = _directory_words()
    repaired = [word if word in known else _nearest(word, known) for word in words]
    if repaired == words:
        return Words(tuple(words), "")
    return Words(tuple(repaired), " ".join(_spelled(repaired)))


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


def _spelled(words: Iterable[str]) -> list[str]:
    """Return folded words as the venues that hold them write them, accents included."""
    wanted = list(dict.fromkeys(words))
    rows = Venue.objects.published().saying(wanted).order_by("sort_name", "pk")
    spelled: dict[str, str] = {}
    for row in rows.values_list("name", "commune_name", "address")[:_READ_FOR_SPELLING]:
        for token in " ".join(row).replace("-", " ").replace("’", " ").replace("'", " ").split():
            token = token.strip('.,;:()«»"').casefold()
            spelled.setdefault(fold(token), token)
    return [spelled.get(word, word) for word in words]
