"""The site as the open internet sees it: hashed files, strict headers, quiet errors."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.processes import Site, bare_environment

pytestmark = pytest.mark.long
SETTINGS = {
    "IFN_PRODUCTION": "1",
    "SECRET_KEY": "only for this test, and long enough to be taken for one 0123456789",
    "ALLOWED_HOSTS": "127.0.0.1",
}


class Answer(NamedTuple):
    """What the server answered, the body as it travelled."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body, unpacked."""
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8")


def get(address: str, path: str, **headers: str) -> Answer:
    """Ask for a path, following nothing."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): headers[name] for name in headers}
    )
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    connection.close()
    return answer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the static files are collected, once."""
    folder = tmp_path_factory.mktemp("production")
    Site(bare_environment(folder, **SETTINGS), folder).manage("collectstatic", "--noinput")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A production server behind a proxy that speaks plain HTTP to it."""
    site = Site(bare_environment(folder, **SETTINGS, SECURE_SSL_REDIRECT="0"), folder)
    site.manage("migrate", "--verbosity", "0")
    yield site.serve()
    site.close()


@pytest.fixture
def broken(folder: Path, tmp_path: Path) -> Iterator[str]:
    """A production server whose database has no table."""
    lost = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    environment = bare_environment(folder, **SETTINGS, SECURE_SSL_REDIRECT="0", DATABASE_URL=lost)
    site = Site(environment, folder)
    yield site.serve()
    site.close()


@pytest.fixture
def redirecting(folder: Path) -> Iterator[str]:
    """A production server with the default settings."""
    site = Site(bare_environment(folder, **SETTINGS), folder)
    yield site.serve()
    site.close()


@pytest.mark.parametrize("path", ["/", "/lieux/", "/territoires/", "/confidentialite/"])
def test_a_page_carries_every_safeguard_and_no_cookie(address: str, path: str) -> None:
    answer = get(address, path, X_Forwarded_Proto="https")
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["Set-Cookie"] is None


def static_files(address: str) -> list[str]:
    """Return the addresses of the static files that the first page asks for."""
    return re.findall(r'(?:href|src)="(/static/[^"#]+)', get(address, "/").text)


def test_static_files_bear_their_hash_and_are_kept_for_ever(address: str) -> None:
    files = static_files(address)
    assert any(file.endswith(".css") for file in files)
    for file in set(files):
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", file), file
        answer = get(address, file)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_first_page_weighs_less_than_thirty_kilobytes(address: str) -> None:
    page = get(address, "/", Accept_Encoding="gzip")
    files = [get(address, file, Accept_Encoding="br, gzip") for file in set(static_files(address))]
    assert len(page.body) + sum(len(file.body) for file in files) < 30_000


@pytest.fixture(scope="module")
def map_files(folder: Path) -> dict[str, Any]:
    """What a page tells the browser of the map, in production."""
    told: dict[str, Any] = Site(bare_environment(folder, **SETTINGS), folder).ask(
        "from ifn_site.templatetags.maps import configuration; say(configuration())"
    )
    return told


def test_the_map_library_is_hashed_packed_and_light(
    address: str, map_files: dict[str, Any]
) -> None:
    files = [map_files["lib"], map_files["worker"], *map_files["styles"]]
    weight = 0
    for file in files:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", file), file
        answer = get(address, file, Accept_Encoding="br, gzip")
        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"].startswith(("text/javascript", "text/css"))
        weight += len(answer.body)
    assert weight <= 390_000


def test_our_modules_import_each_other_by_hashed_names(address: str, folder: Path) -> None:
    modules = sorted((folder / "var/static/ifn_site/map").glob("*.js"))
    imports = [
        name for path in modules for name in re.findall(r'from "(.*?)";', path.read_text("utf-8"))
    ]
    assert len(imports) >= 4
    for name in imports:
        assert re.fullmatch(r"\./\w+\.[0-9a-f]{12}\.js", name), name
        assert get(address, f"/static/ifn_site/map/{name[2:]}").status == 200


def test_what_only_developers_read_is_not_collected(folder: Path) -> None:
    library = next((folder / "var/static/vendor").iterdir())
    names = [path.name for path in library.iterdir()]
    assert [name for name in names if name.endswith((".map", ".ts")) or "-dev" in name] == []


def test_the_style_page_is_for_developers_only(address: str) -> None:
    assert get(address, "/style/").status == 404


def test_an_unknown_page_says_so_in_french_without_details(address: str) -> None:
    answer = get(address, "/nulle-part/")
    assert answer.status == 404
    assert "<h1" in answer.text
    assert "urlpatterns" not in answer.text
    assert "Repères numériques" in answer.text


def test_another_host_name_is_refused(address: str) -> None:
    assert get(address, "/", Host="evil.example").status == 400


def test_plain_http_is_sent_to_https_but_health_is_not(redirecting: str) -> None:
    answer = get(redirecting, "/lieux/?q=a")
    assert answer.status == 301
    assert answer.headers["Location"].startswith("https://")
    assert get(redirecting, "/sante/").status == 200
    assert get(redirecting, "/lieux/", X_Forwarded_Proto="https").status == 200


def test_a_lost_database_gives_a_calm_page_and_a_health_alarm(broken: str) -> None:
    answer = get(broken, "/lieux/")
    assert answer.status == 500
    assert "<h1" in answer.text
    assert 'lang="fr"' in answer.text
    assert "Traceback" not in answer.text
    assert "OperationalError" not in answer.text
    assert get(broken, "/sante/").status == 503
