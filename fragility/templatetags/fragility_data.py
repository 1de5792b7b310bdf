"""What templates outside this application ask of the need: whether indicators are public here."""

from __future__ import annotations

from django import template

from fragility.store import ReleaseFacts, active_release

register = template.Library()


@register.simple_tag
def public_indicators() -> ReleaseFacts | None:
    """Return the release shown, None while no indicator is public."""
    return active_release()
