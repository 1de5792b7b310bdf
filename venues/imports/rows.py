"""From one row of a file to the values of one venue, with everything that was said on the way.

It knows columns, values and normalisers, and asks `locate.py` where the row is. No database: the
gazetteer is given. Every repair, doubt and refusal becomes a note on a field of the standard.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from territories.gazetteer import Gazetteer
from territories.names import fold
from territories.postal import departement_of_postal_code
from venues.imports.columns import Columns, target_of
from venues.imports.findings import Note, fix, rejects, warning
from venues.imports.gaps import row_gaps
from venues.imports.locate import Location, locate
from venues.imports.mapping import Mapping
from venues.imports.normalise.address import normalise_address
from venues.imports.normalise.coordinates import normalise_coordinates
from venues.imports.normalise.dates import normalise_date
from venues.imports.normalise.email import normalise_emails
from venues.imports.normalise.hours import hours_from_days, normalise_hours
from venues.imports.normalise.name import normalise_name
from venues.imports.normalise.phone import normalise_phone
from venues.imports.normalise.pivot import normalise_pivot
from venues.imports.normalise.text import (
    clean_multiline,
    clean_text,
    is_blank,
    split_presentation,
)
from venues.imports.normalise.url import normalise_url, normalise_urls
from venues.imports.values import ON_BEHALF, Understood, formation_named, understand
from venues.standard import TERM_FIELDS
from venues.vocabulary import LABELS, TYPOLOGY_HIGH, TYPOLOGY_LOW, VOCABULARIES

#: Raise it whenever rows must be read again although the files have not changed.
READING_VERSION = 2
EXTERNAL_ID_LENGTH = 300
HOURS_TEXT_LENGTH = 2_000
#: Where the texts that an enumerated column does not know are kept.
_UNKNOWN_FIELD = {
    "services": "services",
    "publics": "publics_specifiquement_adresses",
    "frais": "frais_a_charge",
    "acces": "modalites_acces",
    "accompagnement": "modalites_accompagnement",
    "itinerance": "itinerance",
    "typologie": "typologie",
}


@dataclass(slots=True)
class Draft:
    """What a row says a venue is: model field → value, ready to be compared and stored."""

    row: int
    external_id: str
    raw: dict[str, Any]
    content_hash: str
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[tuple[str, Note]] = field(default_factory=list)

    @property
    def rejected(self) -> bool:
        """Tell whether the row cannot be used."""
        return rejects(note for _, note in self.notes)

    @property
    def updated_on(self) -> date | None:
        """The producer's date of the row."""
        day: date | None = self.values.get("updated_on")
        return day


def hash_row(raw: dict[str, Any], salt: str) -> str:
    """Return a fingerprint of a row and of the way it is read."""
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(f"{salt}\x00{text}".encode(), digest_size=16).hexdigest()


