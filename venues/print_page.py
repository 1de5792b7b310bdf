"""The sheet to take away: one page in large type, with what one needs from home to the door.

Pure: a sheet and the services asked. What people write without limit is cut at a word; the rest is
on the sheet, whose code to scan the page bears.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ifn_site.wording import gettext as _
from ifn_site.wording import in_french, noop, override
from venues.cards import for_whom
from venues.door_words import OTHER, WHOM, door_sentence
from venues.paper_size import Texts, largest_size
from venues.procedures import PROCEDURES, to_bring
from venues.sheet import Sheet
from venues.vocabulary import SERVICES

#: What is asked of the venue beside the list of what to bring.
_ASK_MORE = noop("Demandez au lieu s’il faut autre chose.")
_ASK_FOR_OTHER = noop("Si vous venez sans la personne, demandez au lieu ce qu’il faut.")
#: What the page can hold of texts that people write without limit, in characters.
_MAX_NAME, _MAX_TEXT, _MAX_LINE = 140, 220, 90
_MAX_SERVICES = 9


@dataclass(frozen=True)
class Told:
    """What a person said in the orientation that the page repeats: whom for, which procedure."""

    whom: str = ""
    procedure: str = ""

    @property
    def query(self) -> dict[str, list[str]]:
        """The same, as the address of the page spells it."""
        said = {"pour": self.whom, "demarche": self.procedure}
        return {name: [value] for name, value in said.items() if value}


def read_told(data: Mapping[str, str]) -> Told:
    """Return what an address says (`pour`, `demarche`); what is not known is left out."""
    whom, procedure = data.get("pour", "").strip(), data.get("demarche", "").strip()
    return Told(whom if whom in WHOM else "", procedure if procedure in PROCEDURES else "")


@dataclass(frozen=True)
class Paper:
    """What the page shows of the sheet; `size` is that of its letters on paper, in points."""

    name: str
    address_lines: list[str]
    services: list[str]
    hours_text: str
    costs: str
    for_whom: str
    care: str
    procedure: str
    to_bring: list[str]
    ask: str
    #: What to say, in French, whatever the language of the page; what it means, "" in French.
    door: str
    door_meaning: str
    size: int
    is_folded: bool


def paper_of(
    sheet: Sheet, asked: Iterable[str] = (), told: Told | None = None, *, is_folded: bool = False
) -> Paper:
    """Return the page of a sheet; the services asked (codes) that it offers come first."""
    told = told or Told()
    offered = {service.label for service in sheet.services}
    wanted = [term for term in SERVICES.in_order(asked) if term.label in offered]
    first = [term.plain for term in wanted]
    others = [service.plain for service in sheet.services if service.plain not in first]
    services = [_cut(text, _MAX_LINE) for text in [*first, *others]]
    if len(services) > _MAX_SERVICES:
        services = [*services[: _MAX_SERVICES - 1], _("et d’autres services")]
    shown: dict[str, Any] = {
        "name": _cut(sheet.name, _MAX_NAME),
        "address_lines": [_cut(line, _MAX_LINE) for line in sheet.address_lines],
        "services": services,
        "hours_text": _cut(sheet.hours.text, _MAX_TEXT),
        "costs": enumerated([_cut(cost, _MAX_LINE) for cost in sheet.costs[:3]]),
        "for_whom": _cut(for_whom(sheet.publics), _MAX_TEXT),
        "care": _cut(enumerated(sheet.care), _MAX_TEXT),
        "procedure": _(PROCEDURES[told.procedure].label) if told.procedure else "",
        "to_bring": to_bring(told.procedure),
        "ask": _(_ASK_FOR_OTHER if told.whom == OTHER else _ASK_MORE),
        **_door(wanted[0].code if len(wanted) == 1 else "", told),
        "is_folded": is_folded,
    }
    return Paper(**shown, size=largest_size(_texts(sheet, **shown), is_folded=is_folded))


def _door(service: str, told: Told) -> dict[str, str]:
    """Return the sentence for the door, in the language of those who open it, and its meaning."""
    meaning = door_sentence(service, told.procedure, told.whom)
    with override("fr"):
        said = door_sentence(service, told.procedure, told.whom)
    return {"door": said, "door_meaning": "" if in_french() else meaning}


def _texts(sheet: Sheet, **shown: Any) -> Texts:
    """Return what the page will hold, as its size is reckoned."""
    when = [sheet.hours.caution]
    days = [(day.label, f"{day.text} {day.note}") for day in sheet.hours.week]
    if not days:
        when.append(shown["hours_text"] or sheet.status.sentence)
    return Texts(
        name=shown["name"],
        phone=sheet.phone.display if sheet.phone else "",
        address=shown["address_lines"],
        first=[[sheet.distance_text, sheet.location_note, "–" if sheet.is_demo else ""], when],
        days=days,
        services=shown["services"] or [" " * _MAX_LINE],
        second=[
            [shown["costs"] or " " * _MAX_LINE, shown["procedure"]],
            [" ; ".join(shown["to_bring"]) + shown["ask"]],
            *([[shown["for_whom"]]] if shown["for_whom"] else []),
            *([[shown["care"]]] if shown["care"] else []),
            [shown["door"] + " " * 12, shown["door_meaning"]],
        ],
    )


def spoken_lines(sheet: Sheet, paper: Paper, when: str) -> list[str]:
    """Return what a voice says of the page: whom to call, where, when, with what, and the words."""
    lines = [paper.name, sheet.phone.display if sheet.phone else "", *paper.address_lines, when]
    bring = _("À apporter : %(things)s.") % {"things": ", ".join(paper.to_bring)}
    door = _("À dire en arrivant : %(words)s") % {"words": paper.door_meaning or paper.door}
    return [*lines, sheet.hours.caution, bring, door]


def enumerated(words: list[str]) -> str:
    """Return labels as one sentence: « Gratuit pour certaines personnes, payant »."""
    return ", ".join([*words[:1], *(word[:1].lower() + word[1:] for word in words[1:])])


def _cut(text: str, limit: int) -> str:
    """Return the start of a text, cut at a word."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
