"""What a page says of a choice that was not understood, for people who never wrote an address.

Pure: it replaces the sentences of the filters, which name parameters and their spelling for those
who call the API. What a page can put right is said with the words of the page.
"""

from __future__ import annotations

from ifn_site.wording import gettext as _
from ifn_site.wording import in_french, noop
from venues.choices import TERRITORIES
from venues.facets import SWITCHES
from venues.vocabulary import VOCABULARIES

_IN_LIST = noop("Choisissez plutôt dans la liste.")
_BOX = noop("Ce choix n’est pas lisible : cochez la case, ou laissez-la vide.")
_HOUR = noop("L’heure demandée n’est pas lisible : choisissez un moment de la journée.")
_TERRITORY = noop(
    "Nous ne connaissons pas ce territoire : tapez votre ville ou votre code postal dans le champ "
    "en haut de la page."
)
_SAID: dict[str, str] = {
    "bbox": noop(
        "La zone de la carte n’est pas lisible : déplacez la carte et cherchez à nouveau."
    ),
    "pres_de": noop(
        "Le point de départ n’est pas lisible : tapez votre ville ou votre code postal dans le "
        "champ en haut de la page."
    ),
    "rayon": noop(
        "La distance demandée n’est pas lisible : tapez votre ville ou votre code postal dans le "
        "champ en haut de la page."
    ),
    **dict.fromkeys(TERRITORIES, _TERRITORY),
    **dict.fromkeys((*SWITCHES, "strict"), _BOX),
    "ouvert": noop(
        "Ce moment n’est pas lisible : cochez « Ouvert maintenant », ou choisissez un jour."
    ),
    "ouvert_le": noop("Ce jour n’est pas lisible : choisissez un jour dans la liste."),
    "de": _HOUR,
    "a": _HOUR,
    "fraicheur_max": noop("Cet âge de fiche n’est pas lisible. Choisissez plutôt dans la liste."),
    "modifie_depuis": noop(
        "La date de mise à jour n’est pas lisible : nous ne l’avons pas utilisée."
    ),
    "ids": noop("La liste de lieux n’est pas lisible : vérifiez l’adresse de cette page."),
}


def page_mistake(name: str, message: str) -> str:
    """Return the sentence of a page for a filter (`name`) that said `message`."""
    if name in VOCABULARIES and " Donnez l’intitulé" in message:
        said = message.partition(" Donnez l’intitulé")[0]
        if not in_french():
            said = _("Ce choix n’existe pas.")
        return f"{said} {_(_IN_LIST)}"
    return _(_SAID[name]) if name in _SAID else message
