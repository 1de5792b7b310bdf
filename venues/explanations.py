"""What public programmes, training and labels mean for a visitor, in one sentence each.

One reviewed table, written from what these programmes publish about themselves. Pure: it knows
codes of the standard (`venues/vocabulary.py`), nothing of a venue. A code without a sentence is
shown by its name alone: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues.vocabulary import LABELS, PROGRAMMES, Vocabulary


class Explained(NamedTuple):
    """A programme or label: its name, and what it changes for the person ("" when not known)."""

    name: str
    sentence: str


_PROGRAMMES = {
    "aidants-connect": Explained(
        "Aidants Connect",
        noop(
            "Ici, une personne peut faire la démarche avec vous, ou à votre place avec votre "
            "accord écrit."
        ),
    ),
    "bnr": Explained(
        "Bibliothèque numérique de référence",
        noop("Une bibliothèque que l’État a aidée à proposer plus de services numériques."),
    ),
    "pix": Explained(
        "Certification Pix",
        noop(
            "Vous pouvez y passer la certification Pix, qui montre ce que vous savez faire avec le "
            "numérique."
        ),
    ),
    "conseillers": Explained(
        "Conseiller numérique",
        noop(
            "Une personne formée vous apprend à vous servir d’internet et de vos appareils, à "
            "votre rythme."
        ),
    ),
    "emmaus": Explained(
        "Emmaüs Connect",
        noop(
            "Une association qui propose du matériel et de la connexion à prix solidaire, et de "
            "l’aide pour s’en servir."
        ),
    ),
    "france-services": Explained(
        "France services",
        noop(
            "Un seul guichet pour plusieurs services publics : santé, retraite, allocations, "
            "impôts, emploi, papiers d’identité."
        ),
    ),
    "gen": Explained(
        "Grande École du Numérique",
        noop("Un réseau de formations aux métiers du numérique, ouvertes aussi sans diplôme."),
    ),
    "croix-rouge": Explained(
        "Croix-Rouge française",
        noop("Une association qui aide les personnes en difficulté, y compris avec le numérique."),
    ),
    "caf": Explained(
        "Point numérique de la CAF",
        noop(
            "Vous pouvez y consulter votre dossier d’allocations sur internet, avec de l’aide si "
            "besoin."
        ),
    ),
    "promeneurs": Explained(
        "Promeneurs du net",
        noop(
            "Des professionnels de la jeunesse répondent aux jeunes et à leurs parents sur "
            "internet."
        ),
    ),
    "relais-emmaus": Explained(
        "Relais numérique d’Emmaüs Connect",
        noop("Un lieu partenaire d’Emmaüs Connect, qui aide les personnes éloignées du numérique."),
    ),
}
_LABELS = {
    "mon-espace-sante": Explained(
        "Formé à « Mon espace santé »",
        noop(
            "L’équipe est formée pour vous aider avec Mon espace santé, votre carnet de santé en "
            "ligne."
        ),
    ),
    "duplex": Explained(
        "Formé à DUPLEX",
        noop("L’équipe est formée à accueillir les personnes qui ont du mal à lire ou à écrire."),
    ),
    "arnia": Explained(
        "Arnia et MedNum BFC",
        noop("Le réseau d’aide au numérique de Bourgogne-Franche-Comté."),
    ),
    "reemploi": Explained(
        "Collectif du réemploi en Normandie",
        noop("Un réseau normand qui remet du matériel d’occasion en service."),
    ),
    "etapes": Explained(
        "Étapes numériques de La Poste",
        noop("Un accueil proposé avec La Poste pour aider à se servir du numérique."),
    ),
    "fabriques": Explained(
        "Fabrique de territoire",
        noop("Un lieu partagé soutenu par l’État : ateliers, espaces de travail, services."),
    ),
    "eclaireurs": Explained(
        "Les Éclaireurs du numérique",
        noop("Le réseau d’aide au numérique de la Drôme."),
    ),
    "mes-papiers": Explained(
        "Mes Papiers",
        noop("Une aide aux démarches proposée dans la métropole de Lyon."),
    ),
    "ordi3": Explained(
        "ORDI 3.0",
        noop(
            "Un réseau qui remet en état des ordinateurs d’occasion et leur donne une seconde vie."
        ),
    ),
    "sudlabs": Explained(
        "SUD LABS",
        noop("Un réseau de lieux numériques de la région Provence-Alpes-Côte d’Azur."),
    ),
}
_TABLES = {PROGRAMMES.field: _PROGRAMMES, LABELS.field: _LABELS}


def explained(of: Vocabulary, codes: Iterable[str]) -> list[Explained]:
    """Return the programmes or labels of these codes, each with its sentence."""
    table = _TABLES[of.field]
    found = [table.get(term.code, Explained(term.plain, "")) for term in of.in_order(codes)]
    return [one._replace(sentence=_(one.sentence)) if one.sentence else one for one in found]
