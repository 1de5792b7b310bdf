"""The invented producers of the demonstration and the habits of their files.

Data only: what each file is called, its dialect of the standard, how full it is, how old, and
which faults it has. Rates (0 to 1) follow those measured in open files of real producers.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

LICENCE = "Licence Ouverte 2.0 (données inventées pour la démonstration)"

# Faults every producer has, with their usual share of rows.
COMMON_FAULTS = {
    "national_phone": 0.12,
    "several_phones": 0.005,
    "upper_case_commune": 0.12,
    "old_commune": 0.015,
    "swapped_coordinates": 0.0015,
    "missing_coordinates": 0.022,
    "zero_coordinates": 0.002,
    "decimal_comma": 0.005,
    "lambert_93": 0.0015,
    "mojibake": 0.004,
    "curly_apostrophe": 0.03,
    "unknown_value": 0.01,
    "long_presentation": 0.008,
    "missing_insee_code": 0.2,
    "short_postal_code": 0.006,
    "broken_email": 0.008,
    "broken_url": 0.012,
    "french_date": 0.03,
    "epoch_date": 0.015,
    "missing_date": 0.008,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A producer: where it works, how its file is written, and its faults.

    ``ages`` are the shares of venues dated within 6 months, 6 to 12, 12 to 18 and beyond.
    """

    key: str
    name: str
    file: str
    dialect: str
    id_pattern: str
    regions: frozenset[str] = frozenset()
    typologie: str = ""
    share: float = 1.0
    delimiter: str = ","
    encoding: str = "utf-8"
    no_hours: float = 0.17
    contacts: float = 0.75
    ages: tuple[float, float, float, float] = (0.45, 0.23, 0.14, 0.18)
    repeated: float = 0.006
    faults: MappingProxyType[str, float] = field(
        default_factory=lambda: MappingProxyType(COMMON_FAULTS)
    )


def _faults(**changed: float) -> MappingProxyType[str, float]:
    return MappingProxyType(COMMON_FAULTS | changed)


NATIONAL = Source(
    "demo-national", "Annuaire national de l’inclusion numérique (démonstration)",
    "demo-national.csv", "v1", "structure-{:05d}",
)  # fmt: skip
OVERSEAS = Source(
    "demo-outre-mer", "Réseau d’outre-mer (démonstration)", "demo-outre-mer.csv", "near_v1",
    "OM-{:04d}", regions=frozenset({"01", "02", "03", "04", "06", "975", "977", "978", "986",
                                    "987", "988"}),
    share=0.75, encoding="utf-8-sig", no_hours=0.25, contacts=0.5,
    ages=(0.35, 0.2, 0.15, 0.3), faults=_faults(missing_insee_code=0.4, missing_date=0.03),
)  # fmt: skip
LIBRARIES = Source(
    "demo-mediatheques", "Réseau de lecture publique (démonstration)", "demo-mediatheques.csv",
    "v1", "BIB{:05d}", typologie="BIB", share=0.55, delimiter=";", encoding="cp1252",
    no_hours=0.15, contacts=0.9, faults=_faults(decimal_comma=0.5, french_date=0.3),
)  # fmt: skip
WEST = Source(
    "demo-hub-ouest", "Hub de l’Ouest (démonstration)", "demo-hub-ouest.csv", "v0",
    "{:d}", regions=frozenset({"28", "52", "53"}), share=0.6, no_hours=0.2, repeated=0.045,
    ages=(0.3, 0.22, 0.18, 0.3), faults=_faults(national_phone=0.25, upper_case_commune=0.6),
)  # fmt: skip
EAST = Source(
    "demo-hub-est", "Hub de l’Est (démonstration)", "demo-hub-est.csv", "mixed",
    "est {:04d}", regions=frozenset({"27", "44"}), share=0.55, no_hours=0.22,
    ages=(0.35, 0.25, 0.15, 0.25), faults=_faults(missing_insee_code=0.95),
)  # fmt: skip
SOUTH = Source(
    "demo-hub-sud", "Hub du Sud (démonstration)", "demo-hub-sud.json", "v1",
    "sud_{:05x}", regions=frozenset({"76", "93", "94"}), share=0.5, no_hours=0.25, contacts=0.5,
    ages=(0.4, 0.2, 0.15, 0.25), faults=_faults(epoch_date=0.12, upper_case_commune=0.7),
)  # fmt: skip

SOURCES = (NATIONAL, WEST, EAST, SOUTH, LIBRARIES, OVERSEAS)
# The first of these that knows a venue may hold it; else it goes to the national directory.
REGIONAL = (OVERSEAS, LIBRARIES, WEST, EAST, SOUTH)
