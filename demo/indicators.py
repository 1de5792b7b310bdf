"""Invents indicator values for real communes, in the layouts of the public files.

Every number is drawn from a seed: smooth fields over the map (so that neighbours look alike), the
size of the commune, and a little noise. Habits of the real files are kept: rates withheld in small
communes, nothing for some overseas départements. Knows nothing of scores; the folder is marked as
a demonstration by ``demo.json``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.reference import Arrondissement, Commune, Reference

Floats = NDArray[np.float64]
Column = Sequence[str]

#: Départements that the income file, the census or the 4G file leave out, as the real ones do.
WITHOUT_INCOME = ("971", "973", "976")
WITHOUT_CENSUS = ("976",)
OVERSEAS = "97"
#: Under so many households a median, a rate, a rate by age are withheld.
SECRET_MEDIAN, SECRET_RATE, SECRET_AGE = 30, 1_000, 8_000
WITHHELD = "s"
NO_VALUE = "-9999"
SEPARATOR = ";"
#: Wavelengths of the fields, in degrees: a région, a département, a pays.
_WAVES = (6.0, 2.0, 0.6)
_WAVES_EACH = 12


class Places:
    """Communes and arrondissements as columns, with what makes their values."""

    def __init__(self, places: Sequence[Commune | Arrondissement], seed: int) -> None:
        self.codes = [place.code for place in places]
        self.names = [place.nom for place in places]
        self.population = np.array([place.pop for place in places], dtype=np.float64)
        self.overseas = np.array([code.startswith(OVERSEAS) for code in self.codes])
        lon = np.array([place.lon for place in places], dtype=np.float64)
        lat = np.array([place.lat for place in places], dtype=np.float64)
        self._points = np.column_stack([lon, lat])
        self._seed = seed
        #: 0 in a city of a million, 1 in a village of a hundred.
        self.rural = np.clip(1.5 - np.log10(np.maximum(self.population, 1)) / 4, 0, 1)

    def __len__(self) -> int:
        return len(self.codes)

    def chance(self, name: str) -> np.random.Generator:
        """Return a generator of its own for one subject: files do not disturb each other."""
        return np.random.default_rng([self._seed, *name.encode()])

    def field(self, name: str) -> Floats:
        """Return a smooth field of mean 0 and spread about 1 over the map."""
        chance = self.chance(f"field {name}")
        total = np.zeros(len(self))
        for wave in _WAVES:
            directions = chance.normal(size=(2, _WAVES_EACH)) * 2 * np.pi / wave
            phases = chance.uniform(0, 2 * np.pi, _WAVES_EACH)
            total += np.cos(self._points @ directions + phases).sum(axis=1)
        return total / np.sqrt(_WAVES_EACH * len(_WAVES) / 2)

    def noise(self, name: str) -> Floats:
        """Return independent draws, larger where few people live."""
        spread = 0.4 + 0.8 * self.rural
        return self.chance(f"noise {name}").normal(size=len(self)) * spread

    def outside(self, departements: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which places are in none of the départements."""
        return np.array([not code.startswith(tuple(departements)) for code in self.codes])


def write_indicators(folder: Path, reference: Reference, seed: int) -> None:
    """Write seven files of invented values into ``folder`` (made when missing)."""
    folder.mkdir(parents=True, exist_ok=True)
    places = Places([*reference.communes, *reference.arrondissements], seed)
    cities = Places(reference.communes, seed)
    _write_income(folder / "cc_filosofi_2021_COM.csv", places)
    _write_ages(folder / "base-cc-evol-struct-pop-2022.CSV", places)
    _write_diplomas(folder / "base-cc-diplomes-formation-2022.CSV", places)
    _write_households(folder / "base-cc-coupl-fam-men-2022.CSV", places)
    _write_activity(folder / "base-cc-emploi-pop-active-2022.CSV", places)
    _write_lines(folder / "commune_debit_filaire.csv", cities)
    _write_mobile(folder / "couverture_4g_surface_2024_com2026.csv", cities)


