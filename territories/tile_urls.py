"""Files of the maps: tiles of outlines, and the codes they hold."""

from django.urls import path

from territories import tile_views

urlpatterns = [
    path(
        "tuiles/<slug:fingerprint>/<slug:source>/<int:zoom>/<int:column>/<int:row>.pbf",
        tile_views.tile,
        name="tile",
    ),
    path("tuiles/<slug:fingerprint>/<slug:level>.json", tile_views.codes, name="tile-codes"),
]
