"""Census, « couples, familles, ménages »: people living alone and single parents.

Files `base-cc-coupl-fam-men-AAAA` (communes) and `base-ic-couples-familles-menages-AAAA` (IRIS).
Both shares are over households (`MEN`); older IRIS bases give single parents over families only.
"""

from __future__ import annotations

from collections.abc import Iterator

from fragility.imports.census import CensusShare, Share, read_census
from fragility.imports.sources import HOUSEHOLDS
from fragility.imports.text_tables import TextFile
from fragility.tables import IndicatorTable

SHARES = (
    CensusShare("one_person", (Share("C", ("MENPSEUL",), "MEN"),)),
    CensusShare(
        "single_parent",
        (
            Share("C", ("MENFAMMONO",), "MEN"),
            Share(
                "C",
                ("FAMMONO",),
                "FAM",
                note="Part dans les familles, et non dans les ménages : elle est plus élevée.",
            ),
        ),
    ),
)


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield the shares of one-person and single-parent households. Raises `RefusedFile`."""
    return read_census(file, SHARES, HOUSEHOLDS)
