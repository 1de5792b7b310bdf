"""Opening hours of invented venues, in the many shapes that real files show.

Pure functions of a random generator. Most are valid OSM expressions; a share are almost OSM,
French sentences, or words nobody can turn into hours.
"""

from random import Random

from demo.venue_kinds import Kind

DAYS = ("Mo", "Tu", "We", "Th", "Fr")
FRENCH_DAYS = {
    "Mo": "lundi", "Tu": "mardi", "We": "mercredi", "Th": "jeudi", "Fr": "vendredi",
    "Sa": "samedi",
}  # fmt: skip
MORNINGS = ("09:00-12:00", "08:30-12:00", "09:00-12:30", "08:30-12:30", "10:00-12:00")
AFTERNOONS = ("14:00-17:00", "13:30-17:00", "14:00-18:00", "13:30-17:30", "14:00-16:30")
SINGLE = ("09:00-17:00", "10:00-18:00", "08:30-17:30", "14:00-17:00", "09:00-12:00")
VAGUE = (
    "Sur rendez-vous", "Horaires variables selon les semaines", "Se renseigner en mairie",
    "Pendant les permanences", "Du lundi au vendredi", "We 08:00", "matin uniquement",
)  # fmt: skip
ALMOST_OSM_SHARE = 0.03
SENTENCE_SHARE = 0.035
VAGUE_SHARE = 0.015


def opening_hours(rng: Random, kind: Kind) -> str:
    """Return hours as a producer would write them for a venue of this kind."""
    dice = rng.random()
    if dice < VAGUE_SHARE:
        return rng.choice(VAGUE)
    if dice < VAGUE_SHARE + SENTENCE_SHARE:
        return _sentence(rng)
    exact = _few_days(rng) if rng.random() < kind.few_hours else _full_week(rng, kind)
    if dice < VAGUE_SHARE + SENTENCE_SHARE + ALMOST_OSM_SHARE:
        return _almost_osm(rng, exact)
    return exact


def _few_days(rng: Random) -> str:
    """A permanence: one or two days, sometimes every other week."""
    days = sorted(rng.sample(range(5), rng.choice((1, 1, 1, 2))))
    slot = rng.choice((*SINGLE, rng.choice(MORNINGS) + "," + rng.choice(AFTERNOONS)))
    expression = f"{','.join(DAYS[day] for day in days)} {slot}"
    if rng.random() < 0.06:
        return rng.choice(("week 02-52/2 ", "week 01-53/2 ")) + expression
    return expression


def _full_week(rng: Random, kind: Kind) -> str:
    both = f"{rng.choice(MORNINGS)},{rng.choice(AFTERNOONS)}"
    shape = rng.choices(range(6), (44, 12, 14, 10, 12, 8))[0]
    week = (
        f"Mo-Fr {both}",
        f"Mo-Fr {rng.choice(SINGLE)}",
        f"Mo-Th {both}; Fr {rng.choice(MORNINGS)},{rng.choice(AFTERNOONS)}",
        f"Mo-Th {both}; Fr {rng.choice(MORNINGS)}",
        f"Tu-Fr {both}; Mo {rng.choice(AFTERNOONS)}",
        f"Tu,Th {rng.choice(AFTERNOONS)}; We {both}; Fr {rng.choice(SINGLE)}",
    )[shape]
    if rng.random() < kind.saturday:
        week += f"; Sa {rng.choice(('09:00-12:00', '10:00-12:30', '10:00-17:00'))}"
    dice = rng.random()
    if dice < 0.08:
        return f"{week}; PH off"
    if dice < 0.10 and shape == 0:
        return f"{week}; We off"
    return week


def _french_time(clock: str) -> str:
    hours, minutes = clock.split(":")
    return f"{int(hours)}h{'' if minutes == '00' else minutes}"


def _french_slot(slot: str) -> str:
    start, end = slot.split("-")
    return f"{_french_time(start)}-{_french_time(end)}"


def _sentence(rng: Random) -> str:
    morning, afternoon = rng.choice(MORNINGS), rng.choice(AFTERNOONS)
    start, end = (_french_time(clock) for clock in morning.split("-"))
    day = FRENCH_DAYS[rng.choice(DAYS)]
    return rng.choice(
        (
            f"Du lundi au vendredi de {start} à {end} et {_french_slot(afternoon)}",
            f"{day} de {start} à {end}",
            f"Le {day} matin de {start} à {end}, sur rendez-vous",
            f"du mardi au samedi : {_french_slot(morning)} / {_french_slot(afternoon)}",
            f"Lundi, mardi et jeudi : {_french_slot(morning)} et {_french_slot(afternoon)}",
            f"Ouvert tous les jours sauf le {day}",
        )
    )


def _almost_osm(rng: Random, exact: str) -> str:
    """The same hours, spelled with « h », or with spaces where OSM wants none."""
    if rng.random() < 0.5:
        return exact.replace(":00", "h").replace(":30", "h30")
    return exact.replace("-1", " - 1").replace(",", ", ")
