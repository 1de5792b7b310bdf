"""A page with nothing but a map, to try the foundation alone: its options stand in the address.

`?options={…}` goes to `createMap`; `&niveau=…` colours a level, one byte after the other, one in
nine without data.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from ifn_site.urls import urlpatterns as site_urls

PAGE = """{% load maps static %}<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Carte</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="{% static 'ifn_site/favicon.svg' %}">
<link rel="stylesheet" href="{% static 'ifn_site/site.css' %}"></head>
<body><main class="wrap"><h1>Carte</h1><div id="map"></div></main>
{% map_config %}
<script type="module" nonce="{{ request.csp_nonce }}">
  import { createMap } from "{% static 'ifn_site/map/base.js' %}";
  import { addChoropleth } from "{% static 'ifn_site/map/choropleth.js' %}";
  const asked = new URLSearchParams(location.search);
  const element = document.getElementById('map');
  const map = await createMap(element, JSON.parse(asked.get('options') ?? '{}'));
  const level = asked.get('niveau');
  window.said = [];
  window.map = map;
  if (map && level) {
    const scores = Uint8Array.from(
      { length: map.config.tiles.levels[level].count },
      (_, index) => (index % 9 === 8 ? 255 : (index * 37) % 181),
    );
    const classes = ['#fff3cf', '#f7cf8a', '#eda45c', '#d97448', '#b64a43', '#84304a', '#4a1f47']
      .map((color, rank) => ({ upTo: 25 * (rank + 1), color }));
    window.choropleth = addChoropleth(map, { level, scores, classes });
    for (const kind of ['onHover', 'onClick', 'onFocus']) {
      window.choropleth[kind]((area) => window.said.push([kind, area && area.code]));
    }
  }
  if (map && !map.loaded()) await map.once('idle');
  document.title = map ? 'Carte prête' : 'Pas de carte';
</script></body></html>
"""


def map_page(request: HttpRequest) -> HttpResponse:
    """Answer the page."""
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


def other_style(request: HttpRequest) -> HttpResponse:
    """Answer another base map than ours: one plain colour."""
    paint = {"background-color": "#abcdef"}
    layers = [{"id": "autre", "type": "background", "paint": paint}]
    return JsonResponse({"version": 8, "sources": {}, "layers": layers})


urlpatterns = [
    path("carte/", map_page),
    path("carte/style.json", other_style),
    # The languages of pages may only stand in the root of all addresses.
    *site_urls,
]
