"""How the site's files (style, scripts, map library) are collected and named.

It knows file names only, never what a page shows.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: A comment that begins a line, to the end of its last line: ours stand nowhere else.
_COMMENT = re.compile(r"^[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*\n", re.MULTILINE)


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

    Our scripts import each other by relative addresses: those become hashed addresses too. Their
    comments, and those of our style sheets, stay here: they are a tenth of what travels.
    """

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: Any) -> str:
        if name.endswith((".js", ".css")) and not name.startswith("vendor/"):
            content.seek(0)
            bare = without_comments(content.read().decode("utf-8"))
            content = ContentFile(bare.encode("utf-8"))
        saved: str = super()._save(name, content)
        return saved


def without_comments(source: str) -> str:
    """Return a script or a style sheet without the comments that have lines of their own."""
    return _COMMENT.sub("", source)
