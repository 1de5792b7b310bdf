"""The search of a place on every commune of France: what people type, and what they meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from ifn_site.http import UpstreamError
from territories import whereabouts
from territories.search import search_places
from territories.whereabouts import resolve_place

pytestmark = pytest.mark.real_data

#: Text → (kind, code) of the first answer.
FIRST: dict[str, tuple[str, str]] = {
    "st etienne": ("commune", "42218"),
    "SAINT ETIENNE": ("commune", "42218"),
    "Saint-Étienne (42)": ("commune", "42218"),
    "13500": ("commune", "13056"),
    "13500 martigues": ("commune", "13056"),
    "Saint-Denis": ("commune", "97411"),
    "saint denis 93": ("commune", "93066"),
    "saint-denis 97400": ("commune", "97411"),
    "saint denis la réunion": ("commune", "97411"),
    "saint pierre martinique": ("commune", "97225"),
    "ste foy les lyon": ("commune", "69202"),
    "paris": ("commune", "75056"),
    "paris 12": ("arrondissement", "75112"),
    "paris 12e": ("arrondissement", "75112"),
    "Paris 1er": ("arrondissement", "75101"),
    "lyon 3eme arrondissement": ("arrondissement", "69383"),
    "marseille 13008": ("arrondissement", "13208"),
    "75116": ("arrondissement", "75116"),
    "75016": ("arrondissement", "75116"),
    "69001": ("arrondissement", "69381"),
    "paris 75": ("commune", "75056"),
    "paris cedex 05": ("commune", "75056"),
    "42218": ("commune", "42218"),
    "2a004": ("commune", "2A004"),
    "20000": ("commune", "2A004"),
    "91182": ("commune", "91228"),
    "ardèche": ("departement", "07"),
    "ardeche": ("departement", "07"),
    "07": ("departement", "07"),
    "7": ("departement", "07"),
    "2A": ("departement", "2A"),
    "974": ("departement", "974"),
    "la réunion": ("departement", "974"),
    "mayotte": ("departement", "976"),
    "bretagne": ("region", "53"),
    "ile de france": ("region", "11"),
    "métropole de lyon": ("epci", "200046977"),
    "evry": ("commune", "91228"),
    "Courcouronnes": ("commune", "91228"),
    "châlons-sur-marne": ("commune", "51108"),
    "cherbourg": ("commune", "50129"),
    "pierrefitte sur seine": ("commune", "93066"),
    "havre": ("commune", "76351"),
    "le havre": ("commune", "76351"),
    "la rochelle": ("commune", "17300"),
    "aix en provence": ("commune", "13001"),
    "aix-en-p": ("commune", "13001"),
    "l'hay les roses": ("commune", "94038"),
    "l’haÿ-les-roses": ("commune", "94038"),
    "lhay les roses": ("commune", "94038"),
    "oeuilly 51": ("commune", "51410"),
    "brieuc": ("commune", "22278"),
    "nouméa": ("commune", "98818"),
    "97150": ("commune", "97801"),
    "saint-martin 978": ("commune", "97801"),
    "bordeau": ("commune", "33063"),
    "strasbour": ("commune", "67482"),
    "toulou": ("commune", "31555"),
    "marseile": ("commune", "13055"),
    "marsielle": ("commune", "13055"),
    "tolouse": ("commune", "31555"),
    "mulouse": ("commune", "68224"),
    "villeurbane": ("commune", "69266"),
    "lion": ("commune", "69123"),
    "montpelié": ("commune", "34172"),
    "clermont ferant": ("commune", "63113"),
    "saint germain en laie": ("commune", "78551"),
    "aix en provance": ("commune", "13001"),
    "grenobl 38": ("commune", "38185"),
    "y": ("commune", "80829"),
}
#: Text → what the page does with it.
ANSWERS: dict[str, tuple[str, str]] = {
    "st etienne": ("found", "42218"),
    "13500": ("found", "13056"),
    "saint-denis": ("several", "97411"),
    "ste foy": ("several", "85214"),
    "aix": ("several", "13001"),
    "vienne": ("several", "86"),
    "paris": ("found", "75056"),
    "bordeau": ("found", "33063"),
    "marseile": ("found", "13055"),
    "nante": ("several", "44109"),
    "01400": ("several", "01093"),
    "12 rue de la république 13500 martigues": ("found", "13056"),
    "mairie de martigues": ("found", "13056"),
    "10 avenue Jean Jaurès 69007 Lyon": ("found", "69387"),
    "13295": ("unknown", "13"),
    "le bourg 23 Creuse": ("unknown", "23"),
    "st-denis de la réunion": ("found", "97411"),
    "saint pierre réunion": ("found", "97416"),
    "saint denis seine saint denis": ("found", "93066"),
    "sainte marie de la martinique": ("found", "97228"),
    "12 rue de la république saint denis de la réunion": ("found", "97411"),
    "xyzxyzxyz": ("unknown", ""),
}


def test_people_find_the_place_they_mean(real_territories: Path) -> None:
    wrong = {}
    for text, expected in FIRST.items():
        places = search_places(text)
        first = (places[0].kind, places[0].code) if places else None
        if first != expected:
            wrong[text] = first
    assert wrong == {}


def test_the_page_decides_as_people_expect(
    real_territories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_answers(text: str) -> None:
        raise UpstreamError("lent")

    monkeypatch.setattr(whereabouts, "geocode", nobody_answers)
    wrong = {}
    for text, expected in ANSWERS.items():
        answer = resolve_place(text)
        given = (answer.kind, answer.places[0].code if answer.places else "")
        if given != expected:
            wrong[text] = given
    assert wrong == {}
