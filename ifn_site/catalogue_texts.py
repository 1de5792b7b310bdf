"""The French texts that are translated, found in the code and in the templates of the site.

Python files by their calls of `ifn_site/wording.py`, templates by Django's own translation tags.
It reads files and writes catalogues; it runs nothing of the site.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from ifn_site.catalogues import catalogue_path
from ifn_site.languages import LANGUAGES, SOURCE

#: What marks a text in Python: the names of `ifn_site/wording.py`, and those templates become.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "lazy": None,
    "noop": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_WIDTH = 96
#: Lines of a catalogue that change without any text changing.
_DATED = (b'"POT-', b'"PO-', b'"Last-Translator', b'"Language-Team', b'"Report-', b'"Generated-By')
_HEADER = "# Repères numériques: {} (see docs/languages.md)"


def apps_of(root: Path) -> list[Path]:
    """Return the folders of the site's own applications, those that have an `apps.py`."""
    return sorted(path.parent for path in root.glob("*/apps.py"))


def texts(root: Path) -> Catalog:
    """Return every text that is marked for translation, each with the files that hold it."""
    found = Catalog(project="Repères numériques", charset="utf-8", fuzzy=False)
    for app in apps_of(root):
        for path in sorted([*app.rglob("*.py"), *app.glob("templates/**/*.*")]):
            if "migrations" in path.parts:
                continue
            where = path.relative_to(root).as_posix()
            for _, message, comments, context in _texts_of(path):
                found.add(message, None, [(where, 1)], auto_comments=comments, context=context)
    return found


def _texts_of(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        # Django turns a template into words that look like Python, each text in its call; their
        # indentation means nothing.
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines)
    opened = io.BytesIO(source.encode())
    options = {"encoding": "utf-8"}
    yield from extract("python", opened, KEYWORDS, ("Translators:",), options)


def update_catalogue(path: Path, code: str, found: Catalog) -> Catalog:
    """Write the catalogue of a language with the texts found, its translations kept; return it."""
    known = _read(path, code)
    catalogue = Catalog(
        locale=code,
        project=found.project,
        version="1",
        charset="utf-8",
        fuzzy=False,
        header_comment=_HEADER.format(code),
    )
    for message in _messages(found):
        if code == SOURCE and not message.pluralizable:
            continue
        old = known.get(message.id, message.context) if known else None
        catalogue.add(
            message.id,
            _translation(message, old, code, catalogue.num_plurals),
            sorted(set(message.locations)),
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
            context=message.context,
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(catalogue))
    return catalogue


def _translation(message: Message, old: Message | None, code: str, forms: int) -> Any:
    """Return what a language says: kept from before; French only says how it counts."""
    if code == SOURCE:
        return message.id
    if old and old.string:
        return old.string
    return ("",) * forms if message.pluralizable else ""


def _written(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH, sort_output=True, include_lineno=False)
    return b"".join(
        line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(_DATED)
    )


def _read(path: Path, code: str) -> Catalog | None:
    if not path.exists():
        return None
    with path.open("rb") as opened:
        return read_po(opened, locale=Locale.parse(code))


def read_catalogue(root: Path, code: str) -> Catalog:
    """Return the catalogue of a language as it is written. Raises FileNotFoundError."""
    path = catalogue_path(root, code)
    catalogue = _read(path, code)
    if catalogue is None:
        raise FileNotFoundError(path)
    return catalogue


def _messages(catalogue: Iterable[Message]) -> Iterator[Message]:
    """Return the texts of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def share_said(catalogue: Catalog) -> tuple[int, int]:
    """Return how many texts a catalogue translates, and how many it holds."""
    held = list(_messages(catalogue))
    return sum(1 for message in held if _is_said(message)), len(held)


def _is_said(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return bool(strings) and all(strings)


def update_all(root: Path) -> dict[str, tuple[int, int]]:
    """Bring every catalogue of the site up to date; return what each one says."""
    found = texts(root)
    folder = root / "locale"
    return {
        one.code: share_said(update_catalogue(catalogue_path(folder, one.code), one.code, found))
        for one in LANGUAGES
    }
