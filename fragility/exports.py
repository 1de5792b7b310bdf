"""A level as files: CSV, GeoJSON, Excel, Parquet, one row a territory.

Each row says by itself what it is: method, version, base, weighting, weights, and for each
indicator its value, class, status and year. A value that is secret or missing is empty, never 0.
It knows neither requests nor answers.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
import shapely
from django.conf import settings

from fragility.level_table import IndicatorColumns, LevelTable
from fragility.methods.recipe import BASE_LABELS, WEIGHTING_LABELS
from fragility.outlines import level_outlines
from fragility.status import STATUS_CODES, STATUS_LABELS, Status

#: Rows written at a time.
BATCH = 1_000
_CHUNK_BYTES = 256 * 1024
_TOTAL_DECIMALS = 4
_VALUE_DECIMALS = 4
_TEXTS = (
    "niveau", "code", "code_demande", "nom", "methode", "version", "base", "ponderation", "poids",
    "publication",
)  # fmt: skip
_FLOATS = ("total",)
CAUTION = (
    "L’indice dit où la fragilité est probable. Il ne compte pas des personnes et se croise avec "
    "la connaissance du terrain."
)
#: The columns of every file, with what they hold.
COLUMNS: dict[str, str] = {
    "niveau": "Niveau du territoire.",
    "code": "Code officiel d’aujourd’hui, un texte : il garde ses zéros.",
    "code_demande": "Le code tel qu’il a été demandé (avec codes= seulement).",
    "nom": "Nom du territoire.",
    "total": "Indice de 1 (moins fragile) à 10 (plus fragile) ; vide : pas assez de données.",
    "classe": "Classe de la carte, de 1 à 7.",
    "completude": "Nombre d’indicateurs qui ont une classe.",
    "rang": "Rang dans la base : 1 est le plus fragile.",
    "rang_min": "Meilleur rang possible quand on retire un indicateur ou que l’estimation varie.",
    "rang_max": "Dernier rang possible, de la même façon.",
    "effectif": "Nombre de territoires classés dans la même base.",
    "methode": "Clé de la méthode.",
    "version": "Version de la méthode.",
    "base": "Ensemble dans lequel les territoires sont comparés.",
    "ponderation": "unites : chaque commune compte pour un ; habitants : chaque habitant.",
    "poids": "Poids de chaque indicateur.",
    "publication": "Numéro de la publication des données.",
    "cog": "Année du code officiel géographique.",
    "demonstration": "true : les valeurs sont inventées.",
}
_INDICATOR_COLUMNS = {
    "valeur": "valeur, dans son unité",
    "classe": "classe de 1 à 10",
    "statut": "observe, estime, secret ou manquant",
    "millesime": "année des données",
}


def file_name(day: date, extension: str, table: LevelTable, scope: str) -> str:
    """Return a name that says the day, the level, the method and the territory (`scope`)."""
    method = table.choice.preset.key + ("-poids-choisis" if table.choice.is_own else "")
    invented = "demonstration_" if table.release.is_demonstration else ""
    return (
        f"{day:%Y-%m-%d}_reperes-numeriques_{invented}fragilite-numerique_"
        f"{table.level}_{method}_{scope.lower()}.{extension}"
    )


def numbers(column: Any, decimals: int | None = None) -> list[Any]:
    """Return a column as plain numbers, None for NaN, or for 0 when it holds whole numbers."""
    if decimals is None:
        return [one or None for one in column.tolist()]
    known = np.isfinite(column)
    rounded = np.round(np.where(known, column, 0.0), decimals).tolist()
    return [one if has else None for one, has in zip(rounded, known.tolist(), strict=True)]


def score_columns(table: LevelTable) -> dict[str, list[Any]]:
    """Return the columns of the index, from `total` to `effectif`."""
    return {
        "total": numbers(table.totals, _TOTAL_DECIMALS),
        "classe": numbers(table.classes),
        "completude": table.completeness.tolist(),
        "rang": numbers(table.ranks),
        "rang_min": numbers(table.rank_lows),
        "rang_max": numbers(table.rank_highs),
        "effectif": numbers(table.sizes),
    }


def value_column(one: IndicatorColumns) -> list[float | None]:
    """Return the values of an indicator, None for those that nobody knows."""
    return numbers(one.values, _VALUE_DECIMALS)


def columns(table: LevelTable, names: Mapping[str, str]) -> dict[str, list[Any]]:
    """Return every column of a file by name; each has one cell per territory, None for none."""
    size = len(table)
    said = table.choice
    found: dict[str, list[Any]] = {
        "niveau": [table.level] * size,
        "code": list(table.codes),
        **({"code_demande": list(table.asked)} if table.asked else {}),
        "nom": [names.get(code) for code in table.codes],
        **score_columns(table),
    }
    constant = {
        "methode": said.preset.key,
        "version": said.preset.version,
        "base": said.preset.base,
        "ponderation": said.weighting,
        "poids": said.weights_text,
        "publication": table.release.version,
        "cog": table.release.cog_year,
        "demonstration": table.release.is_demonstration,
    }
    found |= {name: [value] * size for name, value in constant.items()}
    words = [STATUS_CODES[status] for status in Status]
    for one in table.indicators:
        key = one.facts.key
        found[f"{key}_valeur"] = value_column(one)
        found[f"{key}_classe"] = numbers(one.classes)
        found[f"{key}_statut"] = [words[status] for status in one.statuses.tolist()]
        found[f"{key}_millesime"] = [one.vintage] * size
    return found


def _rows(found: Mapping[str, list[Any]]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows, a batch at a time."""
    rows = zip(*found.values(), strict=True)
    while batch := list(islice(rows, BATCH)):
        yield batch


