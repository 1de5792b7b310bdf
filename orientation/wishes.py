"""What answers ask of a venue, in the words of the standard: services, care, publics, hours.

A counter of France services (its programme, its kind or its name) and a place of Aidants Connect
help with procedures, even where their sheet forgets to tick « démarches »: that is what they are.
Pure: answers in, codes and times out. Which venues satisfy them is in `matching`.
"""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

from orientation.answers import DAYS, Answers
from territories.names import fold
from venues.asked_day import WEEKEND, WEEKEND_DAYS, AskedDay

#: The service that lends, sells, mends or opens each kind of equipment.
SERVICE_OF_EQUIPMENT = {
    "emprunter": "equipement",
    "acheter": "equipement",
    "reparer": "equipement",
    "imprimer": "acces",
    "connecter": "acces",
}
#: The service of those who help with procedures, and what tells it without saying so.
PROCEDURES_SERVICE = "demarches"
COUNTER_PROGRAMMES = ("france-services", "aidants-connect")
COUNTER_KINDS = ("RFS", "MSAP")
_COUNTER_NAMES = (
    "france services",
    "france service",
    "frances services",
    "msap",
    "maison de services au public",
)
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


def names_a_counter(name: str) -> bool:
    """Tell whether a name is that of a counter of France services, or of what came before it."""
    folded = f" {fold(name)} "
    return any(f" {words} " in folded for words in _COUNTER_NAMES)


def services_given(
    services: tuple[str, ...], programmes: tuple[str, ...], kinds: tuple[str, ...], name: str
) -> tuple[str, ...]:
    """Return the services of a venue: those it ticks, and procedures where it is a counter."""
    is_counter = (
        bool(set(COUNTER_PROGRAMMES) & set(programmes))
        or bool(set(COUNTER_KINDS) & set(kinds))
        or names_a_counter(name)
    )
    if not is_counter or PROCEDURES_SERVICE in services:
        return services
    return (*services, PROCEDURES_SERVICE)


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


def day_asked(answers: Answers) -> AskedDay | None:
    """Return the one day, or the week-end, that is asked; None for none, several, or now."""
    if NOW in answers.when:
        return None
    days = {DAYS.index(day) for day in answers.days}
    if SATURDAY in answers.when:
        days.add(DAYS.index(SATURDAY))
    if days == set(WEEKEND_DAYS):
        return AskedDay(WEEKEND)
    return AskedDay(days.pop()) if len(days) == 1 else None


def only_from_home(answers: Answers) -> bool:
    """Tell whether a person asks to be helped by phone or on line, and not to come."""
    return bool(answers.when) and not answers.days and set(answers.when) <= set(FROM_HOME)


def asks_hours(answers: Answers) -> bool:
    """Tell whether opening hours decide who fits."""
    return NOW in answers.when or bool(windows_asked(answers))
