"""The seven classes of a total: fixed bounds, the same for a map's byte and for a number."""

from __future__ import annotations

import numpy as np
import pytest

from fragility.methods.reweight import to_bytes
from fragility.total_classes import BOUNDS, COUNT, LABELS, byte_classes, total_classes


@pytest.mark.parametrize(
    ("total", "number"),
    [(1, 1), (2.95, 1), (3, 2), (3.9, 2), (4, 3), (5.5, 4), (6, 5), (7, 6), (8, 7), (10, 7)],
)
def test_a_total_has_a_class(total: float, number: int) -> None:
    assert total_classes(np.array([float(total)]))[0] == number


def test_no_total_has_no_class() -> None:
    assert total_classes(np.array([np.nan]))[0] == 0


def test_a_drawing_and_a_table_agree_on_every_total() -> None:
    totals = np.linspace(1, 10, 9_001)
    assert (byte_classes(to_bytes(totals)) == total_classes(totals)).all()


def test_every_class_has_its_words() -> None:
    assert COUNT == len(LABELS) == 7
    assert (BOUNDS[0], BOUNDS[-1]) == (1, 10)
