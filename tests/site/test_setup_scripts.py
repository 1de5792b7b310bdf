"""The scripts of bin/: they install once, notice a changed lock, and speak in clear sentences.

Python, uv and npm are replaced by stubs that write down how they were called.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [ROOT / "bin" / name for name in ("setup", "run", "test", "check", "bench")]
#: Commands of the system that the scripts may use.
SYSTEM = [
    "sh",
    "cat",
    "cp",
    "dirname",
    "env",
    "flock",
    "grep",
    "id",
    "mkdir",
    "rm",
    "sha256sum",
    "sleep",
]

STUB_PYTHON = """#!/bin/sh
case "$*" in
    -V) cat "$STUBS/version" ;;
    "-m venv --clear .venv")
        echo venv >>"$STUBS/calls"
        rm -rf .venv && mkdir -p .venv/bin
        cp "$STUBS/python" "$STUBS/uv" .venv/bin
        echo "#!$(pwd -P)/.venv/bin/python" >.venv/bin/pip ;;
    "-m pip"*)
        [ ! -e "$STUBS/no-network" ] || exit 1
        echo "pip ${*##* }" >>"$STUBS/calls" ;;
esac
"""
STUB_UV = """#!/bin/sh
sleep 0.1
[ ! -e "$STUBS/no-uv" ] || exit 1
echo "uv ${*##* }" >>"$STUBS/calls"
"""
STUB_NPM = """#!/bin/sh
[ "$1" = --version ] && exit
echo "npm $*" >>"$STUBS/calls"
mkdir -p node_modules/maplibre-gl
"""
STUB_DJANGO = """
import os, sys

class CommandError(Exception):
    pass

def call_command(*words, **options):
    with open(os.environ["STUBS"] + "/calls", "a") as log:
        print(*words, file=log)
    if "--check" in words:
        sys.exit(not os.path.exists(os.environ["STUBS"] + "/loaded"))
