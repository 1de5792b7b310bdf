"""A QR code drawn in the page itself: no image to load, nothing asked of another site.

Pure. Dark on white whatever the colours of the page, since telephones read it so.
"""

from __future__ import annotations

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=256)
def qr_svg(text: str) -> SafeString:
    """Return the `<svg>` of a text, hidden from screen readers: the page says it in words."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(
        border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    hidden = drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    # Made of numbers and of our own words only: the text itself is not in the drawing.
    return mark_safe(hidden)  # noqa: S308
