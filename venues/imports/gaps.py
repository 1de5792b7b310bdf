"""What a file or a row leaves unsaid although the standard or people need it.

Missing columns are told once for the file; a missing value is told on its row only when it costs
people something. Pure: it knows the columns and the values read, neither files nor database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from venues.imports.columns import REQUIRED
from venues.imports.findings import Level, Note, rejects, warning

_NO_POINT = "Sans coordonnées, le lieu n’est jamais trouvé par distance."
_NO_SERVICE = "Sans service, le lieu n’est trouvé par aucun besoin."
_NO_ID = "Un identifiant est calculé d’après le nom et l’adresse : il change avec eux."
#: Why a missing column matters, when that is more than a rule of the standard.
_COSTS = {
    "id": _NO_ID,
    "adresse": "Sans adresse, personne ne sait où aller.",
    "date_maj": "Sans date, personne ne sait si la fiche est encore juste.",
}
#: Not required by the standard, yet a directory without them hardly helps.
_EXPECTED = (
    ("services", f"Le fichier ne dit pas les services. {_NO_SERVICE}"),
    ("latitude", f"Le fichier n’a pas de coordonnées. {_NO_POINT}"),
)
#: Field of the standard, field of the draft, code and message of an empty cell.
_ROW_GAPS = (
    ("adresse", "address", "adresse_absente", f"Adresse absente. {_COSTS['adresse']}"),
    ("date_maj", "updated_on", "date_absente", f"Date absente. {_COSTS['date_maj']}"),
    ("services", "services", "services_absents", f"Aucun service. {_NO_SERVICE}"),
    ("latitude", "latitude", "coordonnees_absentes", _NO_POINT),
)


def missing_columns(told: Collection[str]) -> list[tuple[str, Note]]:
    """Return (field, note) for each column that the file should have; `told` are those it has."""
    missing = []
    for name in REQUIRED:
        if name not in told:
            message = f"La colonne « {name} », obligatoire dans le standard, manque."
            missing.append((name, f"{message} {_COSTS.get(name, '')}".strip()))
    missing += [(field, message) for field, message in _EXPECTED if field not in told]
    return [(field, warning("colonne_absente", message)) for field, message in missing]


def missing_pivots(without: int, rows: int) -> list[tuple[str, Note]]:
    """Return one note for all the rows that have no pivot, when the file has that column."""
    if not without:
        return []
    message = f"Fiches sans pivot (SIRET ou RNA) : {without} sur {rows}. Le standard le demande."
    return [("pivot", warning("pivot_absent", message))]


def row_gaps(
    values: Mapping[str, Any],
    notes: Iterable[tuple[str, Note]],
    told: Collection[str],
    *,
    has_id: bool,
) -> list[tuple[str, Note]]:
    """Return (field, note) for each empty value of a row that costs people something.

    A field already doubted is not told again, nor a column that the whole file lacks, nor anything
    of a row that is refused.
    """
    notes = list(notes)
    if rejects(note for _, note in notes):
        return []
    doubted = {field for field, note in notes if note.level is Level.WARNING}
    gaps = [
        (field, warning(code, message))
        for field, name, code, message in _ROW_GAPS
        if field in told
        and field not in doubted
        and not _is_filled(values[name])
        and field not in values["unknown_values"]
    ]
    if "id" in told and not has_id:
        gaps.append(("id", warning("identifiant_absent", f"Identifiant absent. {_NO_ID}")))
    return gaps


def without_filled(
    values: Mapping[str, Any], notes: Iterable[tuple[str, Note]]
) -> list[tuple[str, Note]]:
    """Return the notes of a row that others completed, less the gaps that are gaps no more."""
    filled = {code for _, name, code, _ in _ROW_GAPS if _is_filled(values[name])}
    return [(field, note) for field, note in notes if note.code not in filled]


def _is_filled(value: Any) -> bool:
    """Tell whether there is a value: the number 0 is one."""
    return value not in (None, "", (), [])
