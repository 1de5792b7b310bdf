"""The count beside each choice is what the list then holds, whatever else is chosen."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from ifn_site.clock import today
from ifn_site.models import bump_data_version
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    RegionFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
)
from venues.facets import FACETS, Counts, Facets, count
from venues.filters import VenueFilter, venue_filter
from venues.vocabulary import VOCABULARIES

COLUMNS = {
    "services": "services",
    "publics": "publics_specifiquement_adresses",
    "care": "prise_en_charge_specifique",
    "costs": "frais_a_charge",
    "programmes": "dispositif_programmes_nationaux",
    "labels": "formations_labels",
    "access_modes": "modalites_acces",
    "support_modes": "modalites_accompagnement",
    "itinerancy": "itinerance",
}
CARE = "prise_en_charge_specifique"


def some_venues(number: int) -> None:
    """Create venues that differ in everything that is counted, always the same ones."""
    chance = random.Random(7)
    RegionFactory()
    DepartementFactory()
    EpciFactory()
    CommuneFactory()
    source = SourceFactory()
    for rank in range(number):
        sets = {
            column: tuple(term.code for term in VOCABULARIES[name] if chance.random() < 0.35)
            for column, name in COLUMNS.items()
        }
        venue = VenueFactory(
            **sets,
            typology_low=("BIB",) if chance.random() < 0.5 else (),
            typology_high=("MUNI",) if chance.random() < 0.3 else (),
            booking_url="https://rdv.example/" if chance.random() < 0.4 else "",
            accessibility_sheet="https://acces.example/" if chance.random() < 0.4 else "",
            acts_on_behalf=chance.random() < 0.3,
            updated_on=today() - timedelta(days=chance.randrange(900)) if rank % 5 else None,
            declared_source=chance.choice(["Dora", "Hub A", ""]),
            other_labels=["Réseau d’exemple"] if chance.random() < 0.2 else [],
            hours=chance.choice(["", "24/7", "Mo-Fr 09:00-18:00", "Sa 10:00-12:00", "n’importe"]),
            latitude=None if rank % 7 == 0 else 45.3 + chance.random() / 2,
            longitude=None if rank % 7 == 0 else chance.choice([4.4, 179.5, -179.5]),
            commune_code=chance.choice(["42218", "69123"]),
        )
        if chance.random() < 0.5:
            SourceRecordFactory(source=source, venue=venue)


def counts_of(query: str) -> tuple[VenueFilter, Counts]:
    """Return the filters of a query and what is counted beside each choice."""
    filters = venue_filter(QueryDict(query))
    assert not filters.mistakes
    facets = Facets(filters)
    return filters, facets.counts(facets.table.every_row())


def listed(query: str, **changes: str) -> int:
    """Count what the list holds for a query, some parameters replaced."""
    asked = QueryDict(query, mutable=True)
    for name, value in changes.items():
        asked[name] = value
    filters = venue_filter(asked)
    assert not filters.mistakes
    return filters.qs.count()


QUERIES = [
    "",
    "services=outils,emploi",
    "services=demarches&frais_a_charge=gratuit&modalites_accompagnement=atelier",
    "publics_specifiquement_adresses=seniors",
    "publics_specifiquement_adresses=seniors,jeunes&strict=true",
    "prise_en_charge_specifique=surdite",
    "prise_en_charge_specifique=surdite,moteur&services=outils",
    "typologie=BIB&prise_rdv=true",
    "typologie=MUNI&fiche_acces_libre=false",
    "source=Dora&fraicheur_max=12",
    "source=Dora,hub-exemple&a_ma_place=true",
    "autres_formations_labels=Réseau d’exemple",
    "q=mediatheque&itinerance=fixe",
    "bbox=4,45.2,4.5,45.6&services=outils",
    "bbox=179,45,-179,46",
    "pres_de=45.4347,4.3903&rayon=12000&frais_a_charge=gratuit",
    "pres_de=45.4347,4.3903",
    "commune=42218&services=outils",
    "epci=244200770&departement=42&region=84",
    "ouvert=maintenant&services=outils",
    "ouvert=2026-11-24T10:00&ouvert_le=week-end&frais_a_charge=payant",
    "modifie_depuis=2020-01-01&services=outils",
]


#: Of the 92 kinds, two that venues bear and one that none does.
KINDS = ("BIB", "MUNI", "CAF")


@pytest.mark.parametrize("query", QUERIES)
def test_every_count_is_what_the_list_then_holds(query: str) -> None:
    some_venues(40)
    filters, counts = counts_of(query)
    assert counts.total == listed(query)
    for name in FACETS:
        for value, number in counts.of[name].items():
            if name == "typologie" and value not in KINDS:
                assert number == 0
                continue
            already = filters.given.get(CARE, ()) if name == CARE else ()
            asked = ",".join(dict.fromkeys([*already, value]))
            assert number == listed(query, **{name: asked}), (name, value)


@pytest.mark.parametrize("query", QUERIES[1:])
def test_what_is_left_without_a_choice_is_counted(query: str) -> None:
    some_venues(40)
    filters = venue_filter(QueryDict(query))
    for name in filters.given:
        without = frozenset({name})
        assert count(Facets(filters).rows(without)) == filters.narrowed(without=without).count()


@pytest.mark.parametrize("query", [query for query in QUERIES if "ouvert" in query])
def test_hours_that_nobody_knows_are_counted(query: str) -> None:
    some_venues(40)
    filters = venue_filter(QueryDict(query))
    left_out = filters.left_out_for_hours()
    assert left_out is not None
    assert count(Facets(filters).rows_of_unknown_hours()) == left_out.count() > 0


def test_a_venue_for_everybody_counts_for_each_public() -> None:
    VenueFactory(publics=())
    VenueFactory(publics=("seniors",))
    _, counts = counts_of("")
    assert counts.at("publics_specifiquement_adresses", "jeunes") == 1
    assert counts.at("publics_specifiquement_adresses", "seniors") == 2


def test_a_care_is_counted_added_to_those_already_asked() -> None:
    VenueFactory(care=("surdite", "moteur"))
    VenueFactory(care=("moteur",))
    _, counts = counts_of("prise_en_charge_specifique=surdite")
    assert counts.at(CARE, "moteur") == 1


def test_a_withdrawn_venue_is_not_counted() -> None:
    VenueFactory()
    gone = VenueFactory()
    gone.withdrawn_at = gone.created_at
    gone.save()
    _, counts = counts_of("")
    assert counts.total == 1


# --- On the page --------------------------------------------------------------------------------
def shown(visitor: Client, query: str) -> dict[str, dict[str, int | None]]:
    """Return the counts drawn on the page, by filter and value."""
    context = visitor.get(f"/lieux/{query}").context
    questions = [*context["first_questions"]]
    questions += [question for theme in context["themes"] for question in theme.questions]
    return {
        question.name: {
            choice.value: choice.count for choice in [*question.choices, *question.menu]
        }
        for question in questions
    }


def test_around_a_place_only_what_is_near_is_counted(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(services=("outils",))
    VenueFactory(services=("outils",), latitude=45.9, longitude=4.4)
    response = visitor.get("/lieux/?lieu=42218")
    assert shown(visitor, "?lieu=42218")["services"]["outils"] == 1
    assert response.context["counts_note"].replace("\u00a0", " ") == (
        "À côté de chaque choix, le nombre de lieux à moins de 20 km."
    )


def test_where_nothing_is_near_what_is_within_reach_is_counted(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(services=("outils",), latitude=45.9, longitude=4.4)
    assert shown(visitor, "?lieu=42218")["services"]["outils"] == 1
    assert "300" in visitor.get("/lieux/?lieu=42218").context["counts_note"]


def test_a_venue_of_the_commune_without_a_point_is_counted(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(services=("outils",))
    VenueFactory(services=("emploi",), latitude=None, longitude=None)
    assert shown(visitor, "?lieu=42218")["services"]["emploi"] == 1


def test_sources_that_people_call_the_same_are_one_choice(visitor: Client) -> None:
    source = SourceFactory(key="conseillers-numeriques", name="Conseillers numériques")
    SourceRecordFactory(source=source, venue=VenueFactory(declared_source="conseiller-numerique"))
    VenueFactory(declared_source="conseiller-numerique")
    VenueFactory(declared_source="dora")
    assert shown(visitor, "")["source"] == {"Conseillers numériques": 2, "DORA": 1}


def test_counts_stay_inside_a_territory(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(services=("outils",))
    VenueFactory(services=("outils",), commune_code="69123", insee_code="69123")
    assert shown(visitor, "?commune=42218")["services"]["outils"] == 1


def test_counts_follow_the_data_version(visitor: Client) -> None:
    VenueFactory(services=("outils",))
    assert shown(visitor, "")["services"]["outils"] == 1
    VenueFactory(services=("outils",))
    bump_data_version()
    assert shown(visitor, "")["services"]["outils"] == 2


def test_open_now_is_counted_among_the_venues_of_the_list(visitor: Client) -> None:
    VenueFactory(hours="24/7", services=("outils",))
    VenueFactory(hours="24/7", services=("emploi",))
    VenueFactory(hours="", services=("outils",))
    assert visitor.get("/lieux/?services=outils").context["open_now"] == 1


def test_a_value_that_gives_nothing_is_told_and_stays_there(visitor: Client) -> None:
    VenueFactory(services=("outils",))
    html = visitor.get("/lieux/?services=emploi").content.decode()
    assert shown(visitor, "?services=emploi")["services"]["emploi"] == 0
    assert 'choice-none"><input type="checkbox" name="services" value="emploi" checked' in html


def test_a_long_list_draws_the_commonest_and_puts_the_others_in_a_menu(visitor: Client) -> None:
    kinds = ("ASSO", "BIB", "CAF", "CCAS", "CD", "CC", "AFPA", "ACI")
    for rank, kind in enumerate(kinds):
        for _ in range(rank + 1):
            VenueFactory(typology_low=(kind,))
    context = visitor.get("/lieux/?typologie=ASSO").context
    (question,) = [
        question
        for theme in context["themes"]
        for question in theme.questions
        if question.name == "typologie"
    ]
    assert question.choices[0].value == "ASSO"
    assert {choice.value for choice in question.choices} == {"ASSO", *kinds[3:]}
    assert {choice.value for choice in question.menu} == {"BIB", "CAF"}


def test_words_typed_are_counted_and_never_kept(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    VenueFactory(name="Médiathèque", services=("outils",))
    kept: list[str] = []
    monkeypatch.setattr(
        "venues.filters.remembered", lambda key, compute, **_: (kept.append(key), compute())[1]
    )
    assert shown(visitor, "?q=mediatheque")["services"]["outils"] == 1
    assert kept == []
