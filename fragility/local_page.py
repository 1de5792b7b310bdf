"""A file that somebody tries, as plain words for the page: what was read, matched, classed.

Reads a table again from the page itself when no file came. It keeps nothing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from fragility.levels import cog_year
from fragility.local.codes import LEVEL_LABELS, are_postal, code_book
from fragility.local.columns import find_columns
from fragility.local.matching import LABELS, LEFT_OUT, Kind, Matched, match
from fragility.local.preview import LocalPreview, holder_name, holders_of, local_preview, map_state
from fragility.local.reading import LocalTable, read_local_file
from fragility.local.sharing import pack, unpack
from fragility.local_forms import COUNTS, PreviewForm

#: Lines named in the page for each kind of finding; the file names them all.
_NAMED = 30
_COLUMNS_HINT = "Vérifiez la colonne des codes et le niveau choisis ci-dessous."


class Trial(NamedTuple):
    """What was made of a table; `said` is why there is nothing to show, "" when there is."""

    matched: Matched | None = None
    preview: LocalPreview | None = None
    said: str = ""
    columns: tuple[str, str] = ("", "")


def table_of(file: Any, carried: str) -> LocalTable | None:
    """Return the table of a new file, else the one that the page carried, None without any.

    Raises `UnreadableFile`.
    """
    if file is not None:
        return read_local_file(file.read())
    content = unpack(carried)
    if not isinstance(content, dict):
        return None
    return LocalTable(
        tuple(content["headers"]),
        [tuple(row) for row in content["rows"]],
        content["lines"],
        tuple(content["notes"]),
        tuple(content["broken"]),
    )


def carried_text(table: LocalTable | None) -> str:
    """Return a table as the page carries it, "" for none or for one that is too long."""
    return pack(table._asdict()) if table else ""


def try_out(table: LocalTable, form: PreviewForm) -> Trial:
    """Match and class a table as a valid form says."""
    said = form.cleaned_data
    book = code_book()
    columns = find_columns(
        table,
        book,
        code=form.rank_of("colonne_code"),
        value=form.rank_of("colonne_valeur"),
        level=said["niveau"],
    )
    names = (table.headers[columns.code], table.headers[columns.value])
    if not columns.level:
        return Trial(said=_nothing_known(table, form), columns=names)
    matched = match(table, columns, book, is_count=said["nature"] == COUNTS)
    if not matched.values:
        return Trial(matched, said=_no_value(matched, names), columns=names)
    preview = local_preview(
        matched.level,
        matched.values,
        within=said["dans"],
        unit=said["unite"],
        direction=form.direction,
    )
    if not preview.codes:
        message = (
            f"Aucun territoire du fichier n’est dans {holder_name(said['dans'])}. Choisissez un "
            "autre territoire dans « Classer dans »."
        )
        return Trial(matched, said=message, columns=names)
    return Trial(matched, preview, columns=names)


def _nothing_known(table: LocalTable, form: PreviewForm) -> str:
    """Say why no code was known, and what to do."""
    rank = form.rank_of("colonne_code")
    for place in range(len(table.headers)) if rank is None else [rank]:
        if are_postal([row[place] for row in table.rows if row[place]]):
            return (
                f"La colonne « {table.headers[place]} » semble faite de codes postaux : un code "
                "postal couvre plusieurs communes. Mettez des codes INSEE (code commune)."
            )
    return (
        "Aucun code de territoire n’a été reconnu. Il faut une colonne de codes INSEE de communes, "
        f"de départements ou de régions, de codes SIREN d’EPCI, ou d’IRIS. {_COLUMNS_HINT}"
    )


def _no_value(matched: Matched, names: tuple[str, str]) -> str:
    if not matched.recognised:
        level = LEVEL_LABELS[matched.level].lower()
        return (
            f"Aucun code de la colonne « {names[0]} » n’est de ce niveau ({level}). {_COLUMNS_HINT}"
        )
    if matched.of(Kind.DUPLICATE):
        return (
            "Chaque code est en double, avec des valeurs différentes. Gardez une seule année et "
            "une seule catégorie dans le fichier."
        )
    return (
        f"La colonne « {names[1]} » n’a aucun nombre lisible. Choisissez une autre colonne de "
        "valeurs ci-dessous."
    )


def trial_context(trial: Trial) -> dict[str, Any]:
    """Return what the page says of what was made of a table."""
    context: dict[str, Any] = {"columns": trial.columns, "trial_said": trial.said}
    matched, preview = trial.matched, trial.preview
    if matched is not None:
        context |= {
            "matched": matched,
            "matched_level": LEVEL_LABELS[matched.level],
            "cog_year": cog_year() or "",
            "findings": [
                {
                    "label": LABELS[kind],
                    "count": len(found),
                    "rows": found[:_NAMED],
                    "is_left_out": kind in LEFT_OUT,
                }
                for kind in Kind
                if (found := matched.of(kind))
            ],
        }
    if preview is not None and matched is not None:
        context |= preview_context(preview)
        context["holders"] = holders_of(matched.level, tuple(matched.values))
    return context


def preview_context(preview: LocalPreview) -> dict[str, Any]:
    """Return the legend, the rows and the map of values that are classed."""
    return {
        "preview": preview,
        "rows": preview.rows(),
        "inside_name": holder_name(preview.within) or "France",
        "map_state": map_state(preview),
    }
