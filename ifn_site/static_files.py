"""How the site's files (style, scripts, map library) are collected and named.

It knows file names only, never what a page shows.
"""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SiteStaticFiles(StaticFilesConfig):
    """Leaves out what only developers of the map library read."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*-dev.*",
        "*.d.ts",
        "maplibre-gl*.map",
    ]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names each file by its content and packs it, in production.

    Our scripts import each other by relative addresses: those become hashed addresses too.
    """

    support_js_module_import_aggregation = True
