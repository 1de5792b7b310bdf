"""INSEE's base of facilities, long layout `DS_BPE_AAAA_data.csv`: how many by commune.

Counts only: a distance needs the coordinates of another file. Post points have known types (A206,
A207, A208); the types of France services and of libraries change with the editions and are read in
the metadata beside the data (COD_VAR;LIB_VAR;COD_MOD;LIB_MOD), or left out. A commune that has rows
in the file but none of a type has 0; a commune without any row is missing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

import numpy as np
import pandas as pd

from fragility.imports.cells import numbers
from fragility.imports.codes import checked_codes, normalised
from fragility.imports.melodi import read_long
from fragility.imports.sources import BPE
from fragility.imports.text_tables import TextFile, open_bytes
from fragility.imports.vintages import code_year
from fragility.status import Status
from fragility.tables import IndicatorTable

POST_TYPES = frozenset({"A206", "A207", "A208"})
_NAMED = {
    "bpe_france_services": re.compile(r"france services", re.I),
    "bpe_library": re.compile(r"^biblioth", re.I),
}
_TOTAL = "_T"
_METADATA = re.compile(r"metadata\.csv$", re.I)


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield the number of post points, France services and libraries. Raises `RefusedFile`."""
    types = {"bpe_post": POST_TYPES, **_named_types(file)}
    wanted = (*sorted(frozenset[str]().union(*types.values())), _TOTAL)
    rows, vintage = read_long(
        file,
        {
            "FACILITY_DOM": None,
            "FACILITY_SDOM": None,
            "FACILITY_TYPE": wanted,
            "BPE_MEASURE": ("FACILITIES",),
        },
    )
    cog_year = code_year(file, vintage, 0, rows["geo_year"].unique().tolist())
    rows = rows[rows["level"] == "commune"]
    rows = rows.assign(code=normalised(rows["code"], "commune"))
    every = pd.Index(sorted(rows["code"].unique()), dtype=object, name="code")
    for indicator, codes in types.items():
        yield IndicatorTable(
            indicator=indicator,
            level="commune",
            vintage=vintage,
            cog_year=cog_year,
            source=BPE,
            frame=_counts(file, rows[rows["FACILITY_TYPE"].isin(codes)], every),
        )


def _counts(file: TextFile, rows: pd.DataFrame, every: pd.Index) -> pd.DataFrame:
    """Return how many facilities each commune has, all types together."""
    total = pd.Series(0.0, index=every)
    for _, cells in rows.groupby("FACILITY_TYPE", sort=False):
        codes = checked_codes(file, cells["code"], "commune")
        read = numbers(file, cells.loc[codes.index, "OBS_VALUE"])
        total = total.add(pd.Series(read.value, index=codes.to_numpy()), fill_value=0.0)
    total = total.reindex(every)
    status = np.where(np.isfinite(total), Status.OBSERVED, Status.MISSING).astype(np.int8)
    return pd.DataFrame({"numerator": total, "value": total, "status": status}, index=every)


def _named_types(file: TextFile) -> dict[str, frozenset[str]]:
    """Return the types whose label is known, from the metadata of the same archive."""
    member = _metadata_member(file)
    if member is None:
        return {}
    with open_bytes(file.path, member) as stream:
        labels = pd.read_csv(stream, sep=";", dtype=str, keep_default_na=False)
    if not {"COD_VAR", "COD_MOD", "LIB_MOD"} <= set(labels.columns):
        return {}
    labels = labels[labels["COD_VAR"] == "FACILITY_TYPE"]
    found = {
        indicator: frozenset(labels.loc[labels["LIB_MOD"].str.contains(pattern), "COD_MOD"])
        for indicator, pattern in _NAMED.items()
    }
    return {indicator: codes for indicator, codes in found.items() if codes}


def _metadata_member(file: TextFile) -> str | None:
    if not file.member:
        return None
    with zipfile.ZipFile(file.path) as archive:
        return next((name for name in archive.namelist() if _METADATA.search(name)), None)
