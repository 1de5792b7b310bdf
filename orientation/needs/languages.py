"""In which language a sentence is written, and the service it plainly asks for.

By script first, by small words next. Pure; French is the answer when nothing tells otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache

from orientation.needs.lexicon import DATA, STOP
from orientation.needs.spelling import plain, unaccented

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
#: Letters that only one of the languages of a script uses.
_TELLING = {
    "ARABIC": (("ps", "ټډړږښګڼېۍځڅ"), ("ur", "ٹڈڑےہں"), ("fa", "پچژگکی")),
    "CYRILLIC": (("uk", "іїєґ"), ("be", "ў"), ("bg", "ѝ"), ("ru", "ыэъё")),
}
_SCRIPTS = {
    "ARABIC": "ar",
    "CYRILLIC": "ru",
    "ETHIOPIC": "ti",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "HEBREW": "he",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "DEVANAGARI": "hi",
    "THAI": "th",
    "GURMUKHI": "pa",
}
#: Small words of Ukrainian without its own letters, and of Amharic, and of Tigrinya.
_MORE_TELLING = {"uk": {"допоможіть", "потрібна", "треба", "мене", "як"}, "am": {"እፈልጋለሁ", "ነው"}}
_FRENCH = STOP | frozenset(
    [
        "pour",
        "pas",
        "avec",
        "faire",
        "besoin",
        "comment",
        "bonjour",
        "veux",
        "voudrais",
        "peux",
        "aide",
        "aider",
        "mon",
        "ma",
        "une",
        "des",
        "les",
        "je",
        "suis",
        "sais",
        "chez",
        "plus",
        "par",
        "qui",
        "quoi",
        "ou",
        "fait",
        "mes",
        "bien",
        "mettre",
        "avoir",
        "etre",
        "c",
        "quel",
        "quelle",
        "merci",
        "svp",
        "sans",
        "tout",
        "arrive",
        "envoyer",
        "faut",
        "peut",
        "internet",
        "ordinateur",
        "telephone",
        "papiers",
        "mail",
    ]
)
_LATIN_LEAD = 2
_URGENT = "urgence"
#: Every code that `detect` may give; « autre » is a script that is not told apart.
CODES = (
    "fr", "en", "es", "pt", "it", "de", "tr", "ro", "pl", "sq", "so", "vi", "nl",
    "ar", "ps", "ur", "fa", "ru", "uk", "be", "bg", "ti", "am", "zh", "ja", "ko", "el", "ka", "hy",
    "he", "bn", "ta", "hi", "th", "pa", "autre",
)  # fmt: skip


@cache
def _table() -> tuple[dict[str, frozenset[str]], dict[str, dict[str, list[str]]]]:
    stops: dict[str, frozenset[str]] = {}
    needs: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for line in (DATA / "languages.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, _, words = line.partition(":")
        language, kind = head.split()
        if kind == "stop":
            stops[language] = frozenset(words.split())
        else:
            needs[language][kind] = words.split()
    return stops, needs


def detect(text: str) -> str:
    """Return the code of the language of a sentence: « fr » unless another one is plain."""
    spelled = plain(text)
    scripts: Counter[str] = Counter(_script(char) for char in spelled if char.isalpha())
    if not scripts:
        return "fr"
    script, count = scripts.most_common(1)[0]
    if script != "LATIN" and count >= 2:
        return _of_script(script, spelled)
    return _latin(_WORD.findall(spelled))


def _script(char: str) -> str:
    return unicodedata.name(char, "?").split(" ")[0]


def _of_script(script: str, spelled: str) -> str:
    for language, letters in _TELLING.get(script, ()):
        if any(letter in spelled for letter in letters):
            return language
    words = set(_WORD.findall(spelled))
    for language, telling in _MORE_TELLING.items():
        if words & telling:
            return language
    usual = _SCRIPTS.get(script, "autre")
    rivals = [usual, *(language for language, _letters in _TELLING.get(script, ()))]
    return max(rivals, key=lambda language: (_hits(spelled, language), language == usual))


def _hits(spelled: str, language: str) -> int:
    known = [one for words in _table()[1].get(language, {}).values() for one in words]
    return sum(any(_is(word, one) for one in known) for word in _WORD.findall(spelled))


@cache
def _latin_needs() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Return, by language of Latin script, the whole words of needs and the starts of words."""
    stops, needs = _table()
    written = {
        language: [one for ones in needs[language].values() for one in ones] for language in stops
    }
    return {
        language: (
            frozenset(one for one in words if not one.endswith("*")),
            tuple(one[:-1] for one in words if one.endswith("*")) or ("\0",),
        )
        for language, words in written.items()
    }


def _latin(words: list[str]) -> str:
    stops = _table()[0]
    scores: Counter[str] = Counter()
    for language, (whole, starts) in _latin_needs().items():
        known = stops[language]
        for word in words:
            if word in known:
                scores[language] += 2
            elif word in whole or word.startswith(starts):
                scores[language] += 1
    french = sum(2 for word in words if _french(word))
    if not scores:
        return "fr"
    language, best = scores.most_common(1)[0]
    return language if best >= french + _LATIN_LEAD and best >= 4 else "fr"


def _french(word: str) -> bool:
    return any(part in _FRENCH for part in unaccented(word).replace("-", "'").split("'"))


def is_urgent_in(text: str, language: str) -> bool:
    """Say whether a sentence in this language holds a word of danger."""
    known = _table()[1].get(language, {}).get(_URGENT, [])
    return any(_is(word, one) for word in _WORD.findall(plain(text)) for one in known)


def is_urgent_anywhere(text: str) -> bool:
    """Say whether a sentence of no language that we can tell holds a word of danger of one."""
    return any(is_urgent_in(text, language) for language in _table()[1])


def services_in(text: str, language: str) -> list[str]:
    """Return the services that a sentence in this language plainly asks for, likeliest first."""
    _, needs = _table()
    words = _WORD.findall(plain(text))
    found: Counter[str] = Counter()
    for service, known in needs.get(language, {}).items():
        if service == _URGENT:
            continue
        hits = {one for one in known if any(_is(word, one) for word in words)}
        if language == "zh":
            hits |= {one for one in known if one in text}
        found[service] += len(hits)
    return [service for service, count in found.most_common(3) if count]


def _is(word: str, known: str) -> bool:
    return word.startswith(known[:-1]) if known.endswith("*") else word == known
