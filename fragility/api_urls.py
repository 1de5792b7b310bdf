"""Addresses of the API about the need, under `/api/v1/`."""

from django.urls import path

from fragility.api import IndicatorsView, LevelView, MethodsView, TerritoryValuesView

urlpatterns = [
    path("fragilite/methodes/", MethodsView.as_view(), name="api-fragility-methods"),
    path("fragilite/indicateurs/", IndicatorsView.as_view(), name="api-fragility-indicators"),
    path("fragilite/<str:niveau>/", LevelView.as_view(), name="api-fragility-level"),
    path(
        "fragilite/<str:niveau>/<str:code>/",
        TerritoryValuesView.as_view(),
        name="api-fragility-territory",
    ),
]
