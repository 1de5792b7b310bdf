"""The directory as files: CSV, JSON, GeoJSON, Excel, Parquet.

CSV, JSON, Excel and Parquet hold the 32 fields of the standard, in order, one row a venue, by id.
CSV is raw, for programs; `protected` guards the cells that a spreadsheet would run as a formula.
The Excel workbook is made in `export_xlsx`. It knows neither requests nor answers.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import IO, Any, TextIO

from venues.identity import slug_of
from venues.models import Venue
from venues.querysets import VenueQuerySet
from venues.standard import ENUMERATED, FIELDS, FREE_LISTS, row_of, value_of

#: Rows read and written at a time.
BATCH = 1_000
#: The most venues of one Excel workbook: beyond, spreadsheets suffer.
XLSX_ROWS = 100_000
_CHUNK_BYTES = 256 * 1024
#: First characters that a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LISTS = (*ENUMERATED, *FREE_LISTS)
_NUMBERS = ("latitude", "longitude")
#: How the name of a file says « no territory was asked for », and the filters that ask for one.
FRANCE = "france"
_LEVELS = ("commune", "epci", "departement", "region")


def file_name(day: date, extension: str, territory: str = FRANCE) -> str:
    """Return the name that the standard recommends: day, producer, subject, territory."""
    subject = "lieux-de-mediation-numerique"
    return f"{day:%Y-%m-%d}_reperes-numeriques_{subject}_{territory}.{extension}"


def territory_of(given: Mapping[str, Any]) -> str:
    """Return how a file's name says what the filters keep: `departement-42-loire`, `france`…

    `given`: the filters in force (`VenueFilter.given`). Other filters add `-selection`.
    """
    levels = [level for level in _LEVELS if level in given]
    others = "-selection" if given.keys() - set(_LEVELS) else ""
    if not levels:
        return FRANCE + others
    if len(levels) > 1 or len(given[levels[0]]) > 1:
        return "plusieurs-territoires" + others
    (territory,) = given[levels[0]]
    return f"{levels[0]}-{territory.code.lower()}-{slug_of(territory.name, '')}{others}"


def rows_of(venues: VenueQuerySet) -> Iterator[dict[str, Any]]:
    """Yield each venue as a row of the standard (`standard.row_of`), by id."""
    return map(row_of, exported(venues))


def exported(venues: VenueQuerySet) -> Iterator[Venue]:
    """Read the venues by id, a batch at a time."""
    rows = venues.order_by("public_id").defer("search_text")
    return rows.iterator(chunk_size=BATCH)


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def guarded(value: Any) -> Any:
    """Return a cell that no spreadsheet will run: a quote stands before a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def csv_chunks(venues: VenueQuerySet, *, protected: bool = False) -> Iterator[str]:
    """Yield the CSV text, a batch at a time; the protected one opens well in a spreadsheet."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    if protected:
        buffer.write("\ufeff")
    writer.writerow(FIELDS)
    for batch in _batches(exported(venues)):
        for venue in batch:
            cells: Iterable[Any] = row_of(venue).values()
            writer.writerow(map(guarded, cells) if protected else cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue()


def write_csv(stream: TextIO, venues: VenueQuerySet, *, protected: bool = False) -> None:
    """Write the CSV, raw unless told otherwise (open the file with `newline=""`)."""
    for chunk in csv_chunks(venues, protected=protected):
        stream.write(chunk)


def write_json(stream: TextIO, venues: VenueQuerySet) -> None:
    """Write a JSON array of flat objects, lists joined by « | » as in the CSV."""
    separator = "[\n"
    for venue in exported(venues):
        stream.write(separator + json.dumps(row_of(venue), ensure_ascii=False))
        separator = ",\n"
    stream.write("[]\n" if separator == "[\n" else "\n]\n")


def geojson_chunks(
    venues: VenueQuerySet, result: Callable[[Venue], dict[str, Any]]
) -> Iterator[str]:
    """Yield a FeatureCollection; a venue without a point is a feature without a geometry."""
    rows = venues.select_related("main_record__source").defer(
        "search_text", "main_record__raw", "main_record__findings"
    )
    yield '{"type":"FeatureCollection","features":['
    separator = "\n"
    for batch in _batches(rows.order_by("public_id").iterator(chunk_size=BATCH)):
        features = (json.dumps(_feature(result(venue)), ensure_ascii=False) for venue in batch)
        yield separator + ",\n".join(features)
        separator = ",\n"
    yield "\n]}\n"


def _feature(result: dict[str, Any]) -> dict[str, Any]:
    longitude, latitude = result.pop("longitude"), result.pop("latitude")
    # A file is read later: what was open when it was made would mislead.
    result.pop("ouvert")
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {
        "type": "Feature",
        "id": result["id"],
        "geometry": point if latitude is not None else None,
        "properties": result,
    }


def parquet_chunks(venues: VenueQuerySet) -> Iterator[bytes]:
    """Write a Parquet file (lists stay lists) to a temporary file, then yield its bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def kind(name: str) -> pa.DataType:
        if name in _NUMBERS:
            return pa.float64()
        if name == "date_maj":
            return pa.date32()
        return pa.list_(pa.string()) if name in _LISTS else pa.string()

    schema = pa.schema([(name, kind(name)) for name in FIELDS])
    with tempfile.TemporaryFile() as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for batch in _batches(exported(venues)):
                rows = [_typed_row(venue) for venue in batch]
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
        yield from _file_chunks(file)


def _typed_row(venue: Venue) -> dict[str, Any]:
    """Return a row whose unknown values are null: Parquet has a way to say so."""
    row = {name: value_of(venue, name) for name in FIELDS}
    row["date_maj"] = venue.updated_on
    return {name: None if value == "" else value for name, value in row.items()}


def _file_chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk
