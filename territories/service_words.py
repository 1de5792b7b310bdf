"""The public services that people type where a place is asked: « CAF », « impôts ».

Pure: it parts a folded text; whether the rest is a place is not known here. A commune that bears
such a name must be looked for first.
"""

from __future__ import annotations

from typing import NamedTuple

from ifn_site.wording import gettext as _
from ifn_site.wording import noop

#: Folded names of services, and how a sentence says « un lieu pour … ».
_SAID = {
    "caf": noop("la CAF"),
    "caisse d allocations familiales": noop("la CAF"),
    "allocations familiales": noop("la CAF"),
    "cpam": noop("l’Assurance maladie"),
    "ameli": noop("l’Assurance maladie"),
    "assurance maladie": noop("l’Assurance maladie"),
    "securite sociale": noop("la Sécurité sociale"),
    "secu": noop("la Sécurité sociale"),
    "impots": noop("les impôts"),
    "impot": noop("les impôts"),
    "centre des impots": noop("les impôts"),
    "tresor public": noop("les impôts"),
    "pole emploi": noop("France Travail"),
    "france travail": noop("France Travail"),
    "ants": noop("les titres sécurisés (carte d’identité, permis, carte grise)"),
    "france titres": noop("les titres sécurisés (carte d’identité, permis, carte grise)"),
    "carte grise": noop("la carte grise"),
    "carsat": noop("la retraite"),
    "cnav": noop("la retraite"),
    "retraite": noop("la retraite"),
    "msa": noop("la MSA"),
    "urssaf": noop("l’Urssaf"),
    "france services": noop("France services"),
    "france service": noop("France services"),
    "maison france services": noop("France services"),
}
_LONGEST = max(len(name.split()) for name in _SAID)
#: Words that lead from a service to its place, or to the service itself: they name no place.
_LINKS = {"de", "du", "des", "d", "a", "au", "aux", "en", "pour", "pres", "sur"}
_ARTICLES = {"le", "la", "les", "l", "mon", "ma", "mes"}


class ServiceAsked(NamedTuple):
    """A service named in a text: how a sentence says it, and what else was typed (folded)."""

    said: str
    rest: str


def service_asked(folded: str) -> ServiceAsked | None:
    """Return the service that a folded text names and the rest of it, or None.

    « caf de brioude » → (« la CAF », « brioude »); « france services » → (« France services », "").
    """
    words = folded.split()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            said = _SAID.get(" ".join(words[start : start + size]))
            if said:
                before, after = words[:start], words[start + size :]
                return ServiceAsked(_(said), " ".join([*_before(before), *_after(after)]))
    return None


def _before(words: list[str]) -> list[str]:
    """Leave out what only leads to the service: « pour la », « brioude la »."""
    kept = list(words)
    while kept and kept[-1] in _LINKS | _ARTICLES:
        kept.pop()
    return kept


def _after(words: list[str]) -> list[str]:
    """Leave out what only leads to the place; its own article stays: « de la rochelle »."""
    kept = list(words)
    while kept and kept[0] in _LINKS:
        kept.pop(0)
    return kept if set(kept) - _ARTICLES else []
