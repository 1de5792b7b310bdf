"""Orientation: from what a person needs, in four steps or in their own words, to a place."""

from django.apps import AppConfig


class OrientationConfig(AppConfig):
    """The application that leads people to a venue."""

    name = "orientation"
    verbose_name = "Orientation"
