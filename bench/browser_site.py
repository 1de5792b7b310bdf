"""The site in production mode with exactly as many located venues as the national file had.

The benches' world is copied and trimmed: the copy is kept, and made again when its world changes.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from bench.world import DAY, folder
from tests.processes import Site, bare_environment

#: Venues with a point: the rows of the national file on the day the other map was measured.
LOCATED = 18_756


@contextmanager
def production_site() -> Iterator[tuple[Site, str]]:
    """Serve the trimmed world with gunicorn, files hashed and compressed; give its address."""
    base = Path(settings.VAR_DIR) / "browser"
    base.mkdir(exist_ok=True)
    environment = bare_environment(
        base,
        IFN_PRODUCTION="1",
        SECRET_KEY="only for this measure, and long enough to be taken for one 0123456789",
        ALLOWED_HOSTS="127.0.0.1",
        SECURE_SSL_REDIRECT="0",
        IFN_REFERENCE_DATE=DAY.isoformat(),
        IFN_DATA_DIR=str(folder()),
    )
    var = base / "var"
    var.mkdir(exist_ok=True)
    site = Site(environment, base)
    _copy_database(Path(settings.VAR_DIR) / "reperes.sqlite3", var / "reperes.sqlite3")
    # The map is cut from the contours that the import left beside the database.
    shutil.copytree(Path(settings.VAR_DIR) / "contours", var / "contours", dirs_exist_ok=True)
    site.ask(f"from bench.browser_world import keep_located; keep_located({LOCATED})")
    print(site.manage("build_tiles").strip())
    site.manage("collectstatic", "--noinput")
    try:
        yield site, site.serve()
    finally:
        site.close()


def _copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database that others may be reading, over what was there."""
    target.unlink(missing_ok=True)
    for journal in ("-wal", "-shm"):
        Path(f"{target}{journal}").unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as before:
        before.execute("VACUUM INTO ?", [str(target)])


def queries_by_page(site: Site) -> dict[str, int]:
    """Return the number of queries of each page, what is kept per data version being there."""
    found: dict[str, int] = site.ask(
        "from bench.browser_world import queries_by_page; say(queries_by_page())"
    )
    return found
