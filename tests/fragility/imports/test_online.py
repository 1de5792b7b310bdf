"""Public files on a local server: the last good copy stays whatever the site answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from fragility.imports import online
from fragility.imports.online import PUBLIC_FILES, Outcome, PublicFile, copies_of, refresh
from fragility.imports.registry import families, read_folder
from tests.fragility.imports.samples import Sample, arcep_fixed, filosofi_long, structure_communes
from tests.site.test_http import Upstream

TODAY = date(2026, 11, 23)


class Producer(Upstream):
    """A site that serves files by path, with their tag, and counts what it sent."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}
        self.status = 200
        self.sent: list[tuple[str, int]] = []
        self.answer = self.serve

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.lstrip("/")
        body = self.files.get(path)
        tag = f'"{hash(body)}"'
        status = 404 if body is None else self.status
        if status == 200 and handler.headers["If-None-Match"] == tag:
            status = 304
        self.sent.append((path, status))
        handler.send_response(status)
        handler.send_header("ETag", tag)
        content = body if status == 200 and body is not None else b""
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def holds(self, path: str, content: Sample | bytes) -> None:
        self.files[path] = content if isinstance(content, bytes) else content.text.encode()

    def file(self, path: str, name: str = "") -> PublicFile:
        return PublicFile("essai", self.url.replace("search", path), name or path, megabytes=1)


@pytest.fixture
def producer() -> Iterator[Producer]:
    producer = Producer()
    thread = threading.Thread(target=producer.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield producer
    producer.server.shutdown()
    producer.server.server_close()
    thread.join()


def brought(folder: Path, file: PublicFile) -> Outcome:
    (outcome,) = refresh(folder, TODAY, [file])
    assert not list(folder.glob(".arrivee-*"))
    return outcome


def test_a_new_file_is_kept_with_its_day(producer: Producer, tmp_path: Path) -> None:
    producer.holds("commune_debit_filaire.csv", arcep_fixed())
    outcome = brought(tmp_path, producer.file("commune_debit_filaire.csv"))
    assert (outcome.state, outcome.reason) == ("neuf", "")
    assert copies_of(tmp_path)["essai"].fetched_on == "2026-11-23"
    assert {table.indicator for table in read_folder(tmp_path)} == {"no_thd", "no_ftth"}


def test_an_unchanged_file_is_not_sent_again(producer: Producer, tmp_path: Path) -> None:
    producer.holds("commune_debit_filaire.csv", arcep_fixed())
    file = producer.file("commune_debit_filaire.csv")
    brought(tmp_path, file)
    assert brought(tmp_path, file).state == "inchangé"
    assert [status for _, status in producer.sent] == [200, 304]


def test_a_copy_whose_file_is_gone_is_asked_again(producer: Producer, tmp_path: Path) -> None:
    producer.holds("commune_debit_filaire.csv", arcep_fixed())
    file = producer.file("commune_debit_filaire.csv")
    brought(tmp_path, file)
    (tmp_path / "commune_debit_filaire.csv").unlink()
    assert brought(tmp_path, file).state == "neuf"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html><html>Maintenance</html>", "page web"),
        (b"", "est vide"),
        (b"insee;locaux\n01001;3\n", "l’en-tête n’est pas celui"),
        (b"x" * 2_000_000, "plus gros que prévu"),
    ],
)
def test_what_is_not_the_file_leaves_the_copy_before(
    producer: Producer, tmp_path: Path, content: bytes, words: str
) -> None:
    producer.holds("commune_debit_filaire.csv", arcep_fixed())
    file = producer.file("commune_debit_filaire.csv")
    brought(tmp_path, file)
    before = (tmp_path / file.name).read_bytes()
    producer.holds("commune_debit_filaire.csv", content)
    outcome = brought(tmp_path, file)
    assert outcome.state == "échec"
    assert words in outcome.reason
    assert outcome.copy == copies_of(tmp_path)["essai"]
    assert (tmp_path / file.name).read_bytes() == before


