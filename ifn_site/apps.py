"""The site as a Django application: its checks, its translations, which data are loaded."""

from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    """Registers the system checks and makes the translations ready."""

    name = "ifn_site"
    verbose_name = "Site"

    def ready(self) -> None:
        """Register the checks and compile the catalogues that changed, when Django starts."""
        from ifn_site import checks  # noqa: F401
        from ifn_site.catalogues import compile_catalogues

        compile_catalogues(settings.BASE_DIR / "locale", settings.LOCALE_PATHS[0])
