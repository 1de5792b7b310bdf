"""The names that people know of the sources that venues declare by a code (`source`).

Pure. The codes are those of the national files; one that is not here is shown as it is written.
"""

from __future__ import annotations

from venues.vocabulary import spelling_key

_LABELS = {
    spelling_key(code): label
    for code, label in {
        "conseiller-numerique": "Conseillers numériques",
        "dora": "DORA",
        "siao": "SIAO (accueil et orientation)",
        "france-services": "France services",
        "france-tiers-lieux": "France Tiers-Lieux",
        "hinaura": "Hinaura",
        "odspep": "ODSPEP",
        "cd35": "Département d’Ille-et-Vilaine",
        "cd72": "Département de la Sarthe",
        "cr93": "Région Provence-Alpes-Côte d’Azur",
    }.items()
}


def source_label(declared: str) -> str:
    """Return the name to show for a declared source: « conseiller-numerique » → « Conseillers
    numériques »."""
    return _LABELS.get(spelling_key(declared), declared)
