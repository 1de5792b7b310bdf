"""A small directory for the orientation: its venues, and a plain filter written another way."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, validate

from orientation.answers import ACCESS, APPOINTMENT, DAYS, DOING, EQUIPMENT, WHEN, Answers
from tests.factories import CommuneFactory, DepartementFactory, RegionFactory, VenueFactory
from venues.models import Venue
from venues.vocabulary import VOCABULARIES

SETS = {
    "services": "services",
    "publics": "publics_specifiquement_adresses",
    "care": "prise_en_charge_specifique",
    "costs": "frais_a_charge",
    "access_modes": "modalites_acces",
    "support_modes": "modalites_accompagnement",
}
HOURS = (
    "",
    "24/7",
    "Mo-Fr 09:00-12:00,14:00-18:00; PH off",
    "Tu,Sa 10:00-12:00",
    "We 17:00-20:30",
    "Th 12:15-12:45; Fr 17:30-18:15",
    'Mo-Fr 09:00-17:00 "sur rendez-vous"',
    "n’importe quand",
)
#: Saint-Étienne, Lyon, Ajaccio, Fort-de-France: code, name, département, point, people, km².
PLACES = {
    "42218": ("Saint-Étienne", "42", 45.4347, 4.3903, 173_000, 80.0),
    "69123": ("Lyon", "69", 45.7580, 4.8351, 520_000, 48.0),
    "2A004": ("Ajaccio", "2A", 41.9257, 8.7376, 73_000, 82.0),
    "97209": ("Fort-de-France", "972", 14.6104, -61.0686, 75_000, 44.0),
}
MARTINIQUE = ZoneInfo("America/Martinique")
PARIS = ZoneInfo("Europe/Paris")
#: A week without any holiday, from its Monday.
MONDAY = datetime(2026, 11, 16)
HALF_DAYS = {
    "matin": (time(0), time(12, 30)),
    "apres_midi": (time(12, 30), time(18)),
    "soir": (time(18), time(23, 59, 59)),
}


def some_places() -> None:
    """Create the four communes and their départements."""
    RegionFactory()
    for code, (name, departement, lat, lon, people, area) in PLACES.items():
        DepartementFactory(code=departement, name=f"Département {departement}")
        CommuneFactory(
            code=code,
            name=name,
            departement_code=departement,
            latitude=lat,
            longitude=lon,
            population=people,
            area_km2=area,
        )


def some_venues(number: int) -> None:
    """Create venues that differ in everything that answers ask, always the same ones."""
    chance = random.Random(11)
    some_places()
    for rank in range(number):
        code = chance.choice([*PLACES, "42218", "69123"])
        name, departement, lat, lon, _, _ = PLACES[code]
        sets = {
            column: tuple(term.code for term in VOCABULARIES[list_] if chance.random() < 0.35)
            for column, list_ in SETS.items()
        }
        sets["publics"] = sets["publics"] if chance.random() < 0.5 else ()
        sets["care"] = sets["care"] if chance.random() < 0.7 else ()
        is_located = rank % 9 != 0
        made = VenueFactory(
            **sets,
            **_telling(chance, rank),
            commune_code=code,
            insee_code=code,
            commune_name=name,
            departement_code=departement,
            latitude=lat + chance.uniform(-0.3, 0.3) if is_located else None,
            longitude=lon + chance.uniform(-0.3, 0.3) if is_located else None,
            hours=chance.choice(HOURS),
            phone=chance.choice(["", "+33465710000"]),
            booking_url=chance.choice(["", "", "https://rdv.example/"]),
            acts_on_behalf=chance.random() < 0.4,
            completeness=chance.choice([40, 80]),
        )
        if rank % 8 == 3:
            _told_again(made, chance)


def _telling(chance: random.Random, rank: int) -> dict[str, object]:
    """Return what makes some venues counters: a programme, a kind, a name."""
    if rank % 7 == 1:
        return {"programmes": (chance.choice(["france-services", "aidants-connect", "pix"]),)}
    if rank % 7 == 2:
        return {"typology_low": (), "typology_high": (chance.choice(["RFS", "MSAP", "ML"]),)}
    return {"name": f"Espace France Services n° {rank}"} if rank % 7 == 3 else {}


def _told_again(venue: Venue, chance: random.Random) -> None:
    """Create the sheet of the same place that another source gives."""
    VenueFactory(
        name=venue.name.upper(),
        commune_code=venue.commune_code,
        insee_code=venue.insee_code,
        departement_code=venue.departement_code,
        latitude=venue.latitude,
        longitude=venue.longitude,
        services=tuple(chance.sample(["demarches", "outils", "emploi"], 2)),
        hours=chance.choice(HOURS),
        phone=chance.choice(["", "+33465710000"]),
        completeness=chance.choice([40, 80]),
    )


def some_answers(chance: random.Random) -> Answers:
    """Return answers drawn at random, few enough that venues fit them."""

    def few(values: Iterable[str], most: int = 2) -> tuple[str, ...]:
        kept = set(chance.sample(list(values), chance.randint(0, most)))
        return tuple(one for one in values if one in kept)

    return Answers(
        services=few([term.code for term in VOCABULARIES["services"]], 3),
        doing=chance.choice(["", "", *DOING]),
        equipment=few(EQUIPMENT, 1),
        procedure=chance.choice(["", "caf"]),
        trade=chance.choice(["", "independant"]),
        place=chance.choice(["", "42", *PLACES]),
        minutes=chance.choice([None, None, 10, 30, 60, 120]),
        mode=chance.choice(["", "pied", "transports", "voiture"]),
        when=few(WHEN),
        days=few(DAYS, 1),
        appointment=chance.choice(["", "", *APPOINTMENT]),
        access=few(ACCESS),
    )


def told_once(venues: Iterable[Venue], but: Iterable[Venue] = ()) -> set[int]:
    """Return the keys of one sheet for each place, the one that tells most, but some places."""

    def place(venue: Venue) -> tuple[str, str]:
        return venue.name.lower(), venue.commune_code

    known = {place(venue) for venue in but}
    best: dict[tuple[str, str], Venue] = {}
    for venue in sorted(venues, key=lambda one: one.pk):
        if place(venue) in known:
            continue
        if _told(venue) > _told(best.get(place(venue))):
            best[place(venue)] = venue
    return {venue.pk for venue in best.values()}


def _told(venue: Venue | None) -> tuple[int, int]:
    if venue is None:
        return -1, -1
    known = 2 * bool(venue.phone) + 2 * bool(venue.hours) + bool(venue.booking_url)
    return known, venue.completeness


# --- The plain filter ---------------------------------------------------------------------------
def fits(venue: Venue, answers: Answers, now: datetime) -> bool | None:
    """Tell whether a venue fits, by a plain reading; None: only its hours are unknown."""
    if not (_offers(venue, answers) and _welcomes(venue, answers) and _is_near(venue, answers)):
        return False
    return _is_open(venue, answers, now)


def _offers(venue: Venue, answers: Answers) -> bool:
    wanted = set(answers.services)
    for one in answers.equipment:
        wanted.add("acces" if one in ("imprimer", "connecter") else "equipement")
    if not wanted and answers.procedure:
        wanted = {"demarches"}
    if not wanted and answers.trade:
        wanted = {"emploi"}
    is_counter = (
        bool({"france-services", "aidants-connect"} & set(venue.programmes))
        or bool({"RFS", "MSAP"} & set(venue.typology))
        or "france services" in venue.name.lower()
    )
    offered = set(venue.services) | ({"demarches"} if is_counter else set())
    if wanted and not wanted & offered:
        return False
    if answers.doing == "a_ma_place" and not venue.acts_on_behalf:
        return False
    modes = set(venue.access_modes)
    if answers.appointment == "avec":
        return "rdv" in modes or bool(venue.booking_url)
    return answers.appointment != "sans" or not modes or "sur-place" in modes


def _welcomes(venue: Venue, answers: Answers) -> bool:
    care = {
        "fauteuil": "moteur", "sourd": "surdite", "aveugle": "visuel", "lecture": "illettrisme",
        "mental": "mental", "anglais": "anglais", "langues": "langues",
    }  # fmt: skip
    if any(care[one] not in venue.care for one in answers.access if one in care):
        return False
    publics = {"femmes", "jeunes", "etudiants", "familles", "seniors"} & set(answers.access)
    if publics and venue.publics and not publics & set(venue.publics):
        return False
    return "gratuit" not in answers.access or bool({"gratuit", "condition"} & set(venue.costs))


def _is_near(venue: Venue, answers: Answers) -> bool:
    if not answers.place:
        return True
    if answers.place == "42":
        return venue.departement_code == "42"
    _, departement, lat, lon, people, area = PLACES[answers.place]
    if venue.latitude is None or venue.longitude is None:
        return venue.commune_code == answers.place
    islands = {"2A", "972"}
    if venue.departement_code != departement and {venue.departement_code, departement} & islands:
        return False
    # The spherical law of cosines, not the haversine of the site.
    a, b = math.radians(lat), math.radians(venue.latitude)
    gap = math.radians(venue.longitude - lon)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(gap)
    metres = 6_371_008.8 * math.acos(min(1.0, cosine))
    return metres <= _radius(answers, people / area)


def _radius(answers: Answers, density: float) -> float:
    minutes = answers.minutes or {"": 0, "pied": 30, "transports": 45, "voiture": 30}[answers.mode]
    if not minutes:
        return 20_000
    car = 50 if density < 100 else 35 if density <= 1000 else 22
    # The speed of the town for 5 km at each end (a detour of 1.3), then 50 km/h.
    in_town = 13 / car * 60
    driven = minutes * car / 60 if minutes <= in_town else 13 + (minutes - in_town) * 50 / 60
    kilometres = {
        "pied": minutes * 4.5 / 60,
        "transports": max(max(0, minutes - 8) * 15, minutes * 4.5) / 60,
        "voiture": driven,
        "": driven,
    }[answers.mode]
    return kilometres / 1.3 * 1000


def _is_open(venue: Venue, answers: Answers, now: datetime) -> bool | None:
    found: list[bool | None] = []
    modes = set(venue.access_modes)
    if "telephone" in answers.when:
        found.append("telephone" in modes or (not modes and bool(venue.phone)))
    if "distance" in answers.when:
        found.append("distance" in venue.support_modes)
    if "maintenant" in answers.when:
        found.append(_open_now(venue, now))
    if "samedi" in answers.when:
        found.append(_open_on(venue, "samedi", time(0), time(23, 59, 59)))
    halves = [one for one in HALF_DAYS if one in answers.when]
    for day in answers.days or (DAYS if halves else ()):
        for half in halves or [""]:
            hours = HALF_DAYS.get(half, (time(0), time(23, 59, 59)))
            found.append(_open_on(venue, day, *hours))
    if not found or True in found:
        return True
    return None if None in found else False


def _zone(venue: Venue) -> ZoneInfo:
    return MARTINIQUE if venue.departement_code == "972" else PARIS


def _open_now(venue: Venue, now: datetime) -> bool | None:
    if not venue.hours or not validate(venue.hours):
        return None
    hours = OpeningHours(venue.hours, timezone=_zone(venue), country="FR", auto_country=False)
    local = now.astimezone(_zone(venue))
    if '"' in venue.hours and not hours.is_closed(local):
        return None
    return hours.is_open(local)


def _open_on(venue: Venue, day: str, start: time, end: time) -> bool | None:
    """Look at every minute of the wish, on a day of a week without holidays."""
    if not venue.hours or not validate(venue.hours):
        return None
    hours = OpeningHours(venue.hours)
    date = MONDAY + timedelta(days=DAYS.index(day))
    minute = datetime.combine(date, start)
    states = set()
    while minute < datetime.combine(date, end):
        if not hours.is_closed(minute):
            states.add(None if '"' in venue.hours else True)
        minute += timedelta(minutes=15)
    return True if True in states else None if states else False
