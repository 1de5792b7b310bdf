from typing import Any

from demo.dialects import V0_COLUMNS, V1_COLUMNS, as_mixed, as_near_v1, as_v0, as_v1

VENUE: dict[str, Any] = {
    "id": "x-1",
    "nom": "Médiathèque d’Arles – démonstration",
    "typologie": ["BIB"],
    "courriels": ["accueil@mediatheque-arles.example"],
    "services": ["Aide aux démarches administratives", "Utilisation sécurisée du numérique"],
    "frais_a_charge": ["Gratuit"],
    "publics_specifiquement_adresses": ["Seniors"],
    "prise_en_charge_specifique": ["Surdité"],
    "dispositif_programmes_nationaux": ["Conseillers numériques", "Aidants Connect"],
    "formations_labels": ["ORDI 3.0"],
    "autres_formations_labels": [],
    "modalites_accompagnement": ["Accompagnement individuel"],
    "fiche_acces_libre": "",
}


def test_v1_has_the_32_columns_of_the_standard_in_order() -> None:
    assert tuple(as_v1(VENUE)) == V1_COLUMNS
    assert len(V1_COLUMNS) == 32


def test_v1_joins_lists_with_bars() -> None:
    assert as_v1(VENUE)["services"] == "|".join(VENUE["services"])


def test_v0_has_the_29_columns_of_version_0_1() -> None:
    assert tuple(as_v0(VENUE)) == V0_COLUMNS
    assert len(V0_COLUMNS) == 29


def test_v0_speaks_the_words_of_version_0_1() -> None:
    row = as_v0(VENUE)
    assert row["labels_nationaux"] == "CNFS;Aidants Connect"
    assert row["labels_autres"] == "ORDI 3.0"
    assert row["conditions_acces"].startswith("Gratuit : ")
    assert "Seniors (+ 65 ans);Surdité" in row["publics_accueillis"]
    assert "Réaliser des démarches administratives avec un accompagnement" in row["services"]
    assert row["modalites_accompagnement"].endswith("à ma place")


def test_a_half_migrated_row_mixes_both_headings() -> None:
    row = as_mixed(VENUE)
    assert {"services", "frais_a_charge", "labels_nationaux", "courriel"} <= set(row)
    assert not {"conditions_acces", "prise_en_charge_specifique", "courriels"} & set(row)


def test_a_near_v1_row_keeps_every_value_under_its_own_headings() -> None:
    assert list(as_near_v1(VENUE).values()) == list(as_v1(VENUE).values())
    assert "Nom" in as_near_v1(VENUE)
