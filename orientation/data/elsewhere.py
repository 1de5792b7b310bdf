"""What no place of ours does, and whom to turn to: sentences, public bodies, sure numbers.

One entry a subject. A number is given only when it is a public fact with an official page.
"""

from __future__ import annotations

from typing import NamedTuple

from ifn_site.wording import noop


class Door(NamedTuple):
    """One door to knock at instead of ours."""

    key: str
    sentence: str
    body: str
    number: str = ""
    source: str = ""


_ALLO = ("3939", "https://www.service-public.fr/")

DOORS: dict[str, Door] = {
    door.key: door
    for door in (
        Door(
            "artisan",
            noop("Pour des travaux à la maison, demandez à un artisan."),
            noop("La mairie connaît les artisans près de chez vous."),
        ),
        Door(
            "transport",
            noop("Pour un trajet ou une voiture, demandez à votre mairie."),
            noop("La mairie connaît les transports près de chez vous."),
        ),
        Door(
            "sante",
            noop("Pour un problème de santé, demandez à un médecin ou à un pharmacien."),
            noop("En urgence, appelez le Samu."),
            "15",
            "https://www.service-public.fr/particuliers/vosdroits/F33954",
        ),
        Door(
            "ccas",
            noop("Pour une aide à la maison, demandez au CCAS de votre mairie."),
            noop("Le centre communal d’action sociale (CCAS) aide les habitants."),
        ),
        Door(
            "solidarite",
            noop("Pour manger, s’habiller ou se laver, demandez au CCAS de votre mairie."),
            noop("Si vous êtes à la rue, appelez le Samu social."),
            "115",
            "https://www.service-public.fr/particuliers/vosdroits/F33954",
        ),
        Door(
            "mairie",
            noop("Pour votre rue ou votre commune, demandez à la mairie."),
            noop("La mairie de votre commune."),
        ),
        Door(
            "logement",
            noop("Pour un logement ou un litige, demandez à l’Adil de votre département."),
            noop("L’agence d’information sur le logement (Adil) conseille gratuitement."),
            "",
            "https://www.anil.org/",
        ),
        Door(
            "droit",
            noop("Pour une question de droit ou d’argent, demandez à un point-justice."),
            noop("Les points-justice conseillent gratuitement."),
            "3039",
            "https://www.justice.fr/",
        ),
        Door(
            "addiction",
            noop("Pour l’alcool, le tabac, la drogue ou les jeux d’argent, parlez-en."),
            noop("Un médecin ou un centre de soins vous reçoit sans jugement."),
            "",
            "https://www.drogues.gouv.fr/",
        ),
        Door(
            "autre",
            noop("Les lieux d’ici aident avec le numérique, pas pour cela."),
            noop("Allô Service Public renseigne sur les démarches et les services publics."),
            *_ALLO,
        ),
    )
}
