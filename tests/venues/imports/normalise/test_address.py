"""Street lines of addresses."""

import pytest

from venues.imports.normalise.address import normalise_address


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("12  rue des Lilas", "12 rue des Lilas", "espaces"),
        ("12 rue\n\n des Lilas", "12 rue des Lilas", "adresse_saut_de_ligne"),
        ("0 Rue des Lilas", "Rue des Lilas", "adresse_numero_zero"),
        ("00 rue des Lilas", "rue des Lilas", "adresse_numero_zero"),
        ("null null rue des Lilas", "rue des Lilas", "adresse_null"),
        ('Le "Patio"', "Le Patio", "adresse_guillemets"),
        ("8 Grand ‘Rue", "8 Grand 'Rue", "adresse_apostrophe"),
        ("12 rue des Lilas,", "12 rue des Lilas", "adresse_ponctuation"),
        ("12,, rue des Lilas", "12, rue des Lilas", "adresse_ponctuation"),
        ("Rue de la LibertÃ©", "Rue de la Liberté", "texte_mal_encode"),
        ("12 rue des Lilas 60000 BEAUVAIS", "12 rue des Lilas", "adresse_ville"),
        ("12 rue des Lilas, 60000 Beauvais cedex 9", "12 rue des Lilas", "adresse_ville"),
        ("12 rue des Lilas\n60000", "12 rue des Lilas", "adresse_ville"),
        ("60000 Beauvais", "", "adresse_ville"),
        ("60000 12 rue des Lilas", "12 rue des Lilas", "adresse_code_postal_devant"),
    ],
)
def test_each_fault_is_repaired_and_named(before, after, code):
    result = normalise_address(before, "60000", "Beauvais")
    assert result.value == after
    assert code in [note.code for note in result.notes]


@pytest.mark.parametrize(
    "address",
    [
        "12 BIS RUE DE LECLERCQ",
        "12 rue de Beauvais",
        "Place du 14 juillet",
        "1 rue X 13200 Arles",
        "Bât. A",
    ],
)
def test_a_line_that_repeats_nothing_is_kept_without_a_note(address):
    assert normalise_address(address, "60000", "Beauvais") == (address, ())


def test_an_email_in_place_of_the_street_is_set_aside():
    result = normalise_address("accueil@exemple.fr")
    assert result.value == ""
    assert [note.code for note in result.notes] == ["adresse_courriel"]


@pytest.mark.parametrize("value", [None, "", "null", "-"])
def test_a_blank_address_says_nothing(value):
    assert normalise_address(value) == ("", ())


@pytest.mark.parametrize(
    "value", ["1" * 100_000, "null " * 20_000, "12345 " * 20_000, ", " * 50_000]
)
def test_a_hostile_address_is_answered_at_once(value):
    normalise_address(value, "12345", "Ville")
