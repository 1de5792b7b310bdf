"""The names of pages that templates link to, so that they render without the real views."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

NAMES = [
    "home",
    "place",
    "venue-list",
    "accessibility",
    "privacy",
    "about-data",
    "health",
    "api-docs",
    "style",
    "departements",
    "fragility-map",
    "coverage-map",
    "venue-register",
    "method",
    "orientation-start",
    "orientation-need",
    "orientation-words",
    "orientation-counter",
    "coverage-siting",
    "coverage-siting-csv",
]


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer nothing: only the address matters."""
    return HttpResponse()


urlpatterns = [path("" if name == "home" else f"{name}/", nothing, name=name) for name in NAMES]
