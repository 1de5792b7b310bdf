"""A venue as a row of the standard v1.0.2."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.factories import VenueFactory
from venues.models import Venue
from venues.standard import ENUMERATED, FIELDS, TERM_FIELDS, labels_of, row_of, value_of


def test_the_thirty_two_fields_are_in_the_official_order() -> None:
    assert len(FIELDS) == 32
    assert list(FIELDS)[:7] == [
        "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse",
    ]  # fmt: skip
    assert list(FIELDS)[-2:] == ["fiche_acces_libre", "prise_rdv"]


def test_every_field_is_read_from_the_venue() -> None:
    venue = VenueFactory.build()

    for name in FIELDS.values():
        assert hasattr(venue, name)


def test_every_enumerated_field_has_its_column() -> None:
    assert set(TERM_FIELDS) | {"typologie"} == set(ENUMERATED)
    for name in TERM_FIELDS.values():
        Venue._meta.get_field(name)


def test_lists_are_joined_and_labels_official() -> None:
    row = row_of(
        VenueFactory.build(
            services=("demarches", "acces"), emails=["a@x.fr", "b@x.fr"], typology_high=("UDAF",),
            typology_low=("BIB",),
        )
    )  # fmt: skip

    assert row["services"] == (
        "Aide aux démarches administratives|Accès internet et matériel informatique"
    )
    assert row["courriels"] == "a@x.fr|b@x.fr"
    assert row["typologie"] == "BIB|UDAF"


@pytest.mark.parametrize(
    ("values", "field", "cell"),
    [
        ({"pivot": ""}, "pivot", "00000000000000"),
        ({"updated_on": None}, "date_maj", "1970-01-01"),
        ({"updated_on": date(2026, 9, 1)}, "date_maj", "2026-09-01"),
        ({"hours": "", "hours_text": "le matin"}, "horaires", "le matin"),
        ({"hours": "Mo 09:00-12:00"}, "horaires", "Mo 09:00-12:00"),
        ({"latitude": None, "longitude": None}, "latitude", None),
        ({"latitude": 45.5, "longitude": 4.5}, "longitude", 4.5),
        ({"publics": ()}, "publics_specifiquement_adresses", ""),
        ({"unknown_values": {"typologie": ["COMMUNE"]}}, "typologie", "COMMUNE"),
    ],
)
def test_what_is_unknown_is_written_as_the_standard_wants(
    values: dict[str, Any], field: str, cell: object
) -> None:
    assert row_of(VenueFactory.build(**values))[field] == cell


def test_who_acts_on_behalf_is_not_written_as_a_value_of_v1() -> None:
    row = row_of(VenueFactory.build(acts_on_behalf=True, support_modes=("individuel",)))

    assert row["modalites_accompagnement"] == "Accompagnement individuel"
    assert "place" not in json.dumps(row)


def test_only_the_fields_asked_for_are_written() -> None:
    assert row_of(VenueFactory.build(name="Relais"), ["nom"]) == {"nom": "Relais"}


def test_values_are_lists_before_they_are_cells() -> None:
    venue = VenueFactory.build(costs=("gratuit", "payant"))

    assert value_of(venue, "frais_a_charge") == labels_of(venue, "frais_a_charge")
    assert value_of(venue, "frais_a_charge") == ["Gratuit", "Payant"]


@pytest.mark.real_data
def test_the_fields_and_terms_are_those_of_the_official_schema(data_dir: Path) -> None:
    from venues.vocabulary import VOCABULARIES

    path = data_dir / "venues" / "standard" / "standard__schema__v1.0.2-main.json"
    schema = json.loads(path.read_text("utf-8"))

    assert [one["name"] for one in schema["fields"]] == list(FIELDS)
    for field in schema["fields"]:
        pattern = field.get("constraints", {}).get("pattern", "")
        if field["name"] in TERM_FIELDS:
            for term in VOCABULARIES[field["name"]]:
                bare = pattern.replace("\\", "").replace("numériques(", "numériques (")
                assert term.label in bare
