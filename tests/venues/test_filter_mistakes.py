"""What the filters refuse, and say; what they never keep."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from tests.factories import CommuneFactory, VenueFactory
from tests.venues.test_filters import asked, names
from venues.filters import PARAMETERS, venue_filter


def mistakes(query: str) -> dict[str, str]:
    """Return what a query gets wrong."""
    return venue_filter(QueryDict(query)).mistakes


# --- Mistakes -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("services=cuisine", "services", "« cuisine »"),
        ("services=outils,cuisine", "services", "codes"),
        ("typologie=XYZ", "typologie", "BIB"),
        ("publics_specifiquement_adresses=tous", "publics_specifiquement_adresses", "seniors"),
        ("strict=peut-être", "strict", "true ou false"),
        ("prise_rdv=2", "prise_rdv", "true ou false"),
        ("source=inconnue", "source", "Source inconnue"),
        ("autres_formations_labels=Rien", "autres_formations_labels", "Aucun lieu"),
        ("q=!!!", "q", "au moins un mot"),
        ("q=o'", "q", "au moins 2 lettres"),
        ("q=a b", "q", "au moins 2 lettres"),
        ("q=" + "mot " * 13, "q", "trop longue"),
        ("q=" + "a" * 300, "q", "trop longue"),
        ("q=un&q=deux", "q", "une seule fois"),
        ("commune=99999", "commune", "Code inconnu"),
        ("commune=Lyon", "commune", "code INSEE"),
        ("departement=1000", "departement", "07, 2A"),
        ("epci=1", "epci", "SIREN"),
        ("region=00", "region", "région"),
        ("pres_de=45", "pres_de", "48.8566,2.3522"),
        ("pres_de=45,5,6", "pres_de", "latitude,longitude"),
        ("pres_de=91,5", "pres_de", "entre -90 et 90"),
        ("pres_de=nan,5", "pres_de", "degrés"),
        ("pres_de=inf,5", "pres_de", "degrés"),
        ("pres_de=1e3,5", "pres_de", "degrés"),
        ("pres_de=45,5&pres_de=46,6", "pres_de", "une seule fois"),
        ("rayon=1000", "rayon", "pres_de"),
        ("pres_de=45,5&rayon=-1", "rayon", "entre 1 et 500000"),
        ("pres_de=45,5&rayon=500001", "rayon", "entre 1 et 500000"),
        ("pres_de=45,5&rayon=nan", "rayon", "mètres"),
        ("pres_de=45,5&rayon=9" + "9" * 400, "rayon", "mètres"),
        ("bbox=1,2,3", "bbox", "ouest,sud,est,nord"),
        ("bbox=5,46,4,45", "bbox", "sud dépasse"),
        ("bbox=5,45,4,46", "bbox", "ouest dépasse"),
        ("bbox=-200,45,4,46", "bbox", "entre -180 et 180"),
        ("bbox=nan,nan,nan,nan", "bbox", "degrés"),
        ("ouvert=demain", "ouvert", "maintenant"),
        ("ouvert=2026-13-45T99:99", "ouvert", "maintenant"),
        ("ouvert=9999-12-31T23:59:59-12:00", "ouvert", "maintenant"),
        ("ouvert=2026-11-28", "ouvert", "Ajoutez l’heure (2026-11-28T10:00)"),
        ("ouvert=2026-11-28", "ouvert", "ouvert_le=2026-11-28"),
        ("ouvert_le=fundi", "ouvert_le", "lundi"),
        ("ouvert_le=0001-01-01", "ouvert_le", "lundi"),
        ("de=14:00", "de", "ouvert_le"),
        ("ouvert_le=lundi&de=25:00", "de", "14:30"),
        ("ouvert_le=lundi&de=14:00&a=12:00", "a", "après"),
        ("fraicheur_max=0", "fraicheur_max", "entre 1 et 240"),
        ("fraicheur_max=1.5", "fraicheur_max", "entier"),
        ("fraicheur_max=²", "fraicheur_max", "entier"),
        ("modifie_depuis=hier", "modifie_depuis", "2026-11-01"),
        ("modifie_depuis=9999-12-31T23:59:59-12:00", "modifie_depuis", "date"),
        ("ids=1;DROP TABLE", "ids", "identifiant"),
        ("ids=rn", "ids", "rn7k2m9x4q"),
        ("services=%00", "services", "interdit"),
    ],
)
def test_a_mistake_is_told_in_french_with_what_to_do(query: str, name: str, said: str) -> None:
    CommuneFactory()
    found = mistakes(query)
    assert set(found) == {name}
    assert said in found[name]


HOSTILE = [
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "javascript:alert(1)",
    "%00",
    "\u202egnp.exe",
    "' OR 1=1 --",
    "%",
    "_",
    "\\",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "9" * 3000,
    "-" * 3000,
    ",",
    "nan",
    "1e999",
    "٣",
    "{{7*7}}",
]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_hostile_value_is_refused_or_searched_never_a_crash(name: str) -> None:
    VenueFactory()
    for value in HOSTILE:
        query = QueryDict(mutable=True)
        query.setlist(name, [value])
        filters = venue_filter(query)
        assert filters.qs.count() >= 0
        for message in filters.mistakes.values():
            assert "\u202e" not in message
            assert "\x00" not in message
            assert len(message) < 1_500


def test_every_parameter_of_the_contract_is_a_filter() -> None:
    contract = set(
        """
        services publics_specifiquement_adresses prise_en_charge_specifique frais_a_charge
        dispositif_programmes_nationaux formations_labels autres_formations_labels modalites_acces
        modalites_accompagnement itinerance typologie source fiche_acces_libre prise_rdv q commune
        epci departement region pres_de rayon bbox ouvert ouvert_le de a fraicheur_max
        modifie_depuis ids strict
        """.split()  # noqa: SIM905
    )
    assert contract <= set(PARAMETERS)


def test_a_choice_left_blank_asks_nothing() -> None:
    VenueFactory(name="Oui")
    blank = "&".join(f"{name}=" for name in PARAMETERS)
    assert names(blank) == ["Oui"]


def test_words_and_positions_are_never_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.cache import cache

    kept: list[str] = []
    write = cache.set
    monkeypatch.setattr(
        cache, "set", lambda key, *args, **kw: (kept.append(str(key)), write(key, *args, **kw))
    )
    for query in ("q=secret", "pres_de=45.123456,4.654321&rayon=100", "bbox=4.1,45.1,4.2,45.2"):
        filters = asked(query)
        filters.remembered("count", filters.qs.count)
    assert not [key for key in kept if "count" in key]
    asked("services=outils").remembered("count", lambda: 0)
    assert [key for key in kept if "count" in key]
