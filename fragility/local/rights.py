"""Who may save a local indicator, for which territories, and who may see one.

The team saves for any territory, a hub for its own, anyone else nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from fragility.local.preview import inside
from fragility.local.sharing import opens
from fragility.local_models import HubTerritories, LocalIndicator

#: Names of the groups of the administration.
TEAM, HUB = "équipe", "hub"


def account_of(request: HttpRequest) -> Any:
    """Return the account of a request; without a session cookie, the session is not even opened."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return AnonymousUser()
    return request.user


def may_save(user: Any) -> bool:
    """Tell whether an account may save indicators."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return False
    return bool(user.is_superuser or user.groups.filter(name__in=(TEAM, HUB)).exists())


def within_reach(user: Any, level: str, values: dict[str, float]) -> dict[str, float]:
    """Keep the values of the territories that an account may speak of."""
    if user.is_superuser or user.groups.filter(name=TEAM).exists():
        return values
    row = HubTerritories.objects.filter(user=user).first()
    codes = tuple(values)
    kept = np.zeros(len(codes), dtype=bool)
    for place in row.places if row else []:
        kept |= inside(level, codes, place) | np.array([f"{level}:{one}" == place for one in codes])
    return {code: values[code] for code, keep in zip(codes, kept.tolist(), strict=True) if keep}


def may_see(indicator: LocalIndicator, user: Any, key: str, now: datetime) -> bool:
    """Tell whether an account, or the bearer of a key, may see an indicator."""
    if indicator.state == LocalIndicator.State.PUBLISHED or owns(indicator, user):
        return True
    shared = indicator.state == LocalIndicator.State.SHARED
    return shared and opens(key, indicator.public_id, indicator.share_serial, now)


def owns(indicator: LocalIndicator, user: Any) -> bool:
    """Tell whether an account may share, publish and delete an indicator."""
    return bool(user.is_authenticated and indicator.owner_id == user.pk and may_save(user))
