"""Addresses of the API about venues, under `/api/v1/`."""

from django.urls import path

from venues.api import PointsView, VenueListView, VenueSchemaOrgView, VenueView

urlpatterns = [
    path("lieux/", VenueListView.as_view(), name="api-venues"),
    path("lieux/points/", PointsView.as_view(), name="api-venue-points"),
    path(
        "lieux/schema-org/<str:public_id>/",
        VenueSchemaOrgView.as_view(),
        name="api-venue-schema-org",
    ),
    path("lieux/<str:public_id>/", VenueView.as_view(), name="api-venue"),
]
