"""The territories in the administration: read only, since an import rewrites them."""

from __future__ import annotations

from django.contrib import admin

from ifn_site.read_only_admin import ReadOnlyAdmin
from territories.models import Arrondissement, Commune, Departement, Epci, FormerCommune, Region


@admin.register(Commune)
class CommuneAdmin(ReadOnlyAdmin):
    """Communes, found by code or by folded name."""

    list_display = ("code", "name", "departement_code", "epci_code", "population")
    list_filter = ("region_code",)
    search_fields = ("code", "folded")


@admin.register(FormerCommune)
class FormerCommuneAdmin(ReadOnlyAdmin):
    """Former names and codes."""

    list_display = ("code", "name", "current_code", "kind", "valid_until")
    list_filter = ("kind",)
    search_fields = ("code", "folded", "current_code")


@admin.register(Region, Departement, Epci, Arrondissement)
class TerritoryAdmin(ReadOnlyAdmin):
    """The other levels."""

    list_display = ("code", "name", "population")
    search_fields = ("code", "name")
