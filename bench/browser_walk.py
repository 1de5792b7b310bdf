"""The way from the first page to a printed sheet in a real Chromium, in production mode.

A person who types a few words, names their town and takes the first place; without scripts, with an
empty cache, on a computer at loopback and on a throttled slow phone. Medians of 3 walks.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, Request, sync_playwright

from bench.browser_site import LOCATED, production_site
from bench.browser_visit import PATIENCE, PROFILES, Profile, slow_down, transfer_of
from bench.measure import table
from bench.world import ready
from tests.browser.chromium import ABSENT, FLAGS, chromium_path

WALKS = 3
WORDS = "je n’arrive pas à faire mes papiers de la CAF"
TOWN = "Marseille"
MOST_CLICKS = 6
MOST_BYTES = 120_000

Step = Callable[[Page], None]


def _by_words(page: Page) -> None:
    page.get_by_label("Ou dites-le avec vos mots").fill(WORDS)
    page.get_by_role("button", name="Comprendre mon besoin").click()


def _on_to_the_place(page: Page) -> None:
    page.get_by_role("button", name="Passer au choix de la ville").click()


def _town(page: Page) -> None:
    page.get_by_label("Ville, code postal ou adresse").fill(TOWN)
    page.get_by_role("button", name="Voir les lieux maintenant").click()


def _sheet(page: Page) -> None:
    page.get_by_role("link", name="Fiche à emporter").first.click()


STEPS: tuple[tuple[str, Step], ...] = (
    ("ses mots", _by_words),
    ("compris : le lieu", _on_to_the_place),
    ("sa ville : les résultats", _town),
    ("la fiche à emporter", _sheet),
)


@dataclass(frozen=True)
class Walk:
    """One walk: seconds until each page was there, bytes and requests of them all."""

    seconds: tuple[float, ...]
    bytes: int
    requests: int


def main() -> int:
    """Measure and print; 1 when a bar is passed or Chromium is absent."""
    path = chromium_path()
    if not path:
        print(ABSENT)
        return 1
    ready()
    with production_site() as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for _ in range(4):
            # Both processes of the server have answered before anything is measured.
            walk(browser, address, PROFILES[0])
        found = [[walk(browser, address, one) for _ in range(WALKS)] for one in PROFILES]
        browser.close()
    _print(found)
    weight = max(one.bytes for walks in found for one in walks)
    return 0 if weight <= MOST_BYTES and len(STEPS) <= MOST_CLICKS else 1


def walk(browser: Browser, address: str, profile: Profile) -> Walk:
    """Walk once, with nothing in the cache and scripts off. Raises playwright's TimeoutError."""
    context = browser.new_context(
        base_url=address, locale="fr-FR", java_script_enabled=False, **profile.screen
    )
    try:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        slow_down(page, profile)
        finished: list[Request] = []
        # A function of Python's own, not the list's method: playwright marks what it calls.
        context.on("requestfinished", lambda request: finished.append(request))
        seconds = [_timed(lambda: page.goto("/"))]
        for _, step in STEPS:
            seconds.append(_timed(lambda step=step: _followed(page, step)))  # type: ignore[misc]
        page.wait_for_timeout(500)
        transfers = [transfer_of(request, address) for request in finished]
    finally:
        context.close()
    kept = [one for one in transfers if one is not None]
    return Walk(tuple(seconds), sum(one.body + one.headers for one in kept), len(kept))


def _followed(page: Page, step: Step) -> None:
    before = page.url
    step(page)
    page.wait_for_url(lambda url: url != before, wait_until="load")


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _print(found: list[list[Walk]]) -> None:
    print(f"{LOCATED} lieux situés, sans script, cache vide, médianes de {WALKS} parcours")
    rows: list[tuple[str, ...]] = [("page", *(profile.title for profile in PROFILES))]
    for place, title in enumerate(["accueil", *(title for title, _ in STEPS)]):
        rows.append((title, *(_seconds([one.seconds[place] for one in walks]) for walks in found)))
    rows.append(("en tout", *(_seconds([sum(one.seconds) for one in walks]) for walks in found)))
    rows.append(
        ("octets", *(f"{max(one.bytes for one in walks) / 1000:.1f} ko" for walks in found))
    )
    rows.append(("requêtes", *(str(walks[0].requests) for walks in found)))
    table(rows)
    print(
        f"{len(STEPS)} clics avant l’impression (au plus {MOST_CLICKS}), {MOST_BYTES // 1000} ko."
    )


def _seconds(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} s".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
