"""The page to try a file: what it says, and what it never keeps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fragility.local_models import LocalIndicator
from tests.fragility.local.files import GOOD, plain_workbook

pytestmark = pytest.mark.usefixtures("country")
ADDRESS = "/fragilite/indicateur-local/"


def token_of(client: Client) -> str:
    """Return the token of a fresh page."""
    found = re.search(r'name="jeton" value="([^"]+)"', client.get(ADDRESS).text)
    assert found
    return found[1]


def send(client: Client, content: bytes | str | None = GOOD, **fields: str) -> Any:
    """Try a file (or what the page carries), « plus » unless told."""
    data: dict[str, Any] = {"jeton": token_of(client), "sens": "plus", **fields}
    if content is not None:
        raw = content.encode() if isinstance(content, str) else content
        data["fichier"] = SimpleUploadedFile("mien.csv", raw)
    return client.post(ADDRESS, data)


def carried(answer: Any) -> str:
    """Return the table that the page carries."""
    found = re.search(r'name="contenu" value="([^"]+)"', answer.text)
    assert found
    return found[1]


@pytest.mark.parametrize("content", [GOOD, plain_workbook()])
def test_a_file_is_shown_with_its_match_classes_and_names(visitor: Client, content: Any) -> None:
    answer = send(visitor, content)
    assert answer.status_code == 200
    assert "3 codes reconnus sur 3" in answer.text
    assert "100\u00a0%" in answer.text or "100&nbsp;%" in answer.text
    assert "Commune 42001" in answer.text
    assert "12,5" in answer.text


def test_trying_leaves_nothing_behind(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    token = token_of(visitor)
    secret = "code;valeur\n42001;987654\n42002;123456\n42888;montexte\n"
    file = SimpleUploadedFile("mien.csv", secret.encode())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = visitor.post(ADDRESS, {"jeton": token, "sens": "plus", "fichier": file})
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    written = [one["sql"] for one in queries if not one["sql"].lstrip().startswith("SELECT")]
    assert written == []
    assert LocalIndicator.objects.count() == 0
    assert "987654" not in str(getattr(cache, "_cache", ""))
    assert "987654" not in caplog.text


def test_a_file_stays_in_memory(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a file was written to a disk")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", refuse)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    rows = "".join(f"42001;{rank};{'x' * 60}\n" for rank in range(20_000))
    answer = send(visitor, f"code;valeur;n\n{rows}")
    assert answer.status_code == 422
    assert "en double" in answer.text


def test_settings_change_without_choosing_the_file_again(visitor: Client) -> None:
    first = send(visitor, "code;a;b\n42001;1;9\n42002;2;8\n2A001;3;7\n")
    second = send(visitor, None, contenu=carried(first), colonne_valeur="2",
                  dans="departement:42")  # fmt: skip
    assert second.status_code == 200
    assert "colonne «&nbsp;b&nbsp;»" in second.text
    table = second.text[second.text.index("Le tableau") :]
    assert "Commune 42001" in table
    assert "Commune 2A001" not in table


def test_what_was_typed_stays_with_an_error(visitor: Client) -> None:
    answer = send(visitor, GOOD, sens="", nom="Mon <b>nom", annee="3000", source="Enquête")
    assert answer.status_code == 422
    assert 'value="Mon &lt;b&gt;nom"' in answer.text
    assert 'value="Enquête"' in answer.text
    assert "Dites si une valeur haute" in answer.text
    assert carried(answer)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Choisissez un fichier"),
        (b"", "Choisissez un fichier"),
        (b"%PDF-1.4", "document PDF"),
        ("code;v\n99998;1\n99999;2\n", "Aucun code de territoire"),
        ("code;v\n42001;a\n42002;b\n", "aucun nombre lisible"),
    ],
)
def test_what_cannot_be_shown_is_told(visitor: Client, content: Any, words: str) -> None:
    answer = send(visitor, content)
    assert answer.status_code == 422
    assert words in answer.text or "vide" in answer.text


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "é" * 300])
def test_a_form_of_another_site_is_refused(visitor: Client, token: str) -> None:
    answer = send(visitor, GOOD, jeton=token)
    assert answer.status_code == 422
    assert "pas été reconnue" in answer.text


def test_a_body_too_large_is_refused_unread(visitor: Client) -> None:
    answer = send(visitor, b"x" * 4_000_000)
    assert answer.status_code == 413
    assert "2 Mo" in answer.text


def test_tries_are_counted(visitor: Client, settings: Any, monkeypatch: Any) -> None:
    from rest_framework.settings import api_settings

    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "apercu", "2/hour")
    assert [send(visitor).status_code for _ in range(3)] == [200, 200, 429]


def test_hostile_cells_are_shown_as_text(visitor: Client) -> None:
    answer = send(visitor, 'code;<script>alert(1)</script>\n42001;1\n"<img src=x>";2\n42002;=1+1\n')
    assert "<script>alert(1)" not in answer.text
    assert "<img src=x>" not in answer.text
    assert "&lt;img src=x&gt;" in answer.text


def test_findings_are_taken_away_without_formulas(visitor: Client) -> None:
    first = send(visitor, "code;v\n42001;1\n=cmd|x;2\n42002;@a\n")
    answer = send(visitor, None, contenu=carried(first), action="constats")
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "ligne;constat;code ou texte;détail"
    assert lines[1] == "3;Codes inconnus;'=cmd|x;"
    assert lines[2].startswith("4;Valeurs illisibles;42002;")


def test_classed_values_are_taken_away(visitor: Client) -> None:
    first = send(visitor)
    answer = send(visitor, None, contenu=carried(first), action="valeurs")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[:2] == ["code;nom;valeur;classe;rang", "42001;Commune 42001;12,5;3;1"]


@pytest.mark.parametrize("within", ["departement:99", "x", "commune:42001", "region:84'--"])
def test_an_unknown_territory_is_refused(visitor: Client, within: str) -> None:
    answer = send(visitor, GOOD, dans=within)
    assert answer.status_code == 422
    assert "n’existe pas" in answer.text


def test_a_visitor_saves_nothing(visitor: Client) -> None:
    assert "Enregistrer cet indicateur" not in send(visitor).text
    assert visitor.post(f"{ADDRESS}enregistrer/", {"valeurs": "x"}).status_code == 404
