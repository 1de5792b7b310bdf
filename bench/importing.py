"""Importing 20,000 rows: first time, again, and against a plain row-by-row import by the ORM.

The alternative does what most sites do: for each row, look the commune up, `get_or_create` the
venue, compare nothing, save. It reads the rows with our own normalisers, so that only the way of
writing differs. Point of comparison outside this run: the national pipeline took 141 s to
transform 20,000 rows, without writing them to a database.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from bench.measure import peak_megabytes, table, timed
from bench.world import DAY, ready

ROWS = 20_000
PLAIN_ROWS = 2_000


def rows_as_csv(number: int) -> bytes:
    """Return so many rows of the standard, made from the world's venues."""
    from venues.models import Venue
    from venues.standard import FIELDS, row_of

    stream = io.StringIO()
    writer = csv.DictWriter(stream, FIELDS)
    writer.writeheader()
    venues = list(Venue.objects.published().order_by("pk"))
    for index in range(number):
        row = row_of(venues[index % len(venues)])
        writer.writerow(row | {"id": f"banc-{index}"})
    return stream.getvalue().encode()


def plain_import(content: bytes) -> None:
    """Write each row on its own, as a plain loop over the ORM does."""
    from django.utils import timezone

    from territories.gazetteer import Gazetteer
    from venues.imports.apply import derive
    from venues.imports.columns import recognise
    from venues.imports.mapping import Mapping
    from venues.imports.reading import read_content
    from venues.imports.rows import Draft, RowReader
    from venues.models import Source, SourceRecord, Venue

    read = read_content(content)
    reader = RowReader(recognise(read.headers), Mapping(), Gazetteer.load(), DAY)
    source = Source.objects.create(key="banc-ligne", name="Banc")
    now = timezone.now()
    for index, raw in enumerate(read.rows):
        draft = Draft(index, reader.external_id(raw), raw, "")
        reader.read(draft)
        record = SourceRecord.objects.filter(source=source, external_id=draft.external_id).first()
        venue = record.venue if record else Venue()
        for name, value in draft.values.items():
            setattr(venue, name, value)
        derive(venue).save()
        SourceRecord.objects.update_or_create(
            source=source,
            external_id=draft.external_id,
            defaults={"venue": venue, "raw": raw, "first_seen": now, "last_seen": now},
        )


def main() -> None:
    """Measure, print, and undo everything."""
    ready()
    from django.db import transaction

    from venues.imports.pipeline import SourceFacts, import_content

    content, few = rows_as_csv(ROWS), rows_as_csv(PLAIN_ROWS)

    def ours() -> Any:
        return import_content(
            content, SourceFacts("banc"), file_name="banc.csv", today=DAY, apply=True
        )

    with transaction.atomic():
        first, outcome = timed(ours)
        second, again = timed(ours)
        plain, _ = timed(lambda: plain_import(few))
        transaction.set_rollback(True)
    plain_rate, our_rate = PLAIN_ROWS / plain, ROWS / first
    table(
        [
            ("what", "rows", "seconds", "rows/s", "outcome"),
            ("first import", ROWS, f"{first:.1f}", f"{our_rate:.0f}", outcome.report.summary()[0]),
            (
                "same file again",
                ROWS,
                f"{second:.2f}",
                f"{ROWS / second:.0f}",
                again.report.summary()[0],
            ),
            ("row by row with the ORM", PLAIN_ROWS, f"{plain:.1f}", f"{plain_rate:.0f}", ""),
        ]
    )
    print(f"ratio to the row-by-row import: {our_rate / plain_rate:.1f} times as fast")
    print(f"peak memory: {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
