"""Digital fragility: indicators, methods, scores, releases, their map and their pages."""

from django.apps import AppConfig


class FragilityConfig(AppConfig):
    """The application that holds the need: the Indice de Fragilité Numérique."""

    name = "fragility"
    verbose_name = "Fragilité numérique"
