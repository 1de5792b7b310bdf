"""What templates need to draw: icons, large numbers, and links that are safe to follow.

It knows nothing of venues or territories: it turns one plain value into what the page shows.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from urllib.parse import urlsplit

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from ifn_site import figures

register = template.Library()


#: Icons that show a direction of reading: turned round on a page read from right to left.
_DIRECTED = ("arrow", "back")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw the icon `name` of `icons.svg`, hidden from screen readers: words stand beside it."""
    is_turned = name in _DIRECTED and get_language_bidi()
    return format_html(
        '<svg class="icon{}" width="24" height="24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        " icon-turned" if is_turned else "",
        static("ifn_site/icons.svg"),
        name,
    )


@register.simple_tag
def day(when: date | datetime) -> SafeString:
    """Write a date as people say it, `1er mars 2024`, with its machine form in `<time>`."""
    return format_html(
        '<time datetime="{}">{}</time>', when.strftime("%Y-%m-%d"), figures.full_date(when)
    )


@register.simple_tag
def plain_day(when: date) -> str:
    """Write a date in plain text: `13 juillet 2026`."""
    return figures.long_date(when)


@register.filter
def spaced(number: int | float) -> str:
    """Write a number as the language does: `18000` → `18 000`, `2.5` → `2,5` in French."""
    return figures.number(number)


@register.filter
def tel_href(number: str) -> str:
    """Turn a phone number as people write it into a `tel:` address (digits and a leading +)."""
    digits = re.sub(r"\D", "", number)
    return f"tel:{'+' if number.strip().startswith('+') else ''}{digits}"


@register.filter
def web_href(address: str) -> str:
    """Return `address` when it is an http(s) address with a host, else an empty string.

    Sources hold anything, `javascript:` included: what is not a web address is shown as text.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


@register.filter
def bare_url(address: str) -> str:
    """Shorten a web address for reading: no scheme, no `www.`, no last slash."""
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
