"""Scores of 35,000 communes: every method, every level, and against a plain pandas script.

The alternative asks the same of pandas alone, as a notebook does: `rank(pct=True)`, `mean`,
`groupby`, once as the data are, once without each indicator, once for each draw of the estimates;
no completeness rule, no spread. Then the total with a person's own weights, on the server and,
when Node.js is there, by the browser's module.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd

from bench.measure import milliseconds, peak_megabytes, spread, table, timed
from fragility.methods.compute import compute, compute_levels
from fragility.methods.presets import PRESETS
from fragility.methods.rank_range import DRAWS
from fragility.methods.reweight import reweight
from fragility.status import Status

COMMUNES = 35_000
SECRET_SHARE = 0.77
MISSING_SHARE = 0.02
POVERTY_ERROR = 2.7
MODULE = Path(__file__).resolve().parent.parent / "fragility/static/fragility/reweight.js"
SCRIPT = """
const { reweight } = await import(process.argv[1]);
const columns = Array.from({ length: 5 }, () =>
  Uint8Array.from({ length: 35000 }, () => Math.floor(Math.random() * 11)));
const times = [];
for (let turn = 0; turn < 30; turn += 1) {
  const start = performance.now();
  reweight(columns, [1, 2, 3, turn + 1, 5]);
  times.push(performance.now() - start);
}
console.log(JSON.stringify(times));
"""


class Country:
    """An invented country with the habits of the real one: small communes, withheld rates."""

    def __init__(self) -> None:
        chance = np.random.default_rng(11)
        self.codes = pd.Index([f"{one:05d}" for one in range(COMMUNES)], dtype=object)
        number = np.arange(COMMUNES)
        people = np.floor(chance.lognormal(6.1, 1.2, COMMUNES)) + 1
        self.population = pd.Series(people, index=self.codes)
        self.memberships = pd.DataFrame(
            {
                "epci": (200_000_000 + number // 28).astype(str),
                "departement": np.char.zfill((number // 350).astype(str), 3),
                "region": np.char.zfill((number // 2_000).astype(str), 2),
            },
            index=self.codes,
        ).astype(object)
        keys = {key for preset in PRESETS.values() for key in preset.indicators}
        self.frames = {key: self._frame(chance, key == "poverty") for key in sorted(keys)}

    def _frame(self, chance: np.random.Generator, estimated: bool) -> pd.DataFrame:
        values = chance.gamma(4.0, 4.0, COMMUNES)
        status = np.full(COMMUNES, Status.OBSERVED, dtype=np.int8)
        if estimated:
            status[chance.random(COMMUNES) < SECRET_SHARE] = Status.ESTIMATED
        missing = chance.random(COMMUNES) < MISSING_SHARE
        values[missing], status[missing] = np.nan, Status.MISSING
        return pd.DataFrame({"value": values, "status": status}, index=self.codes)


def plain(country: Country, keys: tuple[str, ...]) -> pd.DataFrame:
    """Return the lowest and highest rank of each commune, as a plain script computes them.

    Percentile ranks, their mean and its rank, again without each indicator, then `DRAWS` times
    with other estimates; and each time the means above, by `groupby`.
    """
    chance = np.random.default_rng(5)
    values = pd.DataFrame({key: country.frames[key]["value"] for key in keys})
    estimated = country.frames["poverty"]["status"] == Status.ESTIMATED
    classes = np.ceil(values.rank(pct=True) * 10)
    turns = [classes, *(classes.drop(columns=key) for key in keys)]
    for _ in range(DRAWS):
        noise = pd.Series(chance.normal(0, POVERTY_ERROR, COMMUNES), index=country.codes)
        moved = values["poverty"] + noise.where(estimated, 0.0)
        turns.append(classes.assign(poverty=np.ceil(moved.rank(pct=True) * 10)))
    found = []
    for turn in turns:
        total = turn.mean(axis=1)
        found.append(total.rank(ascending=False, method="min"))
        people = country.population.where(total.notna())
        for level in ("epci", "departement", "region"):
            groups = country.memberships[level]
            above = (total * people).groupby(groups).sum() / people.groupby(groups).sum()
            above.rank(ascending=False, method="min")
    ranks = pd.concat(found, axis=1)
    return pd.DataFrame({"low": ranks.min(axis=1), "high": ranks.max(axis=1)})


def browser_milliseconds() -> list[float]:
    """Return the times of the browser's module in Node.js, none when it is not installed."""
    node = shutil.which("node")
    if node is None:
        return []
    command = [node, "--no-warnings", "--input-type=module", "-e", SCRIPT, MODULE.as_uri()]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(one) for one in json.loads(answer.stdout)]


def main() -> None:
    """Measure each method twice, and keep the second time."""
    country = Country()
    given = (country.frames, country.population, country.memberships, {"poverty": POVERTY_ERROR})
    before = peak_megabytes()
    rows: list[tuple[str, ...]] = [("method", "communes", "all levels")]
    every = 0.0
    for preset in PRESETS.values():
        compute(preset, *given)
        communes, _ = timed(lambda one=preset: compute(one, *given))
        levels, _ = timed(lambda one=preset: compute_levels(one, *given))
        every += levels
        rows.append((preset.key, f"{communes:.2f} s", f"{levels:.2f} s"))
    rows.append(("all methods", "", f"{every:.2f} s"))
    table(rows)
    print(f"memory: {peak_megabytes():.0f} MB at most, {before:.0f} MB of them before scoring")
    ours, scores = timed(lambda: compute_levels(PRESETS["repere"], *given))
    theirs, _ = timed(lambda: plain(country, PRESETS["repere"].indicators))
    print(
        f"same ranges by a plain pandas script: {theirs:.2f} s; ours: {ours:.2f} s, "
        f"{theirs / ours:.1f} times as fast"
    )
    classes = scores["commune"].classes.to_numpy()
    server = milliseconds([lambda: reweight(classes, [1, 2, 3, 4, 5])] * 30)
    rows = [("own weights, 35,000 communes", "p50 / p95"), ("server", spread(server))]
    browser = browser_milliseconds()
    rows.append(("browser's module", spread(browser) if browser else "Node.js is not installed"))
    table(rows)


if __name__ == "__main__":
    main()
