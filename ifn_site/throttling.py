"""Rates by cost, not by page: reading is nearly free, searching and exporting are not.

A view names its cost with `throttle_cost`; without a cache server the count is per process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:  # at run time the two would import each other
    from rest_framework.views import APIView


class CostThrottle(SimpleRateThrottle):
    """Count the requests of one address under the cost that the view declares."""

    scope = "lecture"

    def __init__(self) -> None:
        """Wait for the view: the rate depends on it."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Tell whether the client may go on, at the rate of the view's cost."""
        cost = getattr(view, "throttle_cost", "lecture")
        self.scope = cost(request) if callable(cost) else cost
        self.rate = str(api_settings.DEFAULT_THROTTLE_RATES[self.scope])
        self.num_requests, self.duration = self.parse_rate(self.rate)
        return super().allow_request(request, view)

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Return a key that holds a hash of the client's address, never the address."""
        ident = salted_hmac("throttle", self.get_ident(request)).hexdigest()[:20]
        return f"throttle:{self.scope}:{ident}"
