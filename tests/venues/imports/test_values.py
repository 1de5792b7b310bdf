"""From the words of producers, old and new, to the terms of the standard."""

from __future__ import annotations

import pytest

from venues.imports.values import GROUPS, understand
from venues.vocabulary import TYPOLOGY, VOCABULARIES

SERVICES, PUBLICS, CARE = (
    "services",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
)
COSTS, SUPPORT = "frais_a_charge", "modalites_accompagnement"
PROGRAMMES, LABELS = "dispositif_programmes_nationaux", "formations_labels"

#: The whole rename table from v0.1 to v1, word for word: group, old value, (field, v1 label).
RENAMES = [
    ("services", "Devenir autonome dans les démarches administratives", SERVICES, "Aide aux démarches administratives"),
    ("services", "Réaliser des démarches administratives avec un accompagnement", SERVICES, "Aide aux démarches administratives"),
    ("services", "Accompagner les démarches de santé", SERVICES, "Aide aux démarches administratives"),
    ("services", "Prendre en main un smartphone ou une tablette", SERVICES, "Maîtrise des outils numériques du quotidien"),
    ("services", "Prendre en main un ordinateur", SERVICES, "Maîtrise des outils numériques du quotidien"),
    ("services", "Utiliser le numérique au quotidien", SERVICES, "Maîtrise des outils numériques du quotidien"),
    ("services", "Approfondir ma culture numérique", SERVICES, "Compréhension du monde numérique"),
    ("services", "Promouvoir la citoyenneté numérique", SERVICES, "Compréhension du monde numérique"),
    ("services", "Favoriser mon insertion professionnelle", SERVICES, "Insertion professionnelle via le numérique"),
    ("services", "Créer et développer mon entreprise", SERVICES, "Insertion professionnelle via le numérique"),
    ("services", "Accéder à une connexion internet", SERVICES, "Accès internet et matériel informatique"),
    ("services", "Accéder à du matériel", SERVICES, "Accès internet et matériel informatique"),
    ("services", "S'équiper en matériel informatique", SERVICES, "Acquisition de matériel informatique à prix solidaire"),
    ("services", "S’équiper en matériel informatique", SERVICES, "Acquisition de matériel informatique à prix solidaire"),
    ("services", "Créer avec le numérique", SERVICES, "Loisirs et créations numériques"),
    ("services", "Soutenir la parentalité et l'éducation avec le numérique", SERVICES, "Parentalité et éducation avec le numérique"),
    ("frais", "Gratuit : Je peux accéder gratuitement au lieu et à ses services", COSTS, "Gratuit"),
    ("frais", "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)", COSTS, "Gratuit sous condition"),
    ("frais", "Payant : L'accès au lieu et/ou à ses services est payant", COSTS, "Payant"),
    ("frais", "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer", COSTS, "Payant"),
    ("frais", "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu", COSTS, "Gratuit sous condition"),
    ("accompagnement", "Seul : j'ai accès à du matériel et une connexion", SUPPORT, "En autonomie"),
    ("accompagnement", "Avec de l'aide : je suis accompagné seul dans l'usage du numérique", SUPPORT, "Accompagnement individuel"),
    ("accompagnement", "A ma place : une personne habilitée fait les démarches à ma place", SUPPORT, "Accompagnement individuel"),
    ("accompagnement", "Dans un atelier : j'apprends collectivement à utiliser le numérique", SUPPORT, "Dans un atelier collectif"),
    ("publics", "Seniors (+ 65 ans)", PUBLICS, "Seniors"),
    ("publics", "Familles/enfants", PUBLICS, "Familles et/ou enfants"),
    ("publics", "Jeunes (16-26 ans)", PUBLICS, "Jeunes"),
    ("publics", "Uniquement femmes", PUBLICS, "Femmes"),
    ("publics", "Public langues étrangères", CARE, "Langues étrangères (autres)"),
    ("publics", "Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes comportementales", CARE, "Handicaps mentaux"),
    ("publics", "Handicaps mentaux : déficiences limitant les activités d'une personne", CARE, "Handicaps mentaux"),
    ("publics", "Personnes en situation d'illettrisme", CARE, "Illettrisme"),
    ("publics", "Surdité", CARE, "Surdité"),
    ("publics", "Déficience visuelle", CARE, "Déficience visuelle"),
    ("labels", "CNFS", PROGRAMMES, "Conseillers numériques"),
    ("labels", "France Services", PROGRAMMES, "France Services"),
    ("labels", "Aidants Connect", PROGRAMMES, "Aidants Connect"),
    ("labels", "Grandes écoles du numérique", PROGRAMMES, "Grande école du numérique"),
    ("labels", "Point relais CAF", PROGRAMMES, "Point d'accès numérique CAF"),
    ("labels", "Point numérique CAF", PROGRAMMES, "Point d'accès numérique CAF"),
    ("labels", "Fabriques de Territoire", LABELS, "Fabriques de Territoire"),
    ("labels", "Étapes numériques(La Poste)", LABELS, "Étapes numériques (La Poste)"),
    ("typologie", "PE", "typologie", "FT"),
]  # fmt: skip

