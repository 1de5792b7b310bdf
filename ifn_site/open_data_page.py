"""What the page « Données ouvertes » says: what there is, how good it is, how to take it away.

It assembles facts that others measure; other applications add their part with a template of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone

from ifn_site.api_formats import FORMATS
from ifn_site.clock import today
from ifn_site.conditional import data_state
from ifn_site.health import SourceLine, data_lines
from venues.open_data import (
    Share,
    attribution,
    counts_by_departement,
    counts_by_region,
    freshness_shares,
    licence_url,
    quality,
)
from venues.provenance import SourceAge, source_ages

#: Blocks of other applications, shown when they exist.
_BLOCKS = ("fragility/_open_data.html", "coverage/_open_data.html")
_VENUES = "Lieux d’aide au numérique"


@dataclass(frozen=True)
class DescribedSource:
    """One set of data: its facts, the text of its licence, and its freshness when it has dates."""

    line: SourceLine
    licence_url: str
    freshness: list[Share]


def open_data_context(request: HttpRequest) -> dict[str, Any]:
    """Return the context of `ifn_site/about_data.html`."""
    ages, day = source_ages(), today()
    shares = freshness_shares(day)
    sources = [
        DescribedSource(line, licence_url(line.licence), shares.get(line.key, []))
        for line in data_lines()
    ]
    changed_at = data_state(request).changed_at
    return {
        "sources": [one for one in sources if one.freshness],
        "other_sets": [one for one in sources if not one.freshness],
        "quality": quality(),
        "regions": counts_by_region(),
        "departements": counts_by_departement(),
        "attribution": attribution([age.name for age in ages], day),
        "changed_on": timezone.localtime(changed_at).date() if changed_at else None,
        "base_url": request.build_absolute_uri("/")[:-1],
        "dataset": _dataset(request, ages),
        "canonical_url": request.path,
        "blocks": [name for name in _BLOCKS if _exists(name)],
    }


def _exists(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def _dataset(request: HttpRequest, ages: list[SourceAge]) -> dict[str, Any] | None:
    """Return the directory in schema.org words; None when it is empty or invented."""
    if not ages or any(age.is_demonstration for age in ages):
        return None
    changed_at = data_state(request).changed_at
    api = request.build_absolute_uri(reverse("api-venues"))
    licences = {licence_url(age.licence) for age in ages}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{_VENUES} – {settings.SITE_NAME}",
        "description": (
            "Les lieux de France où l’on est aidé avec le numérique : adresse, horaires, services, "
            "publics, coût. Champs du standard des lieux de médiation numérique, version 1.0.2."
        ),
        "url": request.build_absolute_uri(reverse("about-data")),
        "inLanguage": "fr",
        "isAccessibleForFree": True,
        "spatialCoverage": "France",
        "keywords": ["inclusion numérique", "médiation numérique", "lieux", "données ouvertes"],
        "creator": {"@type": "Organization", "name": settings.SITE_NAME},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": FORMATS[name].media_type,
                "contentUrl": f"{api}?format={name}",
            }
            for name in ("csv", "xlsx", "geojson", "parquet")
        ],
    }
    if changed_at:
        found["dateModified"] = changed_at.isoformat()
    if len(licences) == 1 and "" not in licences:
        found["license"] = licences.pop()
    return found
