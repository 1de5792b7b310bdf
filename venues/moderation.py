"""Who may do what in the administration: the three groups, and the venues that each person sees.

The groups are made once, after the tables; whoever changes their permissions later is obeyed.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth.models import Group, Permission
from django.db.models import Model, QuerySet

from venues.models import SourceRecord

Row = TypeVar("Row", bound=Model)

TEAM, MODERATION, HUB = "équipe", "modération", "hub"
_HUB = ["view_venue", "change_venue", "view_venuereport", "change_venuereport", "view_venuechange"]
_MODERATION = [*_HUB, "see_every_venue", "view_correction", "view_sourcerecord", "view_source"]
_TEAM = [
    *_MODERATION,
    "change_source",
    "view_importrun",
    "view_venueredirect",
]
#: Group → permissions of this application.
GROUPS = {TEAM: _TEAM, MODERATION: _MODERATION, HUB: _HUB}


def make_groups(**kwargs: Any) -> None:
    """Make the groups that do not exist yet (called after each migration)."""
    for name, codenames in GROUPS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            ours = Permission.objects.filter(
                content_type__app_label="venues", codename__in=codenames
            )
            group.permissions.set(ours)


def within_reach(rows: QuerySet[Row], user: Any, venue: str = "") -> QuerySet[Row]:
    """Keep the rows whose venue a person may look after: all, or those of their own sources.

    `venue`: the way from a row to its venue (« venue__ »), "" when the rows are venues.
    """
    if user.has_perm("venues.see_every_venue"):
        return rows
    own = SourceRecord.objects.present().filter(source__owners=user)
    return rows.filter(**{f"{venue}pk__in": own.values("venue")})
