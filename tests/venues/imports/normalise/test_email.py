"""E-mail addresses."""

import pytest

from venues.imports.normalise.email import normalise_emails


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Accueil@Exemple.FR", "courriel_minuscules"),
        ("mailto:accueil@exemple.fr", "courriel_etiquette"),
        ("Mail : accueil@exemple.fr", "courriel_etiquette"),
        ("accueil[a]exemple.fr", "courriel_arobase"),
        ("accueil (at) exemple.fr", "courriel_arobase"),
        ("accueil at exemple.fr", "courriel_arobase"),
        ("accueil@exemple(point)fr", "courriel_point_masque"),
        ("accueil@@exemple.fr", "courriel_arobase_double"),
        ("accueil @ exemple.fr", "courriel_espaces"),
        ("accueil@exemple .fr", "courriel_espaces"),
        (".accueil@exemple.fr", "courriel_ponctuation"),
        ("<accueil@exemple.fr>", "courriel_ponctuation"),
        ("accueil@exemple.fr.", "courriel_ponctuation"),
        ("accueil@exemple.fr%20", "courriel_code_espace"),
        ("accueil@éxemple.fr", "courriel_accents"),
        ("Secrétariat accueil@exemple.fr", "courriel_precision"),
    ],
)
def test_each_fault_is_repaired_and_named(text, code):
    result = normalise_emails(text)
    assert result.value == ("accueil@exemple.fr",)
    assert code in [note.code for note in result.notes]


@pytest.mark.parametrize(
    "separator", [" et ", " ou ", ";", " ; ", "/", " / ", "//", ",", "|", " - ", "\n"]
)
def test_addresses_of_a_list_are_parted(separator):
    result = normalise_emails(f"un@exemple.fr{separator}deux@exemple.fr")
    assert result.value == ("un@exemple.fr", "deux@exemple.fr")


def test_a_repeated_address_is_kept_once():
    assert normalise_emails("a@exemple.fr|A@exemple.fr").value == ("a@exemple.fr",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("accueil@exemple", "courriel_sans_extension"),
        ("accueil.exemple.fr", "courriel_sans_arobase"),
        ("a@b@exemple.fr", "courriel_plusieurs_arobases"),
        ("@exemple.fr", "courriel_invalide"),
        ("www.exemple.fr", "courriel_site_web"),
        ("https://exemple.fr/contact", "courriel_site_web"),
        ("javascript:alert(1)@exemple.fr", "courriel_invalide"),
        ("a" * 300 + "@exemple.fr", "courriel_invalide"),
    ],
)
def test_an_address_is_never_completed_by_guess(text, code):
    result = normalise_emails(text)
    assert result.value == ()
    assert code in [note.code for note in result.notes]


def test_a_right_address_is_kept_without_a_note():
    assert normalise_emails("mediatheque-nord.accueil@ville.exemple.fr") == (
        ("mediatheque-nord.accueil@ville.exemple.fr",),
        (),
    )


@pytest.mark.parametrize("value", [None, "-", "", "null"])
def test_a_blank_cell_says_nothing(value):
    assert normalise_emails(value) == ((), ())
