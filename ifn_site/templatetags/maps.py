"""What a page must tell the browser before it can open a map: addresses, boxes, words.

`{% map_config %}` writes it once in a page; nothing is loaded from it until a map is opened.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from territories.tiles import TileSet, tile_set
from territories.tiles.archive import SOURCE_OF_LEVEL

register = template.Library()

#: Metropolitan France, when there are no tiles to say so.
_FRANCE = (-5.2, 41.3, 9.6, 51.1)
_REAL = noop("Contours : IGN et INSEE%(cog)s, Licence Ouverte")
_DEMONSTRATION = noop("Contours de démonstration, approximatifs : GeoNames et Natural Earth")
#: Every word that the map shows or says aloud.
_WORDS = {
    "map": noop("Carte"),
    "failed": noop("La carte ne peut pas s’afficher sur cet appareil. La liste reste utilisable."),
    "absent": noop("La carte n’est pas encore prête sur ce site. La liste reste utilisable."),
    "loading": noop("La carte se charge…"),
    "overseas": noop("Aller à un territoire"),
    "mainland": noop("France métropolitaine"),
    "keyboard": (
        noop("Au clavier : les flèches déplacent la carte, plus et moins changent l’échelle.")
    ),
    "AttributionControl.ToggleAttribution": noop("Afficher ou masquer les sources"),
    "AttributionControl.MapFeedback": noop("Signaler une erreur de la carte"),
    "FullscreenControl.Enter": noop("Afficher en plein écran"),
    "FullscreenControl.Exit": noop("Quitter le plein écran"),
    "NavigationControl.ZoomIn": noop("Zoom avant"),
    "NavigationControl.ZoomOut": noop("Zoom arrière"),
    "Popup.Close": noop("Fermer"),
    "Marker.Title": noop("Repère"),
    "ScaleControl.Meters": "m",
    "ScaleControl.Kilometers": "km",
    "CooperativeGesturesHandler.WindowsHelpText": (
        noop("Maintenez Ctrl et tournez la molette pour zoomer")
    ),
    "CooperativeGesturesHandler.MacHelpText": noop("Maintenez ⌘ et faites défiler pour zoomer"),
    "CooperativeGesturesHandler.MobileHelpText": noop("Déplacez la carte avec deux doigts"),
}


@register.simple_tag
def map_config() -> SafeString:
    """Write the `<script type="application/json" id="map-config">` that `base.js` reads."""
    return json_script(configuration(), "map-config")


@register.simple_tag
def map_is_ready() -> bool:
    """Tell whether there is anything to draw a map from: `{% map_is_ready as ready %}`."""
    return bool(settings.BASEMAP_STYLE) or tile_set() is not None


def configuration() -> dict[str, Any]:
    """Return what a map needs: library, tiles, boxes, sources, words."""
    tiles = tile_set()
    return {
        "lib": static(f"{settings.MAP_LIBRARY}/maplibre-gl.mjs"),
        "worker": static(f"{settings.MAP_LIBRARY}/maplibre-gl-worker.mjs"),
        "styles": [
            static(f"{settings.MAP_LIBRARY}/maplibre-gl.css"),
            static("ifn_site/map/map.css"),
        ],
        "basemap": settings.BASEMAP_STYLE,
        "tiles": _tiles(tiles) if tiles else None,
        "bounds": tiles.bounds if tiles else _FRANCE,
        "insets": [inset.__dict__ for inset in tiles.insets] if tiles else [],
        "attribution": _attribution(tiles) if tiles else "",
        "words": {name: _(text) for name, text in _WORDS.items()},
    }


def _tiles(tiles: TileSet) -> dict[str, Any]:
    """Return where tiles and codes are, by source and by level."""
    address = reverse("tile", args=[tiles.fingerprint, "SOURCE", 0, 0, 0])
    return {
        "sources": {
            source: {
                "address": address.replace("SOURCE/0/0/0", f"{source}/{{z}}/{{x}}/{{y}}"),
                "minzoom": first,
                "maxzoom": last,
            }
            for source, (first, last) in tiles.zooms.items()
        },
        "levels": {
            level: {
                "source": SOURCE_OF_LEVEL[level],
                "codes": reverse("tile-codes", args=[tiles.fingerprint, level]),
                "count": len(tiles.codes(level)),
            }
            for level in tiles.levels
        },
    }


def _attribution(tiles: TileSet) -> str:
    """Name the source of the outlines, honestly: those of the demonstration are approximate."""
    if tiles.demonstration:
        return _(_DEMONSTRATION)
    return _(_REAL) % {"cog": f" (COG {tiles.cog})" if tiles.cog else ""}
