"""The language of a page, and the same page in the others: what the head and the menu show.

A page exists in the other languages when its address is one of those that take a prefix
(`ifn_site/urls.py`); a page that is in French only leads to the home page of each language.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.urls import LocalePrefixPattern, URLResolver, get_resolver
from django.utils.safestring import SafeString

from ifn_site.languages import BY_CODE, LANGUAGES, SOURCE, Language, in_language
from ifn_site.wording import in_french
from ifn_site.wording import language as present_language

register = template.Library()


class Translated(NamedTuple):
    """A page in a language: the language and the address of the page in it."""

    language: Language
    url: str
    is_current: bool


@register.simple_tag
def page_language() -> Language:
    """Return the language that the page is written in."""
    return BY_CODE.get(present_language(), BY_CODE[SOURCE])


@register.simple_tag
def only_french() -> SafeString:
    """Say, in a link of a page in another language, that what it leads to is in French."""
    return SafeString("" if in_french() else ' hreflang="fr"')


@register.simple_tag
def words_in_french() -> SafeString:
    """Say, in an element of a page in another language, that its words are in French."""
    return SafeString("" if in_french() else ' lang="fr"')


@register.simple_tag(takes_context=True)
def page_languages(context: Context) -> list[Translated]:
    """Return the languages offered, each with this very page, else with its home page."""
    request: HttpRequest | None = context.get("request")
    current = page_language()
    path, query = "/", ""
    if request is not None and request.method in ("GET", "HEAD") and _is_translated(request):
        path, query = request.path, request.META.get("QUERY_STRING", "")
    return [
        Translated(
            one,
            in_language(path, one.code) + (f"?{query}" if query else ""),
            one == current,
        )
        for one in LANGUAGES
        if one.is_offered or one == current
    ]


@register.simple_tag(takes_context=True)
def alternates(context: Context, address: str) -> list[Translated]:
    """Return the absolute addresses of a page in every language offered, [] when it has one only.

    `address` is its own, absolute (see `own_address`).
    """
    request: HttpRequest | None = context.get("request")
    if not address or request is None or not _is_translated(request):
        return []
    parts, current = urlsplit(address), page_language()
    return [
        Translated(one, parts._replace(path=in_language(parts.path, one.code)).geturl(), False)
        for one in LANGUAGES
        if one.is_offered or one == current
    ]


def _is_translated(request: HttpRequest) -> bool:
    """Tell whether the address asked is one of those that every language has."""
    match = request.resolver_match
    return match is not None and match.view_name in _translated_names(
        getattr(request, "urlconf", None) or settings.ROOT_URLCONF
    )


@lru_cache(maxsize=4)
def _translated_names(urlconf: str) -> frozenset[str]:
    """Return the names of the addresses that take the prefix of a language."""
    prefixed = [
        one
        for one in get_resolver(urlconf).url_patterns
        if isinstance(one, URLResolver) and isinstance(one.pattern, LocalePrefixPattern)
    ]
    return frozenset(name for one in prefixed for name in one.reverse_dict if isinstance(name, str))
