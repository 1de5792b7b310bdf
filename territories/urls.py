"""Pages of the territories: asking where one is, choosing, going down."""

from django.urls import path

from territories import views

urlpatterns = [
    path("lieu/", views.place, name="place"),
    path("lieux/ou/", views.choose, name="place-choose"),
    path("territoires/", views.departements, name="departements"),
]