OFFICIAL = [
    (group, vocabulary.field, term.code, term.code if group == "typologie" else term.label)
    for group, vocabularies in GROUPS.items()
    for vocabulary in vocabularies
    for term in vocabulary
]


def labels(group: str, cell: str) -> list[tuple[str, str]]:
    """What a cell says, as (field, official label); the code for a typology."""
    return [
        (field, code if field == "typologie" else VOCABULARIES[field].by_code[code].label)
        for field, code in understand(group, cell).terms
    ]


@pytest.mark.parametrize(("group", "old", "field", "new"), RENAMES)
def test_each_value_of_v0_1_has_its_term_of_v1(group: str, old: str, field: str, new: str) -> None:
    assert labels(group, old) == [(field, new)]
    assert understand(group, old).unknown == ()


@pytest.mark.parametrize(("group", "field", "code", "written"), OFFICIAL)
def test_each_official_label_is_read_back_without_a_remark(
    group: str, field: str, code: str, written: str
) -> None:
    understood = understand(group, written)

    assert understood.terms == ((field, code),)
    assert (understood.unknown, understood.split, understood.renamed) == ((), "", False)


@pytest.mark.parametrize("old", ["APTIC", "Relais pôle emploi", "French Tech", "Campus connecté"])
def test_a_label_without_a_term_in_v1_is_kept_under_its_name(old: str) -> None:
    assert understand("labels", old.upper()).unknown == (old,)


@pytest.mark.parametrize(
    ("group", "written", "official"),
    [
        ("services", "Comprehension du monde numerique", "Compréhension du monde numérique"),
        ("services", "AIDE AUX DÉMARCHES ADMINISTRATIVES", "Aide aux démarches administratives"),
        ("services", "  Loisirs  et créations numériques ", "Loisirs et créations numériques"),
        ("frais", "Gratuit\u00a0sous\u202fcondition", "Gratuit sous condition"),
        ("labels", "Point d’accès numérique CAF", "Point d'accès numérique CAF"),
        ("labels", "Formé à «\u00a0Mon Espace Santé\u00a0»", "Formé à « Mon Espace Santé »"),
        ("labels", "Formé à «DUPLEX» (illettrisme)", "Formé à « DUPLEX » (illettrisme)"),
        ("acces", "Ce lieu n’accueille pas de public", "Ce lieu n'accueille pas de public"),
        ("accompagnement", "A distance", "À distance"),
        ("publics", "E\u0301tudiants", "Étudiants"),
    ],
)
def test_accents_case_spaces_and_apostrophes_do_not_count(
    group: str, written: str, official: str
) -> None:
    assert [label for _, label in labels(group, written)] == [official]
    assert understand(group, written).renamed


@pytest.mark.parametrize(
    ("cell", "official", "how"),
    [
        ("Gratuit|Payant", ["Gratuit", "Payant"], ""),
        ("Gratuit | Gratuit | Payant", ["Gratuit", "Payant"], ""),
        ("Gratuit;Payant", ["Gratuit", "Payant"], "separateur"),
        ("Gratuit, Payant", ["Gratuit", "Payant"], "separateur"),
        ("Gratuit\nPayant", ["Gratuit", "Payant"], "separateur"),
        ("Gratuit sous condition|Payant;Gratuit", ["Gratuit sous condition", "Payant", "Gratuit"], "separateur"),
        ("Gratuit Payant", ["Gratuit", "Payant"], "valeurs_collees"),
        (
            "Gratuit : Je peux accéder gratuitement au lieu;Adhésion : il faut y adhérer",
            ["Gratuit", "Payant"],
            "separateur",
        ),
        (
            "Gratuit : Je peux accéder au lieu,Gratuit sous condition : selon des critères (âge, revenus)",
            ["Gratuit", "Gratuit sous condition"],
            "separateur",
        ),
    ],
)  # fmt: skip
def test_a_list_is_cut_by_the_separator_that_it_really_uses(
    cell: str, official: list[str], how: str
) -> None:
    understood = understand("frais", cell)

    assert [label for _, label in labels("frais", cell)] == official
    assert (understood.split, understood.unknown) == (how, ())


