"""What a page tells the browser before a map opens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template

from ifn_site.templatetags.maps import configuration
from territories.tiles.archive import current_file

ROOT = Path(__file__).resolve().parents[2]
SAID: dict[str, Any] = {
    "fingerprint": "0123456789abcdef",
    "cog": "2026",
    "demonstration": False,
    "levels": ["departement", "commune"],
    "zooms": {"fond": [0, 10], "communes": [3, 10]},
    "bounds": [-5, 41, 9, 51],
    "insets": [{"code": "974", "name": "La Réunion", "bounds": [55.2, -21.4, 55.8, -20.8]}],
}


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def say(**changed: Any) -> None:
    """Write the description of tiles, with two codes by level."""
    folder = current_file().parent / str(SAID["fingerprint"])
    folder.mkdir(parents=True, exist_ok=True)
    for level in SAID["levels"]:
        (folder / f"{level}.json").write_text('["01", "02"]', "utf-8")
    current_file().write_text(json.dumps(SAID | changed), "utf-8")


def test_without_tiles_the_configuration_says_none(var: Path) -> None:
    told = configuration()
    assert told["tiles"] is None
    assert told["insets"] == []
    assert told["attribution"] == ""
    assert not Template("{% load maps %}{% map_is_ready as ready %}{{ ready|yesno:'1,' }}").render(
        Context()
    )


def test_tiles_are_told_with_their_addresses(var: Path) -> None:
    say()
    tiles = configuration()["tiles"]
    assert tiles["sources"]["communes"] == {
        "address": "/tuiles/0123456789abcdef/communes/{z}/{x}/{y}.pbf",
        "minzoom": 3,
        "maxzoom": 10,
    }
    assert tiles["levels"]["commune"] == {
        "source": "communes",
        "codes": "/tuiles/0123456789abcdef/commune.json",
        "count": 2,
    }


@pytest.mark.parametrize(
    ("demonstration", "words"), [(False, "IGN et INSEE (COG 2026)"), (True, "démonstration")]
)
def test_outlines_are_attributed_to_who_made_them(
    var: Path, demonstration: bool, words: str
) -> None:
    say(demonstration=demonstration)
    assert words in configuration()["attribution"]
    assert ("IGN" in configuration()["attribution"]) is not demonstration


def test_the_configuration_is_data_that_no_name_can_leave(var: Path) -> None:
    say(insets=[{"code": "9", "name": "</script><script>alert(1)", "bounds": [0, 0, 1, 1]}])
    html = Template("{% load maps %}{% map_config %}").render(Context())
    assert html.startswith('<script id="map-config" type="application/json">')
    assert html.count("<script") == html.count("</script") == 1


def test_every_script_and_style_named_is_there(var: Path) -> None:
    from django.contrib.staticfiles import finders

    told = configuration()
    for address in (told["lib"], told["worker"], *told["styles"]):
        assert finders.find(address.removeprefix("/static/")), address


def policy(tmp_path: Path, **environment: str) -> dict[str, Any]:
    """Return the security policy that an environment gives."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json; from ifn_site.settings import CONTENT_SECURITY_POLICY as policy;"
            "print(json.dumps(policy['DIRECTIVES'], default=str))",
        ],
        cwd=ROOT,
        env=clean | {"IFN_VAR_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    read: dict[str, Any] = json.loads(run.stdout)
    return read


def test_the_policy_allows_our_worker_and_no_blob(tmp_path: Path) -> None:
    told = policy(tmp_path)
    assert told["worker-src"] == ["'self'"]
    assert told["connect-src"] == ["'self'"]
    assert "blob:" not in json.dumps(told)
    assert "https:" not in json.dumps(told)


def test_another_base_map_opens_the_policy_to_its_host_only(tmp_path: Path) -> None:
    told = policy(tmp_path, IFN_BASEMAP_STYLE="https://carte.example/styles/clair.json?x=1")
    assert told["connect-src"] == ["'self'", "https://carte.example"]
    assert told["img-src"] == ["'self'", "data:", "https://carte.example"]
    assert told["script-src"] == policy(tmp_path)["script-src"]
    assert told["worker-src"] == ["'self'"]
