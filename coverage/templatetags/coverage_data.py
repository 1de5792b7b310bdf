"""What templates outside this application ask of coverage: whether it is computed here."""

from __future__ import annotations

from django import template

from coverage.store import RunFacts, active_run

register = template.Library()


@register.simple_tag
def public_coverage() -> RunFacts | None:
    """Return the computation shown, None while there is none."""
    return active_run()