def _write_income(path: Path, places: Places) -> None:
    """INSEE, FILOSOFI, chiffres clés: households, persons, median, poverty in all and by age."""
    households = np.round(places.population * 0.43)
    persons = np.round(places.population * 0.97)
    median = 22_900 + 1_900 * places.field("wealth") + 700 * places.noise("median")
    median = np.round(np.clip(median - 4_500 * places.overseas, 12_000, 48_000), -1)
    poverty = 14 - (median - 22_900) * 0.0017 + 1.2 * places.noise("poverty") - 2 * places.rural
    poverty = np.clip(poverty, 4, 48)
    young = np.clip(poverty * 1.5 + places.noise("young"), 5, 60)
    older = np.clip(poverty * 0.8 + places.noise("older"), 3, 50)
    oldest = np.clip(poverty * 0.7 + places.noise("oldest"), 3, 50)
    by_age = households < SECRET_AGE
    _write(
        path,
        {
            "CODGEO": places.codes,
            "NBMENFISC21": _whole(households),
            "NBPERSMENFISC21": _whole(persons),
            "MED21": _whole(median, households < SECRET_MEDIAN),
            "TP6021": _percent(poverty, households < SECRET_RATE),
            "TP60AGE121": _percent(young, by_age),
            "TP60AGE521": _percent(older, by_age),
            "TP60AGE621": _percent(oldest, by_age),
        },
        places.outside(WITHOUT_INCOME),
    )


def _write_ages(path: Path, places: Places) -> None:
    """INSEE, census, « évolution et structure de la population »."""
    people = places.population
    old = 21 + 4.5 * places.field("age") + 3 * places.noise("age") + 4 * (places.rural - 0.5)
    old = np.clip(old - 6 * places.overseas, 6, 48) / 100
    young = np.clip(17 - 0.35 * (old * 100 - 21) + places.noise("young people"), 6, 40) / 100
    foreign = np.clip(5 + 3 * places.field("foreign") - 4 * (places.rural - 0.5), 0, 40) / 100
    _write(
        path,
        {
            "CODGEO": places.codes,
            "P22_POP": _count(people),
            "P22_POP1529": _count(people * young),
            "P22_POP65P": _count(people * old),
            "P22_POP75P": _count(people * old * 0.46),
            "P22_POP_ETR": _count(people * foreign),
        },
        places.outside(WITHOUT_CENSUS),
    )


def _write_diplomas(path: Path, places: Places) -> None:
    """INSEE, census, « diplômes, formation »: people out of school by highest diploma."""
    people = places.population * 0.75
    low = 45 - 4 * places.field("wealth") + 5 * (places.rural - 0.5) + 4 * places.noise("diploma")
    low = np.clip(low + 8 * places.overseas, 12, 82) / 100
    _write(
        path,
        {
            "CODGEO": places.codes,
            "P22_NSCOL15P": _count(people),
            "P22_NSCOL15P_DIPLMIN": _count(people * low * 0.42),
            "P22_NSCOL15P_BEPC": _count(people * low * 0.11),
            "P22_NSCOL15P_CAPBEP": _count(people * low * 0.47),
        },
        places.outside(WITHOUT_CENSUS),
    )


def _write_households(path: Path, places: Places) -> None:
    """INSEE, census, « couples, familles, ménages »."""
    households = places.population * 0.45
    alone = np.clip(34 - 12 * (places.rural - 0.3) + 4 * places.noise("alone"), 12, 62) / 100
    single = np.clip(9.5 - 4 * (places.rural - 0.3) + places.field("wealth") * -1.2, 1, 30) / 100
    _write(
        path,
        {
            "CODGEO": places.codes,
            "C22_MEN": _count(households),
            "C22_MENPSEUL": _count(households * alone),
            "C22_MENFAMMONO": _count(households * single),
        },
        places.outside(WITHOUT_CENSUS),
    )


