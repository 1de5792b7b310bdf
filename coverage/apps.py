"""Coverage: what brings need and offer together, first of all the page of a territory."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """The application that stands on venues and fragility."""

    name = "coverage"
    verbose_name = "Couverture"