"""


class House:
    """A copy of the scripts, in a folder with a space, where every tool is a stub."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "une copie"
        self.stubs = folder / "stubs"
        self.path = folder / "path"
        for made in (self.root, self.stubs, self.path):
            made.mkdir()
        shutil.copytree(ROOT / "bin", self.root / "bin")
        for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json"):
            (self.root / name).write_text(f"{name}\n")
        for name in SYSTEM:
            if found := shutil.which(name):
                (self.path / name).symlink_to(found)
        (self.stubs / "version").write_text("Python 3.11.7\n")
        self.script(self.stubs / "uv", STUB_UV)
        self.script(self.stubs / "python", STUB_PYTHON)
        self.script(self.path / "python3", STUB_PYTHON)
        self.script(self.path / "npm", STUB_NPM)

    @staticmethod
    def script(path: Path, text: str) -> None:
        """Write an executable script."""
        path.write_text(text)
        path.chmod(0o755)

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a script of bin/ from another folder, with a bare environment."""
        return subprocess.Popen(
            ["sh", str(self.root / "bin" / command[0]), *command[1:]],
            cwd="/",
            env={"PATH": str(self.path), "STUBS": str(self.stubs)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str) -> tuple[int, str]:
        """Run a script to its end; return its exit status and all it said."""
        process = self.start(*command)
        out, err = process.communicate(timeout=30)
        return process.returncode, out + err

    def calls(self) -> list[str]:
        """Return the tools called since the last time this was asked."""
        log = self.stubs / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.write_text("")
        return lines


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


NPM = "npm ci --ignore-scripts --silent"
RUN = ["venv", "pip requirements-uv.txt", "uv requirements.txt", f"{NPM} --omit=dev"]
DEV = ["pip requirements-uv.txt", "uv requirements-dev.txt", NPM]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short_executable_and_plain_sh(script: Path) -> None:
    text = script.read_text()
    assert text.startswith("#!/bin/sh\n")
    assert len(text.splitlines()) < 60
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


def test_the_first_set_up_installs_and_the_second_does_nothing(house: House) -> None:
    assert house.run("setup", "run")[0] == 0
    assert house.calls() == RUN
    assert house.run("setup", "run") == (0, "")
    assert house.calls() == []


def test_a_development_set_up_adds_to_the_first_and_also_serves(house: House) -> None:
    house.run("setup", "run")
    house.calls()
    assert house.run("setup", "dev")[0] == 0
    assert house.calls() == DEV
    house.run("setup", "run")
    house.run("setup", "dev")
    assert house.calls() == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt", "package-lock.json"])
def test_a_changed_lock_is_noticed(house: House, lock: str) -> None:
    house.run("setup", "dev")
    house.calls()
    (house.root / lock).write_text("changé\n")
    house.run("setup", "dev")
    assert house.calls() == DEV


def test_serving_does_not_take_the_development_tools_away(house: House) -> None:
    house.run("setup", "dev")
    (house.root / "requirements.txt").write_text("changé\n")
    house.calls()
    house.run("setup", "run")
    assert "uv requirements-dev.txt" in house.calls()


def test_another_python_is_noticed(house: House) -> None:
    house.run("setup", "run")
    house.calls()
    (house.stubs / "version").write_text("Python 3.13.0\n")
    house.run("setup", "run")
    assert "uv requirements.txt" in house.calls()


def test_a_moved_project_is_made_again(house: House, tmp_path: Path) -> None:
    house.run("setup", "run")
    house.calls()
    house.root = house.root.rename(tmp_path / "ailleurs")
    house.run("setup", "run")
    assert house.calls() == RUN


def test_removed_front_end_packages_come_back(house: House) -> None:
    house.run("setup", "dev")
    house.calls()
    shutil.rmtree(house.root / "node_modules")
    house.run("setup", "dev")
    assert NPM in house.calls()


def test_two_set_ups_at_once_install_once(house: House) -> None:
    together = [house.start("setup", "run") for _ in range(3)]
    outcomes = []
    for process in together:
        process.communicate(timeout=30)
        outcomes.append(process.returncode)
    assert outcomes == [0, 0, 0]
    assert house.calls() == RUN


def test_a_failed_set_up_is_tried_again(house: House) -> None:
    (house.stubs / "no-network").touch()
    assert house.run("setup", "run")[0] != 0
    (house.stubs / "no-network").unlink()
    assert house.run("setup", "run")[0] == 0
    assert "uv requirements.txt" in house.calls()


def test_pip_installs_where_uv_cannot(house: House) -> None:
    (house.stubs / "no-uv").touch()
    assert house.run("setup", "run")[0] == 0
    assert house.calls() == [
        "venv",
        "pip requirements-uv.txt",
        "pip requirements.txt",
        f"{NPM} --omit=dev",
    ]


def test_without_python_one_sentence_says_what_to_type(house: House) -> None:
    (house.path / "python3").unlink()
    status, said = house.run("setup", "run")
    assert status != 0
    assert "sudo apt install python3 python3-venv" in said
    assert "Traceback" not in said


def test_a_missing_python_is_installed_by_apt_when_allowed(house: House) -> None:
    (house.path / "python3").rename(house.path / "kept")
    house.script(
        house.path / "apt-get",
        '#!/bin/sh\necho "apt $*" >>"$STUBS/calls"\n'
        f'[ "$1" = update ] || cp "{house.path}/kept" "{house.path}/python3"\n',
    )
    (house.path / "id").unlink()
    house.script(house.path / "id", "#!/bin/sh\necho 0\n")
    assert house.run("setup", "run")[0] == 0
    assert house.calls() == [
        "apt update -qq",
        "apt install -qq -y python3 python3-venv",
        *RUN,
    ]


def test_an_unknown_kind_of_set_up_is_refused(house: House) -> None:
    status, said = house.run("setup", "tout")
    assert status == 2
    assert "bin/setup [run|dev]" in said
    assert house.calls() == []


@pytest.fixture
def ready(house: House) -> House:
    """A house whose Python is the true one, and whose Django only writes down its calls."""
    house.script(house.root / "bin/setup", "#!/bin/sh\n")
    (house.root / ".venv/bin").mkdir(parents=True)
    house.script(house.root / ".venv/bin/python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (house.root / "django/core").mkdir(parents=True)
    (house.root / "django/__init__.py").write_text("def setup(): pass\n")
    (house.root / "django/core/management.py").write_text(STUB_DJANGO)
    (house.root / "ifn_site").mkdir()
    shutil.copy(ROOT / "ifn_site/environment.py", house.root / "ifn_site")
    (house.root / "gunicorn.py").write_text("import sys\nprint('gunicorn', *sys.argv[1:])\n")
    return house


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


def serve(house: House, **environment: str) -> tuple[int, str]:
    """Run bin/run in a house to its end; return its exit status and all it said."""
    done = subprocess.run(
        ["sh", str(house.root / "bin/run")],
        env={"PATH": str(house.path), "STUBS": str(house.stubs)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.fixture
def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def test_a_busy_port_is_told_before_anything_is_loaded(ready: House, busy_port: int) -> None:
    status, said = serve(ready, PORT=str(busy_port))
    assert status != 0
    assert said == (
        f"Le port {busy_port} est déjà utilisé. Essayez : PORT={busy_port + 1} bin/run\n"
    )
    assert ready.calls() == []


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "80 80"])
def test_a_port_that_is_no_port_is_refused(ready: House, port: str) -> None:
    status, said = serve(ready, PORT=port)
    assert status != 0
    assert f"PORT={port} : indiquez un nombre entre 1 et 65535" in said
    assert ready.calls() == []


def test_data_are_loaded_once(ready: House, free_port: int) -> None:
    assert serve(ready, PORT=str(free_port))[0] == 0
    assert ready.calls() == [
        "migrate",
        "setup_data --check",
        "setup_data --from auto",
    ]
    (ready.stubs / "loaded").touch()
    serve(ready, PORT=str(free_port))
    assert ready.calls() == ["migrate", "setup_data --check"]


def test_the_site_is_served_on_this_machine_only(ready: House, free_port: int) -> None:
    _, said = serve(ready, PORT=str(free_port))
    assert f"http://127.0.0.1:{free_port}/" in said
    assert f"--bind 127.0.0.1:{free_port}" in said


def test_no_data_are_loaded_when_told_so(ready: House, free_port: int) -> None:
    serve(ready, PORT=str(free_port), IFN_SETUP="0")
    assert ready.calls() == ["migrate"]


def test_the_access_log_holds_no_query_string(ready: House, free_port: int) -> None:
    _, said = serve(ready, PORT=str(free_port))
    line = said.split("--access-logformat ")[1].splitlines()[0]
    assert set(line.split()) == {"%(t)s", "%(m)s", "%(U)s", "%(s)s", "%(L)s", "s"}


def test_an_address_longer_than_ours_reaches_our_own_refusal(ready: House, free_port: int) -> None:
    _, said = serve(ready, PORT=str(free_port))
    assert "--limit-request-line 8190" in said


def test_the_server_writes_no_address_of_a_client_it_refuses(ready: House, free_port: int) -> None:
    _, said = serve(ready, PORT=str(free_port))
    assert "--log-level error" in said


def test_nonsense_in_the_environment_is_one_sentence(ready: House, free_port: int) -> None:
    (ready.root / "django/__init__.py").write_text(
        "def setup():\n"
        "    from ifn_site.environment import env_folder\n"
        "    env_folder('IFN_DATA_DIR')\n"
    )
    status, said = serve(ready, PORT=str(free_port), IFN_DATA_DIR="/nulle/part")
    assert status != 0
    assert said == "IFN_DATA_DIR='/nulle/part': ce dossier n'existe pas.\n"
    assert ready.calls() == []


def test_data_that_cannot_be_loaded_are_told_without_a_traceback(
    ready: House, free_port: int
) -> None:
    stub = STUB_DJANGO + "    if '--from' in words:\n        raise CommandError('Dossier vide.')\n"
    (ready.root / "django/core/management.py").write_text(stub)
    status, said = serve(ready, PORT=str(free_port))
    assert status != 0
    assert said == "Dossier vide.\n"
