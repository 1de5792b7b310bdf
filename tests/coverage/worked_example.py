"""Four communes and two venues whose access can be computed by hand, and random worlds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coverage.decays import PRESETS, Preset
from coverage.links import Links

Floats = NDArray[np.float64]
PEOPLE = np.array([1000.0, 2000.0, 500.0, 800.0])
SUPPLY = np.array([2.0, 1.0])
MINUTES = np.array([[0.0, 18.0], [12.0, 8.0], [17.0, 14.0], [25.0, 22.0]])
#: Per 10,000 inhabitants, by preset.
EXPECTED = {
    "2sfca-20": (8.5714, 8.5714, 8.5714, 0.0),
    "2sfca-30": (6.9767, 6.9767, 6.9767, 6.9767),
    "apl": (12.5657, 8.0808, 2.5455, 0.0),
    "apl-2012": (16.6667, 6.2821, 1.5385, 0.0),
    "e2sfca": (9.0818, 7.8577, 6.8564, 2.2183),
    "3sfca": (9.2349, 7.2287, 6.7941, 3.6383),
    "m2sfca": (12.1657, 5.5354, 0.5212, 0.0),
}


def links_of(minutes: Floats) -> Links:
    """Return the links of a whole matrix (origins × venues); inf = no way."""
    rows, columns = np.indices(minutes.shape)
    return Links.of(rows.ravel(), columns.ravel(), minutes.ravel(), *minutes.shape)


def worked_links() -> Links:
    """Return the links of the worked example."""
    return links_of(MINUTES)


def random_world(seed: int, origins: int = 40, venues: int = 15) -> tuple[Links, Floats, Floats]:
    """Return (links, people, supply) of a world where some ways lead too far to count."""
    draw = np.random.default_rng(seed)
    minutes = draw.uniform(0, 90, (origins, venues)).round(1)
    minutes[draw.random((origins, venues)) < 0.2] = np.inf
    people = draw.integers(1, 5_000, origins).astype(float)
    return links_of(minutes), people, draw.uniform(0.5, 4.0, venues)


def growing_presets() -> list[Preset]:
    """Return the presets for which one more venue lowers nobody's access."""
    return [preset for preset in PRESETS.values() if preset.grows]
