"""Invents one venue as a record of the standard v1, lists still lists, without faults.

A function of a random generator, a spot and a source. Dialects and faults come afterwards
(:mod:`demo.dialects`, :mod:`demo.faults`).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from demo import words
from demo.sources import REGIONAL, Source
from demo.venue_contacts import FictionPhones, domain_of, email_of
from demo.venue_hours import opening_hours
from demo.venue_kinds import KINDS, Kind
from demo.venue_places import Spot

Venue = dict[str, Any]

ZERO_PIVOT = "0" * 14
_AGE_BOUNDS = ((0, 180), (184, 363), (368, 545), (552, 1500))


class VenueMaker:
    """Invents venues; remembers the names given in a commune, so that none comes twice."""

    def __init__(self, rng: Random, reference_date: date) -> None:
        self._rng = rng
        self._today = reference_date
        self._phones = FictionPhones(rng)
        self._used: set[tuple[str, str]] = set()

    def kind_for(self, spot: Spot) -> Kind:
        """Draw a kind that a commune of this size may have."""
        size = spot.commune.pop
        fitting = [kind for kind in KINDS if kind.smallest <= size <= kind.largest]
        return self._rng.choices(fitting, [kind.weight for kind in fitting])[0]

    def make(self, spot: Spot, kind: Kind, source: Source) -> Venue:
        """Return a complete venue of this kind, at this spot, as this source would know it."""
        label = self._rng.choice(kind.labels)
        venue: Venue = {"nom": self._name(label, kind, spot), "typologie": [kind.typologie]}
        venue |= self._place(spot) | self._contacts(label, spot, source)
        venue |= self._offer(kind) | self._words(kind)
        venue["horaires"] = "" if self._happens(source.no_hours) else opening_hours(self._rng, kind)
        venue["date_maj"] = self._date(source).isoformat()
        venue["source"] = source.name
        return venue

    def _happens(self, rate: float) -> bool:
        return self._rng.random() < rate

    def _some(self, rates: dict[str, float]) -> list[str]:
        return [value for value, rate in rates.items() if self._rng.random() < rate]

    def _name(self, label: str, kind: Kind, spot: Spot) -> str:
        """A name unknown so far in the commune, always marked as a demonstration."""
        code = spot.commune.code
        name = f"{label} {words.of_place(spot.commune.nom)}"
        rank = 1
        while not (kind.town_name and rank == 1) or (code, name) in self._used:
            name = f"{label} {self._rng.choice(words.PROPER_NAMES)}"
            if rank > len(words.PROPER_NAMES):
                name = f"{name} {rank}"
            if (code, name) not in self._used:
                break
            rank += 1
        self._used.add((code, name))
        mark = words.DEMONSTRATION
        return f"{name} – {mark}" if self._happens(0.7) else f"{name} ({mark})"

    def _place(self, spot: Spot) -> Venue:
        rng = self._rng
        number = f"{rng.randint(1, 90)}{rng.choice(('', '', '', '', '', ' bis'))} "
        return {
            "commune": spot.commune.nom,
            "code_postal": spot.postal_code,
            "code_insee": spot.insee_code,
            "adresse": ("" if self._happens(0.06) else number) + rng.choice(words.STREETS),
            "complement_adresse": rng.choice(words.COMPLEMENTS) if self._happens(0.12) else "",
            "latitude": spot.lat,
            "longitude": spot.lon,
        }

    def _contacts(self, label: str, spot: Spot, source: Source) -> Venue:
        domain = domain_of(label, spot.commune.nom)
        phone = self._phones.number_for(spot.commune.reg, spot.commune.dep)
        return {
            "pivot": self._pivot(),
            "telephone": phone if self._happens(source.contacts) else "",
            "courriels": [email_of(domain, self._rng)] if self._happens(source.contacts) else [],
            "site_web": [f"https://www.{domain}"] if self._happens(0.5) else [],
            "prise_rdv": (
                f"https://rendez-vous.example/{domain.split('.')[0]}" if self._happens(0.07) else ""
            ),
            "fiche_acces_libre": (
                f"https://accessibilite.example/{domain.split('.')[0]}/"
                if self._happens(0.08)
                else ""
            ),
        }

    def _pivot(self) -> str:
        """Unknown for most, as in real files; else of a département 000, which does not exist."""
        dice = self._rng.random()
        if dice < 0.6:
            return ZERO_PIVOT
        if dice < 0.85:
            return ""
        return f"W000{self._rng.randrange(10**5, 10**6)}"

    def _date(self, source: Source) -> date:
        low, high = self._rng.choices(_AGE_BOUNDS, source.ages)[0]
        return self._today - timedelta(days=self._rng.randint(low, high))

    def _offer(self, kind: Kind) -> Venue:
        services = self._some(kind.services) or [max(kind.services, key=kind.services.__getitem__)]
        rng = self._rng
        dice = rng.random()
        if dice < 0.12:
            costs: list[str] = []
        elif rng.random() < kind.free:
            costs = ["Gratuit"]
        else:
            costs = rng.choice((["Payant"], ["Gratuit sous condition"], ["Gratuit", "Payant"]))
        return {
            "services": [] if self._happens(0.015) else services,
            "frais_a_charge": costs,
            "publics_specifiquement_adresses": (
                self._some(dict.fromkeys(words.PUBLICS, 0.5)) if self._happens(0.18) else []
            ),
            "prise_en_charge_specifique": (
                self._some(dict.fromkeys(words.CARE, 0.4)) if self._happens(0.14) else []
            ),
            "dispositif_programmes_nationaux": self._some(dict(kind.programmes)),
            "formations_labels": self._some(dict.fromkeys(words.LABELS, 0.01)),
            "autres_formations_labels": self._some(dict.fromkeys(words.OTHER_LABELS, 0.02)),
            "itinerance": self._itinerance(kind),
            **self._support(),
        }

    def _itinerance(self, kind: Kind) -> list[str]:
        if self._happens(kind.itinerant):
            return ["Itinérant"]
        return ["Fixe"] if self._happens(0.3) else []

    def _support(self) -> Venue:
        access = {"Se présenter": 0.4, "Téléphoner": 0.4, "Contacter par mail": 0.25}
        support = {
            "En autonomie": 0.4,
            "Accompagnement individuel": 0.85,
            "Dans un atelier collectif": 0.55,
            "À distance": 0.04,
        }
        hidden = self._happens(0.006)
        return {
            "modalites_acces": (
                ["Ce lieu n'accueille pas de public"] if hidden else self._some(access)
            ),
            "modalites_accompagnement": self._some(support) if self._happens(0.7) else [],
        }

    def _words(self, kind: Kind) -> Venue:
        rng = self._rng
        return {
            "presentation_resume": (rng.choice(words.PRESENTATIONS) if self._happens(0.35) else ""),
            "presentation_detail": rng.choice(words.DETAILS) if self._happens(0.12) else "",
            "structure_parente": rng.choice(words.NETWORKS) if self._happens(0.1) else "",
        }


def _is_metropole(region: str) -> bool:
    return len(region) == 2 and region >= "11"


def source_for(kind: Kind, region: str, national: Source, rng: Random) -> Source:
    """Return the producer that holds a venue of this kind in this region."""
    for source in REGIONAL:
        here = region in source.regions if source.regions else _is_metropole(region)
        if here and source.typologie in ("", kind.typologie) and rng.random() < source.share:
            return source
    return national


def seen_by_another(venue: Venue, source: Source, today: date, rng: Random) -> Venue:
    """Return the same place as another producer describes it: close words, point and date."""
    name: str = venue["nom"]
    variants: Sequence[str] = (
        name, name.upper(), name.replace(" – ", " - "), name.replace("’", "'"),
        name.replace("Médiathèque", "Médiathèque municipale"),
    )  # fmt: skip
    copy = dict(venue)
    copy["nom"] = rng.choice(variants)
    copy["latitude"] = round(venue["latitude"] + rng.uniform(-0.0003, 0.0003), 6)
    copy["longitude"] = round(venue["longitude"] + rng.uniform(-0.0003, 0.0003), 6)
    copy["telephone"] = venue["telephone"] if rng.random() < 0.7 else ""
    copy["horaires"] = venue["horaires"] if rng.random() < 0.6 else ""
    copy["date_maj"] = (today - timedelta(days=rng.randint(0, 900))).isoformat()
    copy["source"] = source.name
    return copy
