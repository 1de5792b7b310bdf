"""Addresses of the API of the orientation."""

from __future__ import annotations

from django.urls import URLPattern, path

from orientation.needs_api import NeedsView
from orientation.orientation_api import OrientationView

urlpatterns: list[URLPattern] = [
    path("besoins/", NeedsView.as_view(), name="api-needs"),
    path("orientation/", OrientationView.as_view(), name="api-orientation"),
]
