"""What a newcomer does first: copy the project, type bin/run, open the site; then again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.processes import ROOT, free_port, wait_until

pytestmark = pytest.mark.long
MADE = (".git", ".venv", "var", "node_modules", "__pycache__", "*_cache")
#: Installing, making the demonstration and loading it, downloads included.
FIRST_START = 300.0


class Start:
    """One `bin/run`, in a process group of its own as a terminal makes it."""

    def __init__(self, project: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.log = project.parent / f"{port}.log"
        ours = ("IFN_", "DATABASE_URL", "REDIS_URL", "DJANGO_", "SECRET_KEY", "PYTEST_")
        environment = {name: text for name, text in os.environ.items() if not name.startswith(ours)}
        started = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(project / "bin" / "run")],
                cwd="/",
                env=environment | {"PORT": str(port)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(self._answers, "the first page", patience=FIRST_START)
        self.seconds = time.monotonic() - started

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text("utf-8")
        try:
            with urlopen(self.address + "/", timeout=30) as answer:
                return bool(answer.status == 200 and answer.read())
        except (URLError, ConnectionError):
            return False

    def get(self, path: str) -> str:
        """Return the text of a page."""
        with urlopen(self.address + path, timeout=30) as answer:
            return str(answer.read().decode("utf-8"))

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=30)

    def someone_is_left(self) -> bool:
        """Tell whether a process of the group still runs."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as it is downloaded, in a folder whose name has a space."""
    target = tmp_path_factory.mktemp("newcomer") / "une copie"
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*MADE))
    return target


@pytest.fixture(scope="module")
def first(project: Path) -> Iterator[Start]:
    """The first start, still running."""
    start = Start(project)
    yield start
    if start.someone_is_left():
        start.interrupt()


@pytest.fixture
def again(project: Path, first: Start) -> Iterator[Start]:
    """Another start, on another port, once everything is there."""
    start = Start(project)
    yield start
    if start.someone_is_left():
        start.interrupt()


def test_the_first_start_shows_a_whole_demonstration(first: Start) -> None:
    print(f"\nfirst start: {first.seconds:.1f} s")
    assert json.loads(first.get("/api/v1/lieux/?page_size=1"))["count"] >= 18_000
    assert "démonstration" in first.get("/")


def test_the_first_start_says_where_to_look_and_how_to_load_real_data(first: Start) -> None:
    said = first.log.read_text("utf-8")
    assert first.address in said
    assert "IFN_DATA_DIR=DOSSIER bin/run" in said
    assert "Traceback" not in said


def test_the_log_holds_no_query_string(first: Start) -> None:
    first.get("/lieux/?q=motcherche")
    wait_until(lambda: "/lieux/" in first.log.read_text("utf-8"), "the line of the request")
    assert "motcherche" not in first.log.read_text("utf-8")


def test_the_second_start_installs_and_loads_nothing(again: Start) -> None:
    print(f"\nsecond start: {again.seconds:.1f} s")
    said = again.log.read_text("utf-8")
    assert "Installation" not in said
    assert "ajoutées" not in said


def test_ctrl_c_stops_everything(again: Start) -> None:
    wait_until(lambda: " GET / 200 " in again.log.read_text("utf-8"), "the request is over")
    again.interrupt()
    wait_until(lambda: not again.someone_is_left(), "every process ends")
    assert "Traceback" not in again.log.read_text("utf-8")
