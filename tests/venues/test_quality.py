"""How complete and how fresh a sheet is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories import VenueFactory
from venues.quality import FRESHNESS_CODES, completeness, freshness, months_between

TODAY = date(2026, 11, 2)
FULL: dict[str, Any] = {
    "access_modes": ("telephone",),
    "emails": ["a@x.fr"],
    "summary": "Un lieu.",
    "websites": ["https://x.fr"],
    "accessibility_sheet": "https://acceslibre.example/x",
}


def test_a_full_sheet_is_complete_and_lacks_nothing() -> None:
    assert completeness(VenueFactory.build(**FULL)) == (100, ())


def test_an_empty_sheet_lacks_everything_the_most_useful_first() -> None:
    blank = dict.fromkeys(FULL, ()) | {
        "phone": "", "hours": "", "services": (), "latitude": None, "address": "", "costs": (),
        "support_modes": (), "updated_on": None, "summary": "", "accessibility_sheet": "",
    }  # fmt: skip

    percent, missing = completeness(VenueFactory.build(**blank))

    assert percent == 0
    assert missing[:2] == ("un téléphone", "des horaires lisibles")
    assert len(missing) == 13


@pytest.mark.parametrize(
    ("lacking", "percent", "words"),
    [
        ({"phone": ""}, 85, "un téléphone"),
        ({"hours": "", "hours_text": "le matin"}, 85, "des horaires lisibles"),
        ({"latitude": None}, 88, "l’emplacement sur la carte"),
        ({"updated_on": None}, 94, "une date de mise à jour"),
        ({"accessibility_sheet": ""}, 98, "la fiche d’accessibilité Acceslibre"),
    ],
)
def test_each_thing_that_lacks_costs_its_weight_and_is_said(
    lacking: dict[str, Any], percent: int, words: str
) -> None:
    assert completeness(VenueFactory.build(**FULL | lacking)) == (percent, (words,))


@pytest.mark.parametrize("kept", [{"summary": ""}, {"summary": "", "description": "Long."}])
def test_one_of_both_presentations_is_enough(kept: dict[str, Any]) -> None:
    venue = VenueFactory.build(**FULL | kept)

    assert (completeness(venue).percent == 100) is bool(venue.description)


def test_a_venue_for_everybody_is_not_less_complete() -> None:
    assert completeness(VenueFactory.build(**FULL, publics=(), care=())).percent == 100


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 11, 2), "a_jour"),
        (date(2026, 12, 24), "a_jour"),
        (date(2026, 5, 3), "a_jour"),
        (date(2026, 5, 2), "a_surveiller"),
        (date(2025, 11, 3), "a_surveiller"),
        (date(2025, 11, 2), "a_verifier"),
        (date(2025, 5, 3), "a_verifier"),
        (date(2025, 5, 2), "a_actualiser"),
        (date(1970, 1, 1), "a_actualiser"),
        (None, "a_actualiser"),
    ],
)
def test_a_date_has_the_freshness_of_its_whole_months(day: date | None, code: str) -> None:
    assert freshness(day, TODAY).code == code


def test_an_unknown_date_is_said_otherwise_than_an_old_one() -> None:
    assert "inconnue" in freshness(None, TODAY).sentence
    assert "il y a 6\u00a0ans" in freshness(date(2020, 1, 1), TODAY).sentence
    assert "il y a 14\u00a0mois" in freshness(date(2025, 9, 1), TODAY).sentence


def test_codes_go_from_fresh_to_stale() -> None:
    days = (date(2026, 11, 1), date(2026, 3, 1), date(2025, 9, 1), date(2024, 1, 1))

    assert tuple(freshness(day, TODAY).code for day in days) == FRESHNESS_CODES


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2025, 12, 15), date(2026, 1, 14), 0),
        (date(2025, 12, 15), date(2026, 1, 15), 1),
        (date(2026, 3, 1), date(2026, 1, 1), -2),
    ],
)
def test_months_are_counted_whole(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == months
