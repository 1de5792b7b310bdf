"""Réfugiés.info, for those who choose a language or speak of a residence permit: by département.

An outside site, named by a setting: empty, nothing is shown. It knows no venue.
"""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings

from ifn_site.wording import language
from orientation.answers import Answers
from orientation.reach import where
from territories.place_index import place_index

_LANGUAGES = frozenset({"anglais", "langues"})
_PROCEDURE = "titre-de-sejour"


def refugees_url(answers: Answers) -> str:
    """Return the address of its search in the language of the page, "" when it is not for them.

    It holds the language and the name of the département, nothing else of the answers.
    """
    concerned = _LANGUAGES.intersection(answers.access) or answers.procedure == _PROCEDURE
    if not settings.REFUGEES_URL or not (concerned or language() != "fr"):
        return ""
    here = where(answers.place)
    found = place_index().departements.get(here.departement) if here else None
    name = quote(found.name) if found else ""
    address: str = settings.REFUGEES_URL
    if not name:
        address = address.partition("?")[0]
    return address.replace("{language}", language()).replace("{departement}", name)
