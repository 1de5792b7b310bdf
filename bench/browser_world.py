"""What the browser's bench asks inside the site that it measures: its venues, its queries."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ifn_site.models import bump_data_version
from venues.models import Venue

#: Read first: what is kept once per data version, for every page.
_FIRST = ("/lieux/?q=mairie&ouvert_le=samedi", "/lieux/?departement=42", "/donnees/")
_PAGES = {
    "accueil": "/",
    "liste autour d’une commune": "/lieux/?lieu=13055",
    "liste d’un département": "/lieux/?departement=13",
    "liste, deux choix": "/lieux/?lieu=13055&services=demarches&frais_a_charge=gratuit",
    "liste, ouvert maintenant": "/lieux/?lieu=13055&ouvert=maintenant",
    "liste vide, par mots": "/lieux/?lieu=13055&q=zzzzzz&services=equipement&ouvert_le=samedi",
    "liste vide d’un département": "/lieux/?departement=13&q=zzzzzz&services=equipement",
    "choix d’une commune": "/lieux/ou/?choix=93066,97411,13055,13001,42218",
    "ma liste": "/ma-liste/?lieu=13055",
    "données ouvertes": "/donnees/",
}
_BATCH = 500


def keep_located(wanted: int) -> None:
    """Withdraw venues until exactly `wanted` have a point. Raises ValueError when too few do."""
    located = Venue.objects.published().located()
    excess = located.count() - wanted
    if excess < 0:
        raise ValueError(f"{located.count()} lieux situés, il en faut {wanted}")
    beyond = list(located.order_by("-pk").values_list("pk", flat=True)[:excess])
    for start in range(0, excess, _BATCH):
        some = Venue.objects.filter(pk__in=beyond[start : start + _BATCH])
        some.update(withdrawn_at=timezone.now())
    bump_data_version()


def queries_by_page() -> dict[str, int]:
    """Return the number of queries of each kind of page, by its name."""
    venue = Venue.objects.published().located().order_by("pk")[1000]
    pages = _PAGES | {
        "fiche": venue.get_absolute_url(),
        "fiche à imprimer": f"/lieux/{venue.public_id}/imprimer/",
        "signaler une erreur": f"/lieux/{venue.public_id}/signaler/",
    }
    visitor = Client(HTTP_HOST="127.0.0.1")
    for path in _FIRST:
        visitor.get(path)
    counts = {}
    for name, path in pages.items():
        with CaptureQueriesContext(connection) as queries:
            answer = visitor.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        counts[name] = len(queries)
    return counts
