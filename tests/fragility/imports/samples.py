"""Small files in the exact header and format of the public ones, every number invented."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from fragility.imports.registry import recognise
from fragility.imports.text_tables import TextFile, open_texts
from fragility.tables import IndicatorTable

#: Codes of every shape: a leading zero, Corsica, arrondissements, overseas.
COMMUNES = (
    "01001", "01004", "02691", "2A004", "2B033", "13055", "13201", "33063", "44109", "69123",
    "69381", "75056", "75101", "97101", "97411",
)  # fmt: skip
IRIS = tuple(f"{code}{rank:04d}" for code in COMMUNES[:6] for rank in (0, 101))


@dataclass(frozen=True)
class Sample:
    """A file to be written: `cells` is one list of text a row, in the order of `columns`."""

    name: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    delimiter: str = ";"
    newline: str = "\n"
    encoding: str = "utf-8"
    title: str = ""
    quoted: bool = False

    @property
    def text(self) -> str:
        lines = [self.title] if self.title else []
        for row in (self.columns, *self.cells):
            shown = [f'"{cell}"' for cell in row] if self.quoted else row
            lines.append(self.delimiter.join(shown))
        return self.newline.join(lines) + self.newline

    def write(self, folder: Path) -> Path:
        path = folder / self.name
        path.write_bytes(self.text.encode(self.encoding))
        return path

    def with_cell(self, row: int, column: str, cell: str) -> Sample:
        place = self.columns.index(column)
        cells = [list(one) for one in self.cells]
        cells[row][place] = cell
        return replace(self, cells=tuple(tuple(one) for one in cells))

    def with_column(self, column: str, cell: Callable[[str], str]) -> Sample:
        place = self.columns.index(column)
        cells = [(*row[:place], cell(row[place]), *row[place + 1 :]) for row in self.cells]
        return replace(self, cells=tuple(cells))

    def with_row(self, **changes: str) -> Sample:
        last = dict(zip(self.columns, self.cells[-1], strict=True)) | changes
        return replace(self, cells=(*self.cells, tuple(last.values())))

    def with_columns(self, count: int) -> Sample:
        more = tuple(f"NOUVELLE{rank}" for rank in range(count))
        return replace(
            self,
            columns=self.columns + more,
            cells=tuple(row + ("7",) * count for row in self.cells),
        )

    def renamed(self, old: str, new: str) -> Sample:
        return replace(self, columns=tuple(new if c == old else c for c in self.columns))

    def column(self, name: str) -> list[str]:
        place = self.columns.index(name)
        return [row[place] for row in self.cells]


def made(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[object]], **style: object
) -> Sample:
    """Return a sample whose cells are written as text."""
    cells = tuple(tuple(str(cell) for cell in row) for row in rows)
    return Sample(name, tuple(columns), cells, **style)  # type: ignore[arg-type]


def opened(path: Path) -> TextFile:
    """Return the one text of a file."""
    (file,) = open_texts(path)
    return file


def read(path: Path) -> dict[str, IndicatorTable]:
    """Return the tables of a file by indicator, or « indicator level » when levels are many."""
    file = opened(path)
    tables = list(recognise(file).read(file))
    if len({table.level for table in tables}) == 1:
        return {table.indicator: table for table in tables}
    return {f"{table.indicator} {table.level}": table for table in tables}


def zipped(path: Path, member: str = "", **others: str) -> Path:
    """Pack a file into an archive beside it, with other members if given."""
    target = path.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, member or path.name)
        for name, text in others.items():
            archive.writestr(name.replace("__", "."), text)
    path.unlink()
    return target


def gzipped(path: Path) -> Path:
    target = path.with_name(f"{path.name}.gz")
    target.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    return target


STRUCTURE_COMMUNE_COLUMNS = (
    "CODGEO", "P22_POP", "P16_POP", "P11_POP", "D99_POP", "SUPERF", "P22_POP0014", "P22_POP1529",
    "P22_POP3044", "P22_POP4559", "P22_POP6074", "P22_POP7589", "P22_POP90P", "P22_POPH",
    "P22_H65P", "P22_POPF", "P22_F65P", "P16_POP1529", "P16_POP7589", "P16_POP90P", "P16_H65P",
    "P16_F65P",
)  # fmt: skip


def structure_communes() -> Sample:
    """base-cc-evol-struct-pop: no POP65P, no nationality; an older census beside."""
    rows = [
        [code, 1000 + 10 * rank, 900, 850, 800, "12.5", 180, f"{150 + rank}.4512", 180, 190, 170,
         90, 10, 480, 110, 520, f"{140 + rank}.5", 100, 50, 5, 60, 70]
        for rank, code in enumerate(COMMUNES)
    ]  # fmt: skip
    return made("base-cc-evol-struct-pop-2022.CSV", STRUCTURE_COMMUNE_COLUMNS, rows)


def structure_iris() -> Sample:
    """base-ic-evol-struct-pop: totals by age, and nationality."""
    columns = (
        "IRIS", "COM", "TYP_IRIS", "LAB_IRIS", "P22_POP", "P22_POP1529", "P22_POP75P",
        "P22_POP65P", "P22_POP_FR", "P22_POP_ETR", "P22_POP_IMM", "P22_PMEN", "P22_PHORMEN",
    )  # fmt: skip
    rows = [
        [code, code[:5], "H", 1, 2000, f"{400 + rank}.25", 150, 360, 1900, 100, 180, 1980, 20]
        for rank, code in enumerate(IRIS)
    ]
    return made("base-ic-evol-struct-pop-2022.CSV", columns, rows)


def diplomas_iris() -> Sample:
    columns = (
        "IRIS", "COM", "TYP_IRIS", "LAB_IRIS", "P22_POP1824", "P22_NSCOL15P",
        "P22_NSCOL15P_DIPLMIN", "P22_NSCOL15P_BEPC", "P22_NSCOL15P_CAPBEP", "P22_NSCOL15P_BAC",
        "P22_NSCOL15P_SUP2", "P22_NSCOL15P_SUP34", "P22_NSCOL15P_SUP5",
    )  # fmt: skip
    rows = [
        [code, code[:5], "H", 1, 150, 1500, 300, 75, 375 + rank, 300, 150, 150, 150 - rank]
        for rank, code in enumerate(IRIS)
    ]
    return made("base-ic-diplomes-formation-2022.CSV", columns, rows)


def households_communes() -> Sample:
    columns = ("CODGEO", "C22_MEN", "C22_MENPSEUL", "C22_MENFAM", "C22_MENFAMMONO", "C22_FAM")
    rows = [
        [code, 800, f"{240 + rank}.5", 520, 64 + rank, 530] for rank, code in enumerate(COMMUNES)
    ]
    return made("base-cc-coupl-fam-men-2022.CSV", columns, rows)


def activity_communes() -> Sample:
    columns = (
        "CODGEO", "P22_POP1564", "P22_ACT1524", "P22_ACT1564", "P22_ACT5564", "P22_CHOM1524",
        "P22_CHOM1564", "P22_CHOM5564",
    )  # fmt: skip
    rows = [[code, 900, 80, 600, 120, 20, 60 + rank, 9] for rank, code in enumerate(COMMUNES)]
    return made("base-cc-emploi-pop-active-2022.CSV", columns, rows)


DIPLOMA_LEVELS = {
    "001T100_RP": 200, "200_RP": 50, "300_RP": 250, "350T351_RP": 200, "500_RP": 120,
    "600_RP": 100, "700_RP": 80,
}  # fmt: skip


def diplomas_long() -> Sample:
    """DS_RP_DIPLOMES_PRINC: every sex and age beside the total, two periods, three levels."""
    columns = (
        "GEO", "GEO_OBJECT", "AGE", "SEX", "RP_MEASURE", "EDUC", "OBS_STATUS", "TIME_PERIOD",
        "OBS_VALUE",
    )  # fmt: skip
    places = [(code, "COM") for code in COMMUNES[:4]]
    places += [
        ("75101", "ARM"),
        ("01", "DEP"),
        ("84", "REG"),
        ("200000172", "EPCI"),
        ("F", "FRANCE"),
    ]
    others = [("_T", "Y_GE15", 2017), ("F", "Y_GE15", 2023), ("_T", "Y15T29", 2023)]
    rows = [
        [geo, kind, age, sex, "POP", level, "A", period, count + (0 if period == 2023 else 7)]
        for geo, kind in places
        for level, count in DIPLOMA_LEVELS.items()
        for sex, age, period in [("_T", "Y_GE15", 2023), *(others if geo == "01001" else [])]
    ]
    return made("DS_RP_DIPLOMES_PRINC_2023_data.csv", columns, rows, quoted=True)


def filosofi() -> Sample:
    """cc_filosofi: medians for all but the smallest, rates for a few, « nd » for the deserted."""
    columns = (
        "CODGEO", "NBMENFISC21", "NBPERSMENFISC21", "MED21", "PIMP21", "TP6021", "TP60AGE121",
        "TP60AGE221", "TP60AGE321", "TP60AGE421", "TP60AGE521", "TP60AGE621", "TP60TOL121",
        "TP60TOL221", "PACT21", "D121", "D921", "RD21",
    )  # fmt: skip
    full = [[code, 900, 2100 + rank, 22000 + 100 * rank, "50,0", f"{14 + rank},0", "21,0", "18,0",
             "17,0", "15,0", "9,0", "8,0", "5,0", "25,0", "72,3", 11000, 38000, "3,4"]
            for rank, code in enumerate(COMMUNES[:8])]  # fmt: skip
    small = [[code, 90, 210, 23500, *["s"] * 14] for code in COMMUNES[8:12]]
    hidden = [[code, *["s"] * 17] for code in COMMUNES[12:14]]
    return made(
        "cc_filosofi_2021_COM.csv", columns, [*full, *small, *hidden, [COMMUNES[14], *["nd"] * 17]]
    )


def filosofi_long() -> Sample:
    columns = (
        "GEO", "GEO_OBJECT", "FILOSOFI_MEASURE", "UNIT_MEASURE", "UNIT_MULT", "CONF_STATUS",
        "OBS_STATUS", "TIME_PERIOD", "OBS_VALUE",
    )  # fmt: skip
    rows: list[list[object]] = []
    for rank, code in enumerate(COMMUNES[:10]):
        rows.append(
            [f"2025-COM-{code}", "COM", "MED_SL", "EUR_YR", "", "F", "A", 2023, 22000 + rank]
        )
        secret = ["C", "A", 2023, ""] if rank > 5 else ["F", "A", 2023, f"{12 + rank}.5"]
        rows.append([f"2025-COM-{code}", "COM", "PR_MD60", "PT", "", *secret])
        rows.append([f"2025-COM-{code}", "COM", "D1_SL", "EUR_YR", "", "C", "A", 2023, ""])
    rows.append(["2025-COM-55039", "COM", "MED_SL", "EUR_YR", "", "F", "O", 2023, ""])
    rows.append(["2025-DEP-01", "DEP", "MED_SL", "EUR_YR", "", "F", "A", 2023, 24500])
    rows.append(["2025-DEP-01", "DEP", "PR_MD60", "PT", "", "F", "A", 2023, 10.5])
    rows.append(["FM", "FRANCE", "PR_MD60", "PT", "", "F", "A", 2023, 15.4])
    return made("DS_FILOSOFI_CC_2023_data.csv", columns, rows, quoted=True)


def filosofi_iris() -> Sample:
    columns = (
        "IRIS", "LIBIRIS", "COM", "LIBCOM", "DISP_TP6021", "DISP_INCERT21", "DISP_Q121",
        "DISP_MED21", "DISP_NOTE21",
    )  # fmt: skip
    rows: list[list[object]] = [
        [code, "Quartier", code[:5], "Ville", f"{15 + rank},0", 1, 15000, 21000 + rank, 0]
        for rank, code in enumerate(IRIS[:9])
    ]
    rows += [[IRIS[9], "Quartier", "2A004", "Ville", "33,0", 1, 9000, 14000, 2]]
    rows += [[IRIS[10], "Quartier", "13055", "Ville", "ns", "ns", "ns", "ns", 1]]
    rows += [[IRIS[11], "Quartier", "13055", "Ville", "nd", "nd", "nd", "nd", 0]]
    return made("BASE_TD_FILO_IRIS_2021_DISP.csv", columns, rows)


ARCEP_COLUMNS = (
    "code_insee", "nom_com", "code_dep", "code_reg", "nbr", "type", "inel_hd", "elig_hd3",
    "elig_bhd8", "elig_thd30", "elig_thd100", "elig_thd1g", "date",
)  # fmt: skip


def arcep_fixed() -> Sample:
    """commune_debit_filaire: cumulative classes; one commune without any premises."""
    rows = [
        [code, "Ville", code[:2], "84", 1000, "all", 20, 980, 960, 950 - rank, 940 - rank,
         900 - rank, "2026-03-31"]
        for rank, code in enumerate(COMMUNES)
    ]  # fmt: skip
    rows.append(["55039", "Village", "55", "44", 0, "all", 0, 0, 0, 0, 0, 0, "2026-03-31"])
    return made("commune_debit_filaire.csv", ARCEP_COLUMNS, rows)


def arcep_first() -> Sample:
    """The edition of 2019: a title line, exclusive classes that add up to nbr."""
    columns = (
        "code_insee", "nom_com", "nbr", "inel_hd", "elig_hd05", "elig_hd3", "elig_bhd8",
        "elig_thd30", "elig_thd100", "elig_thd1g",
    )  # fmt: skip
    rows = [
        [code, "Ville", 1000, 10, 20, 70, 500 - rank, 100, 50, 250 + rank]
        for rank, code in enumerate(COMMUNES)
    ]
    return made(
        "commune_debit_2019.csv", columns, rows, title="Ma connexion internet, au 30/09/2019"
    )


def arcep_mobile() -> Sample:
    rows: list[list[object]] = [
        [code, "Ville", f"{90 + rank / 2}"] for rank, code in enumerate(COMMUNES[:12])
    ]
    rows += [["97101", "Ville", "-9999"], ["97411", "Ville", "100"]]
    return made(
        "couverture_4g_surface_2024_com2025.csv", ("codgeo", "libgeo", "part_surf_4g"), rows
    )


def caf_benefits() -> Sample:
    columns = ("dtreffre", "numcomdo", "nomcom", "indfoy_ndur", "indnbp_ndur", "indfoy_rsa")
    rows = [
        [f"{year}-12", code, "Ville", 400 + 5 * rank, 900, 40 + (year - 2023) * 5]
        for year in (2023, 2024)
        for rank, code in enumerate(COMMUNES)
    ]
    return made("s_ben_com_f.csv", columns, rows)


def caf_quotients() -> Sample:
    columns = ("dtreffre", "numcomdo", "numirisd", "qf_400", "indfoy_ndur", "indnbp_ndur")
    bands = {"Moins de 400 euros": 30, "Entre 400 et 799 euros": 60, "Inconnu": 10}
    rows = [
        [date, code[:5], str(int(code[5:])), band, count, 3 * count]
        for date in ("202312", "202412")
        for code in IRIS
        for band, count in bands.items()
        if (code, band) != (IRIS[0], "Moins de 400 euros")
    ]
    return made("ndur_s_qf_400_iris_f.csv", columns, rows)


def bpe() -> Sample:
    columns = (
        "GEO", "GEO_OBJECT", "FACILITY_DOM", "FACILITY_SDOM", "FACILITY_TYPE", "BPE_MEASURE",
        "TIME_PERIOD", "OBS_VALUE",
    )  # fmt: skip
    rows: list[list[object]] = []
    for rank, code in enumerate(COMMUNES[:10]):
        geo = f"2025-COM-{code}"
        rows.append([geo, "COM", "_T", "_T", "_T", "FACILITIES", 2025, 40 + rank])
        rows.append([geo, "COM", "A", "A5", "A501", "FACILITIES", 2025, 3])
        if rank % 2:
            rows.append([geo, "COM", "A", "A2", "A206", "FACILITIES", 2025, 1])
            rows.append([geo, "COM", "A", "A2", "A208", "FACILITIES", 2025, 2])
            rows.append([geo, "COM", "F", "F3", "F307", "FACILITIES", 2025, 1])
    rows.append(["2025-DEP-01", "DEP", "A", "A2", "A206", "FACILITIES", 2025, 99])
    return made("DS_BPE_2025_data.csv", columns, rows, quoted=True)


LOCAL_COLUMNS = (
    "code", "nom", "dep", "pct_nscol15p_sous_bac_sur_pop15p_rp2017", "pct_menages_1pers_rp2017",
    "pct_menages_monoparentaux_rp2017", "pct_65plus_sur_pop15p_rp2017",
    "pct_15_24_sur_pop15p_rp2017", "nb_locaux_arcep_2019q3", "thd_non_couv_2019q3",
    "pct_defm_abc_2019_sur_actifs2016", "pct_foyers_rfr_inf_12000_ircom", "pct_minimas_sociaux",
    "med_disp_2015_filosofi_reconstruit",
)  # fmt: skip


def local_rates() -> Sample:
    rows: list[list[object]] = [
        [code, "Ville", "01", 52.1543, 22.8, 4.8, 23.7, 11.3, "379.0", 98.4169, "", "", "", 22228.0]
        for code in COMMUNES[:12]
    ]
    rows.append(["97601", "", "", "", "", "", "", "", "1682.0", 55.7075, "", 72.4, "", ""])
    rows.append(
        ["75101", "Ville", "75", 17.8, 56.4, 7.0, 20.4, 13.9, "", "", 16.3, 22.6, 1.6, 31842.5]
    )
    rows.append(["55039", "", "", "", "", "", "", "", "0.0", "", "", "", "", ""])
    return made(
        "indicateurs_commune_rp2017_arcep2019_filosofi2015.csv", LOCAL_COLUMNS, rows, delimiter=","
    )


#: Every sample, and one of its columns that holds numbers.
SAMPLES: dict[str, tuple[Callable[[], Sample], str]] = {
    "population-communes": (structure_communes, "P22_POP1529"),
    "population-iris": (structure_iris, "P22_POP65P"),
    "diplomes-iris": (diplomas_iris, "P22_NSCOL15P_CAPBEP"),
    "diplomes-long": (diplomas_long, "OBS_VALUE"),
    "menages": (households_communes, "C22_MENPSEUL"),
    "activite": (activity_communes, "P22_CHOM1564"),
    "filosofi": (filosofi, "TP6021"),
    "filosofi-long": (filosofi_long, "OBS_VALUE"),
    "filosofi-iris": (filosofi_iris, "DISP_TP6021"),
    "arcep-fixe": (arcep_fixed, "nbr"),
    "arcep-2019": (arcep_first, "nbr"),
    "arcep-mobile": (arcep_mobile, "part_surf_4g"),
    "caf": (caf_benefits, "indfoy_rsa"),
    "caf-quotient": (caf_quotients, "indfoy_ndur"),
    "bpe": (bpe, "OBS_VALUE"),
    "taux-locaux": (local_rates, "thd_non_couv_2019q3"),
}
#: Layouts where a column may be a dimension: a new one is refused.
LONG = {"diplomes-long", "filosofi-long", "bpe", "arcep-mobile"}


def same(first: dict[str, IndicatorTable], second: dict[str, IndicatorTable]) -> bool:
    """Say whether two readings gave the same numbers."""
    for name, table in first.items():
        pd.testing.assert_frame_equal(table.frame, second[name].frame)
    return first.keys() == second.keys()
