"""The API of venues: the standard's names, honest counts, clear refusals."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from ifn_site import clock
from ifn_site.models import bump_data_version
from territories.distance import haversine_m
from tests.factories import SourceFactory, SourceRecordFactory, VenueFactory, VenueRedirectFactory
from tests.venues.test_filter_mistakes import HOSTILE
from venues.filters import PARAMETERS
from venues.models import Venue
from venues.points import SCALE
from venues.serializers import VenueSerializer
from venues.standard import FIELDS

API = "/api/v1/lieux/"
MONDAY_10H = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


def read(visitor: Client, query: str = "", status: int = 200, **headers: str) -> Any:
    """Return the JSON that a query answers."""
    response = visitor.get(API + query, **headers)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def names(visitor: Client, query: str) -> list[str]:
    """Return the names of the results, in order."""
    return [result["nom"] for result in read(visitor, query)["results"]]


# --- One result ---------------------------------------------------------------------------------
def test_a_result_has_the_fields_of_the_standard_first_and_lists_as_lists(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venues.api.now", lambda: MONDAY_10H)
    venue = VenueFactory(typology_low=("BIB",), emails=["a@exemple.example"], completeness=71)
    (result,) = read(visitor)["results"]
    assert list(result)[: len(FIELDS)] == list(FIELDS)
    assert result["id"] == venue.public_id
    assert result["services"] == [
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
    ]
    assert result["typologie"] == ["BIB"]
    assert result["publics_specifiquement_adresses"] == []
    assert result["date_maj"] == "2026-09-01"
    assert result["horaires"] == "Mo-Fr 09:00-12:00,14:00-18:00"
    assert result["url"] == f"http://testserver{venue.get_absolute_url()}"
    assert result["distance_m"] is None
    assert result["ouvert"] is True
    assert result["fraicheur"] == "a_jour"
    assert result["completude"] == 71
    assert result["source"] == "Hub d’exemple"
    assert result["demonstration"] is False


def test_a_result_has_the_documented_shape(visitor: Client) -> None:
    VenueFactory()
    (result,) = read(visitor)["results"]
    declared = VenueSerializer().fields
    assert list(result) == list(declared)
    for name, field in declared.items():
        if result[name] is None:
            assert field.allow_null, name
        else:
            field.to_internal_value(result[name])


def test_what_is_unknown_is_null_never_invented(visitor: Client) -> None:
    VenueFactory(
        latitude=None,
        longitude=None,
        phone="",
        hours="",
        hours_text="certains mardis",
        updated_on=None,
        declared_source="",
        address="",
    )
    (result,) = read(visitor)["results"]
    for name in ("pivot", "latitude", "longitude", "telephone", "horaires", "date_maj", "ouvert"):
        assert result[name] is None, name
    assert result["source"] is None
    assert result["adresse"] is None
    assert result["horaires_texte"] == "certains mardis"
    assert result["fraicheur"] == "a_actualiser"


def test_an_invented_venue_says_so(visitor: Client) -> None:
    venue = VenueFactory()
    demo = SourceFactory(key="demo", is_demonstration=True)
    venue.main_record = SourceRecordFactory(venue=venue, source=demo)
    venue.save()
    assert read(visitor)["results"][0]["demonstration"] is True


# --- The list -----------------------------------------------------------------------------------
def test_results_come_by_name_then_by_distance_when_a_point_is_given(visitor: Client) -> None:
    VenueFactory(name="B", latitude=45.0, longitude=5.0)
    VenueFactory(name="C", latitude=45.1, longitude=5.0)
    VenueFactory(name="A", latitude=None, longitude=None)
    assert names(visitor, "") == ["A", "B", "C"]
    answer = read(visitor, "?pres_de=45.2,5")
    assert [result["nom"] for result in answer["results"]] == ["C", "B"]
    assert answer["count"] == 2
    assert [result["distance_m"] for result in answer["results"]] == [
        round(haversine_m(45.2, 5, 45.1, 5)),
        round(haversine_m(45.2, 5, 45.0, 5)),
    ]


def test_equal_names_and_distances_are_ordered_by_id(visitor: Client) -> None:
    venues = [VenueFactory(name="Pareil") for _ in range(6)]
    expected = [venue.public_id for venue in venues]
    for query in ("", "?pres_de=45,4", "?pres_de=45,4&rayon=90000"):
        assert [one["id"] for one in read(visitor, query)["results"]] == expected


def test_pages_link_to_one_another_and_keep_the_filters(visitor: Client) -> None:
    for rank in range(5):
        VenueFactory(name=f"Lieu {rank}")
    first = read(visitor, "?page_size=2&services=outils")
    assert (first["count"], first["previous"]) == (5, None)
    assert first["next"] == f"http://testserver{API}?page=2&page_size=2&services=outils"
    found: list[str] = []
    address = API + "?page_size=2"
    while address:
        answer = visitor.get(address).json()
        found += [one["nom"] for one in answer["results"]]
        address = answer["next"]
    assert found == [f"Lieu {rank}" for rank in range(5)]


def test_open_venues_are_counted_beside_those_that_nobody_knows(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY_10H)
    VenueFactory(name="Ouvert", hours="Mo 09:00-12:00")
    VenueFactory(name="Fermé", hours="Tu 09:00-12:00")
    VenueFactory(name="Muet", hours="")
    answer = read(visitor, "?ouvert=maintenant")
    assert [one["nom"] for one in answer["results"]] == ["Ouvert"]
    assert answer["horaires_inconnus"] == 1
    assert read(visitor, "?ouvert_le=mardi")["horaires_inconnus"] == 1
    assert names(visitor, "?ouvert=2026-11-24T10:00") == ["Fermé"]
    assert "horaires_inconnus" not in read(visitor)


@pytest.mark.parametrize(
    ("query", "commune", "holiday"),
    [
        ("?ouvert_le=2026-12-25", "42218", "Noël"),
        ("?ouvert=2026-12-25T10:00", "42218", "Noël"),
        ("?ouvert=2026-12-26T10:00", "67482", "Saint-Étienne"),
        ("?ouvert=2026-12-26T10:00", "42218", None),
        ("?ouvert=2026-12-25T22:00Z", "97411", None),
        ("?ouvert_le=vendredi", "42218", None),
        ("", "42218", None),
    ],
)
def test_the_public_holiday_of_the_moment_asked_is_told_where_the_venue_stands(
    visitor: Client, query: str, commune: str, holiday: str | None
) -> None:
    VenueFactory(hours="24/7", commune_code=commune)
    assert [one["jour_ferie"] for one in read(visitor, query)["results"]] == [holiday]


def test_venues_whose_name_holds_the_words_come_before_those_found_by_their_address(
    visitor: Client,
) -> None:
    VenueFactory(name="Atelier du clic n° 27", search_text="atelier du clic n 27 28 rue haute")
    VenueFactory(name="Maison du clic n° 28", search_text="maison du clic n 28")
    assert names(visitor, "?q=clic 28") == ["Maison du clic n° 28", "Atelier du clic n° 27"]


def test_a_corrected_word_is_said(visitor: Client) -> None:
    VenueFactory(name="Médiathèque")
    assert read(visitor, "?q=mediateque")["corrige"] == "médiathèque"
    assert "corrige" not in read(visitor, "?q=mediatheque")


# --- Refusals -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("?service=outils", "service", "Paramètre inconnu"),
        ("?utm_source=lettre", "utm_source", "Paramètre inconnu"),
        ("?services=cuisine", "services", "Valeur inconnue"),
        ("?page_size=1001", "page_size", "entre 1 et 1000"),
        ("?page_size=0", "page_size", "entre 1 et 1000"),
        ("?page=0", "page", "entre 1"),
        ("?page=2", "page", "1 page"),
        ("?page=1&page=2", "page", "un seul"),
        ("?page=" + "9" * 400, "page", "entier"),
        ("?rayon=500", "rayon", "pres_de"),
        ("?bbox=1,2,3", "bbox", "ouest,sud,est,nord"),
        ("?format=xml", "format", "json, geojson, csv, xlsx, parquet"),
        ("?protege=false", "", ""),
        ("?protege=true", "protege", "format=csv"),
        ("?format=json&format=csv", "format", "une seule fois"),
        ("?format=csv&page=1", "page", "retirez"),
        ("?format=geojson&page_size=10", "page_size", "retirez"),
        ("?ouvert=2026-11-28", "ouvert", "ouvert_le=2026-11-28"),
        ("?format=xlsx&protege=true", "protege", "format=csv"),
        ("?format=csv&protege=x", "protege", "true ou false"),
    ],
)
def test_a_mistake_answers_400_in_french(visitor: Client, query: str, name: str, said: str) -> None:
    VenueFactory()
    if not name:
        assert read(visitor, query)["count"] == 1
        return
    errors = read(visitor, query, status=400)["erreurs"]
    assert set(errors) == {name}
    assert said in errors[name]


def test_every_mistake_of_a_request_is_told_at_once(visitor: Client) -> None:
    errors = read(visitor, "?inconnu=1&services=x&bbox=2", status=400)["erreurs"]
    assert set(errors) == {"inconnu", "services", "bbox"}


@pytest.mark.parametrize("name", [*PARAMETERS, "page", "page_size", "format", "protege", "inconnu"])
def test_a_hostile_value_is_never_a_500(visitor: Client, name: str) -> None:
    VenueFactory()
    for value in HOSTILE:
        if "\x00" not in value and "%00" not in value:
            assert visitor.get(API, {name: value}).status_code in (200, 400), value


def test_a_nul_character_is_refused_before_anything_reads_it(visitor: Client) -> None:
    assert visitor.get(f"{API}?q=%00").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_only_read(visitor: Client, method: str) -> None:
    response = getattr(visitor, method)(API)
    assert response.status_code == 405
    assert "GET" in response.json()["erreurs"]["methode"]


def test_too_many_requests_are_told_when_to_come_back(visitor: Client, settings: Any) -> None:
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    settings.REST_FRAMEWORK = {
        **settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": {**rates, "lecture": "1/min", "recherche": "2/min"},
    }
    read(visitor)
    response = visitor.get(API)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Réessayez" in response.json()["erreurs"]["limite"]
    # A search is counted apart.
    read(visitor, "?q=mot", status=200)


# --- One venue ----------------------------------------------------------------------------------
def test_a_venue_is_read_by_its_id(visitor: Client) -> None:
    venue = VenueFactory(name="Ici")
    assert read(visitor, f"{venue.public_id}/")["nom"] == "Ici"
    assert read(visitor, f"{venue.public_id}/?format=json")["id"] == venue.public_id


@pytest.mark.parametrize("route", ["", "schema-org/"])
def test_an_old_id_a_withdrawn_venue_and_an_unknown_id_are_told_apart(
    visitor: Client, route: str
) -> None:
    venue = VenueFactory()
    VenueRedirectFactory(public_id="rnaaaabbbb", venue=venue)
    gone = VenueFactory(withdrawn_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    moved = visitor.get(f"{API}{route}rnaaaabbbb/")
    assert (moved.status_code, moved["Location"]) == (301, f"{API}{route}{venue.public_id}/")
    errors = read(visitor, f"{route}{gone.public_id}/", status=410)["erreurs"]
    assert "01/03/2026" in errors["id"]
    for unknown in ("rn22222222", "1", "<b>"):
        assert "erreurs" in read(visitor, f"{route}{unknown}/", status=404)
    assert "x" in read(visitor, f"{route}{venue.public_id}/?x=1", status=400)["erreurs"]


def test_an_address_that_is_no_id_is_not_found_whatever_its_parameters(visitor: Client) -> None:
    assert set(read(visitor, "nouveautes/?depuis=2026-11-01", status=404)["erreurs"]) == {"chemin"}


def test_a_venue_is_said_in_schema_org_words(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venues.api.now", lambda: MONDAY_10H)
    venue = VenueFactory(name="Ici", hours="Mo 09:00-12:00", websites=["javascript:alert(1)"])
    response = visitor.get(f"{API}schema-org/{venue.public_id}/")
    assert response["Content-Type"] == "application/ld+json"
    place = response.json()
    assert place["@context"] == "https://schema.org"
    assert place["address"]["postalCode"] == "42000"
    assert place["isAccessibleForFree"] is True
    assert "sameAs" not in place
    assert place["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": "Monday",
            "opens": "09:00",
            "closes": "12:00",
            "validFrom": "2026-11-23",
            "validThrough": "2026-11-23",
        }
    ]


# --- Points -------------------------------------------------------------------------------------
def test_points_give_every_located_venue_in_columns(visitor: Client) -> None:
    venues = [
        VenueFactory(latitude=45.0, longitude=4.0, services=("demarches",)),
        VenueFactory(latitude=-21.1, longitude=55.5, services=("outils", "acces")),
    ]
    VenueFactory(latitude=None, longitude=None)
    answer = read(visitor, "points/")
    assert answer["count"] == 2
    assert answer["echelle"] == SCALE

    def added(steps: list[int]) -> list[int]:
        return [sum(steps[: rank + 1]) for rank in range(len(steps))]

    assert added(answer["ids"]) == [venue.pk for venue in venues]
    for name, attribute in (("lats", "latitude"), ("lons", "longitude")):
        for whole, venue in zip(added(answer[name]), venues, strict=True):
            assert abs(whole / SCALE - getattr(venue, attribute)) <= 0.5 / SCALE + 1e-9
    codes = answer["codes_services"]
    decoded = [
        {code for bit, code in enumerate(codes) if mask >> bit & 1} for mask in answer["services"]
    ]
    assert decoded == [{"demarches"}, {"outils", "acces"}]
    assert names(visitor, f"?ids={venues[1].pk}") == [venues[1].name]


def test_points_obey_the_same_filters_and_refuse_the_same_mistakes(visitor: Client) -> None:
    VenueFactory(services=("outils",))
    VenueFactory(services=("emploi",))
    assert read(visitor, "points/?services=outils")["count"] == 1
    assert read(visitor, "points/?services=nul", status=400)["erreurs"]
    assert read(visitor, "points/?q=zzzz")["ids"] == []


# --- HTTP ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["", "?format=csv", "points/", "schema/"])
def test_an_unchanged_answer_is_a_304(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr("ifn_site.conditional.this_minute", lambda: MONDAY_10H)
    VenueFactory()
    bump_data_version()
    address = "/api/v1/schema/" if path == "schema/" else API + path
    first = visitor.get(address)
    again = visitor.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    if path != "schema/":
        since = {"HTTP_IF_MODIFIED_SINCE": first["Last-Modified"]}
        assert visitor.get(address, **since).status_code == 304
    bump_data_version()
    assert visitor.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_a_304_does_not_read_a_venue(
    visitor: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ifn_site.conditional.this_minute", lambda: MONDAY_10H)
    etag = visitor.get(API)["ETag"]
    with django_assert_num_queries(1):
        visitor.get(API, HTTP_IF_NONE_MATCH=etag)


def test_two_formats_of_one_address_have_two_tags(visitor: Client) -> None:
    plain = visitor.get(API)
    table = visitor.get(API, HTTP_ACCEPT="text/csv")
    assert plain["ETag"] != table["ETag"]
    assert "Accept" in plain["Vary"]


def test_any_site_may_read_and_nothing_private_is_sent(visitor: Client) -> None:
    response = visitor.get(API, HTTP_ORIGIN="https://mairie.example")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies
    assert "cookie" not in response["Vary"].lower()


def test_a_nearest_page_costs_few_queries(
    visitor: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(50):
        VenueFactory()
    with django_assert_max_num_queries(4):
        assert read(visitor, "?pres_de=45.4,4.4")["count"] == Venue.objects.count()
