"""Visible text: what every other normaliser first does to a cell. Knows no field of the standard.

Removes what nobody can see (control characters, direction overrides, zero-width characters),
repairs UTF-8 read as Latin-1, decodes HTML entities and folds white space. `<script>` stays text:
escaping is the templates' work.
"""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import date, datetime
from typing import Any

from venues.imports.findings import Normalised, Note, fix, warning
from venues.imports.normalise.repairs import Repair, apply_repairs

#: No field of the standard is longer; a longer cell is a file placed in a cell.
CELL_LIMIT = 100_000
#: `presentation_resume` of the standard v1.
SUMMARY_LENGTH = 280

_BLANKS = frozenset(
    {
        "", "null", "none", "nan", "nat", "n/a", "#n/a", "na", "nc", "n.c.", "n.c", "undefined",
        "nil", "-", "--", "---", "–", "—", "_", ".", "..", "...", "…", "?", "/", "\\n", "vide",
        "non renseigné", "non renseigne", "non communiqué", "non communique", "néant", "neant",
    }
)  # fmt: skip
_LONGEST_BLANK = max(map(len, _BLANKS))

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_REPEATED_AMP = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_INLINE_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLOCK_TAG = re.compile(r"<\s*(?:br|/p|/div|/h[1-6]|/ul|/ol)\s*/?\s*>", re.IGNORECASE)
_ITEM_TAG = re.compile(r"<\s*li(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"<\s*/?\s*(?:p|ul|ol|li|div|span|strong|em|b|i|u|h[1-6]|font)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)

#: Bytes 0x80–0x9F as Windows-1252 shows them, so that both misreadings are undone.
_CP1252 = {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_TAIL = "[\x80-\xbf" + re.escape("".join(_CP1252)) + "]"
#: Leads of the characters French uses (Latin-1, œ and Ÿ, typographic punctuation, the euro): wider
#: leads would mistake real French such as « é » before a non-breaking space for misread text.
_MISREAD = re.compile(f"[ÂÃÅ]{_TAIL}|â(?:[\x80€]{_TAIL}|[\x82‚]¬)")


def as_text(value: Any) -> str:
    """Return the text of any cell: `None` is empty, `12.0` reads « 12 », dates are ISO."""
    if isinstance(value, str):
        return value
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value)


def is_blank(value: Any) -> bool:
    """Tell whether a cell says nothing: empty, `null`, `nan`, `N/A`, a lone dash…"""
    if value is None:
        return True
    text = as_text(value)
    if len(text) > 4 * _LONGEST_BLANK:
        return not text.strip()
    return text.strip().lower() in _BLANKS


def _repair_misread(text: str) -> str:
    """Undo UTF-8 read as Latin-1 or Windows-1252 (« MÃ©diathÃ¨que »)."""

    def decode(match: re.Match[str]) -> str:
        raw = bytes(_CP1252.get(char, ord(char) & 0xFF) for char in match.group())
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return match.group()

    return _MISREAD.sub(decode, text) if _MISREAD.search(text) else text


def _decode_entities(text: str) -> str:
    if "&" not in text:
        return text
    text = _REPEATED_AMP.sub("&", text)
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)


def _is_hidden(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\t\n\r\x0b\x0c\x85"
    )


def _remove_hidden(text: str) -> str:
    """Remove control, zero-width, direction, private and surrogate characters; keep line breaks."""
    if text.isprintable():
        return text
    return "".join(char for char in text if not _is_hidden(char))


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _tidy_lines(text: str) -> str:
    text = _INLINE_SPACES.sub(" ", _LINE_BREAKS.sub("\n", text))
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def strip_layout_tags(text: str) -> str:
    """Replace the tags of plain text layout (`<br>`, `<p>`, `<li>`…) by line breaks;
    keep others.
    """
    if "<" not in text:
        return text
    text = _ITEM_TAG.sub("\n- ", _BLOCK_TAG.sub("\n", text))
    return _INLINE_TAG.sub("", text)


