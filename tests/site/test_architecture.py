"""The shape of the project: what may import what, what must be written down, what must be small."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
APPS = ("ifn_site", "territories", "venues", "fragility", "orientation", "coverage")
#: Folders made by the tools, and those of the applications that no one writes by hand.
MADE = {".git", ".venv", "var", "node_modules", "__pycache__"}
#: May be longer, each for a reason: the vocabulary is one table, the standard's own.
LONG_FILES = {"venues/vocabulary.py"}
MAX_LINES = 400


def project_files(*suffixes: str) -> list[Path]:
    """Return the files of the project with such endings (all when none), relative to its root."""
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE and not name.endswith("_cache")]
        found += [Path(folder, name).relative_to(ROOT) for name in names]
    return [path for path in found if not suffixes or path.suffix in suffixes]


def tool(*command: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of the tools of the environment on the project."""
    return subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_one_way() -> None:
    run = tool("lint-imports", "--no-cache")
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("import os\n", "F401"),
        ("from . import views\n", "TID252"),
        ("def f(x=[]):\n    return x\n", "B006"),
        (f"x = '{'a' * 120}'\n", "E501"),
        ("assert eval('1')\n", "S307"),
    ],
)
def test_the_linter_is_awake(fault: str, code: str) -> None:
    run = tool("ruff", "check", "--stdin-filename", "venues/example.py", "-", text=fault)
    assert run.returncode == 1
    assert code in run.stdout


def test_a_module_stays_under_four_hundred_lines() -> None:
    long = {
        str(path)
        for path in project_files(".py", ".sh", ".html")
        if len((ROOT / path).read_text("utf-8").splitlines()) > MAX_LINES
        and "migrations" not in path.parts
    }
    assert long - LONG_FILES == set()


def test_no_module_has_a_name_without_a_subject() -> None:
    vague = {"utils", "util", "helpers", "helper", "services", "misc", "common", "tools", "lib"}
    assert not [path for path in project_files(".py") if path.stem in vague]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path
        for path in project_files(".py")
        if path.parts[0] in {*APPS, "demo", "bench"}
        and "migrations" not in path.parts
        and (text := (ROOT / path).read_text("utf-8").strip())
        and not text.startswith('"""')
    ]
    assert silent == []


def test_every_template_compiles() -> None:
    templates = [
        path
        for path in project_files(".html", ".txt", ".xml")
        if path.parts[0] in APPS and path.parts[1:2] == ("templates",)
    ]
    assert templates
    for path in templates:
        engines["django"].get_template("/".join(path.parts[2:]))


def documented(page: str, pattern: str) -> set[str]:
    """Return the names that a page of the documentation gives in the first cell of its tables."""
    return set(re.findall(pattern, (ROOT / page).read_text("utf-8"), re.MULTILINE))


def test_every_variable_read_is_documented_and_every_documented_one_is_read() -> None:
    read = set()
    for path in project_files(".py", ""):
        if path.parts[0] in {*APPS, "demo", "bench", "manage.py"}:
            text = (ROOT / path).read_text("utf-8", errors="replace")
            read |= set(re.findall(r"env_[a-z]+\(\s*\"([A-Z_]+)\"", text))
            read |= set(re.findall(r"environ(?:\.get)?[\[(]\"([A-Z_]+)\"", text))
        elif path.parts[0] in {"bin", "tests"}:
            text = (ROOT / path).read_text("utf-8", errors="replace")
            read |= set(re.findall(r"\b(IFN_REQUIRE_[A-Z]+)\b", text))
            read |= set(re.findall(r"\$\{(PORT|CHROMIUM|IFN_[A-Z]+):-", text))
            if path.parts[0] == "bin":
                read |= set(re.findall(r"environ\.get\(\"([A-Z_]+)\"", text))
    read -= {"IFN_REQUIRE_"}
    assert documented("docs/settings.md", r"^\| `([A-Z_]+)` \|") == read


def test_every_command_of_the_project_is_documented() -> None:
    ours = {name for name, app in get_commands().items() if app in APPS}
    text = "".join((ROOT / path).read_text("utf-8") for path in project_files(".md"))
    assert {name for name in ours if not re.search(rf"manage\.py {name}\b", text)} == set()


def test_no_file_names_the_address_of_a_registry() -> None:
    # Written in two pieces so that this file names none.
    registries = [
        "pypi." + "org",
        "files.python" + "hosted",
        "registry." + "npmjs",
        "deb." + "debian",
    ]
    naming = [
        str(path)
        for path in project_files()
        for text in [(ROOT / path).read_bytes()]
        if any(address.encode() in text for address in registries)
    ]
    assert naming == []


def test_generated_files_are_not_kept() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("Ce dossier n’est pas un dépôt git.")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert "manage.py" in listed
    assert not [name for name in listed if MADE & set(Path(name).parts)]
