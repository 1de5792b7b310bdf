"""Addresses of the API about territories, under `/api/v1/`."""

from django.urls import path

from territories.api import TerritorySearchView, TerritoryView

urlpatterns = [
    path("territoires/", TerritorySearchView.as_view(), name="api-territories"),
    path("territoires/<str:niveau>/<str:code>/", TerritoryView.as_view(), name="api-territory"),
]
