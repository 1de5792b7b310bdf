"""INSEE's long files (Melodi, « DS_… »): one row an observation, dimensions in columns.

It knows their common columns: GEO, GEO_OBJECT, TIME_PERIOD, OBS_VALUE, and the attributes that
qualify a value. A column that is neither a known dimension nor an attribute is refused: it would
split each value in parts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from fragility.imports.cells import Numbers, numbers
from fragility.imports.codes import checked_codes, split_geo
from fragility.imports.text_tables import (
    RefusedFile,
    TextFile,
    read_cells,
    refuse_unknown_columns,
    require_columns,
)
from fragility.imports.vintages import cell_year
from fragility.status import Status
from fragility.tables import Level

#: Levels kept. France is left out: INSEE's total is without Mayotte or the other DROM.
GEO_LEVELS: Mapping[str, Level] = {
    "COM": "commune",
    "ARM": "commune",
    "IRIS": "iris",
    "EPCI": "epci",
    "DEP": "departement",
    "REG": "region",
}
_CORE = ("GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE")
_ATTRIBUTES = frozenset(
    {"CONF_STATUS", "OBS_STATUS", "OBS_STATUS_FR", "UNIT_MEASURE", "UNIT_MULT", "FREQ", "DECIMALS"}
)
_NO_MULTIPLE = {"", "0"}
#: Statuses of SDMX whose value is a number: normal, provisional, estimated, break in series.
_PUBLISHED = {"", "A", "P", "E", "B"}


def is_long(file: TextFile, *dimensions: str) -> bool:
    """Say whether a header is of this layout and has these dimensions."""
    return {*_CORE, *dimensions} <= set(file.columns)


def read_long(
    file: TextFile, dimensions: Mapping[str, Collection[str] | None]
) -> tuple[pd.DataFrame, int]:
    """Return the rows of the newest period, and its year.

    `dimensions` gives every dimension of the file and the values wanted (None = all). The rows
    have `level`, `code` (as written), `geo_year` (text, "" when not stated), the dimensions,
    `OBS_VALUE`, `CONF_STATUS` and `published` (bool); their index is the rank in the file.
    Raises `RefusedFile`.
    """
    require_columns(file, [*_CORE, *dimensions])
    refuse_unknown_columns(file, {*_CORE, *_ATTRIBUTES, *dimensions})
    chosen = {name: values for name, values in dimensions.items() if values is not None}
    rows = read_cells(file, file.columns, keep={"GEO_OBJECT": GEO_LEVELS, **chosen})
    if rows.empty:
        wanted = " ; ".join(f"{name} = {', '.join(values)}" for name, values in chosen.items())
        raise RefusedFile(
            f"« {file.label} » : aucune ligne ne correspond à {wanted}. La nomenclature a changé : "
            "rien n’est importé de ce fichier."
        )
    vintage = cell_year(file, rows["TIME_PERIOD"].unique().tolist(), "TIME_PERIOD")
    rows = rows[rows["TIME_PERIOD"].str.startswith(str(vintage))]
    _refuse_multiples(file, rows)
    geo = split_geo(rows["GEO"])
    published = rows["OBS_STATUS"].isin(_PUBLISHED) if "OBS_STATUS" in rows else rows["GEO"].notna()
    kept = rows[[*dimensions, "OBS_VALUE"]].assign(
        level=rows["GEO_OBJECT"].map(dict(GEO_LEVELS)),
        code=geo["code"],
        geo_year=geo["year"],
        CONF_STATUS=rows.get("CONF_STATUS", ""),
        published=published,
    )
    return kept, vintage


def spread(
    file: TextFile, rows: pd.DataFrame, level: Level, dimension: str
) -> tuple[pd.Series, dict[str, Numbers]]:
    """Return the codes of one level and, per value of a dimension, their numbers in that order.

    The index of the codes is the rank of one of their rows. A code without a row for a value is
    missing there; `CONF_STATUS` C is secret. Raises `RefusedFile`, for a code repeated under one
    value among others.
    """
    rows = rows[rows["level"] == level]
    read: dict[str, tuple[pd.Series, Numbers]] = {}
    for name, cells in rows.groupby(dimension, sort=False):
        codes = checked_codes(file, cells["code"], level)
        cells = cells.loc[codes.index]
        secret = (cells["CONF_STATUS"] == "C").to_numpy(dtype=bool)
        hidden = ~cells["published"].to_numpy(dtype=bool)
        values = numbers(file, cells["OBS_VALUE"].where(~(secret | hidden), ""))
        read[str(name)] = (
            codes,
            values.withheld(hidden, Status.MISSING).withheld(secret, Status.SECRET),
        )
    every = pd.concat([codes for codes, _ in read.values()]).drop_duplicates().sort_values()
    return every, {name: _aligned(every, codes, values) for name, (codes, values) in read.items()}


def _aligned(every: pd.Series, codes: pd.Series, values: Numbers) -> Numbers:
    """Return numbers in the order of `every`, missing for the codes they lack."""
    places = pd.Index(codes.to_numpy()).get_indexer(pd.Index(every.to_numpy()))
    here = places >= 0
    return Numbers(
        np.where(here, values.value[places], np.nan),
        np.where(here, values.status[places], Status.MISSING).astype(np.int8),
    )


def _refuse_multiples(file: TextFile, rows: pd.DataFrame) -> None:
    """Refuse values given in thousands: no file known does."""
    if "UNIT_MULT" in rows and not set(rows["UNIT_MULT"].unique()) <= _NO_MULTIPLE:
        raise RefusedFile(
            f"« {file.label} » : les valeurs ont un multiple (colonne UNIT_MULT) qui n’est pas "
            "prévu. Rien n’est importé de ce fichier."
        )
