"""One visit of a page by a real Chromium with nothing in its cache: times, bytes, requests.

Times are in milliseconds from the navigation, read from the browser's own clock; bytes are those
that travelled, compressed, the map's workers included.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, Request

#: Longest wait for a page, in milliseconds.
PATIENCE = 120_000
#: How long nothing more must come once the page is there, in milliseconds.
QUIET = 500
#: Notes when the first venue can be seen, and when the map has its points.
_WATCH = """(() => {
    const seen = window.benchSeen = {};
    const look = () => {
        const venue = document.querySelector('#resultats .venue');
        if (venue && !('venue' in seen)) {
            seen.venue = null;
            requestAnimationFrame(() => setTimeout(() => (seen.venue = performance.now())));
        }
        if (document.querySelector('[data-map][data-ready]')) seen.points ??= performance.now();
    };
    new MutationObserver(look).observe(document,
        {childList: true, subtree: true, attributes: true, attributeFilter: ['data-ready']});
})()"""
_TIMES = """() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    venue: window.benchSeen.venue,
    points: window.benchSeen.points,
    idle: performance.getEntriesByName('map-idle')[0]?.startTime,
})"""
_LIST_IS_THERE = "() => window.benchSeen.venue && performance.getEntriesByType('paint').length > 1"
_MAP_IS_THERE = "() => window.benchSeen.points && performance.getEntriesByName('map-idle').length"


class Network(NamedTuple):
    """A network as Chromium imitates it: round trip in milliseconds, bytes per second."""

    latency: int
    speed: int


class Profile(NamedTuple):
    """A device and its network; `network` None: loopback as it is; `slowdown`: of the processor."""

    title: str
    screen: dict[str, Any]
    network: Network | None
    slowdown: int


PROFILES = (
    Profile("ordinateur", {"viewport": {"width": 1280, "height": 900}}, None, 1),
    Profile(
        "téléphone lent",
        {
            "viewport": {"width": 360, "height": 740},
            "device_scale_factor": 2,
            "is_mobile": True,
            "has_touch": True,
        },
        Network(latency=400, speed=400_000),
        4,
    ),
)


class Transfer(NamedTuple):
    """One answer that travelled: its path, and the bytes of its compressed body and headers."""

    path: str
    body: int
    headers: int


@dataclass(frozen=True)
class Seen:
    """What one visit, or the median of several, gave; times in milliseconds, None: no map asked."""

    first_paint: float
    first_venue: float
    map_idle: float | None
    transfers: tuple[Transfer, ...]

    @property
    def requests(self) -> int:
        """How many answers travelled."""
        return len(self.transfers)

    @property
    def bytes(self) -> int:
        """Everything that travelled, headers included."""
        return sum(one.body + one.headers for one in self.transfers)

    @property
    def code_bytes(self) -> int:
        """The bodies of scripts and style sheets."""
        endings = (".js", ".mjs", ".css")
        return sum(one.body for one in self.transfers if one.path.endswith(endings))

    @property
    def points_bytes(self) -> int:
        """The bodies of the map's points."""
        return sum(one.body for one in self.transfers if "/lieux/points/" in one.path)


def visit(browser: Browser, address: str, path: str, profile: Profile) -> Seen:
    """Open `path` of the site at `address` in a new context; wait for the list, and for the map
    when the path asks for it (`carte=1`). Raises playwright's TimeoutError.
    """
    has_map = "carte=1" in path
    context = browser.new_context(base_url=address, locale="fr-FR", **profile.screen)
    try:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.add_init_script(_WATCH)
        slow_down(page, profile)
        finished: list[Request] = []
        # A function of Python's own, not the list's method: playwright marks what it calls.
        context.on("requestfinished", lambda request: finished.append(request))
        page.goto(path)
        page.wait_for_function(_MAP_IS_THERE if has_map else _LIST_IS_THERE)
        times = page.evaluate(_TIMES)
        _wait_for_quiet(page, finished)
        transfers = [transfer_of(request, address) for request in finished]
    finally:
        context.close()
    return Seen(
        first_paint=times["paint"],
        first_venue=max(times["paint"], times["venue"]),
        map_idle=max(times["points"], times["idle"]) if has_map else None,
        transfers=tuple(one for one in transfers if one is not None),
    )


def slow_down(page: Page, profile: Profile) -> None:
    """Imitate the device and its network by the developers' protocol."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": profile.slowdown})
    if profile.network is not None:
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": profile.network.latency,
                "downloadThroughput": profile.network.speed,
                "uploadThroughput": profile.network.speed,
            },
        )


def _wait_for_quiet(page: Page, finished: Sequence[Request]) -> None:
    """Wait until no answer has come for a while: what comes late travels too."""
    before = -1
    while before != len(finished):
        before = len(finished)
        page.wait_for_timeout(QUIET)


def transfer_of(request: Request, address: str) -> Transfer | None:
    """Return what travelled for a request; None when the browser had it already."""
    response = request.response()
    sizes = request.sizes()
    headers = sizes["responseHeadersSize"]
    body = sizes["responseBodySize"]
    if response is None or headers + body <= 0:
        return None
    if body == 0:
        # Chromium does not tell the page how much the script of a worker weighs.
        body = int(response.headers.get("content-length", 0))
    return Transfer(request.url.removeprefix(address).partition("?")[0], body, headers)


def median(visits: Sequence[Seen]) -> Seen:
    """Return the median of each time, and the transfers of the visit of median weight."""
    idle = [one.map_idle for one in visits if one.map_idle is not None]
    by_weight = sorted(visits, key=lambda one: one.bytes)
    return Seen(
        first_paint=statistics.median(one.first_paint for one in visits),
        first_venue=statistics.median(one.first_venue for one in visits),
        map_idle=statistics.median(idle) if idle else None,
        transfers=by_weight[len(by_weight) // 2].transfers,
    )
