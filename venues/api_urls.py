"""Addresses of the API about venues, under `/api/v1/`."""

from django.urls import path

from venues.api import VenueListView, VenueSchemaOrgView, VenueView
from venues.changes_api import ChangesView
from venues.map_api import ClustersView, PointsView

urlpatterns = [
    path("lieux/", VenueListView.as_view(), name="api-venues"),
    path("lieux/changements/", ChangesView.as_view(), name="api-venue-changes"),
    path("lieux/points/", PointsView.as_view(), name="api-venue-points"),
    path("lieux/groupes/", ClustersView.as_view(), name="api-venue-groups"),
    path(
        "lieux/schema-org/<str:public_id>/",
        VenueSchemaOrgView.as_view(),
        name="api-venue-schema-org",
    ),
    path("lieux/<str:public_id>/", VenueView.as_view(), name="api-venue"),
]
