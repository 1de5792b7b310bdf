"""Which folder of data the site is loaded from: the one asked for, the environment's, or the demo.

It knows the layout by name only (`geo/`, `venues/`); what is inside belongs to each app.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings

from ifn_site import clock

#: A generated demonstration set is kept, with those of other months and codes, so far only.
KEPT_DEMONSTRATIONS = 2
_MARK = "demo.json"


class MissingFolder(Exception):
    """The folder asked for does not exist; the message, in French, says what to do."""


def resolve_folder(choice: str = "auto") -> Path:
    """Return the folder for `auto`, `demo` or a path; the demonstration is made when absent.

    `auto` is `IFN_DATA_DIR` when set, else the demonstration. Raises `MissingFolder`.
    """
    if choice == "auto":
        return settings.DATA_DIR or demo_folder()
    if choice == "demo":
        return demo_folder()
    folder = Path(choice).expanduser()
    if not folder.is_dir():
        raise MissingFolder(
            f"Le dossier « {choice} » n’existe pas. Indiquez un dossier qui contient geo/ et "
            "venues/, ou « demo » pour les données de démonstration."
        )
    return folder.resolve()


def is_demonstration(folder: Path) -> bool:
    """Tell whether a folder holds invented data, as its own mark says."""
    try:
        return bool(json.loads((folder / _MARK).read_text("utf-8")).get("demonstration"))
    except (OSError, ValueError, AttributeError):
        return False


def demo_folder(reference_date: date | None = None) -> Path:
    """Return the demonstration set of the month, generating it when it is not there yet.

    The name holds a hash of the generator, of its reference tables and of the month, so that a
    change of either makes a new set; it appears whole or not at all.
    """
    day = (reference_date or clock.today()).replace(day=1)
    target = settings.VAR_DIR / f"demo-{_demo_hash(day)}"
    if not (target / _MARK).is_file():
        from demo.generate import generate

        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix="making-demo-", dir=settings.VAR_DIR))
        try:
            generate(partial, reference_date=day)
            if target.exists():
                shutil.rmtree(target)
            partial.rename(target)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        _forget_old_demonstrations(settings.VAR_DIR)
    os.utime(target)
    return target


def _demo_hash(day: date) -> str:
    """Return a short hash of the generator's code and tables, and of the month."""
    digest = hashlib.sha256(day.isoformat().encode())
    package = settings.BASE_DIR / "demo"
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(package)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _forget_old_demonstrations(var_dir: Path) -> None:
    """Remove all but the sets used last."""
    sets = sorted(var_dir.glob("demo-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in sets[KEPT_DEMONSTRATIONS:]:
        shutil.rmtree(old, ignore_errors=True)
