from random import Random

from opening_hours import OpeningHours, ParserError

from demo.venue_hours import VAGUE, opening_hours
from demo.venue_kinds import KINDS


def is_osm(text: str) -> bool:
    try:
        OpeningHours(text)
    except ParserError:
        return False
    return True


HOURS = [
    opening_hours(Random(f"{seed} {kind.typologie}"), kind) for seed in range(150) for kind in KINDS
]


def test_most_hours_are_valid_expressions() -> None:
    valid = sum(is_osm(text) for text in HOURS) / len(HOURS)
    assert 0.88 < valid < 0.98


def test_a_share_are_french_sentences() -> None:
    assert sum("de " in text for text in HOURS) > 20


def test_some_are_words_that_say_no_hour() -> None:
    assert sum(text in VAGUE for text in HOURS) > 5


def test_shapes_are_many() -> None:
    assert len(set(HOURS)) > 500
    assert any("week" in text for text in HOURS)
    assert any("PH off" in text for text in HOURS)
