"""What the head of a page says to other services: its own address, title and picture.

A page has one address of its own: the one its view gives as `canonical_url`, else its path when
nothing was asked. An address never repeats what a person typed.
"""

from __future__ import annotations

from django import template
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

PICTURE = "ifn_site/social.png"


def _absolute(request: HttpRequest | None, address: str) -> str:
    """Return an address with the site before it, "" when nobody knows what site was asked."""
    if request is None:
        return ""
    try:
        return request.build_absolute_uri(address)
    except DisallowedHost:
        return ""


@register.simple_tag(takes_context=True)
def own_address(context: Context) -> str:
    """Return the absolute address that stands for the page, "" when it has none.

    A list narrowed by choices has one only when its view says which.
    """
    request = context.get("request")
    given = context.get("canonical_url")
    if given or request is None:
        return _absolute(request, given or "")
    return "" if request.META.get("QUERY_STRING") else _absolute(request, request.path)


@register.simple_tag(takes_context=True)
def social_picture(context: Context) -> str:
    """Return the absolute address of the picture shown beside a shared link, "" without a site."""
    return _absolute(context.get("request"), static(PICTURE))


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """Write a block of the page a second time, inside an attribute.

    Only in a template that others extend: there the block holds what the page put in it.
    """
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    text = block.render(context).strip() if block else ""
    # Already escaped as text; an attribute also needs its quotes escaped.
    return mark_safe(text.replace('"', "&quot;"))  # noqa: S308
