"""The life of a release: scored, checked, activated, retired. One is active, or none.

It knows the database and the methods; nothing of files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from django.db import transaction
from django.utils import timezone

from fragility.columns import unpack
from fragility.indicators import BY_KEY
from fragility.levels import Memberships
from fragility.methods.compute import compute_levels
from fragility.methods.presets import PRESETS
from fragility.models import Release, ScoreSeries
from fragility.series import keep_method, save_series, score_series
from fragility.status import Status
from fragility.store import Series, level_values, release_facts
from ifn_site.models import bump_data_version

KEPT_RETIRED = 2
"""So many releases are kept after they stop being active, to compare with."""
MAX_LOSS = 0.20
"""More of an indicator's known communes lost than this, against the active release, is refused."""


class NotReady(Exception):
    """The release cannot do this now; the message, in French, says what to do."""


@dataclass(frozen=True)
class Checks:
    """What the checks of a release found: what forbids to publish it, what should be looked at."""

    mistakes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def compute_scores(release: Release, memberships: Memberships) -> int:
    """Compute every method on a release that is not public, replacing its scores.

    Returns how many series were written. Raises NotReady for an active or retired release.
    """
    if release.state not in (Release.State.DRAFT, Release.State.CHECKED):
        raise NotReady(
            f"La publication n° {release.pk} est {release.get_state_display()} : ses scores ne "
            "changent plus. Chargez une nouvelle publication (import_indicators)."
        )
    release.scores.all().delete()
    frames = commune_frames(release)
    population = pd.Series(memberships.populations, index=memberships.codes("commune"))
    inside = pd.DataFrame(
        {level: memberships.groups[level] for level in ("epci", "departement", "region")},
        index=population.index,
    ).astype(object)
    error = release.report.get("pauvrete", {}).get("erreur_quadratique")
    errors = {"poverty": float(error)} if error else {}
    written = 0
    for preset in PRESETS.values():
        method = keep_method(preset)
        levels = compute_levels(preset, frames, population, inside, errors)
        series: list[ScoreSeries] = [
            score_series(release, method, preset, scores, memberships.codes(level))
            for level, scores in levels.items()
            if len(scores.codes)
        ]
        save_series(series)
        written += len(series)
    return written


def check(release: Release) -> Checks:
    """Check a draft and, when nothing forbids it, mark it as checked. The result is kept."""
    checks = Checks()
    previous = Release.objects.active().exclude(pk=release.pk).first()
    communes = _by_indicator(release)
    before = _by_indicator(previous) if previous else {}
    if not communes:
        checks.mistakes.append("Aucun indicateur n’a de valeur par commune.")
    for key, series in communes.items():
        _check_values(checks, key, series)
        if key in before and previous and previous.is_demonstration == release.is_demonstration:
            _check_against(checks, key, series, before[key])
    _check_scores(checks, release)
    release.report = {
        **release.report,
        "erreurs": checks.mistakes,
        "remarques": checks.remarks,
        "comptes": checks.facts,
    }
    release.state = Release.State.DRAFT if checks.mistakes else Release.State.CHECKED
    release.checked_at = timezone.now()
    release.save(update_fields=["report", "state", "checked_at"])
    return checks


@transaction.atomic
def activate(release: Release, *, force: bool = False) -> None:
    """Make a checked release the public one; the one before it is retired.

    Raises NotReady unless it is checked (or retired: one can go back); `force` takes a draft
    whose scores were computed, for a person who has read what the checks found. The data version
    rises.
    """
    if release.state == Release.State.ACTIVE:
        return
    scored = release.checked_at is not None and release.scores.exists()
    if release.state == Release.State.DRAFT and not (force and scored):
        raise NotReady(
            f"La publication n° {release.pk} n’est pas vérifiée : lancez compute_fragility, et "
            "corrigez ce qu’il signale (ou --force après l’avoir lu)."
        )
    Release.objects.active().update(state=Release.State.RETIRED)
    release.state = Release.State.ACTIVE
    release.activated_at = timezone.now()
    release.save(update_fields=["state", "activated_at"])
    bump_data_version()
    forget_old()


def forget_old() -> None:
    """Delete the releases retired long ago, and invented ones once real data are active."""
    retired = Release.objects.filter(state=Release.State.RETIRED)
    kept = list(retired.order_by("-activated_at", "-pk").values_list("pk", flat=True))
    retired.filter(pk__in=kept[KEPT_RETIRED:]).delete()
    if Release.objects.active().filter(is_demonstration=False).exists():
        Release.objects.filter(is_demonstration=True).delete()


