"""What to say at the door or on the phone: for oneself, or for somebody whom one accompanies.

Pure: codes of services and keys of procedures in, whole sentences out. « Elle » is « la personne ».
"""

from __future__ import annotations

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues.procedures import PROCEDURES

#: Who asks: the answer « quelqu’un d’autre » of the orientation.
OTHER = "autre"
WHOM = ("moi", OTHER)

_DOOR = {
    "demarches": noop("Bonjour, je voudrais de l’aide pour faire une démarche sur internet."),
    "outils": noop("Bonjour, je voudrais apprendre à me servir d’un ordinateur ou d’un téléphone."),
    "emploi": noop(
        "Bonjour, je cherche un emploi ou une formation, et j’ai besoin d’aide avec internet."
    ),
    "securite": noop("Bonjour, je voudrais apprendre à me protéger sur internet."),
    "parentalite": noop("Bonjour, je voudrais des conseils pour mes enfants et les écrans."),
    "loisirs": noop("Bonjour, je voudrais participer à une activité avec le numérique."),
    "comprendre": noop("Bonjour, je voudrais mieux comprendre internet et le numérique."),
    "acces": noop("Bonjour, je voudrais utiliser un ordinateur, internet ou une imprimante."),
    "equipement": noop("Bonjour, je cherche un ordinateur ou un téléphone à petit prix."),
}
_ANY = noop("Bonjour, j’ai besoin d’aide avec le numérique. Pouvez-vous m’aider\u00a0?")
_HELLO = noop("Bonjour.")
_NEED = {
    "demarches": noop("Elle a besoin d’aide pour faire une démarche sur internet."),
    "outils": noop("Elle voudrait apprendre à se servir d’un ordinateur ou d’un téléphone."),
    "emploi": noop("Elle cherche un emploi ou une formation, et a besoin d’aide avec internet."),
    "securite": noop("Elle voudrait apprendre à se protéger sur internet."),
    "parentalite": noop("Elle voudrait des conseils pour ses enfants et les écrans."),
    "loisirs": noop("Elle voudrait participer à une activité avec le numérique."),
    "comprendre": noop("Elle voudrait mieux comprendre internet et le numérique."),
    "acces": noop("Elle voudrait utiliser un ordinateur, internet ou une imprimante."),
    "equipement": noop("Elle cherche un ordinateur ou un téléphone à petit prix."),
}
_ANY_NEED = noop("Elle a besoin d’aide avec le numérique.")
_COMING_FOR = noop("Bonjour, je viens pour une personne que j’accompagne.")
_CALLING_FOR = noop("Bonjour, je vous appelle pour une personne que j’accompagne.")
_QUESTIONS = (
    noop("Pouvez-vous la recevoir, et quand\u00a0?"),
    noop("Faut-il un rendez-vous\u00a0?"),
    noop("Que doit-elle apporter\u00a0?"),
)


def door_sentence(service: str = "", procedure: str = "", whom: str = "") -> str:
    """Return what to say when one arrives, for a procedure, else a service, else any help."""
    if whom == OTHER:
        return f"{_(_COMING_FOR)} {_need(service, procedure)}"
    if procedure in PROCEDURES:
        return f"{_(_HELLO)} {_(PROCEDURES[procedure].door)}"
    return _(_DOOR.get(service, _ANY))


def phone_script(service: str = "", procedure: str = "") -> list[str]:
    """Return what to say, sentence by sentence, when one calls a venue for somebody else."""
    need = _need(service, procedure)
    return [_(_CALLING_FOR), need, *(_(question) for question in _QUESTIONS)]


def _need(service: str, procedure: str) -> str:
    if procedure in PROCEDURES:
        return _(PROCEDURES[procedure].door_other)
    return _(_NEED.get(service, _ANY_NEED))
