"""The form « Où êtes-vous ? »: one text, and the needs that travel along.

It checks shapes only: which services exist is not known here.
"""

from __future__ import annotations

import re
import unicodedata

from django.http import QueryDict

from territories.place_query import MAX_TEXT

#: The ids of a person's own list, as addresses carry them: twenty at most.
_LIST = re.compile(r"[a-z0-9]{2,20}(?:,[a-z0-9]{2,20}){0,19}")
_CODE = re.compile(r"^[a-z0-9][a-z0-9_-]{0,59}$")
#: More needs than this are not a person's choice.
MAX_SERVICES = 20


def typed_place(data: QueryDict) -> str:
    """Return the text of the field `ou` as it may be shown again: printable, at most 200 signs."""
    text = data.get("ou", "")[: 2 * MAX_TEXT]
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(shown.split())[:MAX_TEXT]


def chosen_services(data: QueryDict) -> list[str]:
    """Return the service codes that travel along, each once, malformed ones left out."""
    codes = [code for code in data.getlist("services") if _CODE.match(code)]
    return list(dict.fromkeys(codes))[:MAX_SERVICES]


def kept_list(data: QueryDict) -> str:
    """Return the person's own list that travels along, "" when it is none or malformed."""
    text = data.get("liste", "")
    return text if _LIST.fullmatch(text) else ""
