"""What became of a commune that people still name."""

from __future__ import annotations

import pytest

from territories.former_names import former_sentence
from territories.models import FormerCommune
from territories.names import fold
from territories.whereabouts import resolve_place
from tests.factories import CommuneFactory

FORMER = [
    ("59298", "Hellemmes-Lille", "59350", "associee"),
    ("91228", "Évry", "91228", "ancien_nom"),
    ("76481", "Sanvic", "76351", "supprimee"),
    ("23500", "La Villatte", "23008", "supprimee"),
    ("42999", "", "59350", "ancien_code"),
]


@pytest.fixture(autouse=True)
def communes_of_today() -> None:
    for code, name in [
        ("59350", "Lille"), ("91228", "Évry-Courcouronnes"), ("76351", "Le Havre"),
        ("23008", "Aubusson"),
    ]:  # fmt: skip
        CommuneFactory(code=code, name=name, departement_code=code[:2], population=9_000)
    for code, name, current, kind in FORMER:
        FormerCommune.objects.create(
            code=code, name=name, folded=fold(name), current_code=current, kind=kind
        )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("59298", "Hellemmes-Lille fait partie de Lille."),
        ("91228", "Évry s’appelle aujourd’hui Évry-Courcouronnes."),
        ("76481", "Sanvic fait partie du Havre."),
        ("23500", "La Villatte fait partie d’Aubusson."),
        ("59350", ""),
        ("42999", ""),
        ("99999", ""),
        ("<b>", ""),
        ("", ""),
    ],
)
def test_a_former_code_says_what_became_of_the_commune(code: str, said: str) -> None:
    assert former_sentence(code) == said


@pytest.mark.parametrize(
    ("text", "former"),
    [("Hellemmes", "59298"), ("sanvic", "76481"), ("lille", ""), ("59298", "59298")],
)
def test_the_former_commune_that_was_named_is_known(text: str, former: str) -> None:
    assert resolve_place(text).places[0].former_code == former
