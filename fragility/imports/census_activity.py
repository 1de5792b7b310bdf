"""Census, « emploi et population active »: unemployment as people declare it at the census.

Files `base-cc-emploi-pop-active-AAAA` (communes) and `base-ic-activite-residents-AAAA` (IRIS).
Unemployed over the labour force of the same ages; it is higher than the ILO rate.
"""

from __future__ import annotations

from collections.abc import Iterator

from fragility.imports.census import CensusShare, Share, read_census
from fragility.imports.sources import ACTIVITY
from fragility.imports.text_tables import TextFile
from fragility.tables import IndicatorTable

SHARES = (
    CensusShare("unemployment", (Share("P", ("CHOM1564",), "ACT1564"),)),
    CensusShare("unemployment_15_24", (Share("P", ("CHOM1524",), "ACT1524"),), optional=True),
    CensusShare("unemployment_55_64", (Share("P", ("CHOM5564",), "ACT5564"),), optional=True),
)


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield unemployment at 15–64 and, where given, 15–24 and 55–64. Raises `RefusedFile`."""
    return read_census(file, SHARES, ACTIVITY)
