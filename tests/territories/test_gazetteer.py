"""Which commune the clues of a venue mean."""

from __future__ import annotations

import pytest

from territories.gazetteer import ArrondissementFacts, CommuneFacts, FormerFacts, Gazetteer
from territories.names import fold


def commune(code: str, name: str, people: int, *postal_codes: str) -> CommuneFacts:
    departement = code[:3] if code.startswith("97") else code[:2]
    return CommuneFacts(
        code, name, fold(name), departement, "", "", 45.0, 4.0, people, 10.0, postal_codes
    )


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(
        [
            commune("42218", "Saint-Étienne", 173_000, "42000", "42100"),
            commune("93066", "Saint-Denis", 149_000, "93200", "93210", "93380"),
            commune("97411", "Saint-Denis", 155_000, "97400", "97417"),
            commune("11339", "Saint-Denis", 500, "11310"),
            commune("13056", "Martigues", 48_000, "13500"),
            commune("13055", "Marseille", 886_000, "13001", "13008"),
            commune("75056", "Paris", 2_100_000, "75001", "75012"),
            commune("17300", "La Rochelle", 78_000, "17000"),
            commune("91228", "Évry-Courcouronnes", 66_000, "91000"),
            commune("89162", "Évry", 300, "89140"),
            commune("13001", "Aix-en-Provence", 147_000, "13100"),
            commune("01093", "Châtillon-sur-Chalaronne", 5_000, "01400"),
            commune("01001", "L'Abergement-Clémenciat", 860, "01400"),
        ],
        [
            ArrondissementFacts("13208", "13055", ("13008",)),
            ArrondissementFacts("75101", "75056", ("75001",)),
            ArrondissementFacts("75112", "75056", ("75012",)),
        ],
        [
            FormerFacts("93059", fold("Pierrefitte-sur-Seine"), "93066"),
            FormerFacts("91182", fold("Courcouronnes"), "91228"),
            FormerFacts("91228", fold("Évry"), "91228"),
            FormerFacts("00000", fold("Nulle-Part"), "99999"),
        ],
    )


@pytest.mark.parametrize(
    ("clues", "code", "how", "notes"),
    [
        (("42218", "Saint-Étienne", "42000"), "42218", "code", ()),
        (("42218", "ST ETIENNE CEDEX 2", "42013"), "42218", "code", ()),
        (("91182", "Courcouronnes", "91080"), "91228", "ancien_code", ()),
        (("42218", "Hôtel de ville", "42000"), "42218", "code", ("nom_different",)),
        (("42218", "Saint-Étienne", "13500"), "42218", "code", ("code_postal_different",)),
        (("13056", "Saint-Étienne", "42000"), "42218", "nom", ("code_contredit",)),
        (("99999", "Martigues", "13500"), "13056", "nom", ("code_inconnu",)),
        (("", "Martigues", ""), "13056", "nom", ()),
        (("", "martigues", "75012"), "13056", "nom", ("code_postal_different",)),
        (("", "Saint-Denis", "97400"), "97411", "nom_et_code_postal", ()),
        (("", "St Denis", "93205"), "93066", "nom_et_departement", ()),
        (("", "Rochelle", "17000"), "17300", "nom", ()),
        (("", "Évry", "91000"), "91228", "ancien_nom", ()),
        (("", "Evry", "89140"), "89162", "nom", ()),
        (("", "Pierrefitte-sur-Seine", ""), "93066", "ancien_nom", ()),
        (("", "Aix", "13100"), "13001", "nom_et_code_postal", ()),
        (("", "Chatillon sur Chalarone", "01400"), "01093", "orthographe", ()),
        (("", "Martigue", "13999"), "13056", "orthographe", ()),
        (("", "Lavéra", "13500"), "13056", "code_postal", ("nom_inconnu",)),
        (("", "", "13500"), "13056", "code_postal", ()),
    ],
)
def test_the_clues_are_believed_in_order(
    gazetteer: Gazetteer, clues: tuple[str, str, str], code: str, how: str, notes: tuple[str, ...]
) -> None:
    found = gazetteer.resolve(*clues)
    assert found.commune is not None
    assert (found.commune.code, found.how, found.notes) == (code, how, notes)


def test_homonyms_without_another_clue_stay_ambiguous_largest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("", "Saint-Denis", "")
    assert found.commune is None
    assert [one.code for one in found.ambiguous] == ["97411", "93066", "11339"]


def test_a_shared_postal_code_alone_stays_ambiguous(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("", "Nulle part ailleurs", "01400")
    assert found.commune is None
    assert [one.code for one in found.ambiguous] == ["01093", "01001"]


def test_a_far_name_is_not_corrected(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("", "Martinville", "13999").commune is None


def test_nothing_gives_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("", "", "") == (None, None, "", [], ())


@pytest.mark.parametrize(
    ("clues", "arrondissement"),
    [
        (("75112", "Paris", ""), "75112"),
        (("75056", "Paris", "75012"), "75112"),
        (("", "Paris 12e", ""), "75112"),
        (("", "PARIS 12EME ARRONDISSEMENT", "75012"), "75112"),
        (("", "Marseille 8", ""), "13208"),
        (("", "Paris", ""), None),
        (("", "Martigues", "13500"), None),
    ],
)
def test_an_arrondissement_is_kept_beside_its_commune(
    gazetteer: Gazetteer, clues: tuple[str, str, str], arrondissement: str | None
) -> None:
    assert gazetteer.resolve(*clues).arrondissement == arrondissement


def test_a_former_code_leads_to_the_commune_of_today(gazetteer: Gazetteer) -> None:
    current = gazetteer.current("93059")
    assert current is not None
    assert (current.commune.code, current.former) == ("93066", True)


def test_an_unknown_code_leads_nowhere(gazetteer: Gazetteer) -> None:
    assert gazetteer.current("99999") is None


def test_a_former_name_of_an_unknown_commune_is_ignored(gazetteer: Gazetteer) -> None:
    assert gazetteer.named("Nulle-Part") == []
