"""What templates need to draw: icons, large numbers, and links that are safe to follow.

It knows nothing of venues or territories: it turns one plain value into what the page shows.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from urllib.parse import urlsplit

from django import template
from django.templatetags.static import static
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

#: Narrow no-break space: the French separator of thousands.
THIN_SPACE = "\u202f"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw the icon `name` of `icons.svg`, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("ifn_site/icons.svg"),
        name,
    )


@register.simple_tag
def day(when: date | datetime) -> SafeString:
    """Write a date as people say it, `1er mars 2024`, with its machine form in `<time>`."""
    number = "1er" if when.day == 1 else str(when.day)
    return format_html(
        '<time datetime="{}">{}\u00a0{} {}</time>',
        when.strftime("%Y-%m-%d"),
        number,
        MONTHS[when.month],
        when.year,
    )


@register.filter
def spaced(number: int | float) -> str:
    """Write a number the French way: `18000` → `18 000`, `2.5` → `2,5`."""
    return f"{number:,}".replace(",", THIN_SPACE).replace(".", ",")


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
