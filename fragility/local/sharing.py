"""What travels signed: the token of the form, a table kept by the page itself, a link that expires.

Nothing here is stored. A table comes back in a hidden field of the page, signed: the server keeps
no copy between a choice and the next. It knows neither requests nor the database.
"""

from __future__ import annotations

import base64
import json
import secrets
import zlib
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core import signing

#: How long a page may stay open before it is sent.
FORM_AGE = timedelta(hours=4)
#: How long a shared link may live, in days.
SHARE_DAYS = (7, 30, 90)
#: A larger table is asked for again rather than carried by the page.
MAX_PACKED = 640_000
_MAX_UNPACKED = 24 * 1024 * 1024
_FORM_SALT = "fragility.local.form"
_PACK_SALT = "fragility.local.pack"
_SHARE_SALT = "fragility.local.share"
_MAX_TOKEN = 200


class FormState(StrEnum):
    """What a token that came back is worth."""

    GOOD = "bon"
    TOO_OLD = "trop_vieux"
    WRONG = "faux"


def new_form_token(now: datetime) -> str:
    """Return the token of one page: it stands for a cookie."""
    content = {"le": int(now.timestamp()), "mot": secrets.token_urlsafe(6)}
    return signing.Signer(salt=_FORM_SALT).sign_object(content)


def read_form_token(text: str, now: datetime) -> FormState:
    """Tell what a token is worth now."""
    if len(text) > _MAX_TOKEN:
        return FormState.WRONG
    try:
        content = signing.Signer(salt=_FORM_SALT).unsign_object(text)
        age = now.timestamp() - content["le"]
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        return FormState.WRONG
    return FormState.GOOD if age <= FORM_AGE.total_seconds() else FormState.TOO_OLD


def pack(content: Any) -> str:
    """Return plain data as a signed text, "" when it would be too long for a page."""
    packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 6)
    if len(packed) > MAX_PACKED:
        return ""
    return signing.Signer(salt=_PACK_SALT).sign(base64.urlsafe_b64encode(packed).decode())


def unpack(text: str) -> Any | None:
    """Return what `pack` was given, None for anything else."""
    if not text or len(text) > 2 * MAX_PACKED:
        return None
    try:
        packed = base64.urlsafe_b64decode(signing.Signer(salt=_PACK_SALT).unsign(text))
        reader = zlib.decompressobj()
        plain = reader.decompress(packed, _MAX_UNPACKED)
        return None if reader.unconsumed_tail else json.loads(plain)
    except (signing.BadSignature, ValueError, zlib.error):
        return None


def share_key(public_id: str, serial: int, expires_at: datetime) -> str:
    """Return what a shared address carries. Raising the serial makes older keys worthless."""
    content = {"i": public_id, "s": serial, "f": int(expires_at.timestamp())}
    return signing.Signer(salt=_SHARE_SALT).sign_object(content)


def opens(key: str, public_id: str, serial: int, now: datetime) -> bool:
    """Tell whether a key opens this indicator now."""
    if not key or len(key) > _MAX_TOKEN:
        return False
    try:
        content = signing.Signer(salt=_SHARE_SALT).unsign_object(key)
        good = content["i"] == public_id and content["s"] == serial
        return bool(good and now.timestamp() < content["f"])
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        return False
