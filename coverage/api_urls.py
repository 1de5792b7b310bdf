"""Addresses of the API of coverage, under `/api/v1/`."""

from __future__ import annotations

from django.urls import path

from coverage.annotations_api import AnnotationsView
from coverage.api import CoverageLevelView, CoverageTerritoryView

urlpatterns = [
    path("couverture/annotations/", AnnotationsView.as_view(), name="api-annotations"),
    path("couverture/<str:niveau>/", CoverageLevelView.as_view(), name="api-coverage-level"),
    path(
        "couverture/<str:niveau>/<str:code>/",
        CoverageTerritoryView.as_view(),
        name="api-coverage-territory",
    ),
]
