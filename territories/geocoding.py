"""From an address in words to the commune that holds it, by the national address service.

What people type goes to that service and nowhere else: not in a log, not in a cache, not in an
error. After a failure the service is left alone for a while, so that no page waits twice.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from ifn_site.http import UpstreamError, get_json

logger = logging.getLogger(__name__)

TIMEOUT_S = 3.0
#: Below this score the service itself is guessing.
MIN_SCORE = 0.5
#: How long the service is left alone after a failure, in seconds.
PAUSE_S = 30.0
#: Longest text the service accepts.
MAX_QUERY = 200
_PRECISIONS = {
    "housenumber": "adresse",
    "street": "rue",
    "locality": "lieu_dit",
    "municipality": "commune",
}


@dataclass(frozen=True)
class GeocodedAddress:
    """An address that the service knows. `precision`: adresse, rue, lieu_dit or commune."""

    citycode: str
    postcode: str
    city: str
    precision: str
    latitude: float
    longitude: float
    score: float


class Breaker:
    """Remembers a failure for a while, so that the next request does not wait for the same one."""

    def __init__(self, pause_s: float = PAUSE_S) -> None:
        self._pause_s = pause_s
        self._closed_until = 0.0
        self._lock = threading.Lock()

    def is_open(self) -> bool:
        """Tell whether the service must be left alone for now."""
        return time.monotonic() < self._closed_until

    def failed(self) -> None:
        """Leave the service alone from now on."""
        with self._lock:
            self._closed_until = time.monotonic() + self._pause_s

    def reset(self) -> None:
        """Forget the last failure."""
        with self._lock:
            self._closed_until = 0.0


breaker = Breaker()


def geocode(text: str) -> GeocodedAddress | None:
    """Return the address the service recognises, or None when it answers nothing sure.

    Raises `UpstreamError` when it does not answer, or when it failed less than `PAUSE_S` ago
    (reason `en_pause`).
    """
    if breaker.is_open():
        raise UpstreamError("en_pause")
    try:
        answer = get_json(
            settings.ADDRESS_SEARCH_URL,
            {"q": text[:MAX_QUERY], "limit": "1", "autocomplete": "0"},
            timeout=TIMEOUT_S,
        )
        found = _first(answer)
    except UpstreamError as error:
        # A refusal of this very text (400) says nothing about the next one.
        if error.status != 400:
            breaker.failed()
            logger.warning("service d'adresses : %s", error)
        raise
    return found if found is not None and found.score >= MIN_SCORE else None


def _first(answer: Any) -> GeocodedAddress | None:
    """Read the first feature of the answer. Raises `UpstreamError` for another shape."""
    try:
        features = answer["features"]
        if not features:
            return None
        facts = features[0]["properties"]
        longitude, latitude = map(float, features[0]["geometry"]["coordinates"][:2])
        found = GeocodedAddress(
            citycode=str(facts["citycode"]),
            postcode=str(facts.get("postcode") or ""),
            city=str(facts.get("city") or ""),
            precision=_PRECISIONS.get(facts.get("type", ""), "commune"),
            latitude=latitude,
            longitude=longitude,
            score=float(facts["score"]),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        found = None
    if found is None or not (math.isfinite(found.latitude) and math.isfinite(found.longitude)):
        raise UpstreamError("illisible")
    return found
