"""Digital fragility: indicators, methods, scores, releases, their map and their pages."""

from django.apps import AppConfig


class FragilityConfig(AppConfig):
    """The application that holds the need: the Indice de Fragilité Numérique."""

    name = "fragility"
    verbose_name = "Fragilité numérique"

    def ready(self) -> None:
        """Register the step that loads indicators, and what is verified of the methods."""
        from fragility.published_inputs import register_verification
        from ifn_site.setup_steps import DataFolder, Say, register

        def load(folder: DataFolder, say: Say) -> None:
            # Imported here: it brings pandas, which serving a page never needs.
            from fragility.setup import load_fragility

            load_fragility(folder, say)

        register(40, "fragilité", load)
        register_verification()
