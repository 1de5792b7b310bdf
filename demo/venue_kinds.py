"""The kinds of invented venues and their habits: where they stand and what they offer.

Data only. Rates are orders of magnitude seen in open files of the standard, per kind.
"""

from dataclasses import dataclass

from demo.words import (
    ACCES,
    ACQUISITION,
    AIDE,
    COMPREHENSION,
    INSERTION,
    LOISIRS,
    MAITRISE,
    PARENTALITE,
    SECURITE,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of venue: its names, its code in the typology, its rates (0 to 1) and its weight.

    ``town_name`` kinds are called after their commune (« Mairie de … »), the others may carry a
    name of their own. ``smallest`` is the least number of inhabitants where it is found.
    """

    labels: tuple[str, ...]
    typologie: str
    weight: float
    services: dict[str, float]
    town_name: bool = True
    smallest: int = 0
    largest: int = 10_000_000
    programmes: tuple[tuple[str, float], ...] = ()
    free: float = 0.95
    itinerant: float = 0.02
    saturday: float = 0.15
    few_hours: float = 0.2


_DAILY = {MAITRISE: 0.85, COMPREHENSION: 0.6, ACCES: 0.45, AIDE: 0.4, SECURITE: 0.25}
_RIGHTS = {AIDE: 0.95, MAITRISE: 0.4, ACCES: 0.5, SECURITE: 0.15}
_CULTURE = {
    ACCES: 0.8,
    MAITRISE: 0.7,
    LOISIRS: 0.3,
    COMPREHENSION: 0.45,
    PARENTALITE: 0.15,
    AIDE: 0.2,
    SECURITE: 0.2,
}
_WORK = {INSERTION: 0.95, AIDE: 0.5, MAITRISE: 0.5, ACCES: 0.4}
_ADVISER = ("Conseillers numériques", 0.45)
_CARER = ("Aidants Connect", 0.12)

KINDS = (
    Kind(("Mairie", "Espace numérique de la mairie"), "MUNI", 26, _DAILY, largest=20_000,
         programmes=(("Conseillers numériques", 0.7), _CARER), few_hours=0.35),
    Kind(("Médiathèque", "Bibliothèque municipale"), "BIB", 16, _CULTURE,
         programmes=(("Conseillers numériques", 0.25),
                     ("Bibliothèques numérique de référence", 0.1)), saturday=0.75),
    Kind(("France services",), "RFS", 12, _RIGHTS,
         programmes=(("France Services", 1.0), ("Conseillers numériques", 0.35),
                     ("Aidants Connect", 0.35)), few_hours=0.03, itinerant=0.05),
    Kind(("CCAS", "Centre communal d’action sociale"), "CCAS", 8, _RIGHTS, smallest=1_500,
         programmes=(_ADVISER, ("Aidants Connect", 0.3))),
    Kind(("Centre social", "Centre socioculturel"), "CS", 8, _DAILY | {PARENTALITE: 0.35},
         town_name=False, smallest=2_000,
         programmes=(_ADVISER, _CARER, ("Point d'accès numérique CAF", 0.15)), free=0.85),
    Kind(("Espace public numérique", "Cyber-espace"), "EPN", 7, _DAILY | {LOISIRS: 0.25},
         programmes=(_ADVISER,), free=0.8),
    Kind(("Association", "Les Ateliers du clic", "Numérique pour tous"), "ASSO", 8,
         _DAILY | {LOISIRS: 0.2}, town_name=False, programmes=(_ADVISER,), free=0.55),
    Kind(("Mission locale",), "ML", 3, _WORK, smallest=5_000,
         programmes=(("Certification PIX", 0.12), _ADVISER)),
    Kind(("Tiers-lieu",), "TIERS_LIEUX", 4,
         {LOISIRS: 0.5, ACCES: 0.7, MAITRISE: 0.4, INSERTION: 0.35}, town_name=False, free=0.4,
         programmes=(("Conseillers numériques", 0.2),)),
    Kind(("Maison des solidarités",), "MDS", 3, _RIGHTS, smallest=3_000,
         programmes=(("Aidants Connect", 0.35),)),
    Kind(("Maison de quartier",), "MQ", 3, _DAILY, town_name=False, smallest=8_000,
         programmes=(_ADVISER,)),
    Kind(("Maison des jeunes et de la culture",), "MJC", 2, _CULTURE | {LOISIRS: 0.7},
         town_name=False, smallest=3_000, free=0.3, programmes=(("Promeneurs du net", 0.15),)),
    Kind(("Ressourcerie informatique",), "RESSOURCERIE", 1.5, {ACQUISITION: 1.0, ACCES: 0.3,
         MAITRISE: 0.2}, town_name=False, smallest=3_000, free=0.1, saturday=0.5),
    Kind(("Bus numérique", "Camion connecté"), "ENM", 1.5, _RIGHTS | {MAITRISE: 0.8},
         itinerant=1.0, few_hours=0.9, programmes=(("Conseillers numériques", 0.6),)),
    Kind(("Atelier de fabrication numérique",), "FABLAB", 1, {LOISIRS: 1.0, COMPREHENSION: 0.4},
         town_name=False, smallest=5_000, free=0.2, saturday=0.6),
    Kind(("Organisme de formation",), "OF", 2, _WORK | {SECURITE: 0.3}, town_name=False,
         smallest=5_000, free=0.5, programmes=(("Certification PIX", 0.2),)),
)  # fmt: skip
