"""The releases of indicators in the administration: looked at, never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from fragility.models import Indicator, IndicatorSeries, Method, Release, ScoreSeries, Source
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
