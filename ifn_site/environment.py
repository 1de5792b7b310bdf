"""Typed readers of the environment: they fail loudly on nonsense instead of guessing.

They know nothing of Django, so that settings can use them before anything is set up.
"""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path


class BadEnvironment(ValueError):
    """A variable holds a value that cannot be used; the message names it and what is expected."""


def env_str(name: str, default: str = "") -> str:
    """Return the variable without surrounding spaces, or the default when unset or blank."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool = False) -> bool:
    """Return a boolean written 1/0, true/false, yes/no; anything else is refused."""
    value = env_str(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "oui", "on"}:
        return True
    if value in {"0", "false", "no", "non", "off"}:
        return False
    raise BadEnvironment(f"{name}={value!r}: attendu 1 ou 0.")


def env_int(name: str, default: int, *, minimum: int = 0) -> int:
    """Return a whole number ≥ `minimum`; anything else is refused."""
    value = env_str(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise BadEnvironment(f"{name}={value!r}: attendu un nombre entier.") from None
    if number < minimum:
        raise BadEnvironment(f"{name}={number}: attendu un nombre ≥ {minimum}.")
    return number


def env_list(name: str, default: list[str]) -> list[str]:
    """Return a comma-separated list without empty items."""
    value = env_str(name)
    return [item.strip() for item in value.split(",") if item.strip()] if value else default


def env_date(name: str) -> date | None:
    """Return a date written AAAA-MM-JJ, or None when unset."""
    value = env_str(name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadEnvironment(f"{name}={value!r}: attendu une date AAAA-MM-JJ.") from None


def env_folder(name: str) -> Path | None:
    """Return an existing folder, or None when unset; a missing folder is refused."""
    value = env_str(name)
    if not value:
        return None
    folder = Path(value).expanduser().resolve()
    if not folder.is_dir():
        raise BadEnvironment(f"{name}={value!r}: ce dossier n'existe pas.")
    return folder


def env_secret(name: str, keep_in: Path, *, required: bool) -> str:
    """Return a secret from the environment, or from `NAME_FILE`, or one kept in a local file.

    Outside production a missing secret is made once and kept with mode 600; in production it
    must be given.
    """
    if value := env_str(name):
        return value
    if file := env_str(f"{name}_FILE"):
        return Path(file).read_text().strip()
    if required:
        raise BadEnvironment(f"{name}: à définir en production (ou {name}_FILE).")
    keep_in.parent.mkdir(parents=True, exist_ok=True)
    try:
        with keep_in.open("x") as stream:
            keep_in.chmod(0o600)
            stream.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return keep_in.read_text().strip()
