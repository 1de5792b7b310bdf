"""What a page receives: bounded, in memory only, and counted by connection.

A file that somebody tries is never written to a disk, not even for a moment.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from fragility.local.reading import MAX_BYTES
from fragility.local.sharing import MAX_PACKED
from ifn_site.clock import today
from ifn_site.throttling import CostThrottle

#: A file, the table carried by the page (in base 64), and the other fields.
MAX_BODY_BYTES = MAX_BYTES + MAX_PACKED * 4 // 3 + 96 * 1024


class InMemory(MemoryFileUploadHandler):
    """Keep any file in memory: the size of the whole body has been checked before."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Take every file, whatever the sizes of the settings."""
        self.activated = True


class PreviewThrottle(CostThrottle):
    """Count the tries of one connection, under a hash that means nothing the next day."""

    throttle_cost = "apercu"

    def get_cache_key(self, request: object, view: object) -> str:
        """Return a key that holds a hash of the address and of the day, never the address."""
        hashed = salted_hmac(f"apercu {today()}", self.get_ident(request))  # type: ignore[arg-type]
        return f"throttle:{self.scope}:{hashed.hexdigest()[:20]}"


def is_too_large(request: HttpRequest) -> bool:
    """Tell, before anything is read, whether a request is larger than any honest one."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES


def keep_in_memory(request: HttpRequest) -> None:
    """Make the files of a request stay in memory (to call before anything is read)."""
    request.upload_handlers = [InMemory(request)]
