"""Each fault of the national map has a test that shows ours right, and that says its number.

Fault by fault: where a map of the same kind fails, read in its published code. A test bears the
number in its name (`test_fault_9_…`) or in that of its class (`TestFault12…`).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.factories import VenueFactory

FAULTS = {
    1: "a card prints the street twice and loses its number",
    2: "« Sur rendez-vous » is said where one may just come",
    3: "a filter has a value that the standard does not have",
    4: "a filter has a value that the data no longer say",
    5: "values of the standard without a filter, unknown values ignored in silence",
    6: "zero for missing coordinates, columns dropped from the export",
    7: "a crash when the services are null",
    8: "overseas collectivities do not exist",
    9: "« Ouvert le week-end » forgets today on Saturdays and Sundays",
    10: "a frozen moment in the address, hours read in the zone of the server",
    11: "names searched letter for letter",
    12: "no limit to what may be asked",
    13: "distances never computed",
    14: "one slot a half-day in the table of hours",
    15: "an apostrophe, curly or straight, breaks what depends on it",
    16: "points already had are asked again",
}
_NUMBERED = re.compile(r"(?:def test_fault_|class TestFault)(\d+)(?=_|[A-Z])")
_TEST = re.compile(r"^\s*def test_", re.MULTILINE)


def numbers_of(source: str) -> set[int]:
    """Return the faults that the tests of a file name; a class without a test names none."""
    found: set[int] = set()
    for match in _NUMBERED.finditer(source):
        following = _NUMBERED.search(source, match.end())
        end = following.start() if following else len(source)
        if source.startswith("def", match.start()) or _TEST.search(source, match.end(), end):
            found.add(int(match[1]))
    return found


@pytest.mark.parametrize("number", FAULTS)
def test_a_fault_has_a_test_that_says_its_number(number: int) -> None:
    files = sorted(Path(__file__).parent.glob("test_faults_*.py"))
    tested = {number for path in files for number in numbers_of(path.read_text("utf-8"))}
    assert number in tested, FAULTS[number]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def test_fault_12_limits() -> None: ...", {12}),
        ("class TestFault6Missing:\n    def test_it(self) -> None: ...", {6}),
        ("class TestFault6Missing:\n    pass\ndef test_fault_1_x() -> None: ...", {1}),
        ("# fault 3", set()),
    ],
)
def test_a_number_counts_only_when_a_test_bears_it(source: str, expected: set[int]) -> None:
    assert numbers_of(source) == expected


# --- 7, everywhere a venue is shown -------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    [
        "{sheet}",
        "/lieux/{id}/imprimer/",
        "/ma-liste/?ids={id}",
        "/api/v1/lieux/{id}/",
        "/api/v1/lieux/points/",
        "/api/v1/lieux/schema-org/{id}/",
        "/api/v1/lieux/?format=csv",
        "/api/v1/lieux/?format=geojson",
    ],
)
def test_fault_7_a_venue_of_which_nearly_nothing_is_known_is_shown_everywhere(
    visitor: Client, path: str
) -> None:
    venue = VenueFactory(
        name="Lieu muet", services=(), costs=(), publics=(), care=(), access_modes=(),
        support_modes=(), phone="", hours="", address="", updated_on=None,
    )  # fmt: skip
    path = path.format(sheet=venue.get_absolute_url(), id=venue.public_id)
    answer = visitor.get(path)
    assert answer.status_code == 200
    body = b"".join(answer) if answer.streaming else answer.content
    assert body
    assert b"None" not in body
