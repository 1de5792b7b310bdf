"""`GET /api/v1/besoins/`."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

URL = "/api/v1/besoins/"


def ask(words: str, **more: str) -> dict[str, Any]:
    response = Client().get(URL, {"q": words, **more})
    assert response.status_code == 200
    return response.json()


def test_words_give_the_labels_of_the_standard() -> None:
    answer = ask("inprimé mon cévé")
    first = answer["resultats"][0]
    assert first["service"] == "Accès internet et matériel informatique"
    assert first["code"] == "acces"
    assert 0 < first["score"] <= 1
    assert "imprimer" in first["raisons"]
    assert (answer["urgence"], answer["hors_sujet"]) == (None, False)


def test_an_emergency_has_its_number_and_no_invented_date() -> None:
    answer = ask("je veux me suicider")
    assert answer["urgence"]["numero"] == "3114"
    assert answer["urgence"]["verifie_le"] is None
    assert answer["urgence"]["source"].startswith("https://")


def test_off_topic_has_no_result_and_says_where_to_go() -> None:
    answer = ask("je cherche un plombier")
    assert answer["hors_sujet"] is True
    assert answer["resultats"] == []
    assert answer["ailleurs"]["phrase"]


def test_a_doubt_comes_with_a_question_and_guesses() -> None:
    answer = ask("mon ordinateur")
    assert 2 <= len(answer["question"]["choix"]) <= 4
    assert answer["resultats"]


def test_nobody_keeps_the_answer() -> None:
    response = Client().get(URL, {"q": "imprimer"})
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
    assert not response.cookies
    assert "imprimer un" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("", "q"), ("?q=", "q"), (f"?q={'a' * 501}", "q"), ("?q=a&x=1", "x")],
)
def test_what_cannot_be_read_is_told_in_french(query: str, parameter: str) -> None:
    response = Client().get(f"{URL}{query}")
    assert response.status_code == 400
    assert parameter in response.json()["erreurs"]


def test_words_reach_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        ask("zorglub imprimer")
        Client().get(URL, {"q": "zorglub" * 100})
    assert "zorglub" not in caplog.text
