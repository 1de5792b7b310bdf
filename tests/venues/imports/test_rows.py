"""From one row of a file to the values of one venue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from territories.gazetteer import CommuneFacts, Gazetteer
from tests.venues.imports.rows import TODAY, row
from venues.imports.columns import recognise
from venues.imports.mapping import Mapping
from venues.imports.rows import Draft, RowReader, hash_row

GAZETTEER = Gazetteer(
    [
        CommuneFacts(
            "42218", "Saint-Étienne", "saint etienne", "42", "84", "244200770",
            45.4347, 4.3903, 173_000, 80.0, ("42000", "42100"),
        ),
        CommuneFacts(
            "97411", "Saint-Denis", "saint denis", "974", "04", "249740077",
            -20.88, 55.45, 155_000, 140.0, ("97400",),
        ),
    ]
)  # fmt: skip


def read(raw: dict[str, Any], mapping: Mapping | None = None) -> Draft:
    mapping = mapping or Mapping()
    reader = RowReader(recognise(list(raw), mapping.columns), mapping, GAZETTEER, TODAY)
    draft = Draft(1, reader.external_id(raw), raw, "")
    reader.read(draft)
    return draft


def said(draft: Draft) -> list[tuple[str, str]]:
    return [(field, note.code) for field, note in draft.notes]


def test_a_row_of_the_standard_is_read_without_a_remark() -> None:
    draft = read(row(7))

    assert draft.external_id == "structure-7"
    assert said(draft) == []
    assert draft.values["name"] == "Médiathèque 7"
    assert draft.values["services"] == ("demarches",)
    assert draft.values["updated_on"] == date(2026, 9, 1)


def test_the_day_of_the_row_orders_repeated_rows() -> None:
    assert read(row()).updated_on == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("raw", "external_id"),
    [
        ("structure-1", "structure-1"),
        (" 12 ", "12"),
        (12, "12"),
        (12.0, "12"),
        ("12.0", "12"),
        ("1.2", "1.2"),
        ("x" * 1_000, "x" * 300),
        (None, ""),
        ("null", ""),
    ],
)
def test_the_identifier_is_text_without_decoration(raw: object, external_id: str) -> None:
    columns = recognise(["id", "nom"])
    reader = RowReader(columns, Mapping(), GAZETTEER, TODAY)

    assert reader.external_id({"id": raw}) == external_id


def test_the_first_filled_of_two_columns_is_kept() -> None:
    assert read(row(courriel="", email="accueil@exemple.fr")).values["emails"] == [
        "accueil@exemple.fr"
    ]


def test_old_and_new_columns_add_up() -> None:
    values = read(
        row(
            labels_nationaux="CNFS;APTIC",
            formations_labels="SUD LABS (PACA)",
            autres_formations_labels="Label d’ici",
        )
    ).values

    assert values["programmes"] == ("conseillers",)
    assert values["labels"] == ("sudlabs",)
    assert values["other_labels"] == ["Label d’ici", "APTIC"]


def test_an_unknown_value_is_kept_told_and_shown_by_field() -> None:
    draft = read(row(services="Réparer un vélo|Aide aux démarches administratives"))

    assert draft.values["unknown_values"] == {"services": ["Réparer un vélo"]}
    assert ("services", "valeur_inconnue") in said(draft)


def test_converted_values_are_told_before_and_after() -> None:
    draft = read(row(services="Prendre en main un ordinateur"))

    (note,) = [note for field, note in draft.notes if field == "services"]
    assert (note.before, note.after) == (
        "Prendre en main un ordinateur",
        "Maîtrise des outils numériques du quotidien",
    )


@pytest.mark.parametrize(
    ("cells", "acts"),
    [
        ({"modalites_accompagnement": "A ma place : une personne agit"}, True),
        ({"labels_nationaux": "Aidants Connect"}, True),
        ({"modalites_accompagnement": "En autonomie"}, False),
    ],
)
def test_who_acts_on_behalf_is_remembered(cells: dict[str, str], acts: bool) -> None:
    assert read(row(**cells)).values["acts_on_behalf"] is acts


def test_typologies_are_stored_in_their_two_halves() -> None:
    values = read(row(typologie="UDAF|BIB")).values

    assert (values["typology_low"], values["typology_high"]) == (("BIB",), ("UDAF",))


def test_unreadable_hours_are_kept_as_text() -> None:
    values = read(row(horaires="quand le volet est levé")).values

    assert (values["hours"], values["hours_text"]) == ("", "quand le volet est levé")


def test_readable_hours_leave_no_text() -> None:
    values = read(row(horaires="Mo-Fr 09:00-12:00")).values

    assert (values["hours"], values["hours_text"]) == ("Mo-Fr 09:00-12:00", "")


def test_the_phone_follows_the_territory_of_the_row() -> None:
    draft = read(
        row(commune="Saint-Denis", code_postal="97400", code_insee="97411", telephone="0262901234")
    )

    assert draft.values["phone"] == "+262262901234"


def test_a_mapping_names_columns_values_days_and_constants() -> None:
    mapping = Mapping(
        columns={"lib_fs": "nom", "lib_com": "commune", "mobile": "itinerance"},
        constants={"source": "Exemple", "dispositif_programmes_nationaux": "France Services"},
        values={"itinerance": {"bus": "Itinérant"}},
        days={"Mo": "h_lundi", "Tu": "h_mardi"},
    )
    raw = {
        "lib_fs": "France services de la Loire",
        "lib_com": "Saint-Étienne",
        "mobile": "bus",
        "h_lundi": "09:00 - 12:00",
        "h_mardi": "09:00 - 12:00",
    }

    values = read(raw, mapping).values

    assert values["name"] == "France services de la Loire"
    assert values["declared_source"] == "Exemple"
    assert values["programmes"] == ("france-services",)
    assert values["itinerancy"] == ("itinerant",)
    assert values["hours"] == "Mo,Tu 09:00-12:00"


@pytest.mark.parametrize(
    ("field", "cell", "kept"),
    [
        ("nom", "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("nom", '=HYPERLINK("https://x.fr")', '=HYPERLINK("https://x.fr")'),
        ("nom", "Mai\x00son", "Maison"),
        ("nom", "\u202egnp.exe", "gnp.exe"),
        ("adresse", "1 rue\u200b des Lilas", "1 rue des Lilas"),
    ],
)
def test_a_hostile_value_is_only_text(field: str, cell: str, kept: str) -> None:
    values = read(row(**{field: cell})).values

    assert values["name" if field == "nom" else "address"] == kept


@pytest.mark.parametrize("field", ["site_web", "prise_rdv", "fiche_acces_libre"])
@pytest.mark.parametrize("cell", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_an_address_that_could_run_is_never_kept(field: str, cell: str) -> None:
    values = read(row(**{field: cell})).values

    assert values["websites"] == []
    assert values["booking_url"] == values["accessibility_sheet"] == ""


@pytest.mark.parametrize(
    ("column", "field", "length"),
    [
        ("nom", "name", 500),
        ("commune", "commune_name", 200),
        ("code_postal", "postal_code", 5),
        ("adresse", "address", 500),
        ("complement_adresse", "address_complement", 500),
        ("structure_parente", "parent_structure", 500),
        ("source", "declared_source", 200),
        ("pivot", "pivot", 14),
        ("telephone", "phone", 20),
        ("presentation_resume", "summary", 280),
        ("presentation_detail", "description", 100_000),
        ("horaires", "hours_text", 2_000),
        ("site_web", "booking_url", 2_000),
    ],
)
def test_a_cell_of_ten_megabytes_fits_its_column(column: str, field: str, length: int) -> None:
    values = read(row(code_insee="42218", **{column: "éa " * 3_400_000})).values

    assert len(values[field]) <= length


def test_rows_read_differently_have_different_hashes() -> None:
    raw = row()

    assert hash_row(raw, "1") == hash_row(dict(reversed(raw.items())), "1")
    assert hash_row(raw, "1") != hash_row(raw, "2")
    assert hash_row(raw, "1") != hash_row(raw | {"nom": "Autre"}, "1")


@pytest.mark.parametrize(
    ("column", "noted"),
    [
        ("labels_autres", ("autres_formations_labels", "formation_reconnue")),
        ("autres_formations_labels", ("autres_formations_labels", "formation_reconnue")),
        ("formations_labels", ("formations_labels", "valeurs_converties")),
    ],
)
def test_a_training_without_its_parenthesis_is_recognised(
    column: str, noted: tuple[str, str]
) -> None:
    draft = read(row(**{column: "SUD LABS|Label d’ici"}))

    assert draft.values["labels"] == ("sudlabs",)
    assert draft.values["other_labels"] == ["Label d’ici"]
    assert said(draft) == [noted]


def test_what_is_said_of_the_long_text_is_said_on_its_field() -> None:
    draft = read(row(presentation_resume="Court", presentation_detail="Bien <br> reçu"))

    assert {field for field, _ in said(draft)} == {"presentation_detail"}
    assert draft.values["description"] == "Bien\nreçu"
