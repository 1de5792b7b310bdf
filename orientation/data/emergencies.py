"""Emergency and listening numbers: public facts, each with its official source.

One entry a number, the most pressing first: when a sentence calls several, the first one wins.
`checked_on` is the ISO date on which a person called or read the source again: empty until then,
and pages say « non vérifié ». What calls them is in `orientation/needs/data/danger.txt`.
"""

from __future__ import annotations

from typing import NamedTuple

from ifn_site.wording import noop


class EmergencyNumber(NamedTuple):
    """One number, in the words of the public."""

    key: str
    label: str
    number: str
    sms: str
    hours: str
    source: str
    checked_on: str = ""


_ALWAYS = noop("Tous les jours, 24 h sur 24")
_NUMBERS = "https://www.service-public.fr/particuliers/vosdroits/F33954"

EMERGENCIES: tuple[EmergencyNumber, ...] = (
    EmergencyNumber(
        "samu",
        noop("Samu : une vie est en danger"),
        "15",
        "114",
        _ALWAYS,
        _NUMBERS,
    ),
    EmergencyNumber(
        "pompiers",
        noop("Pompiers : un incendie, un accident, une fuite de gaz"),
        "18",
        "114",
        _ALWAYS,
        _NUMBERS,
    ),
    EmergencyNumber(
        "suicide",
        noop("Prévention du suicide : parler, tout de suite, à quelqu’un"),
        "3114",
        "",
        _ALWAYS,
        "https://3114.fr/",
    ),
    EmergencyNumber(
        "enfance",
        noop("Enfance en danger : un enfant est frappé, négligé ou menacé"),
        "119",
        "",
        _ALWAYS,
        "https://www.allo119.gouv.fr/",
    ),
    EmergencyNumber(
        "violences-femmes",
        noop("Violences Femmes Info : violences dans le couple, sexuelles ou sexistes"),
        "3919",
        "114",
        _ALWAYS,
        "https://arretonslesviolences.gouv.fr/",
    ),
    EmergencyNumber(
        "police",
        noop("Police et gendarmerie : un danger en ce moment"),
        "17",
        "114",
        _ALWAYS,
        _NUMBERS,
    ),
    EmergencyNumber(
        "sans-abri",
        noop("Samu social : dormir à l’abri ce soir"),
        "115",
        "",
        _ALWAYS,
        _NUMBERS,
    ),
    EmergencyNumber(
        "violences-numeriques",
        noop("3018 : harcèlement et violences numériques, chez les jeunes surtout"),
        "3018",
        "",
        noop("Tous les jours, de 9 h à 23 h"),
        "https://3018.fr/",
    ),
    EmergencyNumber(
        "maltraitance",
        noop("3977 : personnes âgées ou handicapées maltraitées"),
        "3977",
        "",
        noop("Tous les jours, de 9 h à 19 h"),
        "https://solidarites.gouv.fr/",
    ),
    EmergencyNumber(
        "arnaque-en-cours",
        noop(
            "Raccrochez, ne donnez aucun code. Appelez votre banque au numéro de votre carte, "
            "puis Info Escroqueries"
        ),
        "0 805 805 817",
        "",
        noop("Du lundi au vendredi, de 9 h à 18 h 30"),
        "https://www.interieur.gouv.fr/",
    ),
    EmergencyNumber(
        "pirate",
        noop("17Cyber : police et gendarmerie en ligne, pour un piratage"),
        "",
        "",
        _ALWAYS,
        "https://17cyber.gouv.fr/",
    ),
    EmergencyNumber(
        "sms-spam",
        noop("33700 : signaler un SMS ou un appel frauduleux"),
        "33700",
        "33700",
        noop("Par SMS, 24 h sur 24"),
        "https://www.33700.fr/",
    ),
    EmergencyNumber(
        "sourds",
        noop("114 : urgence par SMS, visio ou tchat, pour qui ne peut pas parler"),
        "",
        "114",
        _ALWAYS,
        "https://www.info.urgence114.fr/",
    ),
    EmergencyNumber(
        "europe",
        noop("112 : le numéro d’urgence de toute l’Europe"),
        "112",
        "114",
        _ALWAYS,
        _NUMBERS,
    ),
)
