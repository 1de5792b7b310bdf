"""Whether the pages of « Apprendre seul » still answer: each is visited, and its state kept.

A page that says that it is gone, or that nobody answers for, fails; two failures in a row take it
off the site. A refusal to robots proves nothing. When no page at all answers, it is our own line
that is down: nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone

from ifn_site.http import Seen, UpstreamError, look
from ifn_site.models import bump_data_version
from orientation.models import LearningLink
from orientation.querysets import FAILURES_TO_HIDE

State = LearningLink.State
#: Whole time allowed to one page, in seconds.
TIMEOUT = 10.0
_GONE = {404, 410}
#: Codes of `UpstreamError` that mean that nobody answers.
_SILENT = {"injoignable", "lent"}


class Report(NamedTuple):
    """How many pages were visited, how many answer, and those that are hidden now."""

    visited: int
    answering: int
    hidden: list[LearningLink]


class _Visit(NamedTuple):
    state: str
    address: str = ""
    has_answered: bool = True


def check_links(visit: Callable[[str], Seen] | None = None) -> Report:
    """Visit every link that the team shows, keep what was found, and say it."""
    links = list(LearningLink.objects.filter(is_active=True).order_by("service", "order", "pk"))
    visits = {url: _visit(url, visit or _look) for url in dict.fromkeys(one.url for one in links)}
    if not any(one.has_answered for one in visits.values()):
        return Report(len(visits), 0, list(LearningLink.objects.broken()))
    before = _hidden()
    for link in links:
        _keep(link, visits[link.url])
    if before != _hidden():
        bump_data_version()
    answering = sum(one.state in (State.OK, State.MOVED) for one in visits.values())
    return Report(len(visits), answering, list(LearningLink.objects.broken()))


def _look(url: str) -> Seen:
    return look(url, timeout=TIMEOUT)


def _visit(url: str, visit: Callable[[str], Seen]) -> _Visit:
    try:
        seen = visit(url)
    except UpstreamError as error:
        silent = error.reason in _SILENT
        return _Visit(State.GONE if silent else State.UNKNOWN, has_answered=not silent)
    if seen.status in _GONE:
        return _Visit(State.GONE)
    if seen.status != 200:
        return _Visit(State.UNKNOWN)
    if seen.address.rstrip("/") != url.rstrip("/"):
        return _Visit(State.MOVED, seen.address)
    return _Visit(State.OK)


def _keep(link: LearningLink, found: _Visit) -> None:
    """Write the state of a link: a failure adds to those before, an answer forgets them."""
    failures = link.failures
    if found.state == State.GONE:
        failures = min(failures + 1, FAILURES_TO_HIDE)
    elif found.state in (State.OK, State.MOVED):
        failures = 0
    LearningLink.objects.filter(pk=link.pk).update(
        state=found.state,
        moved_to=found.address[:500],
        failures=failures,
        checked_at=timezone.now(),
    )


def _hidden() -> set[int]:
    return set(LearningLink.objects.broken().values_list("pk", flat=True))
