"""Addresses of local indicators, under `/fragilite/indicateur-local/`."""

from django.urls import path

from fragility import local_views

urlpatterns = [
    path("", local_views.local_home, name="local-home"),
    path("enregistrer/", local_views.local_save, name="local-save"),
    path("<slug:public_id>/", local_views.local_indicator, name="local-indicator"),
    path(
        "<slug:public_id>/action/",
        local_views.local_indicator_action,
        name="local-indicator-action",
    ),
    path(
        "<slug:public_id>/valeurs.<slug:kind>",
        local_views.local_indicator_file,
        name="local-indicator-file",
    ),
]
