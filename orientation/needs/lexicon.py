"""The lexicon of needs as an index: forms of words to concepts, concepts to weights on services.

It reads `data/lexicon.txt` once and knows nothing of sentences, scores or languages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from orientation.needs.danger_words import danger_words
from orientation.needs.patterns import words_of
from orientation.needs.sound import sound
from orientation.needs.spelling import singular, tokens

DATA = Path(__file__).resolve().parent / "data"
#: The pseudo-service of what no venue does.
OFF = "hors"
#: The pseudo-service of what calls for a number before any place.
URGENT = "urgence"
#: Words that say nothing between two others; kept in forms that begin with « = ».
STOP = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "de",
        "d",
        "du",
        "au",
        "aux",
        "a",
        "en",
        "y",
        "et",
        "ou",
        "que",
        "qu",
        "ce",
        "cet",
        "cette",
        "ces",
        "c",
        "mon",
        "ma",
        "mes",
        "ton",
        "ta",
        "tes",
        "son",
        "sa",
        "ses",
        "notre",
        "nos",
        "votre",
        "vos",
        "leur",
        "leurs",
        "je",
        "j",
        "tu",
        "il",
        "elle",
        "on",
        "nous",
        "vous",
        "ils",
        "elles",
        "me",
        "m",
        "te",
        "t",
        "se",
        "s",
        "n",
        "ne",
        "est",
        "sont",
        "suis",
        "es",
        "ai",
        "as",
        "avons",
        "avez",
        "ont",
        "etait",
        "ete",
        "dans",
        "sur",
        "ca",
        "cela",
        "tres",
        "si",
    ]
)
#: Of these, those that change nothing: « ma retraite » is « retraite », « où acheter » is more.
_ARTICLES = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "de",
        "d",
        "du",
        "mon",
        "ma",
        "mes",
        "ton",
        "ta",
        "tes",
        "son",
        "sa",
        "ses",
        "notre",
        "nos",
        "votre",
        "vos",
    ]
)
_GLUED_LENGTH = 6


@dataclass(frozen=True)
class Concept:
    """One idea: its weights on services (and on `OFF`), its tags, its hints."""

    key: str
    name: str
    weights: dict[str, float]
    tags: frozenset[str]
    hints: dict[str, str]


@dataclass(frozen=True)
class Form:
    """One way to say a concept: the tokens looked for; a token that ends by « * » is a prefix."""

    concept: str
    words: tuple[str, ...]
    raw: bool

    @property
    def weight(self) -> tuple[int, int]:
        """Return what ranks a form: longer forms win."""
        return len(self.words), sum(map(len, self.words))


@dataclass
class Lexicon:
    """Every concept, and the ways to find forms in a row of tokens."""

    concepts: dict[str, Concept] = field(default_factory=dict)
    #: Forms by their first token, or by its first three letters for a prefix.
    first: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    first_prefix: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    raw_first: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    glued: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    words: set[str] = field(default_factory=set)
    lexical: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    by_sound: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    form_count: int = 0
    common: set[str] = field(default_factory=set)
    _by_letter: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def knows(self, token: str) -> bool:
        """Say whether a token is a word as it is."""
        return (
            token in self.words
            or singular(token) in self.words
            or any(token[:size] in self.prefixes for size in range(4, len(token) + 1))
        )

    def fuzzy_targets(self, word: str) -> list[str]:
        """Return the words of the lexicon that a misspelt word may stand for."""
        return [
            one
            for first in {word[0], *word[1:2]}
            for one in self._by_letter.get(first, ())
            if abs(len(one) - len(word)) < 3
        ]

    def add(self, concept: Concept, written: str) -> None:
        """Index one form of a concept."""
        raw = written.startswith("=")
        form_words = [_form_word(word) for word in _split(written.removeprefix("="))]
        content = [word for word in form_words if word not in STOP]
        # « mon petit » is not « petit »: what is left must say the same alone.
        dropped = {word for word in form_words if word in STOP}
        vague = dropped and all(word in self.common for word in content)
        vague = vague or (len(content) == 1 and dropped - _ARTICLES)
        raw = raw or bool(vague)
        kept = tuple(form_words if raw else content)
        if not kept:
            return
        form = Form(concept.key, kept, raw)
        self.form_count += 1
        for word in form_words:
            self.learn(word)
        if raw:
            self.raw_first[kept[0]].append(form)
            return
        if kept[0].endswith("*"):
            self.first_prefix[kept[0][:3]].append(form)
        else:
            self.first[kept[0]].append(form)
        squashed = "".join(kept)
        if len(kept) > 1 and "*" not in squashed and len(squashed) >= _GLUED_LENGTH:
            self.glued[squashed].append(form)

    def learn(self, word: str) -> None:
        """Make a word known, and a target for misspelt ones; a prefix ends by « * »."""
        if word.endswith("*"):
            self.prefixes.add(word[:-1])
        else:
            self.words.add(word)
            if word not in STOP:
                self.lexical.add(word)

    def listen(self) -> None:
        """Index the words by their sound, the words of the lexicon first."""
        for word in [*sorted(self.lexical), *sorted(self.words - self.lexical)]:
            if len(word) > 2:
                self.by_sound[sound(word)].append(word)
            if len(word) > 3:
                self._by_letter[word[0]].append(word)


def _split(written: str) -> Iterator[str]:
    for part in written.split():
        star = "*" if part.endswith("*") else ""
        found = tokens(part.rstrip("*"))
        for index, token in enumerate(found):
            yield token + (star if index == len(found) - 1 else "")


def _form_word(word: str) -> str:
    return word if word.endswith("*") else singular(word)


def read_concepts(text: str) -> Iterator[tuple[Concept, list[str]]]:
    """Give each concept of a lexicon file with its forms. Raises ValueError on a bad line."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 5:
            raise ValueError(f"lexicon line {number}: 5 parts expected, {len(parts)} found")
        key, name, weights, marks, forms = parts
        pairs = (weight.split("=") for weight in weights.split())
        bare = [mark for mark in marks.split() if "=" not in mark]
        hints = dict(mark.split("=") for mark in marks.split() if "=" in mark)
        concept = Concept(
            key, name, {one: float(value) for one, value in pairs}, frozenset(bare), hints
        )
        yield concept, [form.strip() for form in forms.split(",") if form.strip()]


def build(text: str, common: str, others: Iterable[str] = ()) -> Lexicon:
    """Return the index of a lexicon file, of a file of common words, and of some other words."""
    lexicon = Lexicon()
    for line in common.splitlines():
        if not line.startswith("#"):
            lexicon.common.update(line.split())
    lexicon.common |= {singular(word) for word in lexicon.common}
    for concept, forms in read_concepts(text):
        if concept.key in lexicon.concepts:
            raise ValueError(f"concept {concept.key} is there twice")
        lexicon.concepts[concept.key] = concept
        for form in forms:
            lexicon.add(concept, form)
    for word in others:
        lexicon.learn(word)
    lexicon.words |= STOP | lexicon.common
    lexicon.listen()
    return lexicon


@cache
def lexicon() -> Lexicon:
    """Return the committed lexicon, read once a process (40 ms)."""
    return build(
        (DATA / "lexicon.txt").read_text(encoding="utf-8"),
        (DATA / "common_words.txt").read_text(encoding="utf-8"),
        words_of(written for danger in danger_words().values() for written in danger.says),
    )
