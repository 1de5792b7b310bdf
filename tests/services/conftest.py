"""A true Redis and a true database; PostgreSQL when `DATABASE_URL` says so, else a SQLite file."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.processes import Site, answers, bare_environment, free_port, stop, wait_until


class Redis:
    """A Redis server of our own, that can be stopped and started again on the same port."""

    def __init__(self, program: str, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._folder = folder
        self.start()

    def start(self) -> None:
        """Start and wait until it listens."""
        self._process = subprocess.Popen(
            self._command, cwd=self._folder, stdout=subprocess.DEVNULL, start_new_session=True
        )
        wait_until(lambda: answers(self.port), "Redis listens")

    def stop(self) -> None:
        """Stop; what it held is gone."""
        stop(self._process)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    """A fresh Redis, or a skip that says what to install."""
    program = shutil.which("redis-server")
    if program is None:
        message = "redis-server est absent : installez-le (sudo apt install redis-server)."
        if os.environ.get("IFN_REQUIRE_SERVICES") == "1":
            pytest.fail(message)
        pytest.skip(message)
    server = Redis(program, tmp_path)
    yield server
    server.stop()


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """An empty database on the server that `DATABASE_URL` names, else in a file."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'site.sqlite3'}"
        return
    name = f"services_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        yield f"{server.rsplit('/', 1)[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


@pytest.fixture
def site(tmp_path: Path, database_url: str, redis_server: Redis) -> Iterator[Site]:
    """A migrated site with a few communes, on Redis."""
    installed = Site(
        bare_environment(tmp_path, DATABASE_URL=database_url, REDIS_URL=redis_server.url), tmp_path
    )
    installed.manage("migrate", "--verbosity", "0")
    installed.ask("from tests.services.towns import make_towns; make_towns()")
    yield installed
    installed.close()
