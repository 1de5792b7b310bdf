"""The staff's view of venues: sheets to correct, sources, and the history of imports."""

from __future__ import annotations

import gzip
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ifn_site.read_only_admin import ReadOnlyAdmin
from venues.admin_reports import VenueChangeAdmin, VenueReportAdmin
from venues.corrections import CORRECTABLE, correct
from venues.models import (
    Correction,
    ImportRun,
    Source,
    SourceRecord,
    Venue,
    VenueChange,
    VenueRedirect,
    VenueReport,
)
from venues.moderation import within_reach

admin.site.register(VenueReport, VenueReportAdmin)
admin.site.register(VenueChange, VenueChangeAdmin)


def differences(venue: Venue, names: list[str]) -> list[str]:
    """Return the fields that really differ from the stored sheet.

    A form also calls « changed » an empty list written another way; the sheet's own types decide.
    """
    stored = Venue.objects.get(pk=venue.pk)
    changed = []
    for name in names:
        field = Venue._meta.get_field(name)
        assert isinstance(field, models.Field)
        setattr(venue, name, field.to_python(getattr(venue, name)))
        if getattr(venue, name) != getattr(stored, name):
            changed.append(name)
    return changed


@admin.register(Venue)
class VenueAdmin(admin.ModelAdmin[Venue]):
    """A sheet: what people correct wins until the source shows a newer date."""

    list_display = ("name", "commune_name", "departement_code", "completeness", "updated_on")
    list_filter = ("departement_code",)
    search_fields = ("search_text", "public_id")
    ordering = ("sort_name", "id")
    fields = ("public_id", "commune_name", "postal_code", "insee_code", *CORRECTABLE)
    readonly_fields = ("public_id", "commune_name", "postal_code", "insee_code")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Venue]:
        """Show a hub the venues of its own sources."""
        return within_reach(super().get_queryset(request), request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Venues come from sources."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Venues are withdrawn by their sources, never deleted: their addresses must not die."""
        return False

    def save_model(self, request: HttpRequest, obj: Venue, form: Any, change: bool) -> None:
        """Keep each changed field as a correction made by this person."""
        correct(obj, differences(obj, form.changed_data), request.user)


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    """The history of imports, each with its report to take away."""

    list_display = (
        "source",
        "state",
        "started_at",
        "read",
        "added",
        "changed",
        "removed",
        "rejected",
        "report_link",
    )
    list_filter = ("state", "source")
    list_select_related = ("source",)
    exclude = ("report",)
    readonly_fields = ("report_link",)

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the report."""
        own = path(
            "<int:pk>/rapport.csv",
            self.admin_site.admin_view(self.report_view),
            name="venues_importrun_report",
        )
        return [own, *super().get_urls()]

    @admin.display(description="rapport")
    def report_link(self, run: ImportRun) -> SafeString:
        """Link to the report of a run."""
        url = reverse("admin:venues_importrun_report", args=[run.pk])
        return format_html('<a href="{}">CSV</a>', url)

    def report_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Serve the report of a run as a CSV file."""
        run = get_object_or_404(ImportRun, pk=pk)
        content = gzip.decompress(bytes(run.report)) if run.report else b""
        name = f"rapport-{run.source.key}-{run.started_at:%Y-%m-%d}.csv"
        return HttpResponse(
            content,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    """Who sends venues."""

    list_display = ("key", "name", "licence", "is_demonstration")
    filter_horizontal = ("owners",)


@admin.register(SourceRecord)
class SourceRecordAdmin(ReadOnlyAdmin):
    """Rows as they came."""

    list_display = ("external_id", "source", "venue", "last_seen", "gone_at")
    list_filter = ("source",)
    list_select_related = ("source", "venue")
    search_fields = ("external_id",)
    show_full_result_count = False


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """What people set right."""

    list_display = ("venue", "field", "corrected_on", "author")
    list_select_related = ("venue", "author")


@admin.register(VenueRedirect)
class VenueRedirectAdmin(ReadOnlyAdmin):
    """Old public ids that still lead somewhere."""

    list_display = ("public_id", "venue", "created_at")
    list_select_related = ("venue",)
