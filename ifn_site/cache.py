"""The cache of the site: keyed by the data version and the language, and never a reason to fail.

It must not hold a query text, an address, a position or an answer: keys are built from codes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.utils.translation import get_language
from redis.exceptions import RedisError

from ifn_site.models import data_version

T = TypeVar("T")

logger = logging.getLogger(__name__)
#: A value that no caller can have stored.
_ABSENT = object()


class FailOpenRedisCache(RedisCache):
    """Redis as a cache that may be down: a read misses, a write is dropped, the site goes on."""

    def _open(self, call: Callable[[], Any], fallback: Any) -> Any:
        try:
            return call()
        except (RedisError, OSError) as error:
            logger.warning("cache hors service : %s", type(error).__name__)
            return fallback

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or the default when absent or unreachable."""
        return self._open(
            lambda: super(FailOpenRedisCache, self).get(key, default, version), default
        )

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Store a value when the server answers."""
        self._open(lambda: super(FailOpenRedisCache, self).set(*args, **kwargs), None)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        """Store a value unless present; say yes when the server is down."""
        return self._open(lambda: super(FailOpenRedisCache, self).add(*args, **kwargs), True)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Forget a value when the server answers."""
        return self._open(lambda: super(FailOpenRedisCache, self).delete(*args, **kwargs), False)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> Any:
        """Count when the server answers."""
        return self._open(lambda: super(FailOpenRedisCache, self).incr(key, delta, version), delta)


#: The data version that the present request has already read, when it has.
_known_version: ContextVar[int | None] = ContextVar("known_version", default=None)


@contextmanager
def at_version(number: int) -> Iterator[None]:
    """Take this data version for true inside the block, instead of asking the database again."""
    token = _known_version.set(number)
    try:
        yield
    finally:
        _known_version.reset(token)


def current_version() -> int:
    """Return the data version of this request, asked of the database when nobody did yet."""
    number = _known_version.get()
    return data_version()[0] if number is None else number


def remembered(key: str, compute: Callable[[], T], *, seconds: int = 3600) -> T:
    """Return `compute()`, kept under `key` for the present data version and language only."""
    # Sentences are remembered too: each language has its own.
    spoken = get_language() or "fr"
    full_key = f"v{current_version()}:{'' if spoken == 'fr' else spoken + ':'}{key}"
    value = cache.get(full_key, _ABSENT)
    if value is _ABSENT:
        value = compute()
        cache.set(full_key, value, seconds)
    return value
