"""What a page says of a choice that was not understood, for people who never wrote an address.

Pure: it replaces the sentences of the filters, which name parameters and their spelling for those
who call the API. What a page can put right is said with the words of the page.
"""

from __future__ import annotations

from venues.choices import TERRITORIES
from venues.facets import SWITCHES
from venues.vocabulary import VOCABULARIES

_ELSEWHERE = "tapez votre ville ou votre code postal dans le champ en haut de la page."
_IN_LIST = "Choisissez plutôt dans la liste."
_BOX = "Ce choix n’est pas lisible : cochez la case, ou laissez-la vide."
_HOUR = "L’heure demandée n’est pas lisible : choisissez un moment de la journée."
_SAID: dict[str, str] = {
    "bbox": "La zone de la carte n’est pas lisible : déplacez la carte et cherchez à nouveau.",
    "pres_de": f"Le point de départ n’est pas lisible : {_ELSEWHERE}",
    "rayon": f"La distance demandée n’est pas lisible : {_ELSEWHERE}",
    **dict.fromkeys(TERRITORIES, f"Nous ne connaissons pas ce territoire : {_ELSEWHERE}"),
    **dict.fromkeys((*SWITCHES, "strict"), _BOX),
    "ouvert": "Ce moment n’est pas lisible : cochez « Ouvert maintenant », ou choisissez un jour.",
    "ouvert_le": "Ce jour n’est pas lisible : choisissez un jour dans la liste.",
    "de": _HOUR,
    "a": _HOUR,
    "fraicheur_max": f"Cet âge de fiche n’est pas lisible. {_IN_LIST}",
    "modifie_depuis": "La date de mise à jour n’est pas lisible : nous ne l’avons pas utilisée.",
    "ids": "La liste de lieux n’est pas lisible : vérifiez l’adresse de cette page.",
}


def page_mistake(name: str, message: str) -> str:
    """Return the sentence of a page for a filter (`name`) that said `message`."""
    if name in VOCABULARIES and " Donnez l’intitulé" in message:
        return f"{message.partition(' Donnez l’intitulé')[0]} {_IN_LIST}"
    return _SAID.get(name, message)
