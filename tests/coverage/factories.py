"""A small country with needs and venues, and its computation: for tests that read a run."""

from __future__ import annotations

from coverage.parameters import Parameters
from coverage.setup import refresh
from territories.models import Commune
from tests.factories import VenueFactory
from tests.fragility.factories import active_release, make_country

QUICK = Parameters(scenarios=12, permutations=9)
#: The communes of the Loire stand on a line, this many degrees of latitude apart (about 11 km).
STEP = 0.1
SOUTH = 45.0


def make_covered_country() -> None:
    """Write the country of `tests.fragility.factories`, its release and four venues.

    42001 has two venues (one of them told twice), 42003 has one; Corsica has one, at 2A001.
    Everything else has none.
    """
    make_country()
    for rank in range(8):
        Commune.objects.filter(code=f"4200{rank + 1}").update(latitude=SOUTH + rank * STEP)
    for rank in range(5):
        place = {"latitude": 41.6 + rank * STEP, "longitude": 9.0}
        Commune.objects.filter(code=f"2A00{rank + 1}").update(**place)
    Commune.objects.filter(code="75056").update(latitude=48.85, longitude=2.35)
    Commune.objects.filter(code="97101").update(latitude=16.2, longitude=-61.5)
    Commune.objects.filter(code="29083").update(latitude=48.0, longitude=-4.8)
    active_release()
    for name, code, latitude, longitude in (
        ("Médiathèque", "42001", SOUTH, 4.3903),
        ("Maison ouverte", "42001", SOUTH + STEP / 4, 4.3903),
        ("Espace numérique", "42003", SOUTH + 2 * STEP, 4.3903),
        ("Casa", "2A001", 41.6, 9.0),
    ):
        VenueFactory(
            name=name,
            commune_name=f"Commune {code}",
            commune_code=code,
            insee_code=code,
            departement_code=code[:2],
            latitude=latitude,
            longitude=longitude,
            services=("demarches",) if name == "Médiathèque" else ("outils",),
        )
    VenueFactory(
        name="MEDIATHEQUE",
        commune_name="Commune 42001",
        commune_code="42001",
        insee_code="42001",
        departement_code="42",
        latitude=SOUTH,
        longitude=4.3903,
        services=("acces",),
    )


def make_run() -> str:
    """Compute the coverage of what is in the database; return what it says."""
    return refresh(QUICK)
