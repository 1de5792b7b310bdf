"""The filters of the directory, checked against a plain reading of the same venues."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import QueryDict

from territories.distance import haversine_m
from territories.models import FormerCommune
from tests.factories import (
    ArrondissementFactory,
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    RegionFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
    VenueRedirectFactory,
)
from venues import vocabulary
from venues.filter_selection import months_before
from venues.filters import VenueFilter, venue_filter
from venues.models import Venue


def asked(query: str) -> VenueFilter:
    """Return the filters of a query string, which must be without a mistake."""
    filters = venue_filter(QueryDict(query))
    assert filters.mistakes == {}
    return filters


def names(query: str) -> list[str]:
    """Return the names of the venues that a query finds, sorted."""
    return sorted(asked(query).qs.values_list("name", flat=True))


# --- Random combinations against plain Python ---------------------------------------------------
_LISTS: dict[str, tuple[vocabulary.Vocabulary, Callable[[Venue], Any]]] = {
    "services": (vocabulary.SERVICES, lambda venue: venue.services),
    "frais_a_charge": (vocabulary.COSTS, lambda venue: venue.costs),
    "publics_specifiquement_adresses": (vocabulary.PUBLICS, lambda venue: venue.publics),
    "prise_en_charge_specifique": (vocabulary.CARE, lambda venue: venue.care),
    "modalites_acces": (vocabulary.ACCESS, lambda venue: venue.access_modes),
    "modalites_accompagnement": (vocabulary.SUPPORT, lambda venue: venue.support_modes),
    "itinerance": (vocabulary.ITINERANCY, lambda venue: venue.itinerancy),
    "typologie": (vocabulary.TYPOLOGY, lambda venue: venue.typology),
    "formations_labels": (vocabulary.LABELS, lambda venue: venue.labels),
    "dispositif_programmes_nationaux": (vocabulary.PROGRAMMES, lambda venue: venue.programmes),
}


def _some(chance: random.Random, of: vocabulary.Vocabulary, most: int) -> tuple[str, ...]:
    codes = [term.code for term in of]
    return tuple(chance.sample(codes, chance.randint(0, min(most, len(codes)))))


def _random_venue(chance: random.Random) -> Venue:
    kinds = _some(chance, vocabulary.TYPOLOGY, 3)
    return VenueFactory(
        services=_some(chance, vocabulary.SERVICES, 5),
        costs=_some(chance, vocabulary.COSTS, 2),
        publics=_some(chance, vocabulary.PUBLICS, 2),
        care=_some(chance, vocabulary.CARE, 4),
        access_modes=_some(chance, vocabulary.ACCESS, 3),
        support_modes=_some(chance, vocabulary.SUPPORT, 2),
        itinerancy=_some(chance, vocabulary.ITINERANCY, 1),
        labels=_some(chance, vocabulary.LABELS, 3),
        programmes=_some(chance, vocabulary.PROGRAMMES, 3),
        typology_low=[code for code in kinds if code in vocabulary.TYPOLOGY_LOW.by_code],
        typology_high=[code for code in kinds if code in vocabulary.TYPOLOGY_HIGH.by_code],
        booking_url=chance.choice(["", "https://rdv.example/"]),
        latitude=45.4 + chance.random(),
        longitude=4.3 + chance.random(),
        acts_on_behalf=chance.random() < 0.3,
    )


def _plainly_fits(venue: Venue, name: str, codes: tuple[str, ...]) -> bool:
    own = set(_LISTS[name][1](venue))
    if name == "prise_en_charge_specifique":
        return own >= set(codes)
    if name == "publics_specifiquement_adresses" and not own:
        return True
    return bool(own & set(codes))


@pytest.mark.parametrize("seed", range(12))
def test_filters_count_as_a_plain_reading_does(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        _random_venue(chance)
    # Read back, so that codes are what the database holds.
    venues = list(Venue.objects.order_by("pk"))
    for _ in range(12):
        query = QueryDict(mutable=True)
        wanted = {}
        for name in chance.sample(list(_LISTS), chance.randint(1, 3)):
            wanted[name] = _some(chance, _LISTS[name][0], 3) or (next(iter(_LISTS[name][0])).code,)
            query.setlist(name, list(wanted[name]))
        expected = [
            venue.pk
            for venue in venues
            if all(_plainly_fits(venue, name, codes) for name, codes in wanted.items())
        ]
        if chance.random() < 0.5:
            query["prise_rdv"] = "true"
            expected = [pk for pk in expected if Venue.objects.get(pk=pk).booking_url]
        if chance.random() < 0.5:
            query["pres_de"], query["rayon"] = "45.9,4.8", "40000"
            expected = [
                venue.pk
                for venue in venues
                if venue.pk in expected
                and haversine_m(45.9, 4.8, venue.latitude, venue.longitude) <= 40_000
            ]
        found = venue_filter(query).qs.order_by("pk").values_list("pk", flat=True)
        assert list(found) == expected, query.urlencode()


# --- Logic --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "query",
    [
        "services=securite",
        "services=Utilisation sécurisée du numérique",
        "services=utilisation securisee du numerique",
        "services=SECURITE",
        "services=loisirs,securite",
        "services=loisirs&services=securite",
        "services=,securite,",
        "services=Loisirs et créations numériques,Utilisation sécurisée du numérique",
        "formations_labels=Formé à « DUPLEX » (illettrisme)",
        "formations_labels=forme a duplex (illettrisme)",
        "dispositif_programmes_nationaux=Point d’accès numérique CAF",
        "dispositif_programmes_nationaux=point d'acces numerique caf",
        "typologie=BIB",
        "typologie=bib",
    ],
)
def test_a_value_is_understood_however_it_is_spelled(query: str) -> None:
    VenueFactory(
        name="Oui",
        services=("securite",),
        labels=("duplex",),
        programmes=("caf",),
        typology_low=("BIB",),
    )
    VenueFactory(name="Non", services=("emploi",), labels=(), typology_low=("ASSO",))
    assert names(query) == ["Oui"]


def test_a_venue_without_a_public_welcomes_everybody() -> None:
    VenueFactory(name="Pour tous", publics=())
    VenueFactory(name="Aux seniors", publics=("seniors",))
    VenueFactory(name="Aux jeunes", publics=("jeunes",))
    assert names("publics_specifiquement_adresses=Seniors") == ["Aux seniors", "Pour tous"]
    assert names("publics_specifiquement_adresses=Seniors&strict=true") == ["Aux seniors"]
    assert names("publics_specifiquement_adresses=Seniors&strict=false") == [
        "Aux seniors",
        "Pour tous",
    ]


def test_a_venue_that_names_the_public_comes_before_those_for_everybody() -> None:
    VenueFactory(name="Accueil pour tous", publics=())
    VenueFactory(name="Zone des seniors", publics=("seniors",))
    ranked = asked("publics_specifiquement_adresses=seniors").by_name()
    assert [venue.name for venue in ranked] == ["Zone des seniors", "Accueil pour tous"]


def test_every_kind_of_care_asked_must_be_there() -> None:
    VenueFactory(name="Deux", care=("surdite", "moteur"))
    VenueFactory(name="Une", care=("surdite",))
    assert names("prise_en_charge_specifique=surdite") == ["Deux", "Une"]
    assert names("prise_en_charge_specifique=surdite,moteur") == ["Deux"]


def test_a_withdrawn_venue_is_never_found() -> None:
    VenueFactory(withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert names("") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fiche_acces_libre=true", ["Plein"]),
        ("fiche_acces_libre=false", ["Vide"]),
        ("prise_rdv=oui", ["Plein"]),
        ("prise_rdv=0", ["Vide"]),
        ("a_ma_place=true", ["Plein"]),
        ("a_ma_place=false", ["Vide"]),
        ("autres_formations_labels=Réseau  exemple", ["Plein"]),
        ("autres_formations_labels=reseau exemple", ["Plein"]),
        ("autres_formations_labels=Nord, Sud et Est", ["Plein"]),
    ],
)
def test_switches_and_other_labels_select(query: str, expected: list[str]) -> None:
    VenueFactory(
        name="Plein",
        accessibility_sheet="https://acceslibre.example/",
        booking_url="https://rdv.example/",
        acts_on_behalf=True,
        other_labels=["Réseau exemple", "Nord, Sud et Est"],
    )
    VenueFactory(name="Vide")
    assert names(query) == expected


@pytest.mark.parametrize("value", ["hub-nord", "Hub du Nord", "hub du nord", "Observatoire"])
def test_a_source_is_asked_by_key_by_name_or_as_declared(value: str) -> None:
    source = SourceFactory(key="hub-nord", name="Hub du Nord")
    venue = VenueFactory(name="Oui", declared_source="Observatoire")
    SourceRecordFactory(source=source, venue=venue)
    VenueFactory(name="Non", declared_source="Autre")
    assert names(f"source={value}") == ["Oui"]


def test_a_source_that_no_longer_holds_a_venue_does_not_give_it() -> None:
    source = SourceFactory(key="hub-nord", name="Hub du Nord")
    SourceRecordFactory(
        source=source,
        venue=VenueFactory(declared_source=""),
        gone_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert names("source=hub-nord") == []


def test_territories_select_by_code_and_follow_a_former_code() -> None:
    CommuneFactory()
    CommuneFactory(code="75056", name="Paris", departement_code="75", region_code="11")
    ArrondissementFactory()
    DepartementFactory()
    EpciFactory()
    RegionFactory()
    FormerCommune.objects.create(
        code="42190", folded="rochetaillee", current_code="42218", kind=FormerCommune.Kind.MERGED
    )
    VenueFactory(name="Stéphanoise")
    VenueFactory(
        name="Parisienne",
        commune_code="75056",
        insee_code="75112",
        departement_code="75",
        region_code="11",
        epci_code="200054781",
    )
    assert names("commune=42218") == ["Stéphanoise"]
    assert names("commune=42190") == ["Stéphanoise"]
    assert names("commune=75112") == ["Parisienne"]
    assert names("commune=75056,42218") == ["Parisienne", "Stéphanoise"]
    assert names("departement=42") == ["Stéphanoise"]
    assert names("epci=244200770") == ["Stéphanoise"]
    assert names("region=84") == ["Stéphanoise"]
    assert names("commune=75056&departement=42") == []


def test_a_radius_is_a_great_circle_and_keeps_its_edge() -> None:
    centre = (45.0, 5.0)
    east = VenueFactory(name="À l’est", latitude=45.0, longitude=5.1)
    VenueFactory(name="Sans point", latitude=None, longitude=None)
    metres = haversine_m(*centre, east.latitude, east.longitude)
    assert 7_800 < metres < 7_900
    assert names(f"pres_de=45,5&rayon={metres + 0.01:.2f}") == ["À l’est"]
    assert names(f"pres_de=45,5&rayon={metres - 0.01:.2f}") == []
    assert names("pres_de=45,5") == ["À l’est"]


def test_a_box_keeps_what_is_inside_and_may_cross_the_antimeridian() -> None:
    VenueFactory(name="Lyon", latitude=45.76, longitude=4.83)
    VenueFactory(name="Wallis", latitude=-13.28, longitude=-176.2)
    VenueFactory(name="Sans point", latitude=None, longitude=None)
    assert names("bbox=4,45,5,46") == ["Lyon"]
    assert names("bbox=170,-20,-170,-10") == ["Wallis"]


def test_fresh_and_changed_venues_are_found_by_date(settings: Any) -> None:
    settings.REFERENCE_DATE = date(2026, 11, 23)
    VenueFactory(name="Six mois", updated_on=date(2026, 5, 23))
    VenueFactory(name="Plus vieux", updated_on=date(2026, 5, 22))
    VenueFactory(name="Sans date", updated_on=None)
    Venue.objects.update(changed_at=datetime(2026, 10, 1, 12, tzinfo=UTC))
    assert names("fraicheur_max=6") == ["Six mois"]
    assert len(names("modifie_depuis=2026-10-01")) == 3
    assert len(names("modifie_depuis=2026-10-01T12:00:00Z")) == 3
    assert len(names("modifie_depuis=2026-10-01T14:00:00+02:00")) == 3
    assert len(names("modifie_depuis=2026-10-01T14:00:00%2B02:00")) == 3
    assert names("modifie_depuis=2026-10-01T12:00:01Z") == []
    # Without a zone: the time of Paris.
    assert len(names("modifie_depuis=2026-10-01T14:00:00")) == 3


def test_ids_find_venues_by_id_old_id_or_number_once_each() -> None:
    venue = VenueFactory(name="Oui")
    VenueFactory(name="Non")
    VenueRedirectFactory(public_id="rnaaaabbbb", venue=venue)
    VenueRedirectFactory(public_id="rnaaaacccc", venue=venue)
    for ids in (venue.public_id, "rnaaaabbbb", "rnaaaabbbb,rnaaaacccc", str(venue.pk)):
        assert names(f"ids={ids}") == ["Oui"]
    assert names("ids=rnzzzzzzzz") == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 11, 23), 24, date(2024, 11, 23)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
