"""How a short code (postal, INSEE) is read: clean, repair, then accept its exact shape or nothing.

It knows no code in particular: the shape, the repairs and the words are given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from venues.imports.findings import Normalised, warning
from venues.imports.normalise.repairs import Repair, apply_repairs
from venues.imports.normalise.text import as_text, clean_text, is_blank

#: No real code is near this long, whatever surrounds it.
MAX_LENGTH = 200


def normalise_code(
    value: Any, shape: re.Pattern[str], repairs: Sequence[Repair], code: str, message: str
) -> Normalised:
    """Return the code when it has the shape, else None and the warning `code`; None when blank."""
    if isinstance(value, str) and shape.fullmatch(value):
        return Normalised(value)
    if is_blank(value):
        return Normalised(None)
    cleaned, notes = clean_text(value, max_length=MAX_LENGTH)
    text, repaired = apply_repairs(cleaned, repairs)
    if shape.fullmatch(text):
        return Normalised(text, (*notes, *repaired))
    return Normalised(None, (*notes, warning(code, message, as_text(value))))
