"""The words of the public, in the language of the page: French is the source of every text.

Rules that write sentences ask here and know nothing else of Django. A text is translated when it
is read, never when a module is loaded: constants are marked with `noop`, labels that Django reads
later (forms, choices of models) with `lazy`.
"""

from __future__ import annotations

from django.utils.translation import (
    get_language,
    gettext,
    ngettext,
    override,
    pgettext,
)
from django.utils.translation import (
    gettext_lazy as lazy,
)
from django.utils.translation import (
    gettext_noop as noop,
)

__all__ = ["gettext", "in_french", "language", "lazy", "ngettext", "noop", "override", "pgettext"]


def language() -> str:
    """Return the code of the language that sentences are written in: « fr » unless told."""
    return (get_language() or "fr").split("-")[0]


def in_french() -> bool:
    """Tell whether sentences are written in French, whose grammar our rules know."""
    return language() == "fr"
