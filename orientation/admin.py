"""What the team edits of the orientation: the numbers to call and the links to learn alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet, URLField
from django.http import HttpRequest

from orientation.helplines import CHECKED_MONTHS
from orientation.link_check import check_links
from orientation.models import Helpline, LearningLink
from orientation.querysets import FAILURES_TO_HIDE

#: An address typed without its scheme is taken for a safe one.
_SAFE_ADDRESSES: Mapping[type[Field[Any, Any]], Mapping[str, Any]] = {
    URLField: {"assume_scheme": "https"}
}


@admin.register(Helpline)
class HelplineAdmin(admin.ModelAdmin[Helpline]):
    """Numbers to call. The date of verification is that of a call made by a person."""

    formfield_overrides = _SAFE_ADDRESSES
    list_display = ("label", "number", "level", "code", "hours_text", "checked_on", "is_active")
    list_filter = ("is_active", "level")
    search_fields = ("label", "number", "code")
    fieldsets = (
        (None, {"fields": ("label", "number", "cost", "for_whom", "languages")}),
        ("Horaires", {"fields": ("hours_text", "hours")}),
        ("Territoire", {"fields": ("level", "code", "order", "is_active")}),
        (
            "Vérification",
            {
                "fields": ("source_url", "checked_on"),
                "description": f"Sans appel depuis moins de {CHECKED_MONTHS} mois, les pages "
                "disent « non vérifié ».",
            },
        ),
    )


@admin.register(LearningLink)
class LearningLinkAdmin(admin.ModelAdmin[LearningLink]):
    """Links to learn alone, with what the checker found at their address."""

    formfield_overrides = _SAFE_ADDRESSES
    list_display = (
        "title",
        "service",
        "publisher",
        "state",
        "is_hidden",
        "checked_at",
        "is_active",
    )
    list_filter = ("state", "is_active", "service")
    search_fields = ("title", "publisher", "url")
    fields = (
        "service",
        "title",
        "url",
        "publisher",
        "language",
        "level",
        "order",
        "is_active",
        "state",
        "moved_to",
        "failures",
        "checked_at",
    )
    readonly_fields = ("state", "moved_to", "failures", "checked_at")
    actions = ("visit_all",)

    @admin.display(description="caché : ne répond plus", boolean=True)
    def is_hidden(self, link: LearningLink) -> bool:
        """Tell whether the checker took it off the pages."""
        return link.failures >= FAILURES_TO_HIDE

    @admin.action(description="Vérifier maintenant toutes les adresses", permissions=["change"])
    def visit_all(self, request: HttpRequest, rows: QuerySet[LearningLink]) -> None:
        """Visit every link at once."""
        report = check_links()
        self.message_user(
            request, f"{report.visited} adresses visitées, {report.answering} répondent."
        )
