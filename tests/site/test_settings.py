"""The environment is read with types, and settings that would mislead are told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import checks

from ifn_site.environment import (
    BadEnvironment,
    env_bool,
    env_date,
    env_folder,
    env_int,
    env_list,
    env_secret,
    env_str,
)

ROOT = Path(__file__).resolve().parents[2]
NAME = "IFN_TESTED"


@pytest.mark.parametrize(
    ("reader", "written", "read"),
    [
        (env_bool, "1", True),
        (env_bool, "Oui", True),
        (env_bool, "false", False),
        (env_bool, " 0 ", False),
        (env_bool, "", False),
        (env_date, "2026-05-01", date(2026, 5, 1)),
        (env_date, "", None),
        (env_str, "  texte  ", "texte"),
        (env_folder, "", None),
        (env_folder, "/", Path("/")),
    ],
)
def test_a_value_is_read_with_its_type(
    monkeypatch: pytest.MonkeyPatch, reader: Callable[[str], Any], written: str, read: Any
) -> None:
    monkeypatch.setenv(NAME, written)
    assert reader(NAME) == read


@pytest.mark.parametrize(
    ("reader", "written"),
    [
        (env_bool, "peut-être"),
        (env_bool, "2"),
        (env_date, "01/05/2026"),
        (env_date, "2026-02-30"),
        (env_folder, "/nowhere/at/all"),
        (lambda name: env_int(name, 1), "deux"),
        (lambda name: env_int(name, 1), "-1"),
        (lambda name: env_int(name, 5, minimum=5), "4"),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_variable(
    monkeypatch: pytest.MonkeyPatch, reader: Callable[[str], Any], written: str
) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(BadEnvironment, match=NAME):
        reader(NAME)


def test_a_list_is_cut_at_commas_without_empty_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a.fr, b.fr,,")
    assert env_list(NAME, []) == ["a.fr", "b.fr"]
    monkeypatch.delenv(NAME)
    assert env_list(NAME, ["défaut"]) == ["défaut"]


def test_a_number_that_is_not_given_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert env_int(NAME, 7) == 7


def test_a_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    kept = tmp_path / "var" / "secret"
    first = env_secret(NAME, kept, required=False)
    assert len(first) > 50
    assert env_secret(NAME, kept, required=False) == first
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_secret_can_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "given").write_text("du fichier\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "given"))
    assert env_secret(NAME, tmp_path / "kept", required=True) == "du fichier"
    assert not (tmp_path / "kept").exists()


def test_a_secret_that_production_needs_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BadEnvironment, match=f"{NAME}.*production"):
        env_secret(NAME, tmp_path / "kept", required=True)


def manage(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with nothing in its environment but what is given."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=clean | {"IFN_VAR_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_does_not_start_without_a_secret(tmp_path: Path) -> None:
    run = manage(tmp_path, "check", IFN_PRODUCTION="1", ALLOWED_HOSTS="example.org")
    assert run.returncode != 0
    assert "SECRET_KEY" in run.stderr
    assert not (tmp_path / "secret-key").exists()


def test_a_missing_data_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    run = manage(tmp_path, "check", IFN_DATA_DIR="/nulle/part")
    assert run.returncode != 0
    assert run.stderr == "IFN_DATA_DIR='/nulle/part': ce dossier n'existe pas.\n"


def test_production_settings_raise_no_error_of_django_or_ours(tmp_path: Path) -> None:
    run = manage(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level=ERROR",
        IFN_PRODUCTION="1",
        SECRET_KEY="".join(chr(65 + n % 57) for n in range(80)),
        ALLOWED_HOSTS="example.org",
    )
    assert run.returncode == 0, run.stderr
    assert {"ifn.W001", "ifn.W002", "ifn.W003"} == {
        word.strip("():?") for word in run.stderr.split() if word.strip("():?").startswith("ifn.")
    }
    assert "security.W" not in run.stderr


COMPLETE: dict[str, Any] = {
    "CONTACT_EMAIL": "contact@example.org",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "PRODUCTION": True,
    "REFERENCE_DATE": None,
    "BASEMAP_STYLE": "",
}


def told(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> set[str | None]:
    """Return the codes of the project's own deployment checks that speak of such settings."""
    monkeypatch.setattr("ifn_site.checks.settings", SimpleNamespace(**COMPLETE | changed))
    registered = checks.registry.registry.get_checks(include_deployment_checks=True)
    ours = [check for check in registered if check.__module__ == "ifn_site.checks"]
    assert ours
    return {message.id for check in ours for message in check(app_configs=None)}


def test_a_complete_production_site_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch) == set()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"CONTACT_EMAIL": ""}, "ifn.W001"),
        ({"REDIS_URL": ""}, "ifn.W002"),
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "ifn.W003"),
        ({"REFERENCE_DATE": date(2026, 1, 1)}, "ifn.E001"),
        ({"BASEMAP_STYLE": "http://carte.example/style.json"}, "ifn.E002"),
        ({"BASEMAP_STYLE": "carte.example/style.json"}, "ifn.E002"),
    ],
)
def test_a_misleading_setting_is_told(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], code: str
) -> None:
    assert told(monkeypatch, **changed) == {code}


def test_a_frozen_date_is_free_outside_production(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, PRODUCTION=False, REFERENCE_DATE=date(2026, 1, 1)) == set()
