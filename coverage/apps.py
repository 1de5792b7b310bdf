"""Coverage: what brings need and offer together, first of all the page of a territory."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """The application that stands on venues and fragility."""

    name = "coverage"
    verbose_name = "Couverture"

    def ready(self) -> None:
        """Register the step that crosses need and offer, and what is verified of the measures."""
        from coverage.verified_inputs import register_verification
        from ifn_site.setup_steps import DataFolder, Say, register

        def load(folder: DataFolder, say: Say) -> None:
            # Imported here: it brings pandas, which serving a page never needs.
            from coverage.setup import load_coverage

            load_coverage(folder, say)

        register(60, "couverture", load)
        register_verification()
