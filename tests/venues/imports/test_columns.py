"""From the headers of producers to the fields of the standard."""

from __future__ import annotations

import pytest

from venues.imports.columns import recognise, target_of
from venues.standard import FIELDS


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_the_standard_is_a_known_header(field: str) -> None:
    target = target_of(field)

    assert target is not None
    assert target.split(":")[-1] == field


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("courriel", "courriels"),
        ("conditions_acces", "frais:conditions_acces"),
        ("conditions_access", "frais:conditions_access"),
        ("publics_accueillis", "publics:publics_accueillis"),
        ("public_accueillis", "publics:public_accueillis"),
        ("labels_nationaux", "labels:labels_nationaux"),
        ("labels_autres", "autres_formations_labels"),
        ("accessibilite", "fiche_acces_libre"),
        ("pivot (siret ou rna)", "pivot"),
        ("Adresse", "adresse"),
        ("Code-Postal", "code_postal"),
        ("  DATE DE MISE À JOUR ", "date_maj"),
        ("Complément d’adresse", "complement_adresse"),
        ("LAT", "latitude"),
        ("colonne inventée", None),
        ("", None),
    ],
)
def test_headers_of_other_versions_and_hands_are_known(header: str, target: str | None) -> None:
    assert target_of(header) == target


def test_old_and_new_columns_of_one_subject_are_all_read() -> None:
    columns = recognise(["nom", "labels_nationaux", "dispositif_programmes_nationaux"])

    assert [column for _, column in columns.enumerated["labels"]] == [
        "labels_nationaux",
        "dispositif_programmes_nationaux",
    ]


def test_unknown_columns_are_told_once() -> None:
    (note,) = recognise(["nom", "couleur", "forme"]).notes

    assert (note.code, note.before) == ("colonnes_inconnues", "couleur, forme")


def test_known_useless_columns_are_not_told() -> None:
    assert recognise(["nom", "cle_ban", "structureId", "result_score", ""]).notes == ()


def test_two_columns_that_say_the_same_are_told() -> None:
    (note,) = recognise(["nom", "pivot", "pivot (siret ou rna)"]).notes

    assert (note.code, note.before) == ("colonnes_de_meme_sens", "pivot, pivot (siret ou rna)")


def test_a_rename_wins_over_the_header() -> None:
    columns = recognise(["nom", "libellé"], {"libellé": "nom", "nom": "structure_parente"})

    assert columns.plain == {"structure_parente": ["nom"], "nom": ["libellé"]}
