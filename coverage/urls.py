"""Pages where need and offer meet: the sheet of a territory, the comparison, the methods."""

from django.urls import path

from coverage import coverage_views, report_views, sitemaps, siting_views, views

urlpatterns = [
    path("territoires/comparer/", views.compare, name="territory-compare"),
    path("territoires/<slug:level>/<slug:code>/", views.territory, name="territory"),
    path(
        "territoires/<slug:level>/<slug:code>/rapport/",
        report_views.report,
        name="territory-report",
    ),
    path(
        "sitemap-fiches-territoires.xml",
        sitemaps.sitemap_territory_pages,
        name="sitemap-territory-pages",
    ),
    path("couverture/", coverage_views.coverage_map, name="coverage-map"),
    path("couverture/tableau.csv", coverage_views.coverage_table, name="coverage-table"),
    path(
        "couverture/couche/<slug:measure>.bin",
        coverage_views.coverage_layer_file,
        name="coverage-layer",
    ),
    path("couverture/bulle/<slug:code>/", coverage_views.coverage_bubble, name="coverage-bubble"),
    path("couverture/et-si/", siting_views.siting, name="coverage-siting"),
    path("couverture/et-si/scenario.csv", siting_views.siting_csv, name="coverage-siting-csv"),
    path("methode/", views.method, name="method"),
]
