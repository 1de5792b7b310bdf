"""« Apprendre seul »: links by service, visited, and hidden when nobody answers any more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client

from ifn_site.http import Seen, UpstreamError, look
from ifn_site.models import data_version
from orientation.learning import MOST, PER_SERVICE, initial_rows, links_for
from orientation.link_check import check_links
from orientation.models import LearningLink
from orientation.tasks import check_learning_links
from tests.orientation.factories import LearningLinkFactory
from venues.vocabulary import SERVICES


def answering(url: str) -> Seen:
    """Stand for the network: everything answers."""
    return Seen(200, url)


def failing(*urls: str, reason: str = "injoignable") -> Callable[[str], Seen]:
    """Stand for the network: these addresses do not answer."""

    def visit(url: str) -> Seen:
        if url in urls:
            raise UpstreamError(reason)
        return Seen(200, url)

    return visit


def titles(*services: str) -> list[str]:
    """Return what a page would show."""
    return [link.title for link in links_for(services)]


def test_links_come_service_by_service_in_the_order_of_the_team() -> None:
    for service, title, order in [("acces", "c", 1), ("outils", "b", 2), ("outils", "a", 1)]:
        LearningLinkFactory(service=service, title=title, order=order)
    assert titles("outils", "acces") == ["a", "b", "c"]
    assert titles("acces", "outils") == ["c", "a", "b"]
    assert titles("loisirs", "inconnu") == []


def test_a_page_is_shown_once_and_lists_stay_short() -> None:
    for service in ("outils", "demarches", "acces"):
        LearningLinkFactory(service=service, url="https://meme.example/")
        for _number in range(PER_SERVICE + 1):
            LearningLinkFactory(service=service, order=1)
    found = links_for(["outils", "demarches", "acces"])
    assert len(found) == MOST
    assert len({link.url for link in found}) == MOST


def test_a_link_that_is_edited_changes_at_once() -> None:
    link = LearningLinkFactory(title="avant")
    assert titles("outils") == ["avant"]
    link.title = "après"
    link.save()
    assert titles("outils") == ["après"]
    link.is_active = False
    link.save()
    assert titles("outils") == []


def test_the_first_links_cover_every_service_and_claim_no_check() -> None:
    rows = initial_rows()
    assert {row["service"] for row in rows} == {term.code for term in SERVICES}
    for row in rows:
        link = LearningLink(**row)
        link.full_clean()
        assert link.state == LearningLink.State.UNKNOWN
        assert link.checked_at is None
    assert LearningLink(**rows[0]).get_state_display() == "adresse pas encore vérifiée par nous"


@pytest.mark.parametrize("url", ["http://a.example/", "javascript:alert(1)", "file:///etc/passwd"])
def test_only_safe_addresses_are_kept(url: str) -> None:
    with pytest.raises(ValidationError):
        LearningLinkFactory.build(url=url).full_clean()


# --- The checker -------------------------------------------------------------------------------
def test_two_failures_in_a_row_hide_a_link_and_an_answer_brings_it_back() -> None:
    good, bad = LearningLinkFactory(title="bon"), LearningLinkFactory(title="mauvais")
    check_links(failing(bad.url))
    assert titles("outils") == ["bon", "mauvais"]
    before = data_version()[0]
    report = check_links(failing(bad.url))
    assert titles("outils") == ["bon"]
    assert data_version()[0] > before
    assert (report.visited, report.answering) == (2, 1)
    assert report.hidden == [bad]
    check_links(answering)
    assert titles("outils") == ["bon", "mauvais"]
    good.refresh_from_db()
    assert good.state == LearningLink.State.OK
    assert good.checked_at is not None


@pytest.mark.parametrize(
    ("visit", "state", "failures"),
    [
        (lambda url: Seen(200, url), "ok", 0),
        (lambda url: Seen(200, url.rstrip("/")), "ok", 0),
        (lambda url: Seen(200, "https://ailleurs.example/"), "moved", 0),
        (lambda url: Seen(404, url), "gone", 1),
        (lambda url: Seen(410, url), "gone", 1),
        # A site that refuses robots, or is out of order for a while, is not gone.
        (lambda url: Seen(403, url), "unknown", 0),
        (lambda url: Seen(503, url), "unknown", 0),
        (failing("https://a.example/", reason="redirections"), "unknown", 0),
        (failing("https://a.example/", reason="lent"), "gone", 1),
    ],
)
def test_what_a_visit_finds_is_kept(
    visit: Callable[[str], Seen], state: str, failures: int
) -> None:
    link = LearningLinkFactory(url="https://a.example/")
    LearningLinkFactory(url="https://b.example/", service="acces")
    check_links(lambda url: visit(url) if url == link.url else Seen(200, url))
    link.refresh_from_db()
    assert (link.state, link.failures) == (state, failures)
    assert (link.moved_to == "https://ailleurs.example/") is (state == "moved")


def test_nothing_is_concluded_when_our_own_line_is_down() -> None:
    links = [LearningLinkFactory(), LearningLinkFactory()]
    for _time in range(3):
        report = check_links(failing(*(link.url for link in links)))
    assert report.answering == 0
    assert len(titles("outils")) == 2


def test_another_address_starts_its_checks_again() -> None:
    link = LearningLinkFactory(failures=2, state=LearningLink.State.GONE)
    link.url = "https://nouveau.example/"
    link.save()
    assert (link.state, link.failures) == ("unknown", 0)


class Site(BaseHTTPRequestHandler):
    """A local site: a page, a page that moved for good, one that moved for a while, none."""

    moves = {"/ancien": (301, "/page"), "/detour": (302, "/page"), "/boucle": (302, "/boucle")}

    def do_GET(self) -> None:
        status, to = self.moves.get(self.path, (200 if self.path == "/page" else 404, ""))
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def local_site() -> Iterator[str]:
    """The address of a local site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "status", "address"),
    [
        ("/page", 200, "/page"),
        ("/ancien", 200, "/page"),
        ("/detour", 200, "/detour"),
        ("/rien", 404, "/rien"),
    ],
)
def test_a_glance_follows_moves_and_tells_those_made_for_good(
    local_site: str, path: str, status: int, address: str
) -> None:
    assert look(local_site + path, timeout=5) == Seen(status, local_site + address)


