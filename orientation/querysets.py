"""The questions asked of the tables that the team edits, as the product speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from orientation.models import LearningLink  # noqa: F401  (named in a string below)

#: A link that failed so many times in a row is no longer shown.
FAILURES_TO_HIDE = 2


class LearningLinkQuerySet(models.QuerySet["LearningLink"]):
    """Questions about the links to learn alone."""

    def shown(self) -> LearningLinkQuerySet:
        """Keep those that pages may show: chosen, and not broken."""
        return self.filter(is_active=True, failures__lt=FAILURES_TO_HIDE).order_by("order", "pk")

    def broken(self) -> LearningLinkQuerySet:
        """Keep those that are hidden because nobody answers at their address."""
        return self.filter(failures__gte=FAILURES_TO_HIDE).order_by("service", "order", "pk")
