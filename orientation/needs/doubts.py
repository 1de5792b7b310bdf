"""The one question asked when a sentence leaves a doubt, chosen by what hesitates.

Pure: it sees the services that compete and what was said, never the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from ifn_site.wording import gettext as _
from orientation.needs.shapes import Option, Question
from venues.vocabulary import SERVICES

_DEVICE = frozenset({"outils", "acces", "equipement"})
_HELP = frozenset({"demarches", "outils"})
_MOST = 4
_FEWEST = 2
_USUAL = ("demarches", "outils", "acces", "equipement")


def question_about(services: Sequence[str]) -> Question:
    """Return the question that tells apart these services, likeliest first."""
    leading = set(services[:2])
    if leading and leading <= _DEVICE and len(leading) > 1:
        return _about_device()
    if leading == _HELP:
        return _about_doing()
    kept = list(dict.fromkeys([*services[:_MOST], *_USUAL]))[: max(_FEWEST, min(_MOST, 4))]
    return Question(
        "besoin",
        _("Qu’est-ce qui vous aiderait le plus ?"),
        tuple(
            Option(_(term.plain), (term.code,))
            for term in (SERVICES.by_code[code] for code in kept)
        ),
    )


def _about_device() -> Question:
    return Question(
        "materiel",
        _("Pour votre appareil, que voulez-vous ?"),
        (
            Option(_("Apprendre à m’en servir"), ("outils",), doing="apprendre"),
            Option(_("Utiliser un appareil sur place"), ("acces",), equipment="connecter"),
            Option(_("Avoir un appareil pas cher"), ("equipement",), equipment="acheter"),
            Option(_("Le faire réparer"), ("equipement",), equipment="reparer"),
        ),
    )


def _about_doing() -> Question:
    return Question(
        "faire",
        _("Comment voulez-vous être aidé ?"),
        (
            Option(_("Apprendre à le faire seul"), ("outils",), doing="apprendre"),
            Option(_("Le faire avec quelqu’un"), ("demarches",), doing="avec"),
            Option(_("Qu’on le fasse à ma place"), ("demarches",), doing="a_ma_place"),
        ),
    )
