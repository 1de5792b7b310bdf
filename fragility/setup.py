"""The step « fragilité » of `setup_data`: files → draft → scores → checks → active release.

Idempotent: a fingerprint of the files, of the territories and of the code tells whether anything
would change. It knows the folder and the order, and no rule.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.management import CommandError

from fragility import load, releases
from fragility.imports.registry import LeftOut, read_folder
from fragility.levels import Memberships, read_memberships
from fragility.models import Release
from ifn_site.models import DataSet, record_data_set
from ifn_site.setup_steps import DataFolder, Say

FOLDER = "ifn"
_PREFIX = "fragilite:"
#: With the importers and the methods, the modules that values and scores come from.
_MAKERS = (
    "aggregate.py", "carry.py", "columns.py", "indicators.py", "levels.py", "load.py",
    "releases.py", "series.py", "status.py", "tables.py", "data/reestablished_communes.csv",
)  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    """What a release would be made from."""

    folder: Path
    memberships: Memberships
    is_demonstration: bool
    fingerprint: str

    @property
    def label(self) -> str:
        """The French name of the release."""
        return "Démonstration (valeurs inventées)" if self.is_demonstration else "Données publiques"


def load_fragility(folder: DataFolder, say: Say) -> None:
    """Load the indicators of a folder, compute the scores and publish them.

    A folder without indicators leaves what is there, but an invented release never stays beside
    real territories. Raises CommandError, in French, when the checks refuse the release.
    """
    inputs = read_inputs(folder)
    if not inputs.folder.is_dir():
        withdrawn = not inputs.is_demonstration and releases.withdraw_demonstration()
        if withdrawn:
            DataSet.objects.filter(key__startswith=_PREFIX).delete()
        say(
            f"Aucun indicateur dans ce dossier ({FOLDER}/)."
            + (" Les valeurs de démonstration sont retirées." if withdrawn else "")
        )
        return
    active = Release.objects.active().of_inputs(inputs.fingerprint).first()
    if active is not None:
        say(f"fragilité : inchangé (publication n° {active.pk}).")
        return
    release = draft_from(inputs, say)
    releases.compute_scores(release, inputs.memberships)
    publish_if_sound(release, say)
    record_sources(release, folder.origin)
    say(sentence(release))


def read_inputs(folder: DataFolder) -> Inputs:
    """Return what a release would be made from, with its fingerprint (well under a second)."""
    memberships = read_memberships()
    path = folder.path / FOLDER
    digest = hashlib.sha256(_code_hash().encode())
    for column in (memberships.communes, memberships.populations, *memberships.groups.values()):
        digest.update(column.tobytes())
    for file in sorted(path.glob("*")) if path.is_dir() else []:
        if file.is_file():
            digest.update(file.name.encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return Inputs(
        path, memberships, folder.origin == DataSet.Origin.DEMONSTRATION, digest.hexdigest()
    )


def draft_from(inputs: Inputs, say: Say) -> Release:
    """Load the files into a draft, in the place of drafts that checks refused before.

    Raises CommandError, in French, when nothing can be read.
    """
    Release.objects.filter(state=Release.State.DRAFT).delete()
    left_out: list[LeftOut] = []
    try:
        loaded = load.load_tables(
            read_folder(inputs.folder, left_out.append),
            inputs.memberships,
            label=inputs.label,
            is_demonstration=inputs.is_demonstration,
            fingerprint=inputs.fingerprint,
        )
    except ValueError as error:
        raise CommandError(str(error)) from None
    for line in loaded.sentences:
        say(line)
    for one in left_out:
        say(f"{FOLDER}/{one.name} : {one.reason}")
    return loaded.release


def publish_if_sound(release: Release, say: Say) -> None:
    """Check a scored draft and activate it. Raises CommandError with what the checks refuse."""
    checks = releases.check(release)
    for remark in checks.remarks:
        say(remark)
    if checks.mistakes:
        raise CommandError(
            f"La publication n° {release.pk} reste un brouillon. " + " ".join(checks.mistakes)
        )
    releases.activate(release)


def record_sources(release: Release, origin: str) -> None:
    """Write one line of the site's data record for each publisher, for the footer and health."""
    keys = []
    for facts, years, communes in load.sources_of(release):
        keys.append(f"{_PREFIX}{facts.key}")
        record_data_set(
            keys[-1],
            label=facts.name,
            origin=origin,
            licence=facts.licence,
            version=", ".join(map(str, years)),
            rows=communes,
        )
    DataSet.objects.filter(key__startswith=_PREFIX).exclude(key__in=keys).delete()


def sentence(release: Release) -> str:
    """Return what a release holds, for people."""
    communes = release.series.filter(level="commune").order_by("indicator")
    counts = list(communes.values_list("counts", flat=True))
    known = sum(one.get("observe", 0) + one.get("estime", 0) for one in counts)
    return (
        f"fragilité : {len(counts)} indicateurs, {known} valeurs de communes, "
        f"{release.scores.count()} séries de scores (publication n° {release.pk}, active)."
    )


@cache
def _code_hash() -> str:
    """Return a hash of the code that makes values and scores: other code, other release."""
    package = Path(__file__).resolve().parent
    paths = [package / name for name in _MAKERS]
    paths += sorted([*package.glob("imports/*.py"), *package.glob("methods/*.py")])
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
