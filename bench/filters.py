"""Filters of the API at 20,000 venues: time, queries and bytes of each."""

from __future__ import annotations

from typing import Any

from bench.measure import milliseconds, spread, table
from bench.world import ready

TIMES = 40
QUESTIONS = {
    "first page, by name": "",
    "one service": "services=equipement",
    "two services, free": "services=demarches,outils&frais_a_charge=gratuit",
    "nearest 20": "pres_de=45.4347,4.3903",
    "within 20 km, one service": "pres_de=45.4347,4.3903&rayon=20000&services=demarches",
    "one département": "departement=42",
    "a box": "bbox=4,45,5,46",
    "open now": "ouvert=maintenant",
    "open on Saturday": "ouvert_le=samedi",
    "words": "q=mediatheque",
}


def main() -> None:
    """Measure the endpoint from request to bytes, without the network nor the ETag."""
    ready()
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    rows: list[tuple[Any, ...]] = [("question", "p50 / p95", "queries", "bytes")]
    for name, query in QUESTIONS.items():
        address = f"/api/v1/lieux/?{query}"
        assert client.get(address).status_code == 200, address
        times = milliseconds([lambda a=address: client.get(a) for _ in range(TIMES)])
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        rows.append((name, spread(times), len(queries), len(answer.content)))
    table(rows)


if __name__ == "__main__":
    main()
