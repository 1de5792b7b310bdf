"""What a visitor may point out on a sheet, and the signed token that stands for a cookie.

Pure: it knows neither requests nor the database. A token holds the venue, the moment and a random
word: it is good for that venue only, neither at once (a program) nor for ever (an old page).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.db.models import TextChoices

from ifn_site.wording import lazy

DETAILS_LENGTH = 1_000
PHONE_LENGTH = 40
HOURS_LENGTH = 300
#: Nobody reads the form and answers it faster.
MIN_AGE = timedelta(seconds=3)
MAX_AGE = timedelta(hours=4)
#: How long a report is kept, whatever became of it.
KEPT_DAYS = 365
#: A whole form is twenty times smaller.
MAX_BODY_BYTES = 65_536
_EMAIL = re.compile(r"[^\s@<>\"(),;:]+@[^\s@<>\"(),;:]+\.[a-z]{2,}", re.IGNORECASE)
#: Ten digits in pairs, or a number written with the code of its country.
_PHONE = re.compile(
    r"(?<![\d:h+])(?:(?:\+|00)\d[\d\s.()-]{7,17}\d|0[1-9](?:[\s.-]?\d{2}){4}|0[1-9](?:/\d{2}){4})"
    r"(?!\d)",
    re.ASCII,
)
_SALT = "venues.reports"
_MAX_TOKEN = 400


class Reason(TextChoices):
    """What is wrong, in the visitor's words."""

    CLOSED = "ferme", lazy("Le lieu est fermé définitivement")
    MOVED = "demenage", lazy("Le lieu a déménagé")
    PHONE = "telephone", lazy("Le numéro de téléphone est faux")
    HOURS = "horaires", lazy("Les horaires sont faux")
    OFFER = "offre", lazy("Les services ou les prix sont faux")
    PLACE = "adresse", lazy("L’adresse ou la position sur la carte est fausse")
    TWICE = "doublon", lazy("Ce lieu est affiché deux fois")
    OTHER = "autre", lazy("Autre chose")


class Reporter(TextChoices):
    """Who points it out; nothing else is asked of them."""

    SEEKER = "personne", lazy("Une personne qui cherche de l’aide")
    VENUE = "lieu", lazy("Quelqu’un qui travaille dans ce lieu")
    HELPER = "aidant", lazy("Un professionnel ou un bénévole qui accompagne")


class TokenState(TextChoices):
    """Whether a token may carry a report now."""

    GOOD = "bon"
    TOO_SOON = "trop_tot"
    TOO_OLD = "trop_vieux"
    WRONG = "faux"


class Token(NamedTuple):
    """A token as it was read back; `digest` tells it from every other, "" when it is not ours."""

    state: TokenState
    digest: str = ""


def without_contacts(text: str) -> str:
    """Hide the e-mail addresses and phone numbers of a text: a report keeps nobody's."""
    return _PHONE.sub("[numéro masqué]", _EMAIL.sub("[adresse e-mail masquée]", text))


def new_token(public_id: str, now: datetime) -> str:
    """Return the token of one form, for one venue."""
    content = {"lieu": public_id, "le": int(now.timestamp()), "mot": secrets.token_urlsafe(9)}
    return signing.Signer(salt=_SALT).sign_object(content)


def read_token(text: str, public_id: str, now: datetime) -> Token:
    """Tell what a token that came back is worth for this venue at this moment."""
    if len(text) > _MAX_TOKEN:
        return Token(TokenState.WRONG)
    try:
        content = signing.Signer(salt=_SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        return Token(TokenState.WRONG)
    if content["lieu"] != public_id:
        return Token(TokenState.WRONG)
    # Rounded down when made: without the second lost, three seconds could be two.
    age = timedelta(seconds=int(now.timestamp()) - content["le"])
    if age > MAX_AGE:
        return Token(TokenState.TOO_OLD)
    state = TokenState.TOO_SOON if age < MIN_AGE else TokenState.GOOD
    return Token(state, hashlib.sha256(content["mot"].encode()).hexdigest())
