"""Pages of the territories (asking where one is, choosing, going down), and their map tiles."""

from django.urls import path

from territories import tile_views, views

urlpatterns = [
    path("lieu/", views.place, name="place"),
    path("lieux/ou/", views.choose, name="place-choose"),
    path("territoires/", views.departements, name="departements"),
    path(
        "tuiles/<slug:fingerprint>/<slug:source>/<int:zoom>/<int:column>/<int:row>.pbf",
        tile_views.tile,
        name="tile",
    ),
    path("tuiles/<slug:fingerprint>/<slug:level>.json", tile_views.codes, name="tile-codes"),
]
