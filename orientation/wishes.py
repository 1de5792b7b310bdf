"""What answers ask of a venue, in the words of the standard: services, care, publics, hours.

Pure: answers in, codes and times out. Which venues satisfy them is in `matching`.
"""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

from orientation.answers import DAYS, Answers

#: The service that lends, sells, mends or opens each kind of equipment.
SERVICE_OF_EQUIPMENT = {
    "emprunter": "equipement",
    "acheter": "equipement",
    "reparer": "equipement",
    "imprimer": "acces",
    "connecter": "acces",
}
#: What `acces` asks of `prise_en_charge_specifique`: every one of them.
CARE_OF_ACCESS = {
    "fauteuil": "moteur",
    "sourd": "surdite",
    "aveugle": "visuel",
    "lecture": "illettrisme",
    "mental": "mental",
    "anglais": "anglais",
    "langues": "langues",
}
#: What `acces` asks of `publics_specifiquement_adresses`: one of them, or a venue for everybody.
PUBLICS = ("femmes", "jeunes", "etudiants", "familles", "seniors")
FREE = "gratuit"
#: Costs that a person who asks for « gratuit » may not have to pay; the second is told.
FREE_COSTS = ("gratuit", "condition")
NOW, SATURDAY = "maintenant", "samedi"
#: Answers to « quand » that are ways to be helped from home.
FROM_HOME = ("telephone", "distance")
#: Parts of the day: from, to (midnight is the end of the day).
HALF_DAYS = {
    "matin": (time(0), time(12, 30)),
    "apres_midi": (time(12, 30), time(18)),
    "soir": (time(18), time(0)),
}


class Window(NamedTuple):
    """Some hours of a usual weekday (0 is Monday); None and None: the whole day."""

    day: int
    start: time | None
    end: time | None


def services_asked(answers: Answers) -> tuple[str, ...]:
    """Return the services that would do: those chosen, and those that the equipment implies.

    Without any, a procedure asks for help with procedures, and a trade for professional help.
    """
    asked = dict.fromkeys(answers.services)
    asked |= dict.fromkeys(SERVICE_OF_EQUIPMENT[one] for one in answers.equipment)
    if not asked and answers.procedure:
        return ("demarches",)
    if not asked and answers.trade:
        return ("emploi",)
    return tuple(asked)


def care_asked(answers: Answers) -> tuple[str, ...]:
    """Return the kinds of care that a venue must all give."""
    return tuple(CARE_OF_ACCESS[one] for one in answers.access if one in CARE_OF_ACCESS)


def publics_asked(answers: Answers) -> tuple[str, ...]:
    """Return the publics of which a venue must welcome one."""
    return tuple(one for one in answers.access if one in PUBLICS)


def windows_of(value: str, answers: Answers) -> tuple[Window, ...]:
    """Return the hours that one answer to « quand » means; a half-day is that of the days given.

    Empty for what is no weekly hour (now, by phone, at a distance).
    """
    if value == SATURDAY:
        return (Window(DAYS.index(SATURDAY), None, None),)
    if value not in HALF_DAYS:
        return ()
    return tuple(Window(DAYS.index(day), *HALF_DAYS[value]) for day in answers.days or DAYS)


def windows_asked(answers: Answers) -> tuple[Window, ...]:
    """Return every weekly hour that would do. Days without a half-day are whole days."""
    found = [window for value in answers.when for window in windows_of(value, answers)]
    if answers.days and not set(HALF_DAYS) & set(answers.when):
        found += [Window(DAYS.index(day), None, None) for day in answers.days]
    return tuple(dict.fromkeys(found))


def asks_hours(answers: Answers) -> bool:
    """Tell whether opening hours decide who fits."""
    return NOW in answers.when or bool(windows_asked(answers))
