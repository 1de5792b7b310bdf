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

#: The whole rename table from v0.1 to v1: group → field → v1 label → old values.
RENAMES: dict[str, dict[str, dict[str, list[str]]]] = {
    "services": {
        SERVICES: {
            "Aide aux démarches administratives": [
                "Devenir autonome dans les démarches administratives",
                "Réaliser des démarches administratives avec un accompagnement",
                "Accompagner les démarches de santé",
            ],
            "Maîtrise des outils numériques du quotidien": [
                "Prendre en main un smartphone ou une tablette",
                "Prendre en main un ordinateur",
                "Utiliser le numérique au quotidien",
            ],
            "Compréhension du monde numérique": [
                "Approfondir ma culture numérique",
                "Promouvoir la citoyenneté numérique",
            ],
            "Insertion professionnelle via le numérique": [
                "Favoriser mon insertion professionnelle",
                "Créer et développer mon entreprise",
            ],
            "Accès internet et matériel informatique": [
                "Accéder à une connexion internet",
                "Accéder à du matériel",
            ],
            "Acquisition de matériel informatique à prix solidaire": [
                "S'équiper en matériel informatique",
                "S’équiper en matériel informatique",
            ],
            "Loisirs et créations numériques": ["Créer avec le numérique"],
            "Parentalité et éducation avec le numérique": [
                "Soutenir la parentalité et l'éducation avec le numérique"
            ],
        }
    },
    "frais": {
        COSTS: {
            "Gratuit": ["Gratuit : Je peux accéder gratuitement au lieu et à ses services"],
            "Gratuit sous condition": [
                "Gratuit sous condition : La gratuité est conditionnée à des critères "
                "(situation familiale, convention avec un organisme social...)",
                "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour "
                "accéder au lieu",
            ],
            "Payant": [
                "Payant : L'accès au lieu et/ou à ses services est payant",
                "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer",
            ],
        }
    },
    "accompagnement": {
        SUPPORT: {
            "En autonomie": ["Seul : j'ai accès à du matériel et une connexion"],
            "Accompagnement individuel": [
                "Avec de l'aide : je suis accompagné seul dans l'usage du numérique",
                "A ma place : une personne habilitée fait les démarches à ma place",
            ],
            "Dans un atelier collectif": [
                "Dans un atelier : j'apprends collectivement à utiliser le numérique"
            ],
        }
    },
    "publics": {
        PUBLICS: {
            "Seniors": ["Seniors (+ 65 ans)"],
            "Familles et/ou enfants": ["Familles/enfants"],
            "Jeunes": ["Jeunes (16-26 ans)"],
            "Femmes": ["Uniquement femmes"],
        },
        CARE: {
            "Langues étrangères (autres)": ["Public langues étrangères"],
            "Handicaps mentaux": [
                "Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes "
                "comportementales",
                "Handicaps mentaux : déficiences limitant les activités d'une personne",
            ],
            "Illettrisme": ["Personnes en situation d'illettrisme"],
            "Surdité": ["Surdité"],
            "Déficience visuelle": ["Déficience visuelle"],
        },
    },
    "labels": {
        PROGRAMMES: {
            "Conseillers numériques": ["CNFS"],
            "France Services": ["France Services"],
            "Aidants Connect": ["Aidants Connect"],
            "Grande école du numérique": ["Grandes écoles du numérique"],
            "Point d'accès numérique CAF": ["Point relais CAF", "Point numérique CAF"],
        },
        LABELS: {
            "Fabriques de Territoire": ["Fabriques de Territoire"],
            "Étapes numériques (La Poste)": ["Étapes numériques(La Poste)"],
        },
    },
    "typologie": {"typologie": {"FT": ["PE"]}},
}
RENAMED = [
    (group, old, field, new)
    for group, fields in RENAMES.items()
    for field, terms in fields.items()
    for new, old_values in terms.items()
    for old in old_values
]

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


@pytest.mark.parametrize(("group", "old", "field", "new"), RENAMED)
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
        (
            "Gratuit|Payant;Gratuit sous condition",
            ["Gratuit", "Payant", "Gratuit sous condition"],
            "separateur",
        ),
        ("Gratuit Payant", ["Gratuit", "Payant"], "valeurs_collees"),
        (
            "Gratuit : Je peux accéder gratuitement au lieu;Adhésion : il faut y adhérer",
            ["Gratuit", "Payant"],
            "separateur",
        ),
        (
            "Gratuit : Je peux accéder au lieu,Gratuit sous condition : selon l'âge, le revenu",
            ["Gratuit", "Gratuit sous condition"],
            "separateur",
        ),
    ],
)
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
