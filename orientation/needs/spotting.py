"""The concepts of the lexicon that a sentence holds, the longest words first, each token once.

Pure: it gives what was found and where; what it means for services is weighed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orientation.needs.correcting import ALL_STAGES, Stages, corrected
from orientation.needs.lexicon import OFF, STOP, URGENT, Concept, Form, Lexicon
from orientation.needs.spelling import singular, tokens

_MAX_GLUED = 4
#: Tags of concepts that say who or how, not what.
_WITHOUT_SUBJECT = frozenset({"generic", "person"})


@dataclass(frozen=True)
class Said:
    """A sentence as it was read: its tokens, its concepts, their tags."""

    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    tags: frozenset[str]
    #: How many words are neither common nor of the lexicon: what they say escapes us.
    strangers: int

    @property
    def line(self) -> str:
        """Return the words as one line between spaces."""
        return f" {' '.join(self.words)} "

    def has(self, name: str) -> bool:
        """Say whether a concept or a tag was found."""
        return name in self.tags


@dataclass(frozen=True)
class _Found:
    form: Form
    places: tuple[int, ...]


def spot(text: str, lexicon: Lexicon, stages: Stages = ALL_STAGES) -> Said:
    """Read a sentence. Total on any text; 500 characters are read."""
    words = corrected(tokens(text), lexicon, stages)
    keys = [singular(word) for word in words]
    content = [index for index, word in enumerate(words) if word not in STOP]
    found = [*_raw(keys, lexicon), *_content(keys, content, lexicon)]
    if stages.glued:
        found += _glued(keys, content, lexicon)
    taken: set[int] = set()
    concepts: dict[str, Concept] = {}
    for one in sorted(found, key=lambda one: (one.form.weight, one.form.raw), reverse=True):
        held = [place for place in one.places if place in taken]
        if held and not _same_words(one, found, taken, concepts):
            continue
        taken.update(one.places)
        concepts.setdefault(one.form.concept, lexicon.concepts[one.form.concept])
    tags = {tag for concept in concepts.values() for tag in concept.tags} | set(concepts)
    if any(_is_anchor(concept) for concept in concepts.values()):
        tags.add("anchored")
    return Said(
        tuple(words),
        tuple(concepts.values()),
        frozenset(tags),
        sum(1 for place in content if _is_stranger(words[place], lexicon)),
    )


def _is_stranger(word: str, lexicon: Lexicon) -> bool:
    return len(word) > 3 and not word.isdigit() and not lexicon.knows(word)


def _is_anchor(concept: Concept) -> bool:
    """Say whether a concept is digital or administrative by itself, unlike « acheter »."""
    no_place = {OFF, URGENT} & set(concept.weights)
    return not no_place and not concept.tags & _WITHOUT_SUBJECT


def _same_words(
    one: _Found, found: list[_Found], taken: set[int], concepts: dict[str, Concept]
) -> bool:
    """Say whether another concept that is kept took exactly these places: a word may mean two."""
    return any(
        other.places == one.places
        and other.form.concept in concepts
        and other.form.weight == one.form.weight
        for other in found
        if other is not one
    )


def _raw(keys: list[str], lexicon: Lexicon) -> Iterator[_Found]:
    for start, key in enumerate(keys):
        for form in lexicon.raw_first.get(key, ()):
            places = tuple(range(start, start + len(form.words)))
            if _fits(form.words, keys, places):
                yield _Found(form, places)


def _content(keys: list[str], content: list[int], lexicon: Lexicon) -> Iterator[_Found]:
    for position, start in enumerate(content):
        key = keys[start]
        starting: Iterable[Form] = [
            *lexicon.first.get(key, ()),
            *lexicon.first_prefix.get(key[:3], ()),
        ]
        for form in starting:
            places = tuple(content[position : position + len(form.words)])
            if _fits(form.words, keys, places):
                yield _Found(form, places)


def _glued(keys: list[str], content: list[int], lexicon: Lexicon) -> Iterator[_Found]:
    """Find forms whose words were glued, or cut otherwise: « franceconnect », « parcour sup »."""
    for position in range(len(content)):
        for size in range(1, _MAX_GLUED + 1):
            places = tuple(content[position : position + size])
            if len(places) < size:
                break
            for form in lexicon.glued.get("".join(keys[place] for place in places), ()):
                yield _Found(form, places)


def _fits(words: tuple[str, ...], keys: list[str], places: tuple[int, ...]) -> bool:
    if len(places) < len(words) or places[-1] >= len(keys):
        return False
    return all(
        keys[place].startswith(word[:-1]) if word[-1] == "*" else keys[place] == word
        for word, place in zip(words, places, strict=True)
    )
