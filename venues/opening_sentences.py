"""How times, days and dates of opening are said in French. Knows no opening-hours syntax."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

#: Between a number and its unit, a line never breaks.
NBSP = "\u00a0"
ALL_DAY = f"24{NBSP}h sur 24"
CLOSED = "Fermé"
UNKNOWN = "Horaires non communiqués"

DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTH_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


def clock(at: time) -> str:
    """« 9 h », « 17 h 30 », « minuit »."""
    if at.hour == at.minute == 0:
        return "minuit"
    minutes = f"{NBSP}{at.minute:02d}" if at.minute else ""
    return f"{at.hour}{NBSP}h{minutes}"


def interval(start: time, end: time) -> str:
    """« 9 h – 12 h »; from midnight to midnight, « 24 h sur 24 »."""
    midnight = time(0)
    if start == end == midnight:
        return ALL_DAY
    opening = f"0{NBSP}h" if start == midnight else clock(start)
    return f"{opening}{NBSP}– {clock(end)}"


def day_label(on: date) -> str:
    """« lundi 13 juillet », « mercredi 1er juillet »."""
    number = "1er" if on.day == 1 else str(on.day)
    return f"{DAY_NAMES[on.weekday()]} {number} {_MONTH_NAMES[on.month - 1]}"


def moment(at: datetime, today: date) -> str:
    """Say when, seen from `today`: « à 9 h », « demain à 9 h », « lundi à 9 h », « le lundi 7
    décembre à 9 h ».
    """
    hour = f"à {clock(at.time())}"
    days = (at.date() - today).days
    if days == 0:
        return hour
    if days == 1:
        return f"demain {hour}"
    if days < 7:
        return f"{DAY_NAMES[at.weekday()]} {hour}"
    year = f" {at.year}" if at.year != today.year else ""
    return f"le {day_label(at.date())}{year} {hour}"


def join_and(words: Sequence[str]) -> str:
    """« a, b et c »."""
    return " et ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _runs(days: Sequence[int]) -> list[list[int]]:
    """Part sorted days into runs: three days or more that follow each other stay together."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[day] for day in run])]


def _name_runs(days: Sequence[int], article: str) -> str:
    """« lundi, mardi et jeudi », « du lundi au mercredi et le vendredi » (with the
    article « le »).
    """
    names = [
        f"{article}{DAY_NAMES[run[0]]}"
        if len(run) == 1
        else f"du {DAY_NAMES[run[0]]} au {DAY_NAMES[run[-1]]}"
        for run in _runs(days)
    ]
    return join_and(names)


def days_subject(days: Sequence[int]) -> str:
    """« Tous les jours », « Du lundi au vendredi », « Lundi, mardi et jeudi » (0 is Monday)."""
    if len(days) == 7:
        return "Tous les jours"
    has_range = any(len(run) > 1 for run in _runs(days))
    article = "le " if has_range and len(_runs(days)) > 1 else ""
    name = _name_runs(days, article)
    return name[0].upper() + name[1:]


def closed_days(days: Sequence[int]) -> str:
    """« Fermé le samedi et le dimanche », « Fermé du lundi au jeudi et le dimanche »."""
    return "Fermé tous les jours" if len(days) == 7 else f"Fermé {_name_runs(days, 'le ')}"
