"""Names of communes."""

import pytest

from venues.imports.normalise.commune_name import fold_name, normalise_commune_name


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("CH╢TEAU", "CHÂTEAU", "commune_caractere"),
        ("ChÃ¢teau", "Château", "texte_mal_encode"),
        ("L’Isle", "L'Isle", "commune_apostrophe"),
        ("L' Isle", "L'Isle", "commune_apostrophe_espace"),
        ("Vire (Calvados)", "Vire", "commune_parentheses"),
        ("Reims CEDEX 2", "Reims", "commune_cedex"),
        ("0NET LE CHATEAU", "ONET LE CHATEAU", "commune_zero"),
        ("Paris 13e", "Paris", "commune_arrondissement"),
        ("Marseille 1er", "Marseille", "commune_arrondissement"),
        ("PARIS 13EME ARRONDISSEMENT", "PARIS", "commune_arrondissement"),
        ("Lyon 03", "Lyon", "commune_chiffres"),
        ("13100 Aix-en-Provence", "Aix-en-Provence", "commune_chiffres"),
        ("St Denis", "Saint Denis", "commune_saint"),
        ("STE-FOY", "SAINTE-FOY", "commune_saint"),
        ("Bourg-St-Maurice", "Bourg-Saint-Maurice", "commune_saint"),
        ("Les Stes Maries", "Les Saintes Maries", "commune_saint"),
        ("Villeneuve s/ Lot", "Villeneuve sur Lot", "commune_sur"),
        ("Saint - Pierre", "Saint-Pierre", "commune_tiret"),
        ("Nîmes,", "Nîmes", "commune_ponctuation"),
    ],
)
def test_each_fault_is_repaired_and_named(before, after, code):
    result = normalise_commune_name(before)
    assert result.value == after
    assert code in [note.code for note in result.notes]


@pytest.mark.parametrize(
    "name",
    ["Aix-en-Provence", "le moule", "L'Haÿ-les-Roses", "Castres", "Estaing", "Y", "Ô-de-Selle"],
)
def test_a_right_name_is_kept_without_a_note(name):
    assert normalise_commune_name(name) == (name, ())


@pytest.mark.parametrize("value", ["62300", "()", "12e", "<>"])
def test_a_name_without_a_letter_is_unknown_and_told(value):
    result = normalise_commune_name(value)
    assert result.value is None
    assert result.notes[-1].code == "commune_illisible"


@pytest.mark.parametrize("value", [None, "", "null", "-"])
def test_a_blank_name_says_nothing(value):
    assert normalise_commune_name(value) == (None, ())


@pytest.mark.parametrize("value", ["(" * 5_000, "s/" * 5_000, "1e " * 5_000, "' " * 5_000])
def test_a_hostile_name_is_answered_at_once(value):
    normalise_commune_name(value)


def test_names_written_differently_fold_to_the_same_key():
    assert fold_name("ST-ÉTIENNE du Grès") == fold_name("Saint Etienne-du-Grès")
    assert fold_name("Sœurs") == fold_name("SOEURS")
