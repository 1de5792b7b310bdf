"""A folder of public files, recognised and read: by their name, then by their header.

Both must agree: a name alone proves nothing, and a header alone may be another file's (satellite or
wired, declared or disposable income). What is left out is named with its reason: nothing is
dropped in silence, and nothing stops the other files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fragility.imports import (
    arcep_fixed,
    arcep_mobile,
    bpe,
    caf,
    census_activity,
    census_diplomas,
    census_households,
    census_structure,
    filosofi_iris,
    filosofi_key,
    filosofi_long,
    local_rates,
)
from fragility.imports.text_tables import RefusedFile, TextFile, listed, open_texts
from fragility.indicators import BY_KEY
from fragility.tables import IndicatorTable

Reader = Callable[[TextFile], Iterator[IndicatorTable]]


@dataclass(frozen=True)
class Family:
    """One kind of public file.

    `names` matches the name of the file, or of the archive that holds it; every pattern of
    `marks` matches one column of its header. `example` is a real name.
    """

    key: str
    title: str
    example: str
    names: re.Pattern[str]
    marks: tuple[str, ...]
    read: Reader

    def has_header(self, file: TextFile) -> bool:
        """Say whether the header is of this family."""
        return all(any(re.fullmatch(mark, name) for name in file.columns) for mark in self.marks)


@dataclass(frozen=True)
class LeftOut:
    """A file that gave nothing, or less than it holds: its name and the reason, in French."""

    name: str
    reason: str


def _family(
    key: str, title: str, example: str, names: str, marks: tuple[str, ...], read: Reader
) -> Family:
    return Family(key, title, example, re.compile(names, re.I), marks, read)


_LONG = ("GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE")
_CENSUS = r"(?:CODGEO|IRIS)"
_FAMILIES = (
    _family(
        "population",
        "Recensement : âges et nationalité",
        "base-cc-evol-struct-pop-2022_csv.zip",
        r"base[-_](?:cc|ic)[-_]evol[-_]struct[-_]pop",
        (_CENSUS, r"P\d\d_POP"),
        census_structure.read,
    ),
    _family(
        "diplomes",
        "Recensement : diplômes",
        "base-ic-diplomes-formation-2022_csv.zip",
        r"base[-_](?:cc|ic)[-_]diplomes[-_]formation",
        (_CENSUS, r"P\d\d_NSCOL15P.*"),
        census_diplomas.read,
    ),
    _family(
        "diplomes-long",
        "Recensement : diplômes (fichier long)",
        "DS_RP_DIPLOMES_PRINC_2023_CSV_FR.zip",
        r"DS_RP_DIPLOMES_PRINC",
        (*_LONG, "EDUC"),
        census_diplomas.read_long_layout,
    ),
    _family(
        "menages",
        "Recensement : couples, familles, ménages",
        "base-ic-couples-familles-menages-2022_csv.zip",
        r"base[-_](?:cc[-_]coupl[-_]fam[-_]men|ic[-_]couples[-_]familles[-_]menages)",
        (_CENSUS, r"C\d\d_MEN"),
        census_households.read,
    ),
    _family(
        "activite",
        "Recensement : emploi et population active",
        "base-cc-emploi-pop-active-2022_csv.zip",
        r"base[-_](?:cc[-_]emploi[-_]pop[-_]active|ic[-_]activite[-_]residents)",
        (_CENSUS, r"P\d\d_ACT1564"),
        census_activity.read,
    ),
    _family(
        "filosofi",
        "Filosofi : chiffres clés",
        "cc_filosofi_2021_COM.csv",
        r"filosofi",
        ("CODGEO", r"NBPERSMENFISC\d\d"),
        filosofi_key.read,
    ),
    _family(
        "filosofi-long",
        "Filosofi : chiffres clés (fichier long)",
        "DS_FILOSOFI_CC_data.csv",
        r"filosofi",
        (*_LONG, "FILOSOFI_MEASURE"),
        filosofi_long.read,
    ),
    _family(
        "filosofi-iris",
        "Filosofi : revenus disponibles à l’IRIS",
        "BASE_TD_FILO_IRIS_2021_DISP_CSV.zip",
        r"BASE_TD_FILO_.*IRIS.*_DISP",
        ("IRIS", r"DISP_NOTE\d\d"),
        filosofi_iris.read,
    ),
    _family(
        "arcep-fixe",
        "Arcep : débits des lignes fixes",
        "commune_debit_filaire.csv",
        r"commune_debit",
        ("code_insee", "nbr", "inel_hd", "elig_thd30"),
        arcep_fixed.read,
    ),
    _family(
        "arcep-mobile",
        "Couverture 4G",
        "couverture_4g_surface_2024_com2025.csv",
        r"4g",
        ("codgeo",),
        arcep_mobile.read,
    ),
    _family(
        "caf",
        "Cnaf : allocataires par prestation",
        "s_ben_com_f.csv",
        r"^s_ben_com_f",
        ("dtreffre", "numcomdo", "indfoy_rsa", "indfoy_ndur"),
        caf.read_benefits,
    ),
    _family(
        "caf-quotient",
        "Cnaf : allocataires par quotient familial",
        "ndur_s_qf_400_iris_f.csv",
        r"^ndur_s_qf_400_(?:com|iris)_f",
        ("dtreffre", "numcomdo", "qf_400", "indfoy_ndur"),
        caf.read_quotients,
    ),
    _family(
        "bpe",
        "Base permanente des équipements",
        "DS_BPE_2025_CSV_FR.zip",
        r"DS_BPE",
        (*_LONG, "FACILITY_TYPE", "BPE_MEASURE"),
        bpe.read,
    ),
    _family(
        "taux-locaux",
        "Taux par commune réunis de plusieurs sources",
        "indicateurs_commune_rp2017_arcep2019_filosofi2015.csv",
        r"^indicateurs_commune_",
        ("code", r"pct_nscol15p_.*"),
        local_rates.read,
    ),
)
_VERIFICATION = "sert à vérifier les méthodes ; il n’est ni chargé ni montré"
_NEVER_READ = (
    (re.compile(r"^(ifn2019|ifn2023)_", re.I), _VERIFICATION),
    (re.compile(r"^verify_", re.I), _VERIFICATION),
    (re.compile(r"^poverty_", re.I), "valeurs calculées : le site les recalcule"),
    (re.compile(r"^table_iris_", re.I), "table de passage, et non indicateur"),
    (
        re.compile(r"_DEC(?:_|\.)", re.I),
        "revenus déclarés : ils ne se comparent pas aux disponibles",
    ),
)
_TABULAR = {".csv", ".gz", ".zip", ".txt", ""}


def families() -> tuple[Family, ...]:
    """Return every kind of file that can be read, for the documentation."""
    return _FAMILIES


def read_folder(
    path: Path, left_out: Callable[[LeftOut], None] | None = None
) -> Iterator[IndicatorTable]:
    """Yield the tables of every recognised file of a folder, in order of names.

    `left_out` is told of each file, or part of one, that is not read. One indicator of one level
    and one year is read once from one source: the next file that holds it is left out.
    """
    tell = left_out or _unheard
    seen: dict[tuple[str, str, int, str], str] = {}
    for entry in sorted(path.iterdir(), key=lambda item: item.name):
        if entry.is_file() and not entry.name.startswith("."):
            yield from _read_entry(entry, seen, tell)


def recognise(file: TextFile) -> Family:
    """Return the family of a file. Raises `RefusedFile` for an unknown name or a changed header."""
    named = [
        family
        for family in _FAMILIES
        if family.names.search(file.name) or family.names.search(file.path.name)
    ]
    if not named:
        raise RefusedFile(f"« {file.label} » : ce nom n’est celui d’aucun fichier connu.")
    for family in named:
        if family.has_header(file):
            return family
    expected = " ; ou ".join(listed(family.marks) for family in named)
    raise RefusedFile(
        f"« {file.label} » : l’en-tête n’est pas celui de ce fichier. Colonnes attendues : "
        f"{expected}. Colonnes trouvées : {listed(file.columns)}. Rien n’est importé : vérifiez "
        "l’adresse, ou signalez le nouveau format."
    )


def _read_entry(
    entry: Path, seen: dict[tuple[str, str, int, str], str], tell: Callable[[LeftOut], None]
) -> Iterator[IndicatorTable]:
    """Yield the tables of one file of a folder, telling what is left out."""
    reason = _never(entry.name)
    if not reason and entry.suffix.lower() not in _TABULAR:
        reason = "ce n’est pas un tableau CSV"
    if reason:
        tell(LeftOut(entry.name, reason))
        return
    try:
        files = open_texts(entry)
    except RefusedFile as error:
        tell(LeftOut(entry.name, str(error)))
        return
    for file in files:
        try:
            tables = list(recognise(file).read(file))
        except RefusedFile as error:
            tell(LeftOut(file.label, str(error)))
            continue
        for table in tables:
            why = _unwanted(table, file, seen)
            if why:
                tell(LeftOut(file.label, why))
            else:
                yield table


def _unwanted(
    table: IndicatorTable, file: TextFile, seen: dict[tuple[str, str, int, str], str]
) -> str:
    """Return why a table is not kept, "" when it is."""
    if table.indicator not in BY_KEY:
        return f"« {table.indicator} » n’est pas au catalogue des indicateurs"
    key = (table.indicator, table.level, table.vintage, table.source.key)
    first = seen.setdefault(key, file.label)
    if first != file.label:
        return f"« {table.indicator} » {table.vintage} est déjà lu dans {first}"
    return ""


def _never(name: str) -> str:
    """Return why a file known by its name is never read, "" for the others."""
    return next((reason for pattern, reason in _NEVER_READ if pattern.search(name)), "")


def _unheard(one: LeftOut) -> None:
    """Say nothing: the caller did not ask what is left out."""
