"""The catalogues of translations, made ready for reading: `locale/**/*.po` → VAR_DIR.

Compiled files are never committed. Whatever starts Django (a page server, a worker, a command, a
test) finds them ready, or makes them in a moment; two processes may do so at the same time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

#: Where Django looks for a catalogue inside the folder of a language.
FOLDER = "LC_MESSAGES"
DOMAIN = "django"


def catalogue_path(root: Path, code: str, suffix: str = "po") -> Path:
    """Return where the catalogue of a language is, under `locale/` or where it is compiled."""
    return root / code / FOLDER / f"{DOMAIN}.{suffix}"


def compile_catalogues(source: Path, target: Path) -> list[str]:
    """Compile the catalogues that changed since they were; return their language codes.

    A compiled file bears the very date of its source: any other date means that it is stale.
    Raises ValueError for a catalogue that cannot be read.
    """
    made = []
    for text in sorted(source.glob(f"*/{FOLDER}/{DOMAIN}.po")):
        code, written = text.parts[-3], text.stat().st_mtime_ns
        compiled = catalogue_path(target, code, "mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns != written:
            _compile(text, compiled, written)
            made.append(code)
    return made


def _compile(text: Path, compiled: Path, written: int) -> None:
    """Write one compiled catalogue at once, so that nobody reads half of it."""
    # A start with nothing to compile does not pay for these.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    with text.open("rb") as opened:
        try:
            catalogue = read_po(opened, abort_invalid=True)
        except PoFileError as error:
            raise ValueError(f"{text} : {error}") from error
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=compiled.parent, delete=False) as made:
        write_mo(made, catalogue)
    os.utime(made.name, ns=(written, written))
    os.chmod(made.name, 0o644)
    os.replace(made.name, compiled)
