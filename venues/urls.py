"""Addresses of the directory's pages."""

from django.urls import path, re_path

from venues import views

urlpatterns = [
    path("lieux/", views.venue_list, name="venue-list"),
    re_path(
        r"^lieux/(?P<public_id>rn[a-z0-9]{8})-(?P<slug>[-a-z0-9]*)/$",
        views.venue_sheet,
        name="venue-sheet",
    ),
    re_path(r"^lieux/(?P<public_id>rn[a-z0-9]{8})/$", views.venue_sheet, name="venue-short"),
]
