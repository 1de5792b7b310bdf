"""The committed tables of real territories, read into plain records.

Reads ``demo/reference/*.csv.gz`` and the table of overseas collectivities. Writes nothing and
knows nothing of venues. Sources and licences: see :mod:`demo.build_reference`.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

REFERENCE_FOLDER = Path(__file__).resolve().parent / "reference"
COLLECTIVITIES = (
    Path(__file__).resolve().parent.parent / "territories/data/overseas_collectivities.csv"
)


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the COG 2026; ``lon``/``lat`` in degrees, ``approximate`` when estimated."""

    code: str
    nom: str
    dep: str
    reg: str
    epci: str
    ept: str
    pop: int
    lon: float
    lat: float
    approximate: bool
    postal_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrondissement:
    """A municipal arrondissement of Paris, Lyon or Marseille."""

    code: str
    nom: str
    commune: str
    pop: int
    lon: float
    lat: float
    postal_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Epci:
    """An intercommunality with its own taxes: SIREN, name, type (CC, CA, CU…), inhabitants."""

    code: str
    nom: str
    type: str
    financement: str
    pop_totale: str
    pop_municipale: str


@dataclass(frozen=True, slots=True)
class OldCommune:
    """A code (and name, when known) that now belongs to the commune ``code_2026``."""

    code: str
    nom: str
    code_2026: str
    nature: str


@dataclass(frozen=True)
class Reference:
    """Every real territory the demonstration stands on."""

    communes: tuple[Commune, ...]
    arrondissements: tuple[Arrondissement, ...]
    epci: tuple[Epci, ...]
    old_communes: tuple[OldCommune, ...]
    departements: dict[str, tuple[str, str]]
    regions: dict[str, str]
    collectivities: tuple[Commune, ...]

    @cached_property
    def epci_names(self) -> dict[str, str]:
        """SIREN -> name."""
        return {epci.code: epci.nom for epci in self.epci}

    def only(self, departements: frozenset[str]) -> "Reference":
        """Return the same reference limited to some départements (without collectivities)."""
        communes = tuple(c for c in self.communes if c.dep in departements)
        codes = {c.code for c in communes}
        epci = {c.epci for c in communes}
        return Reference(
            communes,
            tuple(a for a in self.arrondissements if a.commune in codes),
            tuple(e for e in self.epci if e.code in epci),
            tuple(o for o in self.old_communes if o.code_2026 in codes),
            {code: d for code, d in self.departements.items() if code in departements},
            {code: n for code, n in self.regions.items() if code in {c.reg for c in communes}},
            tuple(c for c in self.collectivities if c.dep in departements),
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _communes(folder: Path) -> tuple[Commune, ...]:
    return tuple(
        Commune(
            r["code"],
            r["nom"],
            r["dep"],
            r["reg"],
            r["epci"],
            r["ept"],
            int(r["pop"] or 0),
            float(r["lon"]),
            float(r["lat"]),
            r["approximate"] == "1",
            _split(r["postal_codes"]),
        )
        for r in _rows(folder / "communes.csv.gz")
    )


def _collectivities() -> tuple[Commune, ...]:
    with COLLECTIVITIES.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Commune(
                r["code"],
                r["nom"],
                r["dep"],
                r["dep"],
                "",
                "",
                int(r["pop"] or 0),
                float(r["lon"]),
                float(r["lat"]),
                True,
                _split(r["postal_codes"]),
            )
            for r in csv.DictReader(line for line in lines if not line.startswith("#"))
        )


@lru_cache(maxsize=1)
def load_reference() -> Reference:
    """Read the committed tables once per process."""
    folder = REFERENCE_FOLDER
    return Reference(
        communes=_communes(folder),
        arrondissements=tuple(
            Arrondissement(
                r["code"],
                r["nom"],
                r["commune"],
                int(r["pop"]),
                float(r["lon"]),
                float(r["lat"]),
                _split(r["postal_codes"]),
            )
            for r in _rows(folder / "arrondissements.csv.gz")
        ),
        epci=tuple(Epci(**r) for r in _rows(folder / "epci.csv.gz")),
        old_communes=tuple(OldCommune(**r) for r in _rows(folder / "old_communes.csv.gz")),
        departements={
            r["code"]: (r["nom"], r["reg"]) for r in _rows(folder / "departements.csv.gz")
        },
        regions={r["code"]: r["nom"] for r in _rows(folder / "regions.csv.gz")},
        collectivities=_collectivities(),
    )
