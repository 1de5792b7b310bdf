"""Unknown words brought back to known ones: glued letters, sound, spelling distance.

Pure; it changes words only when the lexicon and the common words do not hold them.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from orientation.needs.lexicon import Lexicon
from orientation.needs.sound import sound

#: Letters that hold to the next word when the apostrophe is left out: « jordi », « lordi ».
_ELISIONS = ("qu", "j", "l", "d", "m", "t", "s", "n", "c")
_MAX_UNKNOWN = 12
_MAX_SEGMENTED = 40
_LIKE_ENOUGH = 0.45


@dataclass(frozen=True)
class Stages:
    """Which stages work; all of them but in a measure of each."""

    sound: bool = True
    distance: bool = True
    glued: bool = True
    grams: bool = True
    rules: bool = True


ALL_STAGES = Stages()


def corrected(words: list[str], lexicon: Lexicon, stages: Stages = ALL_STAGES) -> list[str]:
    """Return the words with the unknown ones replaced by what they most likely stand for."""
    out: list[str] = []
    unknown = 0
    for word in words:
        if len(word) < 3 or word.isdigit() or lexicon.knows(word) or unknown >= _MAX_UNKNOWN:
            out.append(word)
            continue
        unknown += 1
        out.extend(_corrected(word, lexicon, stages))
    return out


def _corrected(word: str, lexicon: Lexicon, stages: Stages) -> list[str]:
    return (
        (stages.glued and _after_elision(word, lexicon))
        or (stages.sound and _by_sound(word, lexicon))
        or (stages.glued and _cut(word, lexicon))
        or (stages.distance and _nearest(word, lexicon))
        or (stages.sound and stages.glued and _sounded_after_elision(word, lexicon))
        or [word]
    )


def _after_elision(word: str, lexicon: Lexicon) -> list[str]:
    for letters in _ELISIONS:
        rest = word.removeprefix(letters)
        if rest != word and len(rest) >= 3 and rest[0] in "aeiouyh" and lexicon.knows(rest):
            return [letters, rest]
    return []


def _sounded_after_elision(word: str, lexicon: Lexicon) -> list[str]:
    for letters in _ELISIONS:
        rest = word.removeprefix(letters)
        if rest != word and len(rest) >= 4:
            found = _by_sound(rest, lexicon) or _nearest(rest, lexicon)
            if found:
                return [letters, *found]
    return []


def _by_sound(word: str, lexicon: Lexicon) -> list[str]:
    if len(word) > 25:
        return []
    near = [
        (OSA.normalized_similarity(word, one), one) for one in lexicon.by_sound.get(sound(word), ())
    ]
    best = max(near, default=(0.0, ""))
    return [best[1]] if best[0] >= _LIKE_ENOUGH else []


def _nearest(word: str, lexicon: Lexicon) -> list[str]:
    if not 5 <= len(word) <= 25:
        return []
    most = 1 if len(word) < 8 else 2
    found = process.extractOne(
        word, lexicon.fuzzy_targets(word), scorer=OSA.distance, score_cutoff=most
    )
    # A short word leaves little room: its first letter must be right.
    return [found[0]] if found and (len(word) > 7 or found[0][0] == word[0]) else []


def _cut(word: str, lexicon: Lexicon) -> list[str]:
    """Return a word without spaces cut in known ones, the fewest, or nothing."""
    if not 7 <= len(word) <= _MAX_SEGMENTED:
        return []
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            piece = word[start:end]
            if before is None or not _is_piece(piece, lexicon):
                continue
            cost = before[0] + 1 + (0.2 if len(piece) < 3 else 0)
            if best[end] is None or cost < best[end][0]:  # type: ignore[index]
                best[end] = (cost, [*before[1], piece])
    whole = best[len(word)]
    if whole is None or len(whole[1]) < 2 or whole[0] > 1.5 + len(word) / 4:
        return []
    return whole[1]


def _is_piece(piece: str, lexicon: Lexicon) -> bool:
    if len(piece) == 1:
        return piece in "jldmatsny"
    return piece in lexicon.words or (
        len(piece) > 4 and piece[:-1] in lexicon.words and piece[-1] in "sx"
    )
