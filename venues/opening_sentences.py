"""How times, days and dates of opening are said. Knows no opening-hours syntax.

French has its grammar here (« du lundi au mercredi et le vendredi »); other languages fill in
sentences of the catalogue with names of days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from ifn_site import figures
from ifn_site.figures import NBSP, day_label, day_name
from ifn_site.wording import gettext as _
from ifn_site.wording import in_french, noop

__all__ = ["CLOSED", "NBSP", "UNKNOWN", "clock", "day_label", "day_name", "interval", "moment"]

#: Constants are in French: `_` says them in the language of the page.
ALL_DAY = noop("24\u00a0h sur 24")
CLOSED = noop("Fermé")
UNKNOWN = noop("Horaires non communiqués")


def clock(at: time) -> str:
    """« 9 h », « 17 h 30 », « minuit »."""
    return _("minuit") if at.hour == at.minute == 0 else figures.clock(at)


def interval(start: time, end: time) -> str:
    """« 9 h – 12 h »; from midnight to midnight, « 24 h sur 24 »."""
    midnight = time(0)
    if start == end == midnight:
        return _(ALL_DAY)
    return _("%(start)s\u00a0– %(end)s") % {"start": figures.clock(start), "end": clock(end)}


def moment(at: datetime, today: date) -> str:
    """Say when, seen from `today`: « à 9 h », « demain à 9 h », « lundi à 9 h », « le lundi 7
    décembre à 9 h ».
    """
    told = {"time": clock(at.time()), "day": day_name(at.weekday())}
    days = (at.date() - today).days
    if days == 0:
        return _("à %(time)s") % told
    if days == 1:
        return _("demain à %(time)s") % told
    if days < 7:
        return _("%(day)s à %(time)s") % told
    year = f" {at.year}" if at.year != today.year else ""
    return _("le %(date)s à %(time)s") % {**told, "date": f"{day_label(at.date())}{year}"}


def join_and(words: Sequence[str]) -> str:
    """« a, b et c »."""
    if len(words) < 2:
        return words[-1]
    return _("%(words)s et %(last)s") % {"words": ", ".join(words[:-1]), "last": words[-1]}


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
    if not in_french():
        article = ""
    names = [
        f"{article}{day_name(run[0])}"
        if len(run) == 1
        else _("du %(first)s au %(last)s") % {"first": day_name(run[0]), "last": day_name(run[-1])}
        for run in _runs(days)
    ]
    return join_and(names)


def days_subject(days: Sequence[int]) -> str:
    """« Tous les jours », « Du lundi au vendredi », « Lundi, mardi et jeudi » (0 is Monday)."""
    if len(days) == 7:
        return _("Tous les jours")
    has_range = any(len(run) > 1 for run in _runs(days))
    article = "le " if has_range and len(_runs(days)) > 1 else ""
    name = _name_runs(days, article)
    return name[0].upper() + name[1:]


def closed_days(days: Sequence[int]) -> str:
    """« Fermé le samedi et le dimanche », « Fermé du lundi au jeudi et le dimanche »."""
    if len(days) == 7:
        return _("Fermé tous les jours")
    return _("Fermé %(days)s") % {"days": _name_runs(days, "le ")}
