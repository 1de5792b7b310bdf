"""Questions on the computations of coverage, named as the product speaks."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class CoverageRunQuerySet(models.QuerySet[Any]):
    """Questions on computations."""

    def active(self) -> Self:
        """Keep the computation that the public sees (none or one)."""
        return self.filter(is_active=True)

    def of_inputs(self, fingerprint: str) -> Self:
        """Keep the computations made from exactly these inputs."""
        return self.filter(fingerprint=fingerprint)
