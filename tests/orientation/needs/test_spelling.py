"""How people type, and what is read of it."""

from __future__ import annotations

import pytest

from orientation.needs.correcting import corrected
from orientation.needs.lexicon import lexicon
from orientation.needs.sound import sound
from orientation.needs.spelling import MAX_LENGTH, tokens


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("J'ARRIVE PAS", "j arrive pas"),
        ("j’ai besoin d’un ORDI", "j ai besoin d un ordi"),
        ("jariv pa a me conecté", "j arrive pas a me conecte"),
        ("g pa", "j ai pas"),
        ("bsoin d'aide svp", "besoin d aide s il vous plait"),
        ("koi faire ??", "quoi faire"),
        ("Éàùçœ", "eaucoe"),
        ("aiiiiidez", "aider"),
        ("C.A.F.", "caf"),
        ("mdp oublié", "mot de passe oublie"),
        ("c quoi chat gpt", "c quoi chat gpt"),
        ("", ""),
        ("🙂🙂", ""),
        ("im\u200bprimer", "imprimer"),
        ("imprimer\x00", "imprimer"),
    ],
)
def test_what_is_typed_becomes_plain_tokens(typed: str, read: str) -> None:
    assert " ".join(tokens(typed)) == read


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert len("".join(tokens("mot " * 5_000))) <= MAX_LENGTH


@pytest.mark.parametrize(
    ("misspelt", "right"),
    [
        ("koneksion", "connexion"),
        ("inprimer", "imprimer"),
        ("telefone", "telephone"),
        ("kaf", "caf"),
        ("mezon", "maison"),
        ("retrete", "retraite"),
        ("kredi", "credit"),
    ],
)
def test_two_spellings_of_one_sound_meet(misspelt: str, right: str) -> None:
    assert sound(misspelt) == sound(right)


@pytest.mark.parametrize(
    ("one", "other"), [("caf", "cap"), ("mail", "moule"), ("virus", "verre"), ("photo", "pote")]
)
def test_different_sounds_stay_apart(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("lordi", "l ordi"),
        ("jaipasinternet", "j ai pas internet"),
        ("ordinnateur", "ordinateur"),
        ("orditeur", "ordinateur"),
        ("telefone", "telephone"),
        ("adminnistration", "administration"),
    ],
)
def test_an_unknown_word_is_brought_back_to_a_known_one(typed: str, read: str) -> None:
    assert " ".join(corrected(tokens(typed), lexicon())) == read


@pytest.mark.parametrize("word", ["maison", "moquer", "interdit", "manger", "voisin", "marcher"])
def test_a_common_word_is_never_corrected(word: str) -> None:
    assert corrected([word], lexicon()) == [word]
