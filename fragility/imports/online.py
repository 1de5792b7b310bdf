"""The public files asked for on their producers' sites, the last good copy kept.

A file is asked for only when it changed (ETag, Last-Modified), written aside, opened and recognised
like any other, and only then takes the place of the copy before. Whatever fails, the copy before
stays: the site keeps its values and says their age. It knows a folder, not the settings.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from fragility.imports.registry import recognise
from fragility.imports.text_tables import RefusedFile, open_texts
from ifn_site.http import Fetched, UpstreamError, fetch_file

_INSEE = "https://www.insee.fr/fr/statistiques/fichier"
_MELODI = "https://api.insee.fr/melodi/file"
_ARCEP = "https://data.arcep.fr/fixe/maconnexioninternet/statistiques/last/commune"
#: Seconds allowed for one file, and years tried before the newest is given up.
TIMEOUT = 300.0
YEARS_TRIED = 5
_MEGABYTE = 1024 * 1024
_STATE = ".copies.json"


@dataclass(frozen=True)
class PublicFile:
    """One public file. `{year}` in the address is its vintage: the newest that answers is kept.

    `name` is how the copy is named, so that it is recognised; `megabytes` is the most accepted.
    """

    key: str
    address: str
    name: str
    megabytes: int

    def at(self, year: int) -> PublicFile:
        """Return the file of one vintage."""
        return replace(
            self, address=self.address.format(year=year), name=self.name.format(year=year)
        )

    @property
    def has_years(self) -> bool:
        """Say whether the address names a vintage that changes every year."""
        return "{year}" in self.address


#: INSEE gives a new number to each edition of its bases: those have a fixed address.
PUBLIC_FILES = (
    PublicFile(
        "population-communes",
        f"{_INSEE}/8581696/base-cc-evol-struct-pop-2022_csv.zip",
        "base-cc-evol-struct-pop-2022_csv.zip",
        100,
    ),
    PublicFile(
        "population-iris",
        f"{_INSEE}/8647014/base-ic-evol-struct-pop-2022_csv.zip",
        "base-ic-evol-struct-pop-2022_csv.zip",
        100,
    ),
    PublicFile(
        "diplomes-communes",
        f"{_MELODI}/DS_RP_DIPLOMES_PRINC/DS_RP_DIPLOMES_PRINC_{{year}}_CSV_FR",
        "DS_RP_DIPLOMES_PRINC_{year}_CSV_FR.zip",
        200,
    ),
    PublicFile(
        "diplomes-iris",
        f"{_INSEE}/8647010/base-ic-diplomes-formation-2022_csv.zip",
        "base-ic-diplomes-formation-2022_csv.zip",
        100,
    ),
    PublicFile(
        "menages-iris",
        f"{_INSEE}/8647008/base-ic-couples-familles-menages-2022_csv.zip",
        "base-ic-couples-familles-menages-2022_csv.zip",
        100,
    ),
    PublicFile(
        "activite-communes",
        f"{_INSEE}/8581444/base-cc-emploi-pop-active-2022_csv.zip",
        "base-cc-emploi-pop-active-2022_csv.zip",
        100,
    ),
    PublicFile(
        "activite-iris",
        f"{_INSEE}/8647006/base-ic-activite-residents-2022_csv.zip",
        "base-ic-activite-residents-2022_csv.zip",
        100,
    ),
    PublicFile(
        "filosofi",
        f"{_MELODI}/DS_FILOSOFI_CC/DS_FILOSOFI_CC_{{year}}_CSV_FR",
        "DS_FILOSOFI_CC_{year}_CSV_FR.zip",
        50,
    ),
    PublicFile(
        "filosofi-iris",
        f"{_INSEE}/8229323/BASE_TD_FILO_IRIS_2021_DISP_CSV.zip",
        "BASE_TD_FILO_IRIS_2021_DISP_CSV.zip",
        20,
    ),
    PublicFile(
        "arcep-fixe", f"{_ARCEP}/commune_debit_filaire.csv", "commune_debit_filaire.csv", 50
    ),
)


@dataclass(frozen=True)
class Copy:
    """The last good copy of a public file, as `.copies.json` keeps it."""

    name: str
    address: str
    etag: str
    modified: str
    sha256: str
    fetched_on: str


class Outcome(NamedTuple):
    """What became of one public file: `reason`, in French, when it failed; the copy there is."""

    key: str
    state: Literal["neuf", "inchangé", "échec"]
    reason: str
    copy: Copy | None


def refresh(
    folder: Path, today: date, files: Sequence[PublicFile] = PUBLIC_FILES
) -> Iterator[Outcome]:
    """Bring the copies of `folder` up to date, one outcome a file; never raises for a failure.

    `folder` is then read by `registry.read_folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        copies = copies_of(folder)
        copy = copies.get(file.key)
        try:
            fresh = _fetched(folder, file, copy, today)
        except UpstreamError as error:
            yield Outcome(file.key, "échec", _told(error), copy)
            continue
        except RefusedFile as error:
            yield Outcome(file.key, "échec", str(error), copy)
            continue
        if fresh is None:
            yield Outcome(file.key, "inchangé", "", copy)
            continue
        _remember(folder, {**copies, file.key: fresh})
        if copy and copy.name != fresh.name:
            (folder / copy.name).unlink(missing_ok=True)
        yield Outcome(file.key, "neuf", "", fresh)


def copies_of(folder: Path) -> dict[str, Copy]:
    """Return the good copies of a folder by key; one whose file is gone is not there."""
    try:
        stored = json.loads((folder / _STATE).read_text("utf-8"))
        copies = {key: Copy(**facts) for key, facts in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return {key: copy for key, copy in copies.items() if (folder / copy.name).is_file()}


def _fetched(folder: Path, file: PublicFile, copy: Copy | None, today: date) -> Copy | None:
    """Return the new copy, None when the one before is still the newest.

    Raises `UpstreamError` or `RefusedFile`.
    """
    if not file.has_years:
        return _asked(folder, file, copy, today)
    for year in range(today.year, today.year - YEARS_TRIED + 1, -1):
        # A vintage that is not published yet is refused, or answered by a page of words.
        try:
            return _asked(folder, file.at(year), copy, today)
        except UpstreamError as error:
            if error.reason != "refus":
                raise
        except RefusedFile:
            continue
    return _asked(folder, file.at(today.year - YEARS_TRIED + 1), copy, today)


def _asked(folder: Path, file: PublicFile, copy: Copy | None, today: date) -> Copy | None:
    """Fetch one address, check what came, and put it in its place."""
    known = copy if copy and copy.address == file.address else None
    with tempfile.TemporaryDirectory(dir=folder, prefix=".arrivee-") as aside:
        arrived = Path(aside) / file.name
        answer: Fetched = fetch_file(
            file.address,
            arrived,
            timeout=TIMEOUT,
            max_bytes=file.megabytes * _MEGABYTE,
            etag=known.etag if known else "",
            modified=known.modified if known else "",
        )
        if not answer.changed:
            return None
        for text in open_texts(arrived):
            recognise(text)
        with arrived.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if known and known.sha256 == digest:
            return None
        arrived.replace(folder / file.name)
    return Copy(
        name=file.name,
        address=file.address,
        etag=answer.etag,
        modified=answer.last_modified,
        sha256=digest,
        fetched_on=today.isoformat(),
    )


def _remember(folder: Path, copies: dict[str, Copy]) -> None:
    """Write the state of the copies, whole or not at all."""
    partial = folder / f"{_STATE}.partiel"
    text = json.dumps({key: asdict(copy) for key, copy in copies.items()}, indent=1)
    partial.write_text(text, "utf-8")
    partial.replace(folder / _STATE)


_REASONS = {
    "injoignable": "le site ne répond pas",
    "lent": "le site répond trop lentement",
    "trop_gros": "le fichier est plus gros que prévu",
    "tronque": "le fichier est arrivé incomplet",
    "redirections": "le site renvoie sans fin d’une adresse à l’autre",
    "adresse": "l’adresse n’est pas une adresse web",
}


def _told(error: UpstreamError) -> str:
    """Return a failure in French, with what becomes of the values."""
    reason = _REASONS.get(error.reason, f"le site refuse (réponse {error.status})")
    return f"{reason} ; la copie précédente est gardée."
