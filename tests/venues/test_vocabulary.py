"""The enumerated lists of the standard."""

from __future__ import annotations

import pytest

from venues.vocabulary import (
    SERVICES,
    TYPOLOGY,
    TYPOLOGY_HIGH,
    TYPOLOGY_LOW,
    VOCABULARIES,
    Vocabulary,
    spelling_key,
)

SIZES = {
    "services": 9,
    "publics_specifiquement_adresses": 5,
    "prise_en_charge_specifique": 7,
    "frais_a_charge": 3,
    "dispositif_programmes_nationaux": 11,
    "formations_labels": 10,
    "modalites_acces": 6,
    "modalites_accompagnement": 4,
    "itinerance": 2,
    "typologie": 92,
}


def test_every_enumerated_field_of_the_standard_has_all_its_terms() -> None:
    assert {name: len(one) for name, one in VOCABULARIES.items()} == SIZES


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_codes_are_unique_and_every_term_has_plain_words(vocabulary: Vocabulary) -> None:
    assert len({term.code for term in vocabulary}) == len(vocabulary)
    assert all(term.plain for term in vocabulary)


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_a_term_is_found_by_its_label_and_by_its_code(vocabulary: Vocabulary) -> None:
    for term in vocabulary:
        assert vocabulary.find(term.code) == term.code
        # Two kinds of adapted companies share one label in the source.
        if term.code != "EATT":
            assert vocabulary.find(term.label.upper()) == term.code


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_the_bit_of_a_term_is_its_place_in_the_list(vocabulary: Vocabulary) -> None:
    for place, term in enumerate(vocabulary):
        assert vocabulary.mask([term.code]) == 1 << place


def test_a_mask_gives_its_codes_back_in_the_order_of_the_standard() -> None:
    assert SERVICES.codes(SERVICES.mask(["outils", "demarches"])) == ("demarches", "outils")


def test_an_unknown_code_has_no_bit() -> None:
    with pytest.raises(KeyError):
        SERVICES.mask(["tricot"])


def test_an_unknown_text_is_found_nowhere() -> None:
    assert SERVICES.find("tricot") is None


def test_labels_come_in_the_order_of_the_standard() -> None:
    assert SERVICES.labels(["outils", "inconnu", "demarches"]) == [
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
    ]


def test_both_halves_of_the_typology_fit_in_a_signed_integer() -> None:
    assert [*TYPOLOGY_LOW, *TYPOLOGY_HIGH] == list(TYPOLOGY)
    assert max(len(TYPOLOGY_LOW), len(TYPOLOGY_HIGH)) <= 63


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Point d'accès", "POINT D’ACCES"),
        ("Formé à « DUPLEX »", "forme a «\u00a0Duplex\u00a0»"),
        ("Cœur", "coeur"),
        ("a_b-c  d", "a b c d"),
    ],
)
def test_spellings_that_people_take_for_one_have_one_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


def test_labels_never_share_a_key_but_for_adapted_companies() -> None:
    for vocabulary in VOCABULARIES.values():
        keys = [spelling_key(term.label) for term in vocabulary if term.code != "EATT"]
        assert len(set(keys)) == len(keys)
