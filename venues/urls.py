"""Addresses of the directory's pages."""

from django.urls import path, re_path

from venues import map_views, report_views, views

urlpatterns = [
    path("lieux/", views.venue_list, name="venue-list"),
    re_path(
        r"^lieux/(?P<public_id>rn[a-z0-9]{8})-(?P<slug>[-a-z0-9]*)/$",
        views.venue_sheet,
        name="venue-sheet",
    ),
    re_path(r"^lieux/(?P<public_id>rn[a-z0-9]{8})/$", views.venue_sheet, name="venue-short"),
    re_path(
        r"^lieux/(?P<public_id>rn[a-z0-9]{8})(?:-[-a-z0-9]*)?/imprimer/$",
        views.venue_paper,
        name="venue-paper",
    ),
    path("lieux/apercu/", map_views.venue_previews, name="venue-previews"),
    re_path(
        r"^lieux/(?P<public_id>rn[a-z0-9]{8})/signaler/$", report_views.report, name="venue-report"
    ),
    re_path(
        r"^lieux/(?P<public_id>rn[a-z0-9]{8})/signaler/merci/$",
        report_views.report_done,
        name="venue-report-done",
    ),
    path("referencer-mon-lieu/", report_views.register, name="venue-register"),
    path("ma-liste/", views.shortlist, name="shortlist"),
]
