"""The gazetteer and the contours on every commune of France."""

from __future__ import annotations

from pathlib import Path

import pytest

from territories.contours import Contours
from territories.gazetteer import Gazetteer
from territories.imports.run import import_territories

pytestmark = pytest.mark.real_data

#: (code INSEE, name, postal code) → (commune, how).
CLUES = {
    ("", "Saint-Etienne", "42000"): ("42218", "nom"),
    ("42218", "ST ETIENNE", "42100"): ("42218", "code"),
    ("", "St Denis", "97400"): ("97411", "nom_et_code_postal"),
    ("", "St Denis", "93206"): ("93066", "nom_et_departement"),
    ("", "Évry", "91000"): ("91228", "ancien_nom"),
    ("", "Saint Ouen", "93400"): ("93070", "ancien_nom"),
    ("", "Aix", "13100"): ("13001", "nom_et_code_postal"),
    ("", "Marseile", "13001"): ("13055", "orthographe"),
    ("", "Cherbourg-Octeville", "50100"): ("50129", "ancien_nom"),
    ("20004", "Ajaccio", "20000"): ("2A004", "ancien_code"),
    ("13056", "Marseille", "13008"): ("13055", "nom"),
    ("", "", "13500"): ("13056", "code_postal"),
    ("98818", "Nouméa", "98800"): ("98818", "code"),
}


def test_the_clues_of_venues_lead_to_their_communes(real_territories: Path) -> None:
    gazetteer = Gazetteer.load()
    wrong = {}
    for clues, expected in CLUES.items():
        found = gazetteer.resolve(*clues)
        given = (found.commune.code if found.commune else "", found.how)
        if given != expected:
            wrong[clues] = given
    assert wrong == {}


def test_every_commune_is_found_again_by_its_code_its_name_and_its_postal_code(
    real_territories: Path,
) -> None:
    gazetteer = Gazetteer.load()
    lost = []
    for code, commune in gazetteer._communes.items():
        postal_code = commune.postal_codes[0] if commune.postal_codes else ""
        by_code = gazetteer.resolve(code, commune.name, postal_code)
        by_words = gazetteer.resolve("", commune.name, postal_code)
        believed = by_code.commune == commune and not by_code.notes
        if not believed or commune not in (by_words.commune, *by_words.ambiguous):
            lost.append(code)
    assert lost == []


def test_the_real_import_changes_nothing_twice_and_places_its_own_points(
    real_territories: Path,
) -> None:
    again = import_territories(real_territories)
    assert not again.changed
    contours = Contours.load()
    assert contours is not None
    communes = [one for one in Gazetteer.load()._communes.values() if one.departement < "975"]
    found = contours.communes_at(
        [one.latitude for one in communes], [one.longitude for one in communes]
    )
    inside = sum(code == one.code for code, one in zip(found, communes, strict=True))
    # Outlines are simplified: a few points of tiny communes fall just outside.
    assert inside / len(communes) > 0.995
