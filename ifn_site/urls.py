"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, re_path

from ifn_site import views
from venues import sitemaps

urlpatterns = [
    path("", views.home, name="home"),
    path("donnees/", views.about_data, name="about-data"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("sante/", views.health, name="health"),
    path("style/", views.style, name="style"),
    path("robots.txt", views.robots_txt, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    re_path(
        r"^sitemap-(?P<name>pages|territoires)\.xml$", sitemaps.sitemap_part, name="sitemap-part"
    ),
    re_path(
        r"^sitemap-lieux-(?P<number>[1-9][0-9]{0,3})\.xml$",
        sitemaps.sitemap_venues,
        name="sitemap-venues",
    ),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("api/docs/", views.api_docs, name="api-docs"),
    path("api/v1/", include("ifn_site.api_urls")),
    path("", include("territories.urls")),
    path("", include("orientation.urls")),
    path("", include("coverage.urls")),
    path("", include("venues.urls")),
    path("", include("fragility.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "ifn_site.views.bad_request"
handler403 = "ifn_site.views.forbidden"
handler404 = "ifn_site.views.not_found"
handler500 = "ifn_site.views.server_error"
