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
#: Addresses whose queries are counted: the page as it is told, and its path and query.
PAGES = {
    "accueil": "/",
    "liste autour d’une commune": "/lieux/?lieu=13055",
    "liste d’un département": "/lieux/?departement=13",
    "liste, deux choix": "/lieux/?lieu=13055&services=demarches&frais_a_charge=gratuit",
    "liste, ouvert maintenant": "/lieux/?lieu=13055&ouvert=maintenant",
    "liste vide, par mots": "/lieux/?lieu=13055&q=zzzzzz&services=equipement&ouvert_le=samedi",
    "fiche": "FICHE",
    "fiche à imprimer": "FICHE À IMPRIMER",
    "ma liste": "/ma-liste/?lieu=13055",
    "données ouvertes": "/donnees/",
}
_COUNT_QUERIES = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from venues.models import Venue
venue = Venue.objects.published().located().order_by("pk")[5000]
sheets = {"FICHE": venue.get_absolute_url(), "FICHE À IMPRIMER": f"/lieux/{venue.public_id}/imprimer/"}
visitor = Client(HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
# What is read once per data version, for every page.
for path in ("/lieux/?q=mairie&ouvert_le=samedi", "/lieux/?departement=42", "/donnees/"):
    visitor.get(path)
counts = {}
for name, path in PAGES.items():
    with CaptureQueriesContext(connection) as queries:
        answer = visitor.get(sheets.get(path, path))
    assert answer.status_code == 200, (path, answer.status_code)
    counts[name] = len(queries)
say(counts)
"""


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
    site.ask(f"LOCATED = {LOCATED}\n{_TRIM}")
    print(site.manage("build_tiles").strip())
    site.manage("collectstatic", "--noinput")
    try:
        yield site, site.serve()
    finally:
        site.close()


_TRIM = """
from django.utils import timezone
from ifn_site.models import bump_data_version
from venues.models import Venue
located = Venue.objects.published().located()
beyond = list(located.order_by("-pk").values_list("pk", flat=True)[:max(0, located.count() - LOCATED)])
for start in range(0, len(beyond), 500):
    Venue.objects.filter(pk__in=beyond[start:start + 500]).update(withdrawn_at=timezone.now())
assert located.count() == LOCATED, located.count()
bump_data_version()
"""


def _copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database that others may be reading, over what was there."""
    target.unlink(missing_ok=True)
    for journal in ("-wal", "-shm"):
        Path(f"{target}{journal}").unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as before:
        before.execute("VACUUM INTO ?", [str(target)])


def queries_by_page(site: Site) -> dict[str, int]:
    """Return the number of queries of each page of `PAGES`, caches of the data version warm."""
    found: dict[str, int] = site.ask(f"PAGES = {PAGES!r}\n{_COUNT_QUERIES}")
    return found
