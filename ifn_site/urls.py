"""Every address of the site.

Pages for everybody exist in each language, under its prefix (French has none); files, the API and
the pages for coordinators are in French only and never take a prefix.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from ifn_site import views
from venues import sitemaps

urlpatterns = [
    path("donnees/", views.about_data, name="about-data"),
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
    path("", include("territories.tile_urls")),
    path("", include("coverage.urls")),
    path("", include("fragility.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("accessibilite/", views.accessibility, name="accessibility"),
        path("confidentialite/", views.privacy, name="privacy"),
        path("", include("territories.urls")),
        path("", include("orientation.urls")),
        path("", include("venues.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "ifn_site.views.bad_request"
handler403 = "ifn_site.views.forbidden"
handler404 = "ifn_site.views.not_found"
handler500 = "ifn_site.views.server_error"