def test_a_glance_at_nothing_is_a_typed_failure(local_site: str) -> None:
    for url, reason in ((f"{local_site}/boucle", "redirections"), ("ftp://x.example/", "adresse")):
        with pytest.raises(UpstreamError) as failure:
            look(url, timeout=5)
        assert failure.value.reason == reason


def test_the_command_and_the_task_visit_the_true_addresses(local_site: str) -> None:
    LearningLinkFactory(url=f"{local_site}/page")
    bad = LearningLinkFactory(url=f"{local_site}/rien", title="Cours disparu")
    assert check_learning_links() == 0
    out = StringIO()
    call_command("check_links", stdout=out)
    assert "2 adresses visitées, 1 répondent" in out.getvalue()
    assert f"Caché : Cours disparu ({bad.url})" in out.getvalue()


def test_the_checker_is_planned() -> None:
    tasks = {plan["task"] for plan in settings.CELERY_BEAT_SCHEDULE.values()}
    assert check_learning_links.name in tasks


def test_the_administration_shows_what_is_hidden(admin_client: Client) -> None:
    LearningLinkFactory(title="Cours disparu", failures=2, state=LearningLink.State.GONE)
    html = admin_client.get("/admin/orientation/learninglink/").content.decode()
    assert "Cours disparu" in html
    assert "ne répond plus" in html


def test_the_block_of_a_page_shows_links_as_text_and_is_absent_without_any() -> None:
    LearningLinkFactory(title="<b>Cours</b>", level="Pour débuter")
    html = render_to_string("orientation/_learning.html", {"learning": links_for(["outils"])})
    assert "&lt;b&gt;Cours" in html
    assert "Pour débuter" in html
    assert render_to_string("orientation/_learning.html", {"learning": []}).strip() == ""
