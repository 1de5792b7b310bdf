"""How the site's files (style, scripts, map library) are collected and named.

It knows file names only, never what a page shows.
"""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class SiteStaticFiles(StaticFilesConfig):
    """Leaves out what only developers of the map library read."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*-dev.*", "*.d.ts"]
