import pytest

from demo.naming import fold, slug
from demo.words import of_place


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("St-Étienne-d’Orthe", "saint etienne d orthe"),
        ("Ste Œuvre", "sainte oeuvre"),
        ("  Paris 1er ", "paris 1er"),
    ],
)
def test_a_name_is_folded_without_accents_case_or_punctuation(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_a_slug_is_safe_in_an_address() -> None:
    assert slug("Médiathèque d’Œuilly") == "mediatheque-d-oeuilly"


@pytest.mark.parametrize(
    ("name", "complement"),
    [
        ("Rennes", "de Rennes"),
        ("Arles", "d’Arles"),
        ("Le Mans", "du Mans"),
        ("Les Ulis", "des Ulis"),
        ("La Rochelle", "de La Rochelle"),
        ("Étampes", "d’Étampes"),
    ],
)
def test_the_complement_of_a_commune_is_correct_french(name: str, complement: str) -> None:
    assert of_place(name) == complement
