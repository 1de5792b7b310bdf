"""The nearest 20 venues: growing window against sorting everything, from 300 communes."""

from __future__ import annotations

import random
import statistics

from bench.measure import milliseconds, spread, table
from bench.world import ready

QUESTIONS = 300


def main() -> None:
    """Measure the queryset alone, with and without a filter on services."""
    ready()
    from territories.models import Commune
    from venues.models import Venue

    points = list(Commune.objects.order_by("code").values_list("latitude", "longitude"))
    chosen = random.Random(1).sample(points, QUESTIONS)
    venues = Venue.objects.published()
    filtered = venues.offering(["equipement"])
    ways = {
        "growing window": lambda lat, lon: venues.nearest_page(lat, lon, 0, 20),
        "growing window, rare service": lambda lat, lon: filtered.nearest_page(lat, lon, 0, 20),
        "sorting every venue": lambda lat, lon: list(venues.nearest_first(lat, lon)[:20]),
    }
    times = {
        name: milliseconds([lambda p=point, w=way: w(*p) for point in chosen])
        for name, way in ways.items()
    }
    table([("way", "p50 / p95"), *((name, spread(values)) for name, values in times.items())])
    window, everything = times["growing window"], times["sorting every venue"]
    ratio = statistics.median(everything) / statistics.median(window)
    print(f"ratio to sorting everything: {ratio:.1f} times as fast")


if __name__ == "__main__":
    main()