_MISREAD_REPAIR = Repair(
    "texte_mal_encode",
    "Accents illisibles rétablis (texte UTF-8 lu comme Latin-1).",
    _repair_misread,
)
_ENTITY_REPAIR = Repair(
    "entites_html", "Codes HTML remplacés par le caractère qu’ils représentent.", _decode_entities
)
_HIDDEN_REPAIR = Repair("caracteres_invisibles", "Caractères invisibles retirés.", _remove_hidden)
_COMPOSE_REPAIR = Repair("accents_decomposes", "Accents recomposés (forme NFC).", _compose)

LINE_REPAIRS: tuple[Repair, ...] = (
    _MISREAD_REPAIR,
    _ENTITY_REPAIR,
    _HIDDEN_REPAIR,
    _COMPOSE_REPAIR,
    Repair("espaces", "Espaces superflus retirés.", _one_line),
)
MULTILINE_REPAIRS: tuple[Repair, ...] = (
    _MISREAD_REPAIR,
    _ENTITY_REPAIR,
    Repair(
        "balises_html",
        "Balises de mise en forme remplacées par des sauts de ligne.",
        strip_layout_tags,
    ),
    _HIDDEN_REPAIR,
    _COMPOSE_REPAIR,
    Repair("espaces", "Espaces et lignes vides superflus retirés.", _tidy_lines),
)


def _is_clean_line(text: str) -> bool:
    """Cheap test that no line repair applies; most cells stop here."""
    if not text.isprintable() or "  " in text or "&" in text or text[:1] == " " or text[-1:] == " ":
        return False
    if text.isascii():
        return True
    return "\ufffd" not in text and not _MISREAD.search(text) and _compose(text) == text


def _cut(text: str, limit: int) -> tuple[str, tuple[Note, ...]]:
    if len(text) <= limit:
        return text, ()
    kept = text[:limit].rstrip()
    message = f"Texte trop long ({len(text)} caractères) : coupé à {limit}."
    return kept, (warning("texte_coupe", message, text, kept),)


def _lost_characters(text: str) -> tuple[Note, ...]:
    if "\ufffd" not in text:
        return ()
    message = "Des caractères ont été perdus avant l’envoi (�) : corrigez-les dans votre fichier."
    return (warning("caracteres_perdus", message, text),)


def _clean(value: Any, repairs: tuple[Repair, ...], max_length: int | None) -> Normalised:
    if is_blank(value):
        return Normalised("")
    text, cell_notes = _cut(as_text(value), CELL_LIMIT)
    text, notes = apply_repairs(text, repairs)
    if is_blank(text):
        return Normalised("", notes)
    text, cut_notes = _cut(text, max_length or CELL_LIMIT)
    return Normalised(text, (*cell_notes, *notes, *cut_notes, *_lost_characters(text)))


def clean_text(value: Any, *, max_length: int | None = None) -> Normalised:
    """Return one line of visible text, at most `max_length` characters; "" when blank."""
    is_short = isinstance(value, str) and 0 < len(value) <= (max_length or CELL_LIMIT)
    if is_short and _is_clean_line(value):
        return Normalised("" if is_blank(value) else value)
    return _clean(value, LINE_REPAIRS, max_length)


def clean_multiline(value: Any, *, max_length: int | None = None) -> Normalised:
    """Return visible text that keeps its line breaks (`presentation_detail`); "" when blank."""
    return _clean(value, MULTILINE_REPAIRS, max_length)


def split_presentation(summary: Any, detail: str) -> Normalised:
    """Return `(presentation_resume, presentation_detail)`; `detail` is clean already.

    A summary longer than the 280 characters of the standard moves, whole, before the detail.
    """
    short, notes = clean_text(summary)
    long = detail or ""
    if len(short) <= SUMMARY_LENGTH:
        return Normalised((short, long), notes)
    whole, _ = clean_multiline(summary)
    moved = long if long.startswith(whole) else "\n\n".join(filter(None, (whole, long)))
    message = (
        f"Résumé de plus de {SUMMARY_LENGTH} caractères : placé dans la présentation détaillée."
    )
    note = fix("resume_trop_long", message, short, moved)
    return Normalised(("", moved), (*notes, note))
