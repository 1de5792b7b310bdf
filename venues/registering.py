"""How a place gets on the map: the public tools where places are declared, and who feeds us.

The table of tools is the one thing to change when a tool moves.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from territories.models import Departement
from venues.export_notice import STANDARD_URL
from venues.models import ImportRun, Source, Venue


class Tool(NamedTuple):
    """A public tool where a place describes itself: its name, its address, whom it is for."""

    name: str
    url: str
    audience_text: str

    @property
    def audience(self) -> str:
        """Whom it is for, in the language of the page."""
        return _(self.audience_text)


TOOLS = (
    Tool(
        "La Coop de la médiation numérique",
        "https://coop-numerique.anct.gouv.fr/",
        noop(
            "Vous êtes conseiller ou conseillère numérique, médiateur ou médiatrice numérique, ou "
            "vous coordonnez leur travail : vous y décrivez les lieux où vous intervenez."
        ),
    ),
    Tool(
        "Dora",
        "https://dora.inclusion.gouv.fr/",
        noop(
            "Votre structure propose des services d’insertion ou d’aide sociale, dont de l’aide au "
            "numérique : vous y présentez votre structure et ses services."
        ),
    ),
)
STANDARD = Tool(
    "Standard des lieux de médiation numérique",
    STANDARD_URL,
    noop("Il fixe les noms de colonnes et les valeurs que lisent ce service et les autres cartes."),
)


class FeedingSource(NamedTuple):
    """A source of a département: its venues there, its newest sheet, when it was last read."""

    name: str
    homepage: str
    venues_count: int
    newest_date: date | None
    loaded_at: datetime | None


def departement_named(code: str) -> Departement | None:
    """Return the département or collectivity of a code, None when there is none."""
    return Departement.objects.filter(pk=code).first() if len(code) <= 3 else None


def feeding_sources(departement_code: str) -> list[FeedingSource]:
    """Return the sources whose venues are shown in a département, the largest first."""
    shown = Venue.objects.published().filter(
        departement_code=departement_code, main_record__isnull=False
    )
    counted = {
        row["main_record__source"]: row
        for row in shown.order_by()
        .values("main_record__source")
        .annotate(count=Count("pk"), newest=Max("updated_on"))
    }
    applied = Q(runs__state=ImportRun.State.APPLIED)
    sources = Source.objects.filter(pk__in=list(counted)).annotate(
        loaded=Max("runs__finished_at", filter=applied)
    )
    found = [
        FeedingSource(
            source.name,
            source.homepage,
            counted[source.pk]["count"],
            counted[source.pk]["newest"],
            source.loaded,
        )
        for source in sources.order_by("key")
    ]
    return sorted(found, key=lambda source: -source.venues_count)
