"""Census, « évolution et structure de la population »: ages and nationality.

Files `base-cc-evol-struct-pop-AAAA` (communes: ages by sex for 65+, no nationality) and
`base-ic-evol-struct-pop-AAAA` (IRIS). Shares are over the whole population, `POP`.
"""

from __future__ import annotations

from collections.abc import Iterator

from fragility.imports.census import CensusShare, Share, read_census
from fragility.imports.sources import POPULATION
from fragility.imports.text_tables import TextFile
from fragility.tables import IndicatorTable

SHARES = (
    CensusShare("age_65", (Share("P", ("POP65P",), "POP"), Share("P", ("H65P", "F65P"), "POP"))),
    CensusShare(
        "age_75", (Share("P", ("POP75P",), "POP"), Share("P", ("POP7589", "POP90P"), "POP"))
    ),
    CensusShare("age_15_29", (Share("P", ("POP1529",), "POP"),)),
    CensusShare("foreigners", (Share("P", ("POP_ETR",), "POP"),), optional=True),
)


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield the shares of 65+, 75+, 15–29 and, where given, foreigners. Raises `RefusedFile`."""
    return read_census(file, SHARES, POPULATION)
