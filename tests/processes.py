"""The site in processes of its own, as it runs outside the tests: commands, web server, worker.

Each process is told where the others are by its environment only.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0


def wait_until(happens: Callable[[], bool], what: str, *, patience: float = PATIENCE) -> None:
    """Wait for something that another process does; fail after `patience` seconds."""
    deadline = time.monotonic() + patience
    while not happens():
        assert time.monotonic() < deadline, f"after {patience:.0f} s, still waiting: {what}"
        time.sleep(0.05)


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether something listens on a port."""
    with socket.socket() as door:
        door.settimeout(1)
        return door.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children, gently then not."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def bare_environment(tmp_path: Path, **values: str) -> dict[str, str]:
    """Return an environment with nothing of the caller's but what finds programs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    var = tmp_path / "var"
    return kept | {
        "IFN_VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "ifn_site.settings",
        **values,
    }


class Site:
    """One installation of the site: its environment, and the processes started in it."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment = environment
        self.folder = folder
        self._running: list[subprocess.Popen[bytes]] = []

    def manage(self, *arguments: str) -> str:
        """Run a management command to its good end; return what it said."""
        return self._run("manage.py", *arguments)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, code: str) -> Any:
        """Run Python inside the site; return what it gives to `say`, as JSON."""
        prelude = "import django, json; django.setup(); say = lambda x: print(json.dumps(x))\n"
        said = self._run("-c", prelude + code)
        return json.loads(said.splitlines()[-1]) if said else None

    def start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        """Start a Python program of the site in the background; its output goes to a file."""
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def log(self, name: str) -> str:
        """Return what a background program has said so far."""
        return (self.folder / f"{name}.log").read_text("utf-8")

    def serve(self) -> str:
        """Start the web server; return its address."""
        port = free_port()
        self.start(
            "web", "-m", "gunicorn", "ifn_site.wsgi", "--workers", "2", "-b", f"127.0.0.1:{port}"
        )
        wait_until(lambda: answers(port), "the web server listens")
        return f"http://127.0.0.1:{port}"

    def work(self) -> subprocess.Popen[bytes]:
        """Start a worker and wait until it takes tasks."""
        process = self.start(
            "worker", "-m", "celery", "-A", "ifn_site", "worker", "-c", "1", "-l", "INFO"
        )
        wait_until(lambda: " ready." in self.log("worker"), "the worker is ready")
        return process

    def close(self) -> None:
        """Stop every background program."""
        for process in self._running:
            stop(process)
