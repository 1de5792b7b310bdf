"""Questions on releases and their series, named as the product speaks."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class ReleaseQuerySet(models.QuerySet[Any]):
    """Questions on releases."""

    def active(self) -> Self:
        """Keep the release that the public sees (none or one)."""
        return self.filter(state="active")

    def waiting(self) -> Self:
        """Keep the releases that are not public yet, the latest first."""
        return self.filter(state__in=("brouillon", "verifiee")).order_by("-pk")

    def of_inputs(self, fingerprint: str) -> Self:
        """Keep the releases made from exactly these inputs."""
        return self.filter(fingerprint=fingerprint)


class IndicatorSeriesQuerySet(models.QuerySet[Any]):
    """Questions on the values of a release."""

    def at_level(self, level: str) -> Self:
        """Keep the series of one level."""
        return self.filter(level=level)


class ScoreSeriesQuerySet(models.QuerySet[Any]):
    """Questions on the scores of a release."""

    def of_method(self, key: str) -> Self:
        """Keep the series of one method, its latest version first."""
        return self.filter(method__key=key).order_by("-method__pk")