def test_old_and_new_words_mix_in_one_cell() -> None:
    cell = (
        "Aide aux démarches administratives|Prendre en main un ordinateur;Créer avec le numérique"
    )

    assert [label for _, label in labels("services", cell)] == [
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
        "Loisirs et créations numériques",
    ]


@pytest.mark.parametrize(
    "cell", ["Gratuit sous condition", "Gratuit sous condition : selon le revenu"]
)
def test_free_never_fires_on_free_under_conditions(cell: str) -> None:
    assert labels("frais", cell) == [(COSTS, "Gratuit sous condition")]


@pytest.mark.parametrize("cell", ["Non payant", "Payant, sauf demandeurs d’emploi", "Gratuité"])
def test_a_known_word_inside_another_sentence_says_nothing(cell: str) -> None:
    understood = understand("frais", cell)

    assert (understood.terms, understood.unknown) == ((), (cell,))


@pytest.mark.parametrize("code", [term.code for term in TYPOLOGY])
def test_a_typology_code_never_matches_inside_another(code: str) -> None:
    assert understand("typologie", f"{code}|{code}").terms == (("typologie", code),)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("CDAS", ["CDAS"]),
        ("CD;CDAS", ["CD", "CDAS"]),
        ("CSC, CS", ["CSC", "CS"]),
        ("pimms", ["PIMMS"]),
        ("Bibliothèque / Médiathèque", ["BIB"]),
        ("Préfecture, Sous-Préfecture", ["PREF"]),
        ("Entreprise adaptée", ["EA"]),
    ],
)
def test_typologies_are_read_by_code_or_label(cell: str, codes: list[str]) -> None:
    assert [code for _, code in understand("typologie", cell).terms] == codes


def test_codes_glued_by_a_space_are_not_guessed() -> None:
    assert understand("typologie", "CD CDAS").unknown == ("CD CDAS",)


def test_all_four_age_groups_together_mean_everybody() -> None:
    cell = "Adultes;Familles/enfants;Jeunes (16-26 ans);Seniors (+ 65 ans)"

    understood = understand("publics", cell)

    assert (understood.terms, understood.unknown) == ((), ())


def test_everybody_does_not_hide_the_other_publics_of_the_cell() -> None:
    cell = (
        "Adultes;Familles/enfants;Jeunes (16-26 ans);Seniors (+ 65 ans);Uniquement femmes;Surdité"
    )

    assert set(labels("publics", cell)) == {(PUBLICS, "Femmes"), (CARE, "Surdité")}


@pytest.mark.parametrize("cell", ["Adultes", "Tout public"])
def test_adults_and_everybody_name_no_public(cell: str) -> None:
    understood = understand("publics", cell)

    assert (understood.terms, understood.unknown) == ((), ())


@pytest.mark.parametrize("cell", ["A ma place : une personne habilitée agit", "À ma place"])
def test_acting_on_behalf_is_remembered(cell: str) -> None:
    assert understand("accompagnement", cell).flags == ("a_ma_place",)


def test_other_ways_of_being_helped_act_for_nobody() -> None:
    assert understand("accompagnement", "Avec de l'aide : je suis accompagné").flags == ()


@pytest.mark.parametrize(
    ("cell", "label"), [("oui", "Itinérant"), ("true", "Itinérant"), ("Non", "Fixe"), ("0", "Fixe")]
)
def test_yes_and_no_answer_the_question_of_itinerancy(cell: str, label: str) -> None:
    assert labels("itinerance", cell) == [("itinerance", label)]


def test_an_unknown_value_comes_back_as_written() -> None:
    understood = understand("services", "Aide aux démarches administratives;Réparer un vélo")

    assert understood.terms == ((SERVICES, "demarches"),)
    assert understood.unknown == ("Réparer un vélo",)


def test_long_official_phrases_are_found_in_a_sentence_that_is_kept_too() -> None:
    cell = "Découvrir le web. Prendre en main un ordinateur. Boire un café"

    understood = understand("services", cell)

    assert understood.terms == ((SERVICES, "outils"),)
    assert understood.unknown == (cell,)


@pytest.mark.parametrize("cell", ["", " | ", ";;", "|" * 5_000, "a" * 100_000, "Gratuit " * 20_000])
def test_no_cell_is_too_strange_to_be_read(cell: str) -> None:
    assert understand("frais", cell).terms in ((), ((COSTS, "gratuit"),))
