"""A need in a person's own words: what is understood ticks the list, or says whom to call.

The words come by POST, are read by `needs` and end with the answer: only codes go on, in the next
address — services, and the names of the ideas recognised, which are those of the lexicon.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from ifn_site.languages import BY_CODE, in_language
from ifn_site.wording import gettext as _
from ifn_site.wording import language, noop, override
from orientation.answers import Answers, address
from orientation.needs import understand
from orientation.needs.lexicon import lexicon
from orientation.needs.shapes import Guess, Option, Understanding
from orientation.question_page import frame_context, hidden_fields, read_page
from orientation.questions import NEED
from orientation.steps import STEP

STEP_OF_NEED = STEP["besoin"]
#: The field, and the longest text read.
FIELD, MAX_TEXT = "mots", 500
#: What was understood, in the address of the list: ideas of the lexicon, a language.
UNDERSTOOD, LANGUAGE = "compris", "langue"
#: A service beside the first is ticked too from this likelihood on; three in all at most.
_LIKELY, _MOST = 0.5, 3
_MOST_REASONS = 3
#: Said in each language that is recognised, in that language once its catalogue is filled.
_IN_LIST = noop("Choisissez dans la liste ci-dessous.")
LANGUAGES = {
    "en": noop("en anglais"),
    "ar": noop("en arabe"),
    "uk": noop("en ukrainien"),
    "ru": noop("en russe"),
    "fa": noop("en persan"),
    "ps": noop("en pachto"),
    "ti": noop("en tigrinya"),
    "es": noop("en espagnol"),
    "pt": noop("en portugais"),
    "tr": noop("en turc"),
    "ro": noop("en roumain"),
}


@dataclass(frozen=True)
class Heard:
    """What some words lead to: an address, or a page of what was understood, without the words."""

    answers: Answers
    url: str = ""
    understanding: Understanding | None = None


def hear(data: QueryDict) -> Heard:
    """Return what the words of a form lead to."""
    answers, _notices = read_page(data)
    text = typed_words(data)
    if not text:
        return Heard(answers, url=f"{STEP_OF_NEED.url(answers)}#liste")
    found = understand(text)
    if found.emergency or found.off_topic or found.elsewhere or found.question:
        return Heard(answers, understanding=found)
    if not found.guesses:
        return Heard(answers, understanding=found)
    return Heard(answers, url=_list_url(answers, found))


def typed_words(data: QueryDict) -> str:
    """Return the text of the field, printable, at most `MAX_TEXT` signs."""
    text = data.get(FIELD, "")[: 2 * MAX_TEXT]
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(shown.split())[:MAX_TEXT]


def understood(answers: Answers, found: Understanding) -> Answers:
    """Return the answers with what the words said; they stand for the needs ticked before."""
    services = tuple(guess.service for guess in kept_guesses(found))
    return answers.changed(
        services=services or answers.services,
        equipment=found.equipment,
        doing=found.doing or answers.doing,
        procedure=found.procedure if "demarches" in services else "",
        trade="independant" if found.is_trader else answers.trade,
        whom=answers.whom or found.whom,
    )


def kept_guesses(found: Understanding) -> list[Guess]:
    """Return the guesses that are ticked: the first, and those that are likely too."""
    first, *others = found.guesses or (None,)
    if first is None:
        return []
    return [first, *(one for one in others if one.score >= _LIKELY)][:_MOST]


def _list_url(answers: Answers, found: Understanding) -> str:
    ideas = [reason for guess in kept_guesses(found) for reason in guess.reasons]
    keys = _keys_of(ideas)[:_MOST_REASONS]
    more: dict[str, str] = {UNDERSTOOD: ",".join(keys) or "1"}
    if found.language not in ("", "fr"):
        more[LANGUAGE] = found.language
    return STEP_OF_NEED.url(understood(answers, found), **more)


def _keys_of(names: list[str]) -> list[str]:
    by_name = {concept.name: key for key, concept in lexicon().concepts.items()}
    return list(dict.fromkeys(by_name[name] for name in names if name in by_name))


# --- What pages read --------------------------------------------------------------------------
def need_context(answers: Answers, data: QueryDict) -> dict[str, Any]:
    """Return what the list of needs adds to its question: the field, and what was understood."""
    asked = data.get(UNDERSTOOD, "")
    concepts = lexicon().concepts if asked else {}
    ideas = [concepts[key].name for key in asked.split(",")[:_MOST_REASONS] if key in concepts]
    of_other = answers.whom == "autre"
    needs = [NEED.label_of(code, of_other=of_other) for code in answers.services] if asked else []
    return {
        "words_url": reverse("orientation-words"),
        "words_hidden": hidden_fields(STEP_OF_NEED, answers.without(("besoin",))),
        "words_length": MAX_TEXT,
        "again_url": STEP_OF_NEED.url(answers.without(("besoin",))),
        "understood": needs,
        "ideas": [_(idea) for idea in ideas],
        "written_in": _written_in(data.get(LANGUAGE, ""), answers),
    }


def _written_in(code: str, answers: Answers) -> dict[str, str] | None:
    """Return the language recognised: its name, a sentence in it, the list in it when offered."""
    if code not in LANGUAGES or code == language():
        return None
    with override(code):
        theirs = _(_IN_LIST)
    known = BY_CODE.get(code)
    path = reverse(STEP_OF_NEED.page)
    url = address(in_language(path, code), answers) if known and known.is_offered else ""
    name = known.name if known else ""
    return {"code": code, "said": _(LANGUAGES[code]), "theirs": theirs, "url": url, "name": name}


def heard_context(heard: Heard) -> dict[str, Any]:
    """Return what `orientation/words.html` reads: numbers first, whom to call, or a question."""
    found = heard.understanding
    assert found is not None
    emergencies = [found.emergency, *found.other_emergencies] if found.emergency else []
    answers = heard.answers
    going_on = understood(answers, found) if found.guesses else answers
    options = found.question.options if found.question and not found.off_topic else ()
    return frame_context(STEP_OF_NEED, answers, []) | {
        "heading": _heading(found),
        "position": "",
        "emergencies": emergencies,
        "elsewhere": None if emergencies else found.elsewhere,
        "options": [
            {"label": one.label, "url": STEP_OF_NEED.url(_with_option(answers, found, one))}
            for one in options
        ]
        if not emergencies
        else [],
        "back_url": STEP_OF_NEED.url(answers),
        "list_url": STEP_OF_NEED.url(going_on),
        "written_in": _written_in(found.language, going_on),
        "canonical_url": "",
    }


def _with_option(answers: Answers, found: Understanding, option: Option) -> Answers:
    return understood(answers, found).changed(
        services=option.services,
        doing=option.doing or found.doing or answers.doing,
        equipment=(option.equipment,) if option.equipment else (),
    )


def _heading(found: Understanding) -> str:
    if found.emergency:
        return _("C’est peut-être urgent")
    if found.elsewhere:
        return _("Ce n’est pas ici")
    if found.question:
        return found.question.text
    return _("Nous n’avons pas compris")
