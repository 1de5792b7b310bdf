"""Pages of the need, their map's files and what the map says of one territory."""

from django.urls import include, path

from fragility import views

urlpatterns = [
    path("fragilite/", views.fragility_map, name="fragility-map"),
    path("fragilite/indicateur-local/", include("fragility.local_urls")),
    path("fragilite/legende/<slug:level>/", views.legend, name="fragility-legend"),
    path("fragilite/bulle/<slug:level>/<slug:code>/", views.bubble, name="fragility-bubble"),
    path("fragilite/couche/<slug:level>/<slug:subject>.bin", views.layer, name="fragility-layer"),
    path(
        "fragilite/classes/<slug:level>/<slug:method>.bin", views.classes, name="fragility-classes"
    ),
]
