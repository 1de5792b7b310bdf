"""Addresses of the API, version 1, assembled from each application."""

from django.urls import include, path

from ifn_site.api_index import index
from ifn_site.openapi import schema

urlpatterns = [
    path("", index, name="api-index"),
    path("schema/", schema, name="api-schema"),
    path("", include("venues.api_urls")),
    path("", include("territories.api_urls")),
    path("", include("fragility.api_urls")),
    path("", include("orientation.api_urls")),
    path("", include("coverage.api_urls")),
]
