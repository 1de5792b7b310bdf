"""Places for some people only, and rows that are trials, are told from all the others."""

from __future__ import annotations

import pytest

from orientation.answers import ACCESS, Answers
from orientation.particular import KINDS, PUBLICS, is_asked, is_test_row, public_of
from venues.procedures import PROCEDURES
from venues.vocabulary import TYPOLOGY


@pytest.mark.parametrize(
    ("kinds", "programmes", "name", "words"),
    [
        (("ESAT",), (), "Les Ateliers", "Pour les personnes handicapées"),
        ((), (), "[ASSO] |MDPH| ESAT DES LILAS", "Pour les personnes handicapées"),
        (("ASSO",), (), "EANM Les Pins", "Pour les personnes handicapées"),
        (("CAP_EMPLOI",), (), "CAP EMPLOI99", "Pour les personnes handicapées"),
        ((), (), "Centre post-cure Les Tilleuls", "Pour les personnes suivies pour leur santé"),
        (("CHRS", "Autre"), (), "La Maison", "Pour les personnes hébergées sur place"),
        (("CADA",), (), "Accueil", "Pour les demandeurs d’asile et les réfugiés"),
        (("CCAS", "CHRS"), (), "CCAS", ""),
        (("ESAT",), ("france-services",), "Les Ateliers", ""),
        (("BIB",), (), "Médiathèque", ""),
        ((), (), "Maison des esatiens", ""),
        (("ASSO",), (), "Association", ""),
    ],
)
def test_whom_a_place_serves_is_told_by_its_kind_or_its_name(
    kinds: tuple[str, ...], programmes: tuple[str, ...], name: str, words: str
) -> None:
    public = public_of(kinds, programmes, name)
    assert (public.words if public else "") == words


def test_who_is_one_of_them_is_not_kept_away() -> None:
    public = PUBLICS["handicap"]
    assert is_asked(public, Answers(access=("mental",)))
    assert is_asked(public, Answers(procedure="handicap"))
    assert not is_asked(public, Answers(access=("gratuit",), procedure="caf"))
    assert not is_asked(PUBLICS["heberges"], Answers(access=ACCESS))


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("ANCT Test", True),
        ("TEST médiathèque", True),
        ("Structure test 2", True),
        ("Lieu fictif de démonstration", True),
        ("Mairie (à supprimer)", True),
        ("Centre de test et de dépistage", False),
        ("Château de Testelin", False),
        ("Le Testament", False),
        ("", False),
    ],
)
def test_a_trial_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert is_test_row(name) is is_one


def test_every_code_is_one_of_the_standard_or_of_the_answers() -> None:
    assert set(KINDS) <= set(TYPOLOGY.by_code)
    assert set(KINDS.values()) <= set(PUBLICS)
    assert {code for one in PUBLICS.values() for code in one.access} <= set(ACCESS)
    assert {code for one in PUBLICS.values() for code in one.procedures} <= set(PROCEDURES)
