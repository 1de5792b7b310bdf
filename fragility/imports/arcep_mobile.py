"""4G coverage by commune, as the Observatoire des territoires gives ARCEP's maps.

Its door answers `codgeo;libgeo;<indicator>`: a share from 0 to 100, -9999 for none. The file says
neither its year nor, always, what it is a share of: both are read in the indicator's name or in the
file's, and their absence is refused. The indicator here is what is left uncovered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from fragility.imports.cells import Numbers, numbers
from fragility.imports.codes import checked_codes
from fragility.imports.frames import rate_frame
from fragility.imports.sources import ARCEP_MOBILE
from fragility.imports.text_tables import RefusedFile, TextFile, read_cells
from fragility.imports.vintages import code_year
from fragility.status import Status
from fragility.tables import IndicatorTable

#: What the Observatoire writes where there is no value.
NO_VALUE = "-9999"
_SHARES_OF = (
    (re.compile(r"surf|superf", re.I), ""),
    (
        re.compile(r"loc|loge|bat", re.I),
        "Part des locaux, et non de la surface, que la 4G ne couvre pas.",
    ),
    (re.compile(r"pop", re.I), "Part des habitants, et non de la surface, sans 4G."),
)
_VINTAGE = re.compile(r"(?<!com)(?<!geo)(?<!cog)(20\d\d)", re.I)


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield the share that no operator covers in 4G, in percent. Raises `RefusedFile`."""
    column = _value_column(file)
    note = _note(file, column)
    vintage = _vintage(file, column)
    rows = read_cells(file, ["codgeo", column])
    codes = checked_codes(file, rows["codgeo"], "commune")
    covered = numbers(
        file, rows.loc[codes.index, column], signs={NO_VALUE: Status.MISSING}, highest=100.0
    )
    yield IndicatorTable(
        indicator="no_4g",
        level="commune",
        vintage=vintage,
        cog_year=code_year(file, vintage, 1),
        source=ARCEP_MOBILE,
        frame=rate_frame(codes, Numbers(np.subtract(100.0, covered.value), covered.status)),
        note=note,
    )


def _value_column(file: TextFile) -> str:
    """Return the one column of values. Raises `RefusedFile`."""
    values = [name for name in file.columns if name not in {"codgeo", "libgeo", "an"}]
    if "codgeo" not in file.columns or len(values) != 1:
        raise RefusedFile(
            f"« {file.label} » : l’en-tête a changé. Colonnes attendues : codgeo, libgeo et une "
            f"seule colonne d’indicateur. Colonnes trouvées : {', '.join(file.columns[:12])}."
        )
    if not re.search(r"4g", f"{values[0]} {file.name}", re.I):
        raise RefusedFile(f"« {file.label} » : « {values[0]} » n’est pas un indicateur de 4G.")
    return values[0]


def _note(file: TextFile, column: str) -> str:
    """Return what differs from a share of the area, "" when nothing does. Raises `RefusedFile`."""
    for name in (column, file.name):
        for pattern, note in _SHARES_OF:
            if pattern.search(name):
                return note
    raise RefusedFile(
        f"« {file.label} » : rien ne dit si la part est de surface ou de locaux. Nommez le "
        "fichier, par exemple, couverture_4g_surface_2024_com2025.csv."
    )


def _vintage(file: TextFile, column: str) -> int:
    """Return the year in the column's name, else in the file's. Raises `RefusedFile`."""
    found = _VINTAGE.search(column) or _VINTAGE.search(file.name)
    if found is None:
        raise RefusedFile(
            f"« {file.label} » : l’année des données manque, et le fichier ne la dit pas. Nommez "
            "le fichier, par exemple, couverture_4g_surface_2024_com2025.csv."
        )
    return int(found.group(1))
