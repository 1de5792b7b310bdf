"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from ifn_site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("donnees/", views.about_data, name="about-data"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("sante/", views.health, name="health"),
    path("style/", views.style, name="style"),
    path("robots.txt", views.robots_txt, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("api/docs/", views.api_docs, name="api-docs"),
    path("api/v1/", include("ifn_site.api_urls")),
    path("", include("territories.urls")),
    path("", include("venues.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "ifn_site.views.bad_request"
handler403 = "ifn_site.views.forbidden"
handler404 = "ifn_site.views.not_found"
handler500 = "ifn_site.views.server_error"
