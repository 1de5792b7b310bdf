"""Access of 35,000 communes to 20,000 venues: estimating times, and each measure, against PySAL.

The communes are those of the demonstration world, all of France; the venues are invented and follow
inhabitants. PySAL's `access` receives the very same table of times; what is compared is the
measure alone, from that table (its model built from it included) to the access of every commune.
Each side runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
import warnings
from typing import Any

import numpy as np

from bench.measure import peak_megabytes, percentile, table, timed
from bench.world import ready

VENUES = 20_000
PRESETS = ("apl", "e2sfca", "2sfca-30", "3sfca", "gaussienne")
TURNS = 5
MAX_SECONDS = 2.0
MAX_MEGABYTES = 1_500
MIN_RATIO = 20


def country() -> Any:
    """Return the communes of France and 20,000 invented venues, more where more people live."""
    from coverage.world import make_world, read_world

    seen = read_world()
    chance = np.random.default_rng(7)
    weights = np.nan_to_num(seen.populations) + 500
    homes = chance.choice(seen.commune_count, VENUES, p=weights / weights.sum())
    return make_world(
        seen.codes.tolist(),
        seen.latitudes,
        seen.longitudes,
        seen.populations,
        densities=seen.densities,
        venue_communes=homes,
        venue_densities=seen.densities[homes],
        venue_latitudes=seen.latitudes[homes] + chance.normal(0, 0.01, VENUES),
        venue_longitudes=seen.longitudes[homes] + chance.normal(0, 0.01, VENUES),
    )


def ours() -> None:
    """Measure the engine: times, then every measure; refuse what is slower than promised."""
    from coverage.access import access
    from coverage.decays import PRESETS as DECAYS
    from coverage.travel_times import estimate_links

    world = country()
    supply = np.ones(world.venue_count)
    start = peak_megabytes()
    rows: list[tuple[str, str]] = []
    estimating, links = timed(lambda: estimate_links(world, "voiture", 30.0))
    rows.append((f"times within 30 minutes, {len(links):,} pairs", f"{estimating:.2f} s"))
    measuring = 0.0
    for key in PRESETS:
        times = [
            timed(lambda preset=DECAYS[key]: access(links, world.populations, supply, preset))[0]
            for _ in range(TURNS)
        ]
        rows.append((f"access, {key}", f"{percentile(times, 50):.3f} s"))
        measuring = max(measuring, percentile(times, 50))
    whole = estimating + measuring
    peak = peak_megabytes()
    tracemalloc.start()
    access(links, world.populations, supply, DECAYS["apl"])
    _, traced = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    rows += [
        ("times and access, the slowest", f"{whole:.2f} s"),
        ("peak memory of the process", f"{peak:.0f} MB (before: {start:.0f})"),
        ("peak memory of one access", f"{traced / 1e6:.0f} MB"),
    ]
    table(rows)
    if whole > MAX_SECONDS or peak > MAX_MEGABYTES:
        sys.exit(f"over {MAX_SECONDS} s or {MAX_MEGABYTES} MB")


def theirs() -> None:
    """Measure PySAL on the same table of times, and how much longer it takes."""
    from coverage.access import access
    from coverage.decays import PRESETS as DECAYS
    from coverage.travel_times import estimate_links

    world = country()
    supply = np.ones(world.venue_count)
    links = estimate_links(world, "voiture", 30.0)
    rows: list[tuple[str, ...]] = [("measure", "ours", "PySAL", "ratio", "largest difference")]
    slow = []
    for key in PRESETS:
        mine = [
            timed(lambda preset=DECAYS[key]: access(links, world.populations, supply, preset))
            for _ in range(TURNS)
        ]
        own = percentile([seconds for seconds, _ in mine], 50)
        seconds, found = timed(lambda name=key: pysal(links, world.populations, supply, name))
        # PySAL gives an access to communes where nobody lives; ours is unknown there.
        difference = float(np.nanmax(np.abs(mine[0][1] - found)))
        ratio = seconds / own
        rows.append((key, f"{own:.3f} s", f"{seconds:.2f} s", f"{ratio:.0f}", f"{difference:.1e}"))
        if ratio < MIN_RATIO or difference > 1e-9:
            slow.append(key)
    table(rows)
    print(f"peak memory of the process, PySAL included: {peak_megabytes():.0f} MB")
    if slow:
        sys.exit(f"less than {MIN_RATIO} times as fast, or different: {', '.join(slow)}")


def pysal(links: Any, people: Any, supply: Any, key: str) -> Any:
    """Return PySAL's access by commune, the rows that it drops filled with 0."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd
        from access import Access, weights

        from coverage.decays import GAUSSIAN_SIGMA
        from coverage.decays import PRESETS as DECAYS

        preset = DECAYS[key]
        model = Access(
            demand_df=pd.DataFrame({"id": np.arange(len(people)), "people": people}).fillna(0),
            demand_index="id",
            demand_value="people",
            supply_df=pd.DataFrame({"id": np.arange(len(supply)), "s": supply}),
            supply_index="id",
            supply_value="s",
            cost_df=pd.DataFrame(
                {"origin": links.origins, "dest": links.venues, "cost": links.minutes}
            ),
            cost_origin="origin",
            cost_dest="dest",
            cost_name="cost",
        )
        step = weights.step_fn(dict(preset.steps)) if preset.steps else None
        if preset.family == "3sfca":
            found = model.three_stage_fca(name="a", cost="cost", weight_fn=step)
        elif step is None:
            found = model.two_stage_fca(
                name="a",
                cost="cost",
                max_cost=preset.reach_minutes,
                weight_fn=weights.gaussian(GAUSSIAN_SIGMA),
            )
        else:
            found = model.enhanced_two_stage_fca(name="a", cost="cost", weight_fn=step)
        return np.nan_to_num(found["a_s"].reindex(np.arange(len(people))).to_numpy())


def main() -> int:
    """Run both sides; 1 when a promise is not kept."""
    if sys.argv[1:] == ["ours"]:
        ready()
        ours()
        return 0
    if sys.argv[1:] == ["theirs"]:
        ready()
        theirs()
        return 0
    sides = ("ours", "theirs")
    return max(
        subprocess.run([sys.executable, "-m", "bench.access", side]).returncode for side in sides
    )


if __name__ == "__main__":
    sys.exit(main())
