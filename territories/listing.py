"""The départements by région, in the order of the alphabet."""

from __future__ import annotations

from typing import NamedTuple

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from territories.models import Departement, Region
from territories.names import fold

OVERSEAS = noop("Collectivités d’outre-mer")


class RegionGroup(NamedTuple):
    """A région (code "" for what is none) and its (code, name) départements."""

    label: str
    departements: list[tuple[str, str]]
    code: str = ""


def departements_by_region() -> list[RegionGroup]:
    """Return the régions by name, each with its départements by code; collectivities last."""
    names = dict(Region.objects.order_by("code").values_list("code", "name"))
    codes = {name: code for code, name in names.items()}
    groups: dict[str, list[tuple[str, str]]] = {}
    overseas: list[tuple[str, str]] = []
    for one in Departement.objects.order_by("code"):
        if one.kind == Departement.Kind.COLLECTIVITE:
            overseas.append((one.code, one.name))
        else:
            groups.setdefault(names.get(one.region_code, ""), []).append((one.code, one.name))
    found = [
        RegionGroup(name, groups[name], codes.get(name, "")) for name in sorted(groups, key=fold)
    ]
    return [*found, RegionGroup(_(OVERSEAS), overseas)] if overseas else found
