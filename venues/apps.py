"""The directory of venues: the standard, import, quality, search, sheets, exports and API."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """The application that holds the venues."""

    name = "venues"
    verbose_name = "Lieux"

    def ready(self) -> None:
        """Register the lookup `pk__among` and the step that loads venues."""
        from ifn_site.setup_steps import DataFolder, Say, register
        from venues import among  # noqa: F401

        def load(folder: DataFolder, say: Say) -> None:
            from venues.setup import load_venues

            load_venues(folder, say)

        register(20, "lieux", load)
