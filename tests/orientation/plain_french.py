"""Plain French, checked: the sentences of a page, their length, and the words that people know."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
from django.conf import settings

XHTML = "{http://www.w3.org/1999/xhtml}"
#: Words of a sentence at most: « one idea a sentence » (rules of easy-to-read French).
LONGEST = 12
LIST = Path(settings.BASE_DIR) / "orientation" / "data" / "plain_words.txt"
_APART = {"p", "li", "h1", "h2", "h3", "legend", "label", "small", "button", "dt", "dd", "div"}
_APART |= {"form", "fieldset", "section", "textarea", "ul", "dl"}
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def sentences(html: str) -> list[str]:
    """Return the sentences of the main part of a page, as they are read."""
    tree = html5lib.parse(html)
    main = tree.find(f".//{XHTML}main")
    assert main is not None
    pieces: list[str] = []
    _read(main, pieces)
    blocks = (" ".join(block.split()) for block in "".join(pieces).split("\n"))
    found = [one.strip() for block in blocks for one in re.split(r"(?<=[.!?…])\s", block)]
    return [one for one in found if one]


def _read(element: object, pieces: list[str]) -> None:
    name = str(element.tag).removeprefix(XHTML)  # type: ignore[attr-defined]
    apart = name in _APART or element.get("class") == "recall-word"  # type: ignore[attr-defined]
    pieces.append("\n" if apart else "")
    pieces.append((element.text or "").replace("\n", " "))  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        if child.get("lang") is None:
            _read(child, pieces)
        pieces.append((child.tail or "").replace("\n", " "))
    pieces.append("\n" if apart else "")


def length(sentence: str) -> int:
    """Return how many words a sentence has; a number is one."""
    return len(re.findall(r"[^\W_]+(?:[’',.\u202f\u00a0-][^\W_]+)*", sentence))


def words(sentence: str) -> set[str]:
    """Return the words of a sentence, small letters, parted at apostrophes and hyphens."""
    found = {part for word in _WORD.findall(sentence) for part in re.split(r"[’'-]", word)}
    return {one.lower() for one in found if len(one) > 1}


def known_words(text: str) -> tuple[set[str], dict[str, str]]:
    """Return the common words of a list, and the hard ones with what explains each."""
    common: set[str] = set()
    explained: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        term, found, explanation = line.partition(" : ")
        if found:
            explained[term.strip().lower()] = explanation.strip()
        else:
            common |= set(line.split())
    return common, explained


def faults(html: str, known: set[str]) -> list[str]:
    """Return the sentences that are too long, and the words that are in no list."""
    found = []
    for sentence in sentences(html):
        if length(sentence) > LONGEST:
            found.append(f"{length(sentence)} mots : {sentence}")
        strange = words(sentence) - known
        if strange:
            found.append(f"mots inconnus {sorted(strange)} : {sentence}")
    return found
