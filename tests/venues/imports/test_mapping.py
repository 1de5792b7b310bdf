"""A producer's own way of naming things."""

from __future__ import annotations

import json
import re

import pytest

from venues.imports.mapping import BadMapping, read_mapping


def test_a_whole_mapping_is_read() -> None:
    text = json.dumps(
        {
            "colonnes": {"lib_fs": "nom"},
            "constantes": {"source": "Exemple"},
            "valeurs": {"itinerance": {"bus": "Itinérant"}},
            "jours": {"Mo": "h_lundi"},
        }
    )

    mapping = read_mapping(text)

    assert mapping.columns == {"lib_fs": "nom"}
    assert mapping.constants == {"source": "Exemple"}
    assert mapping.values == {"itinerance": {"bus": "Itinérant"}}
    assert mapping.days == {"Mo": "h_lundi"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "n’est pas du JSON lisible"),
        ("[" * 10_000, "n’est pas du JSON lisible"),
        ("[]", "doit être un objet JSON"),
        ('{"colonne": {}}', "Clé inconnue « colonne ». Clés possibles : colonnes,"),
        ('{"colonnes": ["nom"]}', "« colonnes » attend des paires de textes"),
        ('{"constantes": {"source": 3}}', "« constantes » attend des paires de textes"),
        ('{"colonnes": {"x": "titre"}}', "« titre » n’est pas une colonne du standard"),
        ('{"constantes": {"titre": "x"}}', "« titre » n’est pas une colonne du standard"),
        ('{"jours": {"lundi": "x"}}', "Jour inconnu « lundi ». Jours possibles : Mo,"),
        ('{"valeurs": {"services": "x"}}', "« valeurs » attend"),
        ('{"valeurs": {"services": {"x": 3}}}', "« valeurs » attend"),
        ('{"valeurs": {"titre": {"x": "y"}}}', "« titre » n’est pas une colonne du standard"),
    ],
)
def test_each_fault_of_a_mapping_is_told_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(BadMapping, match=re.escape(said)):
        read_mapping(text)
