"""What the group « équipe » may do with the tables of the orientation: everything.

Given once, when the tables are made; whoever changes the permissions later is obeyed.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission

from venues.moderation import TEAM

_FIRST = ("orientation", "0001")


def give_rights(plan: Any = (), **kwargs: Any) -> None:
    """Give the team its rights, right after the tables were made (called after each migration)."""
    made = {(migration.app_label, migration.name[:4]) for migration, undone in plan if not undone}
    if _FIRST not in made:
        return
    team = Group.objects.get_or_create(name=TEAM)[0]
    team.permissions.add(*Permission.objects.filter(content_type__app_label="orientation"))
