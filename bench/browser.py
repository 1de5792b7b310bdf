"""The directory in a real Chromium with 18,756 located venues, in production mode.

Medians of 5 visits with an empty cache, on a computer at loopback and on a throttled slow phone,
beside what the national map was measured to take on the same number of venues.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from bench.browser_site import LOCATED, production_site, queries_by_page
from bench.browser_visit import PROFILES, Profile, Seen, median, visit
from bench.measure import table
from bench.world import ready
from tests.browser.chromium import ABSENT, FLAGS, chromium_path

VISITS = 5
LIST = "/lieux/?departement=13"
#: Around a place, the points are those of the whole country: the view moves, they do not.
MAP = "/lieux/?lieu=13055&carte=1"
COUNTRY = "/lieux/?carte=1"
#: The national map on 18,756 venues, loopback, headless Chromium, medians of 5: versions 6 and 5.
NATIONAL = {
    "first paint": ("1,8 s", "–"),
    "first venue": ("3,1 s", "3,4 s"),
    "map": ("4,0 s", "5,6 s"),
    "code": ("821 ko", "–"),
    "all": ("950 ko, 17 requêtes", "–"),
}
MOST_QUERIES = 8


class Budget(NamedTuple):
    """A bar and what was measured, in the same unit."""

    title: str
    measured: float
    bar: float
    unit: str

    @property
    def is_held(self) -> bool:
        """Whether the bar is not passed."""
        return self.measured <= self.bar


def main() -> int:
    """Measure and print; 1 when a budget is passed or Chromium is absent."""
    path = chromium_path()
    if not path:
        print(ABSENT)
        return 1
    ready()
    with production_site() as (site, address), sync_playwright() as playwright:
        queries = queries_by_page(site)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for path in (LIST, MAP, COUNTRY) * 3:
            # Both processes of the server have answered before anything is measured.
            visit(browser, address, path, PROFILES[0])
        found = [_measured(browser, address, profile) for profile in PROFILES]
        browser.close()
    _print_visits(found)
    budgets = _budgets(found[0], queries)
    _print_budgets(budgets)
    return 0 if all(budget.is_held for budget in budgets) else 1


def _measured(browser: Browser, address: str, profile: Profile) -> dict[str, Seen]:
    """Return the median visit of each page."""
    return {
        path: median([visit(browser, address, path, profile) for _ in range(VISITS)])
        for path in (LIST, MAP, COUNTRY)
    }


def _print_visits(found: list[dict[str, Seen]]) -> None:
    def line(title: str, path: str, what: str, peer: str = "") -> tuple[str, ...]:
        cells = [_cell(by_path[path], what) for by_path in found]
        return (title, *cells, *NATIONAL.get(peer, ("", "")))

    print(f"{LOCATED} lieux situés, médianes de {VISITS} visites, cache vide")
    profiles = [profile.title for profile in PROFILES]
    table(
        [
            ("", *profiles, "carte nationale v6", "carte nationale v5"),
            line("liste d’un département : première image", LIST, "first paint", "first paint"),
            line("… premier lieu affiché", LIST, "first venue", "first venue"),
            line("… octets et requêtes", LIST, "all"),
            line("carte autour d’une commune : premier lieu", MAP, "first venue"),
            line("… carte au repos, tous les repères", MAP, "map", "map"),
            line("… scripts et styles", MAP, "code", "code"),
            line("… octets et requêtes", MAP, "all", "all"),
            line("carte de France : carte au repos", COUNTRY, "map"),
            line("… octets et requêtes", COUNTRY, "all"),
        ]
    )
    slow = PROFILES[-1]
    assert slow.network is not None
    print(
        f"{slow.title.capitalize()} : processeur ralenti {slow.slowdown} fois, "
        f"{slow.network.speed // 1000} ko/s, {slow.network.latency} ms d’aller-retour ; la carte "
        "nationale, elle, a été mesurée sans ralentissement, sur une autre machine."
    )


def _cell(seen: Seen, what: str) -> str:
    if what == "all":
        return f"{_kilobytes(seen.bytes)}, {seen.requests} requêtes"
    if what == "code":
        return _kilobytes(seen.code_bytes)
    times = {
        "first paint": seen.first_paint,
        "first venue": seen.first_venue,
        "map": seen.map_idle or 0.0,
    }
    return f"{times[what] / 1000:.2f} s".replace(".", ",")


def _kilobytes(count: int) -> str:
    return f"{count / 1000:.1f} ko".replace(".", ",")


def _budgets(found: dict[str, Seen], queries: dict[str, int]) -> list[Budget]:
    """Return every bar of the directory; times are those of the computer at loopback."""
    library = found[MAP].code_bytes - found[LIST].code_bytes
    country, around = found[COUNTRY], found[MAP]
    page, count = max(queries.items(), key=lambda item: item[1])
    return [
        Budget("premier lieu affiché", found[LIST].first_venue / 1000, 0.5, "s"),
        Budget("carte au repos, commune", (around.map_idle or 0) / 1000, 2, "s"),
        Budget("carte au repos, France", (country.map_idle or 0) / 1000, 2, "s"),
        Budget("liste, tout compris", found[LIST].bytes / 1000, 30, "ko"),
        Budget("scripts et styles de la carte", library / 1000, 390, "ko"),
        Budget("points de tous les lieux", country.points_bytes / 1000, 130, "ko"),
        Budget(f"requêtes SQL, au plus ({page})", count, MOST_QUERIES, ""),
    ]


def _print_budgets(budgets: list[Budget]) -> None:
    rows: list[tuple[str, ...]] = [("budget", "mesuré", "au plus", "")]
    for budget in budgets:
        measured = f"{budget.measured:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        bar = f"{budget.bar:g}".replace(".", ",")
        state = "tenu" if budget.is_held else "dépassé"
        rows.append((budget.title, f"{measured} {budget.unit}", f"{bar} {budget.unit}", state))
    table(rows)


if __name__ == "__main__":
    sys.exit(main())
