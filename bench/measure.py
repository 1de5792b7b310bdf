"""Timing, percentiles, peak memory and tables for the benches."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Return (seconds, result) of one call."""
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def milliseconds(calls: Iterable[Callable[[], Any]]) -> list[float]:
    """Return the duration of each call in milliseconds."""
    return [1000 * timed(call)[0] for call in calls]


def percentile(values: Sequence[float], percent: int) -> float:
    """Return a percentile by the nearest-rank method."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(percent / 100 * len(ordered)) - 1))]


def spread(values: Sequence[float]) -> str:
    """Return « p50 / p95 » in milliseconds."""
    return f"{statistics.median(values):.1f} / {percentile(values, 95):.1f} ms"


def peak_megabytes() -> float:
    """Return the peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(rows: Sequence[Sequence[object]]) -> None:
    """Print rows in aligned columns."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))]
    for row in texts:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