class RowReader:
    """Reads the rows of one file."""

    def __init__(
        self, columns: Columns, mapping: Mapping, gazetteer: Gazetteer, today: date
    ) -> None:
        self.columns = columns
        self.mapping = mapping
        self.gazetteer = gazetteer
        self.today = today
        constants = [(target_of(column), text) for column, text in mapping.constants.items()]
        self._constants = [
            (*target.split(":", 1), text) for target, text in constants if target and ":" in target
        ]

        #: Fields and groups that the file or the mapping speaks of.
        self.told = frozenset(
            columns.told | {target.split(":", 1)[0] for target, _ in constants if target}
        )

    def says(self, raw: dict[str, Any], standard: str) -> bool:
        """Tell whether a row fills a plain field."""
        return not is_blank(self._cell(raw, standard))

    def external_id(self, raw: dict[str, Any]) -> str:
        """Return the producer's identifier of a row, or "" when it has none."""
        text: str = clean_text(self._cell(raw, "id")).value[:EXTERNAL_ID_LENGTH]
        return text.removesuffix(".0") if text.removesuffix(".0").isdigit() else text

    def computed_id(self, raw: dict[str, Any]) -> str:
        """Return an identifier for a row that has none: it stays while name and place stay."""
        place = [self._cell(raw, name) for name in ("nom", "commune", "code_postal", "adresse")]
        return f"sans-id-{hash_row({'lieu': place if any(place) else raw}, '')[:16]}"

    def read(self, draft: Draft) -> None:
        """Fill the draft's values and notes from its raw row."""
        raw, said = draft.raw, draft.notes
        values: dict[str, Any] = {}

        def keep(field_name: str, normalised: tuple[Any, tuple[Note, ...]]) -> Any:
            said.extend((field_name, note) for note in normalised[1])
            return normalised[0]

        values["name"] = keep("nom", normalise_name(self._cell(raw, "nom"))) or ""
        location = self._location(raw, said)
        values.update(location.values)
        address = self._cell(raw, "adresse")
        address = keep(
            "adresse", normalise_address(address, location.postal_code, location.commune_name)
        )
        values["address"] = keep("adresse", clean_text(address, max_length=500))
        for standard, name, length in (
            ("complement_adresse", "address_complement", 500),
            ("structure_parente", "parent_structure", 500),
            ("source", "declared_source", 200),
        ):
            values[name] = keep(standard, clean_text(self._cell(raw, standard), max_length=length))
        self._contact(raw, values, keep, location)
        self._hours(raw, values, keep)
        detail = keep(
            "presentation_detail", clean_multiline(self._cell(raw, "presentation_detail"))
        )
        values["summary"], values["description"] = keep(
            "presentation_resume",
            split_presentation(self._cell(raw, "presentation_resume"), detail),
        )
        values["pivot"] = keep("pivot", normalise_pivot(self._cell(raw, "pivot"))) or ""
        values["updated_on"] = keep(
            "date_maj", normalise_date(self._cell(raw, "date_maj"), self.today)
        )
        self._terms(raw, values, said)
        values["sort_name"] = fold(values["name"])[:200]
        said.extend(row_gaps(values, said, self.told, has_id=self.says(raw, "id")))
        draft.values = values

    # --- cells -----------------------------------------------------------------------------

    def _cell(self, raw: dict[str, Any], standard: str) -> Any:
        """Return the first filled cell of a plain field, or the mapping's constant."""
        for header in self.columns.plain.get(standard, ()):
            cell = raw.get(header)
            if cell not in ("", None) and not is_blank(cell):
                return self._renamed(standard, cell)
        return self.mapping.constants.get(standard, "")

    def _written(self, raw: dict[str, Any], standard: str) -> Any:
        """Return the cell that is read or, when none says anything, what stands there instead."""
        cells = (raw.get(header) for header in self.columns.plain.get(standard, ()))
        return self._cell(raw, standard) or next(filter(None, cells), "")

    def _renamed(self, column: str, cell: Any) -> Any:
        table = self.mapping.values.get(column)
        return table.get(str(cell).strip(), cell) if table else cell

    # --- subjects --------------------------------------------------------------------------

    def _location(self, raw: dict[str, Any], said: list[tuple[str, Note]]) -> Location:
        point = normalise_coordinates(
            self._written(raw, "latitude"), self._written(raw, "longitude")
        )
        said.extend(("latitude", note) for note in point.notes)
        location = locate(
            self.gazetteer,
            insee_code=self._cell(raw, "code_insee"),
            commune=self._cell(raw, "commune"),
            postal_code=self._cell(raw, "code_postal"),
            point=point.value,
        )
        said.extend(location.notes)
        return location

    def _contact(
        self, raw: dict[str, Any], values: dict[str, Any], keep: Any, location: Location
    ) -> None:
        departement = values["departement_code"] or departement_of_postal_code(location.postal_code)
        phones = keep("telephone", normalise_phone(self._cell(raw, "telephone"), departement))
        values["phone"] = phones.main if phones else ""
        values["other_phones"] = list(phones.others) if phones else []
        values["emails"] = list(keep("courriels", normalise_emails(self._cell(raw, "courriels"))))
        values["websites"] = list(keep("site_web", normalise_urls(self._cell(raw, "site_web"))))
        for standard, name in (
            ("fiche_acces_libre", "accessibility_sheet"),
            ("prise_rdv", "booking_url"),
        ):
            url = keep(standard, normalise_url(self._cell(raw, standard))) or ""
            values[name] = url if len(url) <= 2_000 else ""

    def _hours(self, raw: dict[str, Any], values: dict[str, Any], keep: Any) -> None:
        text = self._cell(raw, "horaires")
        if self.mapping.days and is_blank(text):
            days = {day: str(raw.get(name) or "") for day, name in self.mapping.days.items()}
            hours = keep("horaires", hours_from_days(days))
            text = (
                "" if hours else " ; ".join(f"{day} {cell}" for day, cell in days.items() if cell)
            )
        else:
            hours = keep("horaires", normalise_hours(text))
        values["hours"] = hours or ""
        values["hours_text"] = (
            "" if hours or is_blank(text) else clean_text(text, max_length=HOURS_TEXT_LENGTH).value
        )

    def _enumerated_cells(self, raw: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
        """Yield (group, column, text) of each filled enumerated cell, then of the constants."""
        for group, headers in self.columns.enumerated.items():
            for header, column in headers:
                cell = raw.get(header, "")
                if cell not in ("", None) and not is_blank(cell):
                    yield group, column, str(self._renamed(column, cell))
        for group, column, text in self._constants:
            yield group, column, text

    def _terms(
        self, raw: dict[str, Any], values: dict[str, Any], said: list[tuple[str, Note]]
    ) -> None:
        """Read every enumerated column, then the free list of other labels."""
        codes: dict[str, list[str]] = {name: [] for name in VOCABULARIES}
        flags: set[str] = set()
        unknown: dict[str, list[str]] = {}
        other_labels = []
        for label in _free_list(self._cell(raw, "autres_formations_labels")):
            if code := formation_named(label):
                codes["formations_labels"].append(code)
                said.append(("autres_formations_labels", _recognised(label, code)))
            else:
                other_labels.append(label)
        for group, column, cell in self._enumerated_cells(raw):
            understood, notes = _read_terms(group, cell)
            said.extend((column, note) for note in notes)
            flags.update(understood.flags)
            for name, code in understood.terms:
                codes[name].append(code)
            if group == "labels":
                other_labels.extend(understood.unknown)
            elif understood.unknown:
                unknown.setdefault(_UNKNOWN_FIELD[group], []).extend(understood.unknown)
        for standard, name in TERM_FIELDS.items():
            values[name] = _ordered(standard, codes[standard])
        values["typology_low"] = tuple(
            code for code in _ordered("typologie", codes["typologie"]) if code in TYPOLOGY_LOW.bits
        )
        values["typology_high"] = tuple(
            code for code in _ordered("typologie", codes["typologie"]) if code in TYPOLOGY_HIGH.bits
        )
        values["other_labels"] = list(dict.fromkeys(other_labels))
        values["unknown_values"] = {
            name: list(dict.fromkeys(texts)) for name, texts in unknown.items()
        }
        values["acts_on_behalf"] = ON_BEHALF in flags or "aidants-connect" in values["programmes"]


def _recognised(label: str, code: str) -> Note:
    message = "Ce label est une formation du standard : il y a été placé."
    return fix("formation_reconnue", message, label, LABELS.by_code[code].label)


def _ordered(standard: str, codes: list[str]) -> tuple[str, ...]:
    return tuple(term.code for term in VOCABULARIES[standard].in_order(codes))


@lru_cache(maxsize=20_000)
def _free_list(cell: Any) -> tuple[str, ...]:
    """Cut a free list by « | », or by « ; » when that is the only separator."""
    text = str(cell or "")
    parts = text.split("|" if "|" in text else ";")
    cleaned = (clean_text(part, max_length=200).value for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part))


@lru_cache(maxsize=50_000)
def _read_terms(group: str, cell: str) -> tuple[Understood, tuple[Note, ...]]:
    """Return what a cell says, and the notes to make of it."""
    text, notes = clean_text(cell.replace("\n", ";"), max_length=5_000)
    understood = understand(group, text)
    said = [*notes]
    if understood.split or understood.renamed:
        labels = [
            code if name == "typologie" else VOCABULARIES[name].by_code[code].label
            for name, code in understood.terms
        ]
        said.append(
            fix(
                understood.split or "valeurs_converties",
                "Valeurs écrites autrement que dans le standard v1 : elles ont été converties.",
                text,
                "|".join([*labels, *understood.unknown]),
            )
        )
    if understood.unknown and group != "labels":
        said.append(
            warning(
                "valeur_inconnue",
                "Valeur que le standard ne connaît pas : elle est gardée telle quelle, mais les "
                "filtres ne la trouvent pas.",
                "|".join(understood.unknown),
            )
        )
    return understood, tuple(said)
