"""Arrays as small bytes, and back, exactly. Pure numpy: it knows no table.

Little-endian numbers, their bytes regrouped by rank (the first byte of every number, then the
second…), then zlib: neighbouring values share their high bytes, so that a column of percentages
takes about a third of its size. NaN comes back as NaN. Empty bytes stand for « nothing known ».
"""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

_LEVEL = 4


class BadColumn(ValueError):
    """The bytes do not hold the expected number of values."""


def pack(values: ArrayLike, kind: str) -> bytes:
    """Return the values as bytes; `kind` is a numpy type such as "f8", "i4", "u1".

    A column of floats that holds no number gives empty bytes.
    """
    column = np.ascontiguousarray(values, dtype=np.dtype(kind).newbyteorder("<"))
    if column.dtype.kind == "f" and not np.isfinite(column).any():
        return b""
    size = column.dtype.itemsize
    shuffled = column.reshape(-1).view(np.uint8).reshape(-1, size).T
    return zlib.compress(shuffled.tobytes(), _LEVEL)


def unpack(packed: bytes | memoryview, kind: str, count: int) -> NDArray[Any]:
    """Return `count` values, read only; empty bytes give NaN, or 0 for whole numbers.

    Raises BadColumn when the bytes hold another number of values.
    """
    dtype = np.dtype(kind).newbyteorder("<")
    if len(packed) == 0:
        column = np.full(count, np.nan if dtype.kind == "f" else 0, dtype=dtype)
    else:
        raw = np.frombuffer(zlib.decompress(packed), dtype=np.uint8)
        if len(raw) != count * dtype.itemsize:
            raise BadColumn(f"{len(raw)} octets pour {count} valeurs de type {kind}")
        column = np.ascontiguousarray(raw.reshape(dtype.itemsize, count).T).view(dtype).reshape(-1)
    column.flags.writeable = False
    return column


def pack_codes(codes: list[str] | tuple[str, ...]) -> bytes:
    """Return codes as compressed text, one a line."""
    return zlib.compress("\n".join(codes).encode("ascii"), _LEVEL)


def unpack_codes(packed: bytes | memoryview) -> tuple[str, ...]:
    """Return the codes of `pack_codes`."""
    text = zlib.decompress(packed).decode("ascii")
    return tuple(text.split("\n")) if text else ()
