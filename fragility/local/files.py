"""A local indicator as files: what was noticed, the ranked values, and exports with what they are.

Texts that people typed never become formulas. It knows neither requests nor answers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.conf import settings

from fragility.local.matching import LABELS, Matched
from fragility.local.preview import LocalPreview, holder_name
from fragility.local_models import LocalIndicator
from fragility.outlines import level_outlines

FORMATS = {"csv": "CSV", "xlsx": "Excel", "geojson": "GeoJSON"}
_BATCH = 1_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def findings_csv(matched: Matched) -> str:
    """Return what was noticed, a line each: for a spreadsheet (BOM, semicolons)."""
    rows = [(one.line, LABELS[one.kind], one.text, one.said) for one in matched.findings]
    return _sheet(("ligne", "constat", "code ou texte", "détail"), rows)


def values_csv(preview: LocalPreview) -> str:
    """Return every value with its class and rank, the most fragile first: for a spreadsheet."""
    places = dict(zip(preview.codes, preview.values.tolist(), strict=True))
    rows = [
        (one.code, one.name, repr(places[one.code]).replace(".", ","), one.number, one.rank)
        for one in preview.rows(len(preview.codes))
    ]
    return _sheet(("code", "nom", "valeur", "classe", "rang"), rows)


def _sheet(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(header)
    writer.writerows([[_guarded(cell) for cell in row] for row in rows])
    return "\ufeff" + buffer.getvalue()


def _guarded(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs; a number stays a number."""
    if not isinstance(cell, str) or not cell.startswith(_FORMULA):
        return cell
    is_number = cell.lstrip("-").replace(",", "", 1).isdigit()
    return cell if is_number else f"'{cell}"


def about(indicator: LocalIndicator, day: date, address: str) -> list[tuple[str, str]]:
    """Return what an export says of itself, in (subject, sentence) lines."""
    high = "plus" if indicator.direction > 0 else "moins"
    return [
        ("Indicateur local", indicator.label),
        ("Présenté par", indicator.organisation),
        ("Source", indicator.source),
        ("Licence", indicator.licence),
        ("Année", str(indicator.vintage)),
        ("Unité", indicator.unit or "sans unité"),
        ("Sens", f"Une valeur haute veut dire {high} fragile."),
        ("Classé dans", holder_name(indicator.within) or indicator.within),
        ("Code géographique", str(indicator.cog_year)),
        ("Préparé le", f"{day:%d/%m/%Y}"),
        ("À savoir", f"Valeurs données par cet organisme, non vérifiées par {settings.SITE_NAME}."),
        ("Adresse", address),
    ]


def export_chunks(
    indicator: LocalIndicator, preview: LocalPreview, kind: str, notice: list[tuple[str, str]]
) -> Iterator[str | bytes]:
    """Yield the file of a format of `FORMATS`; each row says by itself what it is."""
    columns = _columns(indicator, preview)
    if kind == "xlsx":
        # openpyxl is long to import, and few ask for it.
        from fragility.export_xlsx import workbook_chunks

        return workbook_chunks(list(columns), zip(*columns.values(), strict=True), notice)
    if kind == "geojson":
        return _geojson(preview, columns, notice)
    return _csv(columns)


def _columns(indicator: LocalIndicator, preview: LocalPreview) -> dict[str, list[Any]]:
    rows = preview.rows(len(preview.codes))
    values = dict(zip(preview.codes, preview.values.tolist(), strict=True))
    constant = {
        "indicateur": indicator.label,
        "unite": indicator.unit,
        "sens": "plus" if indicator.direction > 0 else "moins",
        "millesime": indicator.vintage,
        "source": indicator.source,
        "licence": indicator.licence,
        "organisme": indicator.organisation,
        "base": indicator.within,
        "cog": indicator.cog_year,
    }
    return {
        "niveau": [preview.level] * len(rows),
        "code": [one.code for one in rows],
        "nom": [one.name for one in rows],
        "valeur": [values[one.code] for one in rows],
        "classe": [one.number for one in rows],
        "rang": [one.rank for one in rows],
        **{name: [value] * len(rows) for name, value in constant.items()},
    }


def _csv(columns: dict[str, list[Any]]) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for rank, row in enumerate(zip(*columns.values(), strict=True), 1):
        writer.writerow([_guarded(cell) for cell in row])
        if rank % _BATCH == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _geojson(
    preview: LocalPreview, columns: dict[str, list[Any]], notice: list[tuple[str, str]]
) -> Iterator[str]:
    said = json.dumps(dict(notice), ensure_ascii=False)
    yield f'{{"type":"FeatureCollection","a_propos":{said},"features":['
    outlines = level_outlines(preview.level, preview.codes)
    separator = "\n"
    for row in zip(*columns.values(), strict=True):
        facts = dict(zip(columns, row, strict=True))
        shape = shapely.to_geojson(np.array(outlines.get(facts["code"]), dtype=object))
        yield (
            f'{separator}{{"type":"Feature","id":{json.dumps(facts["code"])},'
            f'"geometry":{shape or "null"},'
            f'"properties":{json.dumps(facts, ensure_ascii=False)}}}'
        )
        separator = ",\n"
    yield "\n]}\n"
