"""Whom to call, for templates that may be drawn without any context: error pages."""

from __future__ import annotations

from django import template

from orientation.helplines import HelplineShown, default_helpline

register = template.Library()


@register.simple_tag(takes_context=True)
def helpline(context: template.Context) -> HelplineShown | None:
    """Return the number of the page (`site`), else the one of the country."""
    site = context.get("site")
    if site is None:
        return default_helpline()
    found: HelplineShown | None = site["helpline"]
    return found
