"""What a person sends or hears of a venue, from their own device: this site sends nothing.

Pure: words and addresses in, `sms:` and `mailto:` links out. No number and no address is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from ifn_site.wording import gettext as _
from venues.cards import Phone
from venues.opening_sentences import CLOSED
from venues.sheet_hours import Day

#: Characters of a text message before it is cut: beyond, some telephones refuse the link.
MAX_SMS = 900
#: The same for an e-mail, whose link some programs cut at 2,000 encoded characters.
MAX_MAIL = 1_400
_NBSP = "\u00a0"


class Shared(NamedTuple):
    """The same words as a text message, as an e-mail, and plain to copy."""

    sms_href: str
    mail_href: str
    text: str
    link: str


def share(subject: str, lines: Iterable[str], link: str) -> Shared:
    """Return the ways to send some lines and the address of a page, which always comes last."""
    told = [" ".join(line.split()) for line in lines if line.strip()]
    message = _cut(told, link, MAX_MAIL).replace("\n", "\r\n")
    return Shared(
        # « ?& » is what both telephones of our time read (RFC 5724 asks for « ? » only).
        sms_href=f"sms:?&body={_encoded(_cut(told, link, MAX_SMS))}",
        mail_href=f"mailto:?subject={_encoded(subject)}&body={_encoded(message)}",
        text="\n".join([*told, link]),
        link=link,
    )


def _cut(lines: list[str], link: str, limit: int) -> str:
    """Return the first lines that fit, then the link: what matters is never cut."""
    room, kept = limit - len(link), []
    for line in lines:
        if len(line) + 1 > room:
            break
        kept.append(line)
        room -= len(line) + 1
    return "\n".join([*kept, link])


def _encoded(text: str) -> str:
    """Encode for a link; the lines of an e-mail end as RFC 6068 wants them."""
    return quote(text.replace(_NBSP, " "), safe="")


def venue_lines(
    name: str,
    phone: Phone | None,
    address: Iterable[str],
    when: str,
    caution: str = "",
    *,
    for_other: bool = False,
) -> list[str]:
    """Return what one needs of a venue in a message: name, phone, address, hours of the next day,
    and the sentence to heed before leaving home when they are not sure.

    `for_other`: whoever reads it asked nothing, so a first line says what this is.
    """
    hello = [_("Voici un lieu qui peut vous aider.")] if for_other else []
    return [*hello, name, phone.display if phone else "", ", ".join(address), when, caution]


def next_opening_line(week: Sequence[Day], state: str) -> str:
    """Return the hours of the next day when one can come: today while it still opens.

    `week` is the seven days of a sheet, `state` that of its status; "" when nothing is known.
    """
    if state == "private" or not week:
        return ""
    today = next((day for day in week if day.is_today), week[0])
    still = state != "closed"
    days = [day for day in week if day.text != _(CLOSED) and (still or day is not today)]
    day = days[0] if days else today
    told = {"day": day.label.lower(), "hours": f"{day.text} ({day.note})" if day.note else day.text}
    if day is today:
        return _("Aujourd’hui, %(day)s : %(hours)s") % told
    return _("Prochaine ouverture, %(day)s : %(hours)s") % told


def spoken_text(lines: Iterable[str]) -> str:
    """Return lines as a voice says them well: one sentence each, numbers in pairs kept apart."""
    sentences = [" ".join(line.replace(_NBSP, " ").split()).rstrip(".") for line in lines]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)
