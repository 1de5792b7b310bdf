"""Own words to services: the one function of the page, the API, the counter and the widget.

Emergencies first, then the language, then services with their reasons, one question when in
doubt, or whom to turn to elsewhere. Pure and thread-safe: nothing is stored, logged or sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ifn_site.wording import gettext as _
from orientation.data.elsewhere import DOORS
from orientation.needs.correcting import ALL_STAGES, Stages
from orientation.needs.doubts import question_about
from orientation.needs.grams import PLAIN, Weights, features, weights
from orientation.needs.languages import (
    detect,
    is_urgent_anywhere,
    is_urgent_in,
    services_in,
)
from orientation.needs.lexicon import OFF, lexicon
from orientation.needs.shapes import Elsewhere, Guess, Question, Understanding
from orientation.needs.spotting import Said, spot
from orientation.needs.urgent import alarms_of, any_emergency, emergencies
from orientation.needs.weighing import contributions, evidence
from venues.vocabulary import SERVICES

#: Fewer services than this are never shown; a guess below `FAINT` is left out beyond them.
MOST_GUESSES = 5
_FEWEST_GUESSES = 3
FAINT = 0.04
#: Below this chance, or this far ahead of the next, the first guess is not sure: we ask.
SURE = 0.68
AHEAD = 0.12
#: The same when a word of the sentence is unknown: it may change everything.
SURE_AMONG_STRANGERS = 0.8
#: The share of « what no venue does » from which we say so.
OFF_SHARE = 0.35
#: The share of the same from which we ask instead of being sure.
OFF_DOUBT = 0.08
_MOST_REASONS = 3
#: Emergencies after which a place can help too, with the safe use of digital tools.
_HELPS_AFTER = frozenset({"arnaque-en-cours", "pirate", "sms-spam", "violences-numeriques"})
_AFTER = 3.5
_EQUIPMENT = ("emprunter", "acheter", "reparer", "imprimer", "connecter")
_TRADE_TAGS = frozenset({"trade"})


def understand(
    text: str, stages: Stages = ALL_STAGES, learned: Weights | None = None
) -> Understanding:
    """Return what a sentence means, whatever it holds. The first 500 characters are read.

    `stages` and `learned` are there to measure each part; the page gives the text alone.
    """
    language = detect(text)
    said = spot(text, lexicon(), stages)
    alarms = emergencies(text, said)
    if language != "fr":
        meant = _in_language(text, language)
        alarms = alarms or ([any_emergency()] if is_urgent_in(text, language) else [])
    else:
        scale = learned or (weights() if stages.grams else PLAIN)
        points, found = evidence(said, stages), features(said) if stages.grams else {}
        shares = scale.shares(points, found)
        alarms = alarms or alarms_of(said, shares)
        if not alarms and not _says_anything(said) and is_urgent_anywhere(text):
            alarms = [any_emergency()]
        if helping := _HELPS_AFTER & {alarm.key for alarm in alarms}:
            points["securite"] += _AFTER * len(helping)
            shares = scale.shares(points, found)
        meant = _in_french(said, shares, scale, is_urgent=bool(alarms))
    if alarms:
        return replace(
            meant,
            emergency=alarms[0],
            other_emergencies=tuple(alarms[1:]),
            off_topic=False,
            elsewhere=None,
            question=None,
        )
    return meant


def _in_french(
    said: Said, shares: dict[str, float], scale: Weights, *, is_urgent: bool
) -> Understanding:
    off = shares[OFF]
    served = {label: share for label, share in shares.items() if label in SERVICES.by_code}
    whole = sum(served.values()) or 1.0
    whole += 0.0 if is_urgent else off
    served = {label: share / whole for label, share in served.items()}
    ranked = sorted(served.items(), key=lambda item: (-item[1], item[0]))
    says_nothing = not said.concepts and not _says_anything(said)
    if not is_urgent and says_nothing:
        # No word of it is a word: whom to turn to would be a guess.
        return Understanding(off_topic=True)
    if not is_urgent and off >= OFF_SHARE:
        return Understanding(off_topic=True, elsewhere=_elsewhere(said))
    if is_urgent and not contributions(said, ranked[0][0]) and ranked[0][1] < SURE:
        return Understanding(**_hints(said, ()))
    guesses = _guesses(ranked, said, scale)
    return Understanding(
        guesses=guesses,
        question=_question(guesses, off, said),
        **_hints(said, guesses),
    )


def _says_anything(said: Said) -> bool:
    """Say whether at least one word is a word, small ones aside."""
    known = lexicon()
    return any(len(word) > 2 and known.knows(word) for word in said.words)


def _guesses(ranked: list[tuple[str, float]], said: Said, scale: Weights) -> tuple[Guess, ...]:
    kept = []
    for place, (service, share) in enumerate(ranked[:MOST_GUESSES]):
        chance = scale.chance(share)
        if place >= _FEWEST_GUESSES and chance < FAINT:
            break
        reasons = tuple(contributions(said, service)[:_MOST_REASONS])
        kept.append(Guess(service, round(chance, 3), reasons))
    return tuple(kept)


def _question(guesses: tuple[Guess, ...], off: float, said: Said) -> Question | None:
    first, second = guesses[0], guesses[1]
    least = SURE_AMONG_STRANGERS if said.strangers else SURE
    is_sure = first.score >= least and first.score - second.score >= AHEAD
    if is_sure and said.concepts and off < OFF_DOUBT:
        return None
    return question_about([guess.service for guess in guesses])


def _elsewhere(said: Said) -> Elsewhere:
    key = next((one.hints["elsewhere"] for one in said.concepts if "elsewhere" in one.hints), "")
    door = DOORS.get(key) or DOORS["autre"]
    return Elsewhere(door.key, _(door.sentence), _(door.body), door.number, door.source)


def _hints(said: Said, guesses: tuple[Guess, ...]) -> dict[str, Any]:
    first = guesses[0].service if guesses else ""
    hints = [(one, one.hints) for one in said.concepts]
    doing = next((hint["doing"] for _one, hint in hints if "doing" in hint), "")
    procedure = ""
    if "demarches" in [guess.service for guess in guesses[:2]]:
        heaviest = sorted(hints, key=lambda pair: -pair[0].weights.get("demarches", 0))
        procedure = next((hint["demarche"] for _one, hint in heaviest if "demarche" in hint), "")
    equipment = tuple(
        one for one in _EQUIPMENT if any(hint.get("equipment") == one for _one, hint in hints)
    )
    if first == "acces" and not equipment:
        equipment = ("connecter",)
    return {
        "doing": doing if first not in ("acces", "equipement") else "",
        "equipment": equipment if first in ("acces", "equipement") else (),
        "procedure": procedure,
        "whom": next((hint["whom"] for _one, hint in hints if "whom" in hint), ""),
        "is_trader": bool(_TRADE_TAGS & said.tags) and first in ("emploi", "demarches"),
    }


def _in_language(text: str, language: str) -> Understanding:
    """Return the services plainly asked for in another language; a question when none is."""
    found = services_in(text, language)
    guesses = tuple(
        Guess(service, 0.6 if place == 0 else 0.3) for place, service in enumerate(found)
    )
    return Understanding(
        guesses=guesses,
        question=None if found else question_about([]),
        language=language,
    )
