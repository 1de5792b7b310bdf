"""Emergencies in a sentence: read first, before any service.

It finds which numbers of `orientation.data.emergencies` a sentence calls. No text is kept.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ifn_site.wording import gettext as _
from orientation.data.emergencies import EMERGENCIES, EmergencyNumber
from orientation.needs.danger_words import danger_words
from orientation.needs.lexicon import URGENT
from orientation.needs.patterns import Pattern, compiled, sounded
from orientation.needs.shapes import Emergency
from orientation.needs.sound import sound
from orientation.needs.spelling import tokens
from orientation.needs.spotting import Said

#: The share of « cannot wait » from which we interrupt: a number too many costs little.
ALARM_SHARE = 0.25
#: The same when no word of danger was said; it must be the first share too.
UNNAMED_SHARE = 0.35
#: The number for a danger that has no name.
_ANY = "europe"
#: Listening numbers do not send anybody: whoever is in danger now must see who comes.
_SENDS_HELP = "police"
_LISTENS = frozenset({"violences-femmes", "enfance", "maltraitance"})


class _Alarm(NamedTuple):
    number: EmergencyNumber
    patterns: tuple[Pattern, ...]
    sounds: tuple[Pattern, ...]
    unless: Pattern | None


@cache
def _alarms() -> tuple[_Alarm, ...]:
    return tuple(
        _Alarm(
            one,
            tuple(compiled(written) for written in words.says),
            tuple(heard for written in words.says if (heard := sounded(written))),
            compiled(words.unless) if words.unless else None,
        )
        for one in EMERGENCIES
        for words in (danger_words()[one.key],)
    )


def emergencies(text: str, said: Said) -> list[Emergency]:
    """Return the emergencies that a sentence calls, the most pressing first."""
    typed = tokens(text)
    lines = list(dict.fromkeys((said.line, f" {' '.join(typed)} ")))
    heard = f" {' '.join(sound(word) for word in typed)} "
    called = [
        alarm.number.key
        for alarm in _alarms()
        if not any(alarm.unless and alarm.unless.holds(line) for line in lines)
        and (
            any(pattern.holds(line) for line in lines for pattern in alarm.patterns)
            or any(pattern.holds(heard) for pattern in alarm.sounds)
        )
    ]
    if _LISTENS.intersection(called) and _SENDS_HELP not in called:
        called.insert(1, _SENDS_HELP)
    return [_shown(_by_key()[key]) for key in called]


def alarms_of(said: Said, shares: dict[str, float]) -> list[Emergency]:
    """Return the emergencies of the concepts said, when their share is high enough to interrupt.

    A second net under the patterns: it catches what nobody wrote a pattern for.
    """
    keys = [one.hints["emergency"] for one in said.concepts if "emergency" in one.hints]
    share = shares[URGENT]
    is_first = share >= UNNAMED_SHARE and share == max(shares.values())
    if not is_first and not (keys and share >= ALARM_SHARE):
        return []
    return [_shown(_by_key()[key]) for key in dict.fromkeys(keys or [_ANY])]


def any_emergency() -> Emergency:
    """Return the number for a danger that is not told apart."""
    return _shown(_by_key()[_ANY])


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
