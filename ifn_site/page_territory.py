"""Which territory a page is about, so that its foot names the right number to call.

Codes only: a view may say it (`about`), else the address does. It asks nothing of the database.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

_ATTRIBUTE = "page_territory"
#: Parameters of addresses that hold the code of a territory, the most precise first.
_LEVELS = {
    "commune": "commune",
    "lieu": "",
    "epci": "epci",
    "departement": "departement",
    "region": "region",
}
#: First letters of the codes of arrondissements, and the commune that they divide.
_DIVIDED = {"751": "75056", "6938": "69123", "132": "13055"}


def about(request: HttpRequest, **levels: str) -> None:
    """Say which territory the page speaks of: `commune="42218", departement="42"`."""
    setattr(request, _ATTRIBUTE, {level: code for level, code in levels.items() if code})


def territory_of_page(request: HttpRequest) -> Mapping[str, str]:
    """Return the territory of a page, level → code; empty when it is about no place."""
    told: Mapping[str, str] | None = getattr(request, _ATTRIBUTE, None)
    if told is not None:
        return told
    match = request.resolver_match
    kwargs = match.kwargs if match else {}
    if {"level", "code"} <= kwargs.keys():
        return _levels(str(kwargs["level"]), str(kwargs["code"]))
    for name, level in _LEVELS.items():
        code = request.GET.get(name, "").strip()
        if code:
            return _levels(level or ("commune" if len(code) == 5 else "departement"), code)
    return {}


def _levels(level: str, code: str) -> Mapping[str, str]:
    code = code.upper()
    if not (code.isascii() and code.isalnum() and len(code) <= 9):
        return {}
    if level in ("commune", "arrondissement"):
        whole = (commune for start, commune in _DIVIDED.items() if code.startswith(start))
        return {"commune": next(whole, code)}
    return {level: code}
