"""« Apprendre seul »: pages of other sites where one can learn, service by service.

Links come from a table that the team edits; those that no longer answer are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import QuerySet

from ifn_site.cache import remembered
from orientation.models import LearningLink
from venues.vocabulary import SERVICES

FILE = Path(__file__).parent / "data" / "learning_links.json"
#: How many links are shown of one service, and in all.
PER_SERVICE, MOST = 3, 6


class LinkShown(NamedTuple):
    """A link as pages show it; `level` says for whom it is, "" for anyone."""

    service: str
    title: str
    url: str
    publisher: str
    language: str
    level: str


def links_for(services: Iterable[str]) -> list[LinkShown]:
    """Return the links of some services (codes), in the order given; no page twice."""
    by_service = remembered("learning_links", _read)
    found: dict[str, LinkShown] = {}
    for code in services:
        for link in by_service.get(code, [])[:PER_SERVICE]:
            found.setdefault(link.url, link)
    return list(found.values())[:MOST]


def initial_rows() -> list[dict[str, Any]]:
    """Return the rows that come with the site, as fields of `LearningLink`."""
    rows: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))["liens"]
    return rows


def _read() -> dict[str, list[LinkShown]]:
    rows: QuerySet[Any, Any] = LearningLink.objects.shown().values_list(*LinkShown._fields)
    found: dict[str, list[LinkShown]] = {term.code: [] for term in SERVICES}
    for row in rows:
        found.setdefault(row[0], []).append(LinkShown(*row))
    return found
