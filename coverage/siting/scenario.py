"""What is asked of the bench, as plain data: the address of the page is the scenario.

Pure: it knows neither the form nor the world.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlencode

from coverage.travel_times import Mode

Aim = Literal["alerte-loin", "alerte", "loin"]
Kind = Literal["sans-lieu", "alerte", "toutes", "choix", "lieux"]

AIMS: dict[str, str] = {
    "alerte-loin": "les habitants en double alerte qui n’ont aucun lieu dans ce temps",
    "alerte": "tous les habitants en double alerte",
    "loin": "tous les habitants qui n’ont aucun lieu dans ce temps",
}
KINDS: dict[str, str] = {
    "sans-lieu": "les communes sans lieu",
    "alerte": "les communes en double alerte",
    "toutes": "toutes les communes du territoire",
    "choix": "les communes que j’ai choisies",
    "lieux": "les lieux existants qui n’offrent pas encore ce service",
}
MODES: dict[str, str] = {"voiture": "en voiture", "pied": "à pied"}
MINUTES = (10, 15, 20, 30)
MOVES: dict[str, str] = {
    "lieu": "Ouvrir des lieux",
    "heures": "Ouvrir plus d’heures les lieux existants",
    "itinerant": "Passer une demi-journée par semaine",
}
#: Supply of a new place: a whole one, or one that opens half of the week, or two.
SUPPLIES: dict[str, float] = {"0.5": 0.5, "1": 1.0, "2": 2.0}
#: A half-day a week out of the ten of a place open all the week.
HALF_DAY = 0.1
MOST_PLACES = 20
#: Communes that an address may hold.
MOST_CHOSEN = 60
DEFAULT_MINUTES, DEFAULT_COUNT = 20, 3


@dataclass(frozen=True)
class Scenario:
    """One question. `level` and `code` name the territory; `communes` are those chosen by hand;
    `supply` is that of each new place, in places; `service` "" for any help.
    """

    level: str
    code: str
    service: str = ""
    mode: Mode = "voiture"
    minutes: int = DEFAULT_MINUTES
    count: int = DEFAULT_COUNT
    aim: Aim = "alerte-loin"
    kind: Kind = "sans-lieu"
    supply: str = "1"
    moves: tuple[str, ...] = tuple(MOVES)
    communes: tuple[str, ...] = ()

    @property
    def territory(self) -> str:
        """« level:code », as addresses write it."""
        return f"{self.level}:{self.code}"

    @property
    def query(self) -> str:
        """The query of the address: what differs from the defaults, in a fixed order."""
        usual = Scenario(self.level, self.code)
        pairs: list[tuple[str, Any]] = [("territoire", self.territory)]
        for name, value in (
            ("service", self.service),
            ("mode", self.mode),
            ("minutes", self.minutes),
            ("nombre", self.count),
            ("pour", self.aim),
            ("candidats", self.kind),
            ("offre", self.supply),
        ):
            if value != getattr(usual, _FIELDS[name]):
                pairs.append((name, value))
        if self.moves != usual.moves:
            pairs += [("geste", one) for one in self.moves]
        pairs += [("commune", one) for one in self.communes]
        return urlencode(pairs, safe=":")

    def changed(self, **values: Any) -> Scenario:
        """Return the same question but for some values."""
        return replace(self, **values)


_FIELDS = {
    "service": "service",
    "mode": "mode",
    "minutes": "minutes",
    "nombre": "count",
    "pour": "aim",
    "candidats": "kind",
    "offre": "supply",
}
