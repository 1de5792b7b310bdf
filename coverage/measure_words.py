"""Measures of coverage in French words: ways, choice, access, how sure an alert is.

Pure: what is not known is said « sans donnée » or left out, and never shown as 0.
"""

from __future__ import annotations

from coverage.coverage_values import BaseVerdict, Minutes, ServiceCoverage
from coverage.honesty import Sureness
from coverage.parameters import PER
from coverage.verdict_words import robustness_words
from fragility.sentences import NO_BREAK, half_up, number, percent_of


def reach_words(minutes: Minutes, is_commune: bool) -> str:
    """Return the way to the nearest place: of a commune, or of half the inhabitants."""
    if minutes.state == "sans_donnee":
        return "sans donnée"
    if minutes.minutes is None:
        none = f"aucun lieu à moins de 60{NO_BREAK}minutes"
        return none if is_commune else f"{none} pour la moitié des habitants"
    shown = _minutes_words(minutes.minutes)
    return shown if is_commune else f"{shown} ou moins pour la moitié des habitants"


def whole_minutes(minutes: float) -> int:
    """Return minutes as every page shows them: rounded half up, 1 at least."""
    return max(1, int(half_up(minutes)))


def short_minutes(minutes: Minutes) -> str:
    """Return « 12 min », « plus de 60 min », or "" for unknown."""
    if minutes.state == "sans_donnee":
        return ""
    if minutes.minutes is None:
        return f"plus de{NO_BREAK}60{NO_BREAK}min"
    return f"{number(whole_minutes(minutes.minutes))}{NO_BREAK}min"


def choice_words(minutes: Minutes, is_commune: bool) -> str:
    """Return how many places there are to choose from."""
    if minutes.choice is None:
        return "sans donnée"
    if is_commune:
        whole = int(half_up(minutes.choice))
        return f"{number(whole)} lieu{'x' if whole > 1 else ''}" if whole else "aucun lieu"
    return f"{number(minutes.choice, 1)} lieu{'x' if minutes.choice >= 2 else ''} en moyenne"


def access_words(access: float | None) -> str:
    """Return an access in words; 0 is no place in reach, None is not known."""
    if access is None:
        return "sans donnée"
    if not access:
        return "aucun lieu à portée"
    return f"{number(access, 2)} lieu{'x' if access >= 2 else ''} pour {number(PER)} habitants"


def share_words(one: ServiceCoverage) -> str:
    """Return « 65 % de la moyenne de la France », "" when unknown or for France."""
    share = one.shares.get("france")
    return f"{percent_of(share)} de la moyenne de la France" if share is not None else ""


def access_detail(one: ServiceCoverage) -> str:
    """Return with whom the access is shared, and what it is of the mean of France."""
    if one.access is None:
        return ""
    said = "partagés avec tous ceux qui peuvent y aller"
    share = share_words(one)
    return f"{said}, {share}" if share else said


def _minutes_words(minutes: float) -> str:
    whole = whole_minutes(minutes)
    return f"{number(whole)}{NO_BREAK}minute{plural(whole)}"


def far_words(minutes: Minutes) -> str:
    """Return « 11 % à plus de 20 minutes, 2 % à plus de 30 minutes », "" for what is unknown."""
    return ", ".join(
        f"{percent_of(share)} à plus de {limit}{NO_BREAK}minutes"
        for limit, share in minutes.beyond.items()
        if share is not None
    )


def reach_detail(minutes: Minutes, is_commune: bool) -> str:
    """Return the share that is far; for a commune it is all or nothing, and left out."""
    said = "" if is_commune else far_words(minutes)
    return f"{said} (estimation)" if said else "estimation à vol d’oiseau"


def sureness_words(sure: Sureness) -> str:
    """Return how many double alerts are sure: « Dont 6 robustes, 12 probables… »."""
    parts = [
        f"{number(sure.robust)} robuste{plural(sure.robust)}",
        f"{number(sure.probable)} probable{plural(sure.probable)}",
        f"{number(sure.depends)} qui dépend{'ent' if sure.depends > 1 else ''} des hypothèses",
    ]
    return f"Dont {', '.join(parts)}."


def robustness_of(verdict: BaseVerdict, alerts: int = 0) -> str:
    """Return what the scenarios say of a commune, "" when they say nothing.

    `alerts` counts the double alerts of the base that holds it, among which its rank is told.
    """
    return robustness_words(
        verdict.flagged or 0.0,
        verdict.median_rank or 0,
        verdict.low_rank or 0,
        verdict.high_rank or 0,
        alerts,
    )


def many(count: float, one: str, several: str, digits: int = 0) -> str:
    """Return a count with its noun: « 0 commune », « 1 commune », « 2 communes »."""
    return f"{number(count, digits)} {several if count >= 2 else one}"


def grouped_words(rows: int, places: int) -> str:
    """Return « 34 fiches, 19 lieux une fois les doubles regroupés », shorter without doubles."""
    if rows == places:
        return many(places, "lieu", "lieux")
    told = many(places, "lieu", "lieux")
    return f"{many(rows, 'fiche', 'fiches')}, {told} une fois les doubles regroupés"


def plural(count: float) -> str:
    """Return the « s » of a plural."""
    return "s" if count >= 2 else ""
