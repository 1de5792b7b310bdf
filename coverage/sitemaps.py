"""What search engines are told of the pages of territories: every one but those of IRIS."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from coverage.territory_page import territory_url
from ifn_site.conditional import data_state, known_by_version
from territories.facts import FRANCE_CODE
from territories.models import Arrondissement, Commune
from territories.place_index import place_index
from venues.sitemaps import Entry, xml_answer


@require_safe
@known_by_version(by_minute=False)
def sitemap_territory_pages(request: HttpRequest) -> HttpResponse:
    """List the pages of territories (about 37,000; the protocol allows 50,000)."""
    changed_at = data_state(request).changed_at
    index = place_index()
    groups = {"region": index.regions, "departement": index.departements, "epci": index.epci}
    pages = [("france", FRANCE_CODE)]
    pages += [(level, code) for level, found in groups.items() for code in found]
    for level, model in (("commune", Commune), ("arrondissement", Arrondissement)):
        codes = model.objects.order_by("code").values_list("code", flat=True)
        pages += [(level, code) for code in codes]
    # One address is asked of the router, the others differ by their level and code only.
    pattern = territory_url("niveau", "CODE")
    entries: list[Entry] = [
        (pattern.replace("niveau", level).replace("CODE", code), changed_at)
        for level, code in pages
    ]
    return xml_answer(request, "urlset", "url", entries)
