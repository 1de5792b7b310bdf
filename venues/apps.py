"""The directory of venues: the standard, import, quality, search, sheets, exports and API."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """The application that holds the venues."""

    name = "venues"
    verbose_name = "Lieux"

    def ready(self) -> None:
        """Register the lookup `pk__among`, the step that loads venues, the groups of moderators."""
        from django.db.models.signals import post_migrate

        from ifn_site.setup_steps import DataFolder, Say, register
        from venues import among  # noqa: F401
        from venues.moderation import make_groups

        def load(folder: DataFolder, say: Say) -> None:
            from venues.setup import load_venues

            load_venues(folder, say)

        register(20, "lieux", load)
        post_migrate.connect(make_groups, sender=self, dispatch_uid="venues.make_groups")
