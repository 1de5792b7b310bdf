"""Pages at 20,000 venues: server time at p50 and p95, queries, and bytes gzipped."""

from __future__ import annotations

import gzip
import random
from typing import Any

from bench.measure import milliseconds, peak_megabytes, spread, table
from bench.world import ready

TIMES = 60


def main() -> None:
    """Measure each page on different places, as different people would ask for them."""
    ready()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from territories.models import Commune
    from venues.models import Venue

    chance = random.Random(4)
    codes = list(
        Commune.objects.filter(population__gt=500).order_by("code").values_list("code", flat=True)
    )
    communes = chance.sample(codes, TIMES)
    sheets = chance.sample(list(Venue.objects.published().order_by("pk")), TIMES)
    pages = {
        "home": ["/"] * TIMES,
        "list, near a commune": [f"/lieux/?lieu={code}" for code in communes],
        "list, one service, free": [
            f"/lieux/?lieu={code}&services=demarches&frais_a_charge=gratuit" for code in communes
        ],
        "list, open now": [f"/lieux/?lieu={code}&ouvert=maintenant" for code in communes],
        "list, page 5": [f"/lieux/?lieu={code}&page=5" for code in communes],
        "sheet": [venue.get_absolute_url() for venue in sheets],
        "open data": ["/donnees/"] * TIMES,
    }
    client = Client()
    rows: list[tuple[Any, ...]] = [("page", "p50 / p95", "queries", "gzipped bytes")]
    for name, addresses in pages.items():
        client.get(addresses[0])
        times = milliseconds([lambda a=address: client.get(a) for address in addresses])
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(addresses[-1])
        assert answer.status_code == 200, (addresses[-1], answer.status_code)
        rows.append((name, spread(times), len(queries), len(gzip.compress(answer.content))))
    table(rows)
    print(f"peak memory of the process: {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
