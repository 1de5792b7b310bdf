"""From the headers that producers write to the fields that the importer reads.

Insensitive to accents, case, spaces, underscores and hyphens. It knows names only, no value: each
column is tied to a field of the standard or to a group of enumerated columns (`values.GROUPS`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from venues.imports.findings import Note, warning
from venues.vocabulary import spelling_key

#: Columns with one plain value each: standard name → other names met in real files.
PLAIN: dict[str, tuple[str, ...]] = {
    "id": ("identifiant", "id structure"),
    "pivot": ("pivot (siret ou rna)", "siret", "rna", "siret rna"),
    "nom": ("nom du lieu", "nom de la structure"),
    "commune": ("ville", "nom commune"),
    "code_postal": ("cp", "code postal"),
    "code_insee": ("insee", "code commune", "code insee commune"),
    "adresse": ("adresse postale", "rue", "voie"),
    "complement_adresse": ("complement d'adresse", "complement"),
    "latitude": ("lat",),
    "longitude": ("long", "lon", "lng"),
    "telephone": ("tel", "numero de telephone", "n de telephone"),
    "courriels": ("courriel", "email", "e-mail", "mail", "adresse e-mail"),
    "site_web": ("site", "site internet", "url"),
    "horaires": ("horaires d'ouverture", "opening_hours"),
    "presentation_resume": (),
    "presentation_detail": ("presentation", "description"),
    "source": (),
    "structure_parente": (),
    "date_maj": ("date de mise a jour", "date maj", "maj"),
    "autres_formations_labels": ("labels_autres", "autres labels"),
    "fiche_acces_libre": ("accessibilite", "acceslibre"),
    "prise_rdv": ("rdv", "lien rdv"),
}
#: Columns of enumerated values: group of `values.GROUPS` → names, of any version and draft.
ENUMERATED: dict[str, tuple[str, ...]] = {
    "services": ("services", "service"),
    "publics": (
        "publics_specifiquement_adresses",
        "prise_en_charge_specifique",
        "publics_accueillis",
        "public_accueillis",
        "publics",
    ),
    "frais": ("frais_a_charge", "conditions_acces", "conditions_access", "cout", "tarif"),
    "labels": ("dispositif_programmes_nationaux", "formations_labels", "labels_nationaux"),
    "acces": ("modalites_acces",),
    "accompagnement": ("modalites_accompagnement",),
    "itinerance": ("itinerance",),
    "typologie": ("typologie",),
}
#: Known, of no use to the reader: said nowhere, kept in the raw row.
IGNORED = ("cle_ban", "structure_id", "structureId")
_IGNORED_PREFIXES = ("result ",)
#: What a file must have, in some spelling, to be one of venues at all.
INDISPENSABLE = "nom"
#: What the standard requires of every file: what is missing is told, not refused.
REQUIRED = ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")


def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for field, others in PLAIN.items():
        for name in (field, *others):
            index[spelling_key(name)] = field
    for group, names in ENUMERATED.items():
        for name in names:
            index[spelling_key(name)] = f"{group}:{name}"
    return index


_INDEX = _index()
_IGNORED_KEYS = {spelling_key(name) for name in IGNORED}


class Columns(NamedTuple):
    """Which column of the file feeds what; a field may have several columns, in file order."""

    plain: dict[str, list[str]]
    enumerated: dict[str, list[tuple[str, str]]]
    notes: tuple[Note, ...]

    @property
    def told(self) -> set[str]:
        """The plain fields and the groups of enumerated columns that the file speaks of."""
        return self.plain.keys() | self.enumerated.keys()

    @property
    def recognised(self) -> int:
        """How many fields of the standard the file speaks of."""
        return len(self.told)


def target_of(header: str) -> str | None:
    """Return the plain field, or « group:column », that a header names, or None."""
    return _INDEX.get(spelling_key(header))


def recognise(headers: Iterable[str], renames: dict[str, str] | None = None) -> Columns:
    """Tie the headers of a file to what they mean.

    `renames` (header → field or column of the standard) comes from a mapping file and wins.
    """
    plain: dict[str, list[str]] = {}
    enumerated: dict[str, list[tuple[str, str]]] = {}
    unknown: list[str] = []
    for header in headers:
        target = target_of((renames or {}).get(header, header))
        if target is None:
            key = spelling_key(header)
            if key and key not in _IGNORED_KEYS and not key.startswith(_IGNORED_PREFIXES):
                unknown.append(header)
        elif ":" in target:
            group, column = target.split(":", 1)
            enumerated.setdefault(group, []).append((header, column))
        else:
            plain.setdefault(target, []).append(header)
    notes: list[Note] = []
    doubles = [name for names in plain.values() if len(names) > 1 for name in names]
    if doubles:
        notes.append(
            warning(
                "colonnes_de_meme_sens",
                "Plusieurs colonnes disent la même chose : la première case remplie est gardée.",
                before=", ".join(doubles),
            )
        )
    if unknown:
        notes.append(
            warning(
                "colonnes_inconnues",
                "Colonnes que le standard ne connaît pas : elles restent dans la ligne d’origine "
                "mais ne sont pas montrées. Renommez-les d’après le standard si elles sont utiles.",
                before=", ".join(unknown),
            )
        )
    return Columns(plain, enumerated, tuple(notes))