def _write_activity(path: Path, places: Places) -> None:
    """INSEE, census, « emploi, population active »: labour force and unemployed by age."""
    active = places.population * 0.46
    rate = 11 - 2.2 * places.field("wealth") - 4 * (places.rural - 0.5) + places.noise("jobs")
    rate = np.clip(rate + 9 * places.overseas, 2, 45) / 100
    _write(
        path,
        {
            "CODGEO": places.codes,
            "P22_ACT1564": _count(active),
            "P22_ACT1524": _count(active * 0.1),
            "P22_ACT5564": _count(active * 0.17),
            "P22_CHOM1564": _count(active * rate),
            "P22_CHOM1524": _count(active * 0.1 * np.clip(rate * 2, 0, 0.7)),
            "P22_CHOM5564": _count(active * 0.17 * rate * 0.85),
        },
        places.outside(WITHOUT_CENSUS),
    )


def _write_lines(path: Path, places: Places) -> None:
    """ARCEP, « Ma connexion internet », wired lines: cumulative classes of premises."""
    premises = np.maximum(1, np.round(places.population * 0.6))
    lacking = 3 + 5 * places.rural * np.exp(0.8 * places.field("fibre") + places.noise("fibre"))
    without_line = np.clip(lacking * 0.1, 0, 20)
    reached = {
        "elig_hd3": 100 - np.clip(lacking * 0.25, 0, 40),
        "elig_bhd8": 100 - np.clip(lacking * 0.6, 0, 80),
        "elig_thd30": 100 - np.clip(lacking, 0, 95),
        "elig_thd100": 100 - np.clip(lacking * 1.5, 0, 98),
        "elig_thd1g": 100 - np.clip(lacking * 2, 0, 100),
    }
    with_line = premises - np.floor(premises * without_line / 100)
    counts = {
        name: np.minimum(with_line, np.floor(premises * share / 100))
        for name, share in reached.items()
    }
    _write(
        path,
        {
            "code_insee": places.codes,
            "nom_com": places.names,
            "nbr": _whole(premises),
            "type": ["all"] * len(places),
            "inel_hd": _whole(premises - with_line),
            **{name: _whole(values) for name, values in counts.items()},
            "date": ["2025-12-31"] * len(places),
        },
    )


def _write_mobile(path: Path, places: Places) -> None:
    """Observatoire des territoires: share of the area that an operator covers in 4G."""
    lacking = np.clip(
        4 * places.rural * np.exp(places.field("relief") + places.noise("4g")) - 1.5, 0, 90
    )
    covered = [f"{value:.1f}" for value in 100 - lacking]
    _write(
        path,
        {
            "codgeo": places.codes,
            "libgeo": places.names,
            "part_surf_4g_2024": [
                NO_VALUE if far else value
                for far, value in zip(places.overseas, covered, strict=True)
            ],
        },
    )


def _whole(values: Floats, secret: Any = None) -> Column:
    """Return whole numbers as text, withheld where ``secret``."""
    return _text(values, "{:.0f}".format, secret)


def _percent(values: Floats, secret: Any = None) -> Column:
    """Return rates as INSEE writes them: no decimal, withheld where ``secret``."""
    return _text(values, "{:.0f}".format, secret)


def _count(values: Floats) -> Column:
    """Return people as the census writes them, with decimals and a point."""
    return _text(values, "{:.6f}".format, None)


def _text(values: Floats, write: Callable[[float], str], secret: Any) -> Column:
    hidden = np.zeros(len(values), dtype=bool) if secret is None else secret
    return [
        WITHHELD if withheld else write(value)
        for value, withheld in zip(values.tolist(), hidden.tolist(), strict=True)
    ]


def _write(path: Path, columns: dict[str, Column], kept: Any = None) -> None:
    """Write columns as lines separated by semicolons, as the producers do."""
    rows = zip(*columns.values(), strict=True)
    keep = [True] * len(next(iter(columns.values()))) if kept is None else kept.tolist()
    lines = [SEPARATOR.join(row) for row, wanted in zip(rows, keep, strict=True) if wanted]
    path.write_text("\n".join([SEPARATOR.join(columns), *lines, ""]), encoding="utf-8")
