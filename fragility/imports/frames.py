"""From numbers to the frame of an `IndicatorTable`: shares of two counts, rates as published.

Counts are kept beside their share, so that territories can be added up; a share without people is
missing, not 0.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from fragility.imports.cells import Numbers, worse
from fragility.imports.text_tables import RefusedFile, TextFile, lines_of
from fragility.status import Status

#: Rounding of counts by the producers never makes a part exceed its whole by more than this.
_TOLERANCE = 1e-6


def share_frame(
    file: TextFile, codes: pd.Series, part: Numbers, whole: Numbers, what: str
) -> pd.DataFrame:
    """Return numerator, denominator, value in percent and status, indexed by code.

    Raises `RefusedFile`, naming the line, when a part exceeds its whole.
    """
    beyond = part.value > whole.value * (1 + _TOLERANCE) + _TOLERANCE
    if beyond.any():
        place = int(np.flatnonzero(beyond)[0])
        line = lines_of(file, [int(codes.index[place])])[0]
        raise RefusedFile(
            f"« {file.label} », ligne {line} : {what} dépasse 100 % "
            f"({part.value[place]:g} sur {whole.value[place]:g}). Rien n’est importé de ce fichier."
        )
    status = worse(part.status, whole.status)
    empty = (status == Status.OBSERVED) & (whole.value <= 0)
    status = np.where(empty, Status.MISSING, status).astype(np.int8)
    known = status == Status.OBSERVED
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(known, np.minimum(100.0, 100.0 * part.value / whole.value), np.nan)
    return pd.DataFrame(
        {
            "numerator": np.where(known, part.value, np.nan),
            "denominator": whole.value,
            "value": value,
            "status": status,
        },
        index=pd.Index(codes.to_numpy(dtype=object), name="code"),
    )


def rate_frame(codes: pd.Series, rate: Numbers, weight: Numbers | None = None) -> pd.DataFrame:
    """Return value, weight and status of a rate published without its counts."""
    return pd.DataFrame(
        {
            "value": rate.value,
            "weight": np.nan if weight is None else weight.value,
            "status": rate.status,
        },
        index=pd.Index(codes.to_numpy(dtype=object), name="code"),
    )
