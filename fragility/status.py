"""How a value is known: observed, estimated, secret or missing. Pure: no ORM, no pandas.

The codes are stored in columns of bytes and sent to browsers: they never change.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag


class Status(IntEnum):
    """How one value of one indicator in one territory is known.

    A number stands only beside `OBSERVED` and `ESTIMATED`. `SECRET` is withheld by the producer
    (statistical secrecy), `MISSING` was never published: neither is ever 0.
    """

    OBSERVED = 0
    ESTIMATED = 1
    SECRET = 2
    MISSING = 3

    @property
    def label(self) -> str:
        """The French words for the public."""
        return STATUS_LABELS[self]

    @property
    def code(self) -> str:
        """The stable French word of exports and of the API."""
        return STATUS_CODES[self]


STATUS_LABELS: dict[Status, str] = {
    Status.OBSERVED: "observé",
    Status.ESTIMATED: "estimé",
    Status.SECRET: "secret statistique",
    Status.MISSING: "sans donnée",
}

STATUS_CODES: dict[Status, str] = {
    Status.OBSERVED: "observe",
    Status.ESTIMATED: "estime",
    Status.SECRET: "secret",
    Status.MISSING: "manquant",
}


class Flag(IntFlag):
    """What happened to a value on its way to the territories of today; several may hold."""

    NONE = 0
    INHERITED = 1
    """The value is the one of a commune since divided: status estimated, weight 0."""
    MERGED = 2
    """Several former communes, or the arrondissements of a city, make the value."""
    AGGREGATED = 4
    """The communes (or IRIS) inside make the value."""
    WITHOUT_WEIGHT = 8
    """Rates were averaged by inhabitants or alike, their own denominators being unknown."""
    PLAIN_MEAN = 16
    """With `WITHOUT_WEIGHT`: nothing known weighs the parts of the territory, they count alike."""


ENOUGH_OBSERVED = 0.95
"""From this share of the inhabitants observed, a larger territory's value is observed."""
ENOUGH_KNOWN = 0.50
"""Under this share of the inhabitants known (observed or estimated), there is no value."""
