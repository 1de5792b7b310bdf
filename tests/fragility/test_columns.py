"""Arrays come back from their bytes exactly as they went."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fragility.columns import BadColumn, pack, pack_codes, unpack, unpack_codes


@given(arrays(np.float64, st.integers(0, 50), elements=st.floats(width=64)))
def test_floats_come_back_bit_for_bit(column: np.ndarray) -> None:
    back = unpack(pack(column, "f8"), "f8", len(column))
    if np.isfinite(column).any():
        assert back.tobytes() == column.astype("<f8").tobytes()
    else:
        assert np.isnan(back).all()


@pytest.mark.parametrize(("kind", "top"), [("u1", 255), ("i4", 2**31 - 1)])
def test_whole_numbers_come_back(kind: str, top: int) -> None:
    column = np.array([0, 1, 7, top])
    assert unpack(pack(column, kind), kind, 4).tolist() == column.tolist()


def test_a_column_without_a_number_costs_nothing() -> None:
    assert pack([np.nan] * 1000, "f8") == b""
    assert np.isnan(unpack(b"", "f8", 3)).all()
    assert unpack(b"", "u1", 3).tolist() == [0, 0, 0]


def test_bytes_of_another_length_are_refused() -> None:
    with pytest.raises(BadColumn):
        unpack(pack([1.0, 2.0], "f8"), "f8", 3)


def test_what_is_read_cannot_be_changed() -> None:
    column = unpack(pack([1.0, 2.0], "f8"), "f8", 2)
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 9.0


def test_codes_come_back_as_text_in_order() -> None:
    codes = ("01001", "2A004", "97101", "244200001")
    assert unpack_codes(pack_codes(codes)) == codes
    assert unpack_codes(pack_codes(())) == ()
