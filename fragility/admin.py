"""The need in the administration: releases are looked at, never edited.

Local indicators are described here, and deleted; their values are never shown to other accounts.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from fragility.models import (
    HubTerritories,
    Indicator,
    IndicatorSeries,
    LocalIndicator,
    Method,
    Release,
    ScoreSeries,
    Source,
)
from ifn_site.read_only_admin import ReadOnlyAdmin

_BYTES = ("values", "numerators", "denominators", "weights", "observed_shares", "statuses", "flags")


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    """Releases, the latest first; `activate_release` activates one."""

    list_display = ("pk", "label", "state", "is_demonstration", "created_at", "activated_at")
    list_filter = ("state", "is_demonstration")


@admin.register(IndicatorSeries)
class IndicatorSeriesAdmin(ReadOnlyAdmin):
    """What each release holds: how many values of each status, never the bytes."""

    list_display = ("indicator", "level", "vintage", "source", "release", "counts")
    list_filter = ("level", "indicator", "release")
    list_select_related = ("indicator", "source", "release")
    exclude = _BYTES

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the columns of numbers in the database."""
        return super().get_queryset(request).defer(*_BYTES)


@admin.register(ScoreSeries)
class ScoreSeriesAdmin(ReadOnlyAdmin):
    """Which scores each release holds."""

    list_display = ("method", "base", "weighting", "level", "release")
    list_filter = ("level", "base", "weighting", "release")
    list_select_related = ("method", "release")
    fields = ("release", "method", "base", "weighting", "level", "indicators")


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    """Indicators that were loaded once."""

    list_display = ("key", "label", "unit", "direction", "variant", "axis", "role")
    list_filter = ("variant", "axis", "role")


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Publishers of indicators."""

    list_display = ("key", "name", "producer", "licence")


@admin.register(Method)
class MethodAdmin(ReadOnlyAdmin):
    """Methods and versions that made scores."""

    list_display = ("key", "version", "name", "kind")


@admin.register(LocalIndicator)
class LocalIndicatorAdmin(ReadOnlyAdmin):
    """What hubs saved; the team may delete it, its owner alone shares and publishes it."""

    list_display = ("label", "organisation", "level", "count", "state", "owner", "created_at")
    list_filter = ("state", "level")
    list_select_related = ("owner",)
    exclude = ("content", "share_serial")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the values in the database."""
        return super().get_queryset(request).defer("content")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever was given the right."""
        return request.user.has_perm("fragility.delete_localindicator")


@admin.register(HubTerritories)
class HubTerritoriesAdmin(admin.ModelAdmin[HubTerritories]):
    """The territories for which each account of a hub may save indicators."""

    list_display = ("user", "places")
    list_select_related = ("user",)
