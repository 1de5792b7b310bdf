"""The open venue files that the site loads, read for real."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from territories.gazetteer import Gazetteer
from tests.real_data.conftest import TODAY, load
from venues.imports.columns import recognise
from venues.imports.findings import Level
from venues.imports.folder import KNOWN_FILES
from venues.imports.mapping import Mapping, read_mapping
from venues.imports.pipeline import Outcome
from venues.imports.reading import read_content
from venues.imports.rows import Draft, RowReader
from venues.models import ImportRun, Source, Venue

FILES = {key: file for key, _, file in KNOWN_FILES}


# --- The sources of the site ---------------------------------------------------------------------


@pytest.mark.parametrize("key", FILES)
def test_every_row_of_a_source_has_one_outcome(key: str, loaded: dict[str, Outcome]) -> None:
    outcome = loaded[key]

    assert outcome.state == ImportRun.State.APPLIED
    assert outcome.report.counts.adds_up()
    present = Source.objects.get(key=key).records.present().count()
    assert present == outcome.report.counts.added


@pytest.mark.parametrize("key", FILES)
def test_nearly_every_row_is_used_and_each_rejected_one_is_explained(
    key: str, loaded: dict[str, Outcome]
) -> None:
    report = loaded[key].report

    reasons = {one.row: one.message for one in report.findings if one.level is Level.REJECTION}
    assert len(reasons) == report.counts.rejected
    assert all(message.endswith(".") for message in reasons.values())
    assert report.counts.rejected <= 0.01 * report.counts.read


@pytest.mark.parametrize("key", FILES)
def test_the_same_file_again_changes_nothing(
    key: str, loaded: dict[str, Outcome], real_france: Path
) -> None:
    counts = load(real_france, key, FILES[key]).report.counts

    assert (counts.added, counts.changed, counts.removed) == (0, 0, 0)
    assert counts.unchanged == loaded[key].report.counts.added


@pytest.mark.parametrize("key", FILES)
def test_nearly_every_venue_is_tied_to_its_commune(key: str, loaded: dict[str, Outcome]) -> None:
    venues = Venue.objects.filter(records__source__key=key)

    assert venues.filter(commune_code="").count() <= 0.005 * venues.count()


# --- One source in two versions of the standard --------------------------------------------------


class Difference(NamedTuple):
    """One field of one venue that the two files do not tell alike."""

    field: str
    before: Any
    after: Any
    old: dict[str, Any]
    new: dict[str, Any]


def drafts(path: Path, gazetteer: Gazetteer) -> dict[str, Draft]:
    read = read_content(path.read_bytes())
    reader = RowReader(recognise(read.headers), Mapping(), gazetteer, TODAY)
    found = {}
    for number, raw in enumerate(read.rows, 1):
        draft = Draft(number, reader.external_id(raw), raw, "")
        reader.read(draft)
        found[draft.external_id] = draft
    return found


def differences(folder: Path, old: str, new: str) -> tuple[int, list[Difference]]:
    gazetteer = Gazetteer.load()
    before = drafts(folder / "venues" / old, gazetteer)
    after = drafts(folder / "venues" / new, gazetteer)
    assert before.keys() == after.keys()
    return len(before), [
        Difference(field, value, after[key].values[field], draft.raw, after[key].raw)
        for key, draft in before.items()
        for field, value in draft.values.items()
        if value != after[key].values[field]
    ]


def reason(one: Difference) -> str:
    """Why a difference comes from the files, not from our reading; "" when it does not."""
    old, new = one.old, one.new
    if one.field == "acts_on_behalf" and "A ma place" in old.get("modalites_accompagnement", ""):
        return "v1 n’a plus de terme pour « à ma place »"
    groups = ("Adultes", "Familles/enfants", "Jeunes (16-26 ans)", "Seniors (+ 65 ans)")
    if one.field == "publics" and all(
        group in old.get("publics_accueillis", "") for group in groups
    ):
        return "les quatre âges, « tout public » en v0.1, sont trois publics nommés en v1"
    lost = set(one.before) - set(one.after) if one.field == "services" else set()
    if (
        lost == {"comprendre"}
        and "Promouvoir la citoyenneté numérique" in old["services"]
        and "Compréhension" not in new["services"]
    ):
        return "la conversion du producteur a perdu « Promouvoir la citoyenneté numérique »"
    return ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hub-du-sud-v0.json", "hub-du-sud-v1.json"),
        ("hinaura-v0.json", "hinaura-v1-converted.json"),
    ],
)
def test_both_versions_of_a_file_give_the_same_venues_but_for_named_reasons(
    old: str, new: str, real_france: Path
) -> None:
    number, found = differences(real_france, old, new)

    groups = Counter((one.field, reason(one)) for one in found)
    print(f"\n{old} → {new} : {number} lieux, {len(found)} différences")
    for (field, why), times in groups.most_common():
        print(f"  {times:5} {field} : {why or 'SANS RAISON'}")
    unexplained = [one[:3] for one in found if not reason(one)]
    assert unexplained == []


# --- Files that the site does not load -----------------------------------------------------------

OWN_COLUMNS = {
    "france-services-2022.csv": {
        "colonnes": {
            "id_fs": "id", "lib_fs": "nom", "lib_com": "commune", "insee_com": "code_insee",
            "mail": "courriels", "groupe": "structure_parente",
            "commentaire": "presentation_detail",
        },
        "constantes": {
            "source": "France services",
            "dispositif_programmes_nationaux": "France Services",
            "services": "Aide aux démarches administratives",
        },
        "jours": {
            "Mo": "h_lundi", "Tu": "h_mardi", "We": "h_mercredi", "Th": "h_jeudi",
            "Fr": "h_vendredi", "Sa": "h_samedi",
        },
    },
    "maine-et-loire-raw.json": {
        "colonnes": {
            "ID_LieuMed": "id", "NOM_STRUCTURE": "nom", "COMMUNE": "commune", "CP": "code_postal",
            "ADRESSE": "adresse", "COMP_ADRESSE": "complement_adresse", "NUM_TEL": "telephone",
            "MAIL_STRUC": "courriels", "SITE_WEB": "site_web", "DAT_MaJ": "date_maj",
            "x": "longitude", "y": "latitude",
        },
    },
    "corse-raw.json": {
        "colonnes": {
            "Structure": "nom", "N° de téléphone": "telephone", "Adresse e-mail": "courriels",
            "Site internet": "site_web", "Activités proposées": "presentation_detail",
        },
    },
    "conseillers-numeriques-2022.json": {},
}  # fmt: skip


@pytest.mark.parametrize(("file", "names"), OWN_COLUMNS.items(), ids=OWN_COLUMNS)
def test_a_file_with_its_own_columns_is_read_through_a_mapping(
    file: str, names: dict[str, Any], real_france: Path
) -> None:
    mapping = read_mapping(json.dumps(names))

    outcome = load(real_france, "essai", file, mapping)

    counts = outcome.report.counts
    assert counts.adds_up()
    assert counts.added >= 0.95 * counts.read
    again = load(real_france, "essai", file, mapping).report.counts
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    venues = Venue.objects.filter(records__source__key="essai")
    assert venues.filter(commune_code="").count() <= 0.05 * venues.count()


def test_day_columns_become_readable_hours(real_france: Path) -> None:
    file = "france-services-2022.csv"

    load(real_france, "essai", file, read_mapping(json.dumps(OWN_COLUMNS[file])))

    venues = Venue.objects.filter(records__source__key="essai")
    assert venues.exclude(hours="").count() >= 0.9 * venues.count()


@pytest.mark.parametrize("version", ["v0.1", "v1.0.2"])
def test_the_official_example_is_read_whole(version: str, real_france: Path) -> None:
    outcome = load(real_france, "exemple", f"standard/exemple-valide-{version}.csv")

    assert outcome.report.counts.added == outcome.report.counts.read == 1
    venue = Venue.objects.get(records__source__key="exemple")
    assert venue.unknown_values == {}
    assert venue.services
    assert venue.commune_code


def test_the_point_of_the_official_example_is_told_and_kept(real_france: Path) -> None:
    outcome = load(real_france, "exemple", "standard/exemple-valide-v1.0.2.csv")

    assert "point_hors_commune" in [one.code for one in outcome.report.findings]
    venue = Venue.objects.get(records__source__key="exemple")
    assert (venue.commune_name, round(venue.latitude or 0)) == ("Reims", 44)