def test_a_site_in_trouble_leaves_the_copy_before(producer: Producer, tmp_path: Path) -> None:
    producer.holds("commune_debit_filaire.csv", arcep_fixed())
    file = producer.file("commune_debit_filaire.csv")
    brought(tmp_path, file)
    producer.status = 500
    outcome = brought(tmp_path, file)
    assert outcome.state == "échec"
    assert "réponse 500" in outcome.reason
    assert "la copie précédente est gardée" in outcome.reason
    assert copies_of(tmp_path)["essai"].name == file.name


def test_a_site_that_is_not_there_stops_no_other_file(producer: Producer, tmp_path: Path) -> None:
    producer.holds("commune_debit_filaire.csv", arcep_fixed())
    absent = PublicFile("absent", "http://127.0.0.1:9/x.csv", "x.csv", 1)
    outcomes = list(refresh(tmp_path, TODAY, [absent, producer.file("commune_debit_filaire.csv")]))
    assert [outcome.state for outcome in outcomes] == ["échec", "neuf"]
    assert outcomes[0].copy is None


def test_the_newest_vintage_published_is_found(producer: Producer, tmp_path: Path) -> None:
    producer.holds("DS_FILOSOFI_CC_2023.csv", filosofi_long())
    producer.holds("DS_FILOSOFI_CC_2021.csv", filosofi_long())
    file = producer.file("DS_FILOSOFI_CC_{year}.csv")
    assert brought(tmp_path, file).copy is not None
    assert copies_of(tmp_path)["essai"].name == "DS_FILOSOFI_CC_2023.csv"
    assert [path[-8:-4] for path, _ in producer.sent] == ["2026", "2025", "2024", "2023"]


def test_a_newer_vintage_takes_the_place_of_the_older(producer: Producer, tmp_path: Path) -> None:
    file = producer.file("DS_FILOSOFI_CC_{year}.csv")
    producer.holds("DS_FILOSOFI_CC_2023.csv", filosofi_long())
    brought(tmp_path, file)
    assert brought(tmp_path, file).state == "inchangé"
    producer.holds("DS_FILOSOFI_CC_2024.csv", filosofi_long())
    assert brought(tmp_path, file).state == "neuf"
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["DS_FILOSOFI_CC_2024.csv"]


def test_a_page_of_words_for_a_year_to_come_is_passed_over(
    producer: Producer, tmp_path: Path
) -> None:
    producer.holds("DS_FILOSOFI_CC_2026.csv", b"<html>Pas encore</html>")
    producer.holds("DS_FILOSOFI_CC_2024.csv", filosofi_long())
    assert brought(tmp_path, producer.file("DS_FILOSOFI_CC_{year}.csv")).state == "neuf"


def test_no_vintage_at_all_is_a_failure(producer: Producer, tmp_path: Path) -> None:
    outcome = brought(tmp_path, producer.file("DS_FILOSOFI_CC_{year}.csv"))
    assert (outcome.state, outcome.copy) == ("échec", None)
    assert len(producer.sent) == online.YEARS_TRIED


def test_a_damaged_state_is_started_again(producer: Producer, tmp_path: Path) -> None:
    (tmp_path / ".copies.json").write_text("{", "utf-8")
    producer.holds("base-cc-evol-struct-pop-2022.csv", structure_communes())
    assert brought(tmp_path, producer.file("base-cc-evol-struct-pop-2022.csv")).state == "neuf"


@pytest.mark.parametrize("file", PUBLIC_FILES, ids=lambda file: file.key)
def test_each_public_file_is_named_as_a_family_expects(file: PublicFile) -> None:
    dated = file.at(2023)
    assert dated.address.startswith("https://")
    assert "{" not in dated.address + dated.name
    assert any(family.names.search(dated.name) for family in families())


def test_public_files_have_keys_of_their_own() -> None:
    assert len({file.key for file in PUBLIC_FILES}) == len(PUBLIC_FILES)
    assert len({file.name for file in PUBLIC_FILES}) == len(PUBLIC_FILES)
