"""Every kind of page of the site, each in the states that people meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.browser.world import World


class Address(NamedTuple):
    """An address of the site, as a function of the world, and the status it answers."""

    path: Callable[[World], str]
    status: int = 200


def _fixed(path: str, status: int = 200) -> Address:
    return Address(lambda world: path, status)


PAGES: dict[str, Address] = {
    "home": _fixed("/"),
    "choose": _fixed("/lieux/ou/?choix=93066,97411"),
    "departements": _fixed("/territoires/"),
    "territory": _fixed("/territoires/epci/244200770/"),
    "comparison of territories": _fixed("/territoires/comparer/?t=commune:42218&t=region:84"),
    "methods": _fixed("/methode/"),
    "list": _fixed("/lieux/?lieu=42218"),
    "list of the last page": _fixed("/lieux/?lieu=42218&page=2"),
    "list without a place": _fixed("/lieux/"),
    "filtered list": _fixed("/lieux/?lieu=42218&services=demarches&frais_a_charge=gratuit"),
    "empty list": _fixed("/lieux/?lieu=42218&q=zzzzzz&services=equipement"),
    "list with a bad value": _fixed("/lieux/?lieu=42218&services=cuisine&frais_a_charge=mille"),
    "list of an unknown place": _fixed("/lieux/?lieu=00000"),
    "orientation": _fixed("/orientation/"),
    "orientation with answers": _fixed("/orientation/?besoin=demarches&lieu=42218&quand=matin"),
    "need": _fixed("/orientation/besoin/?besoin=demarches&compris=caf&langue=en&lieu=42218"),
    "place of the orientation": _fixed("/orientation/lieu/?besoin=outils"),
    "places to choose from": _fixed("/orientation/lieu/?choix=93066,97411"),
    "moments": _fixed("/orientation/disponibilite/?lieu=42218&pour=autre"),
    "what counts": _fixed("/orientation/acces/?lieu=42218&besoin=cuisine"),
    "rich sheet": Address(lambda world: f"{world.rich.get_absolute_url()}?lieu=42218"),
    "poor sheet": Address(lambda world: world.poor.get_absolute_url()),
    "sheet without a point": Address(lambda world: world.unlocated.get_absolute_url()),
    "sheet to take away": Address(lambda world: f"/lieux/{world.rich.public_id}/imprimer/"),
    "poor sheet to fold": Address(
        lambda world: f"/lieux/{world.poor.public_id}/imprimer/?format=a5"
    ),
    "sheet in a list": Address(
        lambda world: f"{world.unlocated.get_absolute_url()}?liste={world.unlocated.public_id}"
    ),
    "report form": Address(lambda world: f"/lieux/{world.rich.public_id}/signaler/"),
    "report sent": Address(lambda world: f"/lieux/{world.rich.public_id}/signaler/merci/"),
    "getting listed": _fixed("/referencer-mon-lieu/?departement=42"),
    "empty shortlist": _fixed("/ma-liste/"),
    "shortlist": Address(
        lambda world: (
            "/ma-liste/?lieu=42218&ids=rn22222222,"
            + ",".join(one.public_id for one in (world.rich, world.poor, world.unlocated))
        )
    ),
    "guide of a list": _fixed("/ma-liste/?lieu=42218&frais_a_charge=gratuit"),
    "withdrawn sheet": Address(lambda world: world.withdrawn.get_absolute_url(), 410),
    "unknown page": _fixed("/nulle-part/", 404),
    "map of the need": _fixed("/fragilite/"),
    "results of the orientation": _fixed(
        "/orientation/resultats/?lieu=42218&besoin=demarches&demarche=caf&pour=autre"
    ),
    "results of which few fit": _fixed(
        "/orientation/resultats/?lieu=42218&besoin=equipement&quand=soir&acces=anglais,gratuit"
    ),
    "results without a place": _fixed("/orientation/resultats/?besoin=outils"),
    "accessibility": _fixed("/accessibilite/"),
    "privacy": _fixed("/confidentialite/"),
    "open data": _fixed("/donnees/"),
    "health": _fixed("/sante/"),
    "coverage": _fixed("/couverture/?dans=departement:42"),
    "report of a territory": _fixed("/territoires/departement/42/rapport/"),
    "siting bench": _fixed("/couverture/et-si/?territoire=departement:42&pour=loin"),
    "counter": _fixed("/orientation/accueil/"),
    "local indicator": _fixed("/fragilite/indicateur-local/"),
    "style": _fixed("/style/"),
    "documentation of the API": _fixed("/api/docs/"),
}

#: Those that differ in what they are made of, not only in what they say: enough for the browser.
DISTINCT = [kind for kind in PAGES if kind not in {"list of the last page", "list without a place"}]

#: Seen by every run of the short suite; the wide sweeps of the long lane see all the others too.
FIRST = frozenset({"home", "list", "rich sheet", "unknown page"})


def first_or_long(kinds: list[str]) -> list[Any]:
    """Return kinds of page as parameters: those that the short suite leaves out are `long`."""
    return [kind if kind in FIRST else pytest.param(kind, marks=pytest.mark.long) for kind in kinds]