def csv_chunks(found: Mapping[str, list[Any]]) -> Iterator[str]:
    """Yield the CSV text: comma, point for decimals, UTF-8, nothing for what is not known."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(found)
    cells = {**found, "demonstration": [_plain(one) for one in found["demonstration"]]}
    for batch in _rows(cells):
        writer.writerows(batch)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue()


def _plain(value: bool) -> str:
    return "true" if value else "false"


def geojson_chunks(
    table: LevelTable, found: Mapping[str, list[Any]], about: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """Yield a FeatureCollection; a territory without an outline is a feature without geometry."""
    said = json.dumps(dict(about), ensure_ascii=False)
    yield f'{{"type":"FeatureCollection","a_propos":{said},"features":['
    outlines = level_outlines(table.level, table.codes)
    names = list(found)
    place = names.index("code")
    separator = "\n"
    for batch in _rows(found):
        shapes = np.array([outlines.get(row[place]) for row in batch], dtype=object)
        features = [
            f'{{"type":"Feature","id":{json.dumps(row[place])},"geometry":{shape or "null"},'
            f'"properties":{json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)}}}'
            for row, shape in zip(batch, shapely.to_geojson(shapes).tolist(), strict=True)
        ]
        yield separator + ",\n".join(features)
        separator = ",\n"
    yield "\n]}\n"


def parquet_chunks(
    found: Mapping[str, list[Any]], about: Sequence[tuple[str, str]]
) -> Iterator[bytes]:
    """Write a Parquet file, what the data are in its metadata, then yield its bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def kind(name: str) -> pa.DataType:
        if name in _TEXTS or name.endswith("_statut"):
            return pa.string()
        if name == "demonstration":
            return pa.bool_()
        return pa.float64() if name in _FLOATS or name.endswith("_valeur") else pa.int32()

    schema = pa.schema([(name, kind(name)) for name in found], metadata=dict(about))
    with tempfile.TemporaryFile() as file:
        pq.write_table(pa.Table.from_pydict(dict(found), schema=schema), file, compression="zstd")
        file.seek(0)
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def xlsx_chunks(
    found: Mapping[str, list[Any]], about: Sequence[tuple[str, str]]
) -> Iterator[bytes]:
    """Yield a workbook: « Fragilité » and « Lisez-moi »; codes are texts and stay so."""
    # openpyxl is long to import, and few ask for it.
    from fragility.export_xlsx import workbook_chunks

    cells = {**found, "demonstration": [_plain(one) for one in found["demonstration"]]}
    return workbook_chunks(list(found), (row for batch in _rows(cells) for row in batch), about)


def about(table: LevelTable, day: date, address: str) -> list[tuple[str, str]]:
    """Return what a file says of itself, in (subject, sentence) lines."""
    preset = table.choice.preset
    lines = [("Fichier", f"Fragilité numérique – {settings.SITE_NAME}")]
    if table.release.is_demonstration:
        lines.append(("Attention", "Données de démonstration : les valeurs sont inventées."))
    lines += [
        ("Préparé le", f"{day:%d/%m/%Y}"),
        ("Méthode", f"{table.choice.name} ({preset.key}), version {preset.version}"),
        ("Base", f"{BASE_LABELS[preset.base]}, {WEIGHTING_LABELS[preset.weighting]}"),
        ("Poids", table.choice.weights_text),
        ("Publication", f"{table.release.version}, code géographique {table.release.cog_year}"),
        ("À savoir", CAUTION),
    ]
    lines += [(one.facts.label, _indicator_sentence(one)) for one in table.indicators]
    words = ", ".join(f"{STATUS_CODES[one]} = {STATUS_LABELS[one]}" for one in Status)
    lines.append(("Statuts", f"{words}. Une valeur secrète ou manquante est vide, jamais 0."))
    lines.append(("En savoir plus", address))
    return lines


def column_lines(found: Mapping[str, list[Any]]) -> list[tuple[str, str]]:
    """Return the columns of a file in words, for « Lisez-moi »."""
    own = [(name, COLUMNS[name]) for name in found if name in COLUMNS]
    return own + [(f"…_{end}", f"Pour un indicateur : {text}.") for end, text in
                  _INDICATOR_COLUMNS.items()]  # fmt: skip


def _indicator_sentence(one: IndicatorColumns) -> str:
    if one.source is None:
        return f"{one.facts.key} ({one.facts.unit}) : aucune donnée chargée à ce niveau."
    return (
        f"{one.facts.key} ({one.facts.unit}), {one.vintage} : {one.source.name}, "
        f"{one.source.producer}, {one.source.licence}."
    )
