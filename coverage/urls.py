"""Pages where need and offer meet: the sheet of a territory, the comparison, the methods."""

from django.urls import path

from coverage import sitemaps, views

urlpatterns = [
    path("territoires/comparer/", views.compare, name="territory-compare"),
    path("territoires/<slug:level>/<slug:code>/", views.territory, name="territory"),
    path(
        "sitemap-fiches-territoires.xml",
        sitemaps.sitemap_territory_pages,
        name="sitemap-territory-pages",
    ),
    path("methode/", views.method, name="method"),
]
