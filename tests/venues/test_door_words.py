"""What to say at the door and on the phone, and what to bring, for each need and procedure."""

from __future__ import annotations

import pytest

from venues.door_words import OTHER, door_sentence, phone_script
from venues.procedures import PROCEDURES, to_bring
from venues.vocabulary import SERVICES

CODES = [term.code for term in SERVICES]
#: What the addresses of the orientation may name.
KEYS = [
    "caf", "impots", "retraite", "sante", "emploi", "titre-de-sejour", "carte-grise", "logement",
    "identite", "handicap", "scolarite", "justice", "energie", "banque", "autre",
]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_each_service_has_its_words_at_the_door(code: str) -> None:
    assert door_sentence(code).startswith("Bonjour, je ")
    assert door_sentence(code) != door_sentence()


def test_any_need_has_words_at_the_door() -> None:
    assert "Pouvez-vous m’aider" in door_sentence("inconnu")


def test_the_procedures_are_those_of_the_addresses() -> None:
    assert list(PROCEDURES) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_each_procedure_has_its_words_at_the_door(key: str) -> None:
    said = door_sentence("demarches", key)
    assert said.startswith("Bonjour. Je voudrais de l’aide pour ")
    assert said != door_sentence("demarches")


@pytest.mark.parametrize(("code", "key"), [(code, "") for code in CODES] + [("", k) for k in KEYS])
def test_who_comes_for_another_speaks_of_that_person(code: str, key: str) -> None:
    said = door_sentence(code, key, OTHER)
    assert said.startswith("Bonjour, je viens pour une personne que j’accompagne. Elle ")
    assert not [one for one in (" mes ", " mon ", " ma ", " m’", " me ") if one in said]
    assert said.endswith(".")


def test_an_unknown_procedure_leaves_the_words_of_the_service() -> None:
    assert door_sentence("outils", "mariage") == door_sentence("outils")


@pytest.mark.parametrize("key", KEYS)
def test_what_to_bring_starts_with_what_is_useful_everywhere(key: str) -> None:
    assert to_bring(key)[: len(to_bring())] == to_bring()
    assert len(to_bring(key)) > len(to_bring())
    assert len(set(to_bring(key))) == len(to_bring(key))
    assert not [text for text in to_bring(key) if text.endswith(".") or "'" in text]


def test_the_code_of_a_bank_card_is_never_asked_for() -> None:
    assert any("jamais le code de votre carte" in text for text in to_bring("banque"))


@pytest.mark.parametrize("key", ["", *KEYS])
def test_on_the_phone_one_asks_whether_when_and_with_what(key: str) -> None:
    said = " ".join(phone_script("demarches", key))
    assert said.startswith("Bonjour, je vous appelle pour une personne que j’accompagne. Elle ")
    for question in ("la recevoir", "un rendez-vous", "apporter"):
        assert question in said
