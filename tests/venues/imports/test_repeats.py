"""Rows that carry one identifier: one venue written twice, or several venues."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from venues.imports.repeats import KnownPlace, resolve_repeats
from venues.imports.rows import Draft


def draft(row: int, name: str = "Relais", **values: Any) -> Draft:
    blank = {
        "commune_name": "Reims", "commune_code": "51454", "declared_source": "", "latitude": None,
        "longitude": None, "x": None, "y": None, "z": None, "hours": "", "hours_text": "",
        "address": "", "address_complement": "", "summary": "", "description": "", "phone": "",
        "services": (), "emails": [], "updated_on": None,
    }  # fmt: skip
    return Draft(
        row,
        "996",
        {},
        f"hash-{row}",
        {**blank, "name": name, "sort_name": name.lower(), **values},
    )


def ids(drafts: list[Draft]) -> dict[str, str]:
    return {one.values["name"]: one.external_id for one in drafts}


def test_one_place_written_twice_becomes_one() -> None:
    kept, merged = resolve_repeats([draft(1), draft(2)], (), ())

    assert (len(kept), merged) == (1, 1)
    (field, note) = kept[0].notes[0]
    assert (field, note.code) == ("id", "identifiant_repete")
    assert "(fiches n° 1, 2)" in note.message


def test_the_newest_row_wins_field_by_field() -> None:
    rows = [
        draft(1, phone="+33326000001", updated_on=date(2024, 1, 1)),
        draft(2, phone="+33326000002", updated_on=date(2025, 1, 1)),
    ]

    (kept,), _ = resolve_repeats(rows, (), ())

    assert kept.values["phone"] == "+33326000002"


def test_gaps_are_filled_from_the_other_rows() -> None:
    rows = [
        draft(1, phone="+33326000001", updated_on=date(2024, 1, 1)),
        draft(2, updated_on=date(2025, 1, 1)),
    ]

    (kept,), _ = resolve_repeats(rows, (), ())

    assert kept.values["phone"] == "+33326000001"


def test_lists_are_united_in_order() -> None:
    rows = [
        draft(1, services=("demarches", "acces"), emails=["a@x.fr"], updated_on=date(2024, 1, 1)),
        draft(2, services=("outils", "acces"), emails=["b@x.fr"], updated_on=date(2025, 1, 1)),
    ]

    (kept,), _ = resolve_repeats(rows, (), ())

    assert kept.values["services"] == ("outils", "acces", "demarches")
    assert kept.values["emails"] == ["b@x.fr", "a@x.fr"]


def test_a_point_or_hours_never_come_half_from_each_row() -> None:
    rows = [
        draft(1, latitude=1.0, longitude=2.0, hours="Mo 09:00-12:00", updated_on=date(2024, 1, 1)),
        draft(2, hours_text="le matin", updated_on=date(2025, 1, 1)),
    ]

    (kept,), _ = resolve_repeats(rows, (), ())

    assert (kept.values["latitude"], kept.values["longitude"]) == (1.0, 2.0)
    assert (kept.values["hours"], kept.values["hours_text"]) == ("", "le matin")


def test_the_hash_of_merged_rows_does_not_depend_on_their_order() -> None:
    one, _ = resolve_repeats([draft(1), draft(2)], (), ())
    other, _ = resolve_repeats([draft(2), draft(1)], (), ())

    assert one[0].content_hash == other[0].content_hash


def test_different_places_are_all_kept_and_told() -> None:
    kept, merged = resolve_repeats([draft(1, "Relais"), draft(2, "Mairie")], (), ())

    assert (len(kept), merged) == (2, 0)
    assert len({one.external_id for one in kept}) == 2
    assert [note.code for one in kept for _, note in one.notes] == ["identifiant_partage"] * 2


def test_one_name_in_two_communes_is_two_places() -> None:
    kept, _ = resolve_repeats([draft(1), draft(2, commune_code="42218")], (), ())

    assert len(kept) == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_identifiers_do_not_depend_on_the_order_of_the_rows(order: tuple[int, ...]) -> None:
    rows = [
        draft(1, "Relais", declared_source="Dora"),
        draft(2, "Mairie", declared_source="Dora"),
        draft(3, "Poste", declared_source="Fredo"),
    ]

    kept, _ = resolve_repeats([rows[index] for index in order], (), ())

    first = ids(kept)
    assert first["Mairie"] == "996"
    assert first["Relais"] == "996~dora"
    assert first["Poste"] == "996~fredo"


def test_places_already_imported_keep_their_identifiers() -> None:
    known = [
        KnownPlace("996", ("relais", "51454")),
        KnownPlace("996~dora", ("mairie", "51454")),
    ]

    kept, _ = resolve_repeats([draft(1, "Accueil"), draft(2, "Mairie"), draft(3)], known, ())

    assert ids(kept) == {"Relais": "996", "Mairie": "996~dora"} | {"Accueil": ids(kept)["Accueil"]}
    assert ids(kept)["Accueil"].startswith("996~")


def test_the_last_place_left_of_several_keeps_its_own_identifier() -> None:
    known = [
        KnownPlace("996", ("relais", "51454")),
        KnownPlace("996~dora", ("mairie", "51454")),
    ]

    kept, _ = resolve_repeats([draft(1, "Mairie")], known, ())

    assert ids(kept) == {"Mairie": "996~dora"}
    assert kept[0].notes == []


def test_a_renamed_place_keeps_the_identifier_that_nobody_else_claims() -> None:
    known = [
        KnownPlace("996", ("relais", "51454")),
        KnownPlace("996~dora", ("mairie", "51454")),
    ]

    kept, _ = resolve_repeats([draft(1, "Relais rénové"), draft(2, "Mairie")], known, ())

    assert ids(kept) == {"Relais rénové": "996", "Mairie": "996~dora"}


def test_an_identifier_written_elsewhere_in_the_file_is_not_taken() -> None:
    rows = [draft(1, "Mairie"), draft(2, "Relais", declared_source="Dora")]

    kept, _ = resolve_repeats(rows, (), {"996", "996~dora"})

    assert "996~dora" not in ids(kept).values()


def test_a_known_place_yields_its_completed_identifier_to_a_row_that_bears_it() -> None:
    known = [
        KnownPlace("996", ("relais", "51454")),
        KnownPlace("996~dora", ("mairie", "51454")),
    ]

    kept, _ = resolve_repeats([draft(1, "Mairie")], known, {"996", "996~dora"})

    assert ids(kept) == {"Mairie": "996"}
