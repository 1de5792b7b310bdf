"""The site as a Django application: its checks and its record of which data are loaded."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registers the system checks."""

    name = "ifn_site"
    verbose_name = "Site"

    def ready(self) -> None:
        """Register the checks when Django starts."""
        from ifn_site import checks  # noqa: F401
