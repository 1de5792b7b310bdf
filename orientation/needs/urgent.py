"""Emergencies in a sentence: read first, before any service.

It finds which numbers of `orientation.data.emergencies` a sentence calls. No text is kept.
"""

from __future__ import annotations

from functools import cache

from ifn_site.wording import gettext as _
from orientation.data.emergencies import EMERGENCIES, EmergencyNumber
from orientation.needs.patterns import Pattern, compiled
from orientation.needs.shapes import Emergency
from orientation.needs.spelling import tokens
from orientation.needs.spotting import Said

#: The share of « cannot wait » from which we interrupt: a number too many costs little.
ALARM_SHARE = 0.35
#: The number for a danger that has no name.
_ANY = "europe"


@cache
def _alarms() -> tuple[tuple[EmergencyNumber, tuple[Pattern, ...], Pattern | None], ...]:
    return tuple(
        (
            one,
            tuple(compiled(written) for written in one.says),
            compiled(one.unless) if one.unless else None,
        )
        for one in EMERGENCIES
    )


def emergencies(text: str, said: Said) -> list[Emergency]:
    """Return the emergencies that a sentence calls, the most pressing first."""
    lines = {said.line, f" {' '.join(tokens(text))} "}
    return [
        _shown(number)
        for number, patterns, unless in _alarms()
        if any(
            pattern.holds(line) and not (unless and unless.holds(line))
            for line in lines
            for pattern in patterns
        )
    ]


def alarms_of(said: Said, share: float) -> list[Emergency]:
    """Return the emergencies of the concepts said, when their share is high enough to interrupt.

    A second net under the patterns: it catches what nobody wrote a pattern for.
    """
    if share < ALARM_SHARE:
        return []
    keys = [one.hints["emergency"] for one in said.concepts if "emergency" in one.hints]
    return [_shown(_by_key()[key]) for key in dict.fromkeys(keys or [_ANY])]


@cache
def _by_key() -> dict[str, EmergencyNumber]:
    return {one.key: one for one in EMERGENCIES}


def _shown(number: EmergencyNumber) -> Emergency:
    return Emergency(
        key=number.key,
        label=_(number.label),
        number=number.number,
        sms=number.sms,
        hours=_(number.hours),
        source=number.source,
        checked_on=number.checked_on,
    )