@transaction.atomic
def withdraw_demonstration() -> bool:
    """Delete invented releases (real data came without indicators); tell whether one was public."""
    was_public = Release.objects.active().filter(is_demonstration=True).exists()
    Release.objects.filter(is_demonstration=True).delete()
    if was_public:
        bump_data_version()
    return was_public


@transaction.atomic
def draft_of(active: Release) -> Release:
    """Return a new draft with the same values and no score, to compute them anew."""
    draft = Release.objects.create(
        label=active.label,
        is_demonstration=active.is_demonstration,
        cog_year=active.cog_year,
        fingerprint=active.fingerprint,
        report={"pauvrete": active.report.get("pauvrete", {})},
    )
    copies = []
    for series in active.series.order_by("pk").iterator(chunk_size=16):
        series.pk, series.release = None, draft
        copies.append(series)
    save_series(copies)
    return draft


def commune_frames(release: Release) -> dict[str, pd.DataFrame]:
    """Return the values and statuses of the communes, one frame an indicator."""
    return {
        key: pd.DataFrame(
            {"value": series.values, "status": series.statuses.astype(np.int8)},
            index=pd.Index(series.codes.codes, dtype=object, name="code"),
        )
        for key, series in _by_indicator(release).items()
    }


def _by_indicator(release: Release) -> dict[str, Series]:
    """Return the series of the communes by indicator."""
    facts = release_facts(release)
    values = level_values("commune", facts) if facts else None
    return values.series if values else {}


def _check_values(checks: Checks, key: str, series: Series) -> None:
    """Check that numbers stand only where they may, and in their range."""
    facts = BY_KEY[key]
    known = series.statuses < Status.SECRET
    finite = np.isfinite(series.values)
    checks.facts[key] = series.counts
    if (finite != known).any():
        checks.mistakes.append(f"{facts.label} : un nombre manque, ou accompagne un secret.")
    numbers = series.values[finite]
    top = 100.0 if facts.unit == "%" else np.inf
    if len(numbers) and (numbers.min() < 0 or numbers.max() > top + 1e-6):
        checks.mistakes.append(
            f"{facts.label} : valeurs de {numbers.min():g} à {numbers.max():g} {facts.unit}, "
            f"hors de 0 à {top:g}."
        )
    missing = 1 - known.mean() if len(known) else 1.0
    if missing > 0.5:
        checks.remarks.append(
            f"{facts.label} : {missing:.0%} des communes sans valeur.".replace("%", "\u00a0%")
        )


def _check_against(checks: Checks, key: str, series: Series, before: Series) -> None:
    """Compare an indicator with the active release, commune by commune."""
    label = BY_KEY[key].label
    had = int((before.statuses < Status.SECRET).sum())
    has = int((series.statuses < Status.SECRET).sum())
    if has < had * (1 - MAX_LOSS):
        checks.mistakes.append(
            f"{label} : {has} communes connues, au lieu de {had} dans la publication active. Si "
            "c’est voulu : activate_release --force."
        )
    places = [series.codes.positions.get(code, -1) for code in before.codes.codes]
    common = np.array(places) >= 0
    change = np.abs(series.values[np.array(places)[common]] - before.values[common])
    change = change[np.isfinite(change)]
    moved = int((change > 0).sum())
    if moved:
        checks.remarks.append(
            f"{label} : {moved} communes changent, de {change[change > 0].mean():.2f} "
            f"{BY_KEY[key].unit} en moyenne."
        )


def _check_scores(checks: Checks, release: Release) -> None:
    """Check that every total lies from 1 to 10, and that the main index exists."""
    rows = release.scores.select_related("method", "code_list").order_by("method", "level")
    scored = set()
    for one in rows:
        totals = unpack(bytes(one.totals), "f8", one.code_list.count)
        totals = totals[np.isfinite(totals)]
        if len(totals) and (totals.min() < 1 - 1e-9 or totals.max() > 10 + 1e-9):
            checks.mistakes.append(f"{one.method.name}, {one.level} : un total sort de 1 à 10.")
        if len(totals) and one.level == "commune":
            scored.add(one.method.key)
    for key in PRESETS.keys() - scored:
        checks.remarks.append(f"{PRESETS[key].label} : aucune commune n’a assez d’indicateurs.")
