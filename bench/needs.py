"""Own words to services: right answers and time, each stage taken out in turn.

Both sets of phrases are scored: the development one with weights that never saw the phrase
(folds), the validation one with the committed weights. No phrase is printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench.measure import milliseconds, peak_megabytes, spread, table

PHRASES = Path(__file__).resolve().parent.parent / "tests" / "orientation" / "phrases"
LEFT_OUT = {
    "everything": {},
    "without letters (n-grams, learned)": {"grams": False},
    "without rules": {"rules": False},
    "without sound": {"sound": False},
    "without spelling distance": {"distance": False},
    "without glued words": {"glued": False},
    "lexicon alone": {
        "grams": False, "rules": False, "sound": False, "distance": False, "glued": False
    },
}  # fmt: skip


def main() -> None:
    """Print loading, speed, memory, ablation and held-out scores."""
    import django

    django.setup()
    before = peak_megabytes()
    start = time.perf_counter()
    from orientation.needs import understand
    from orientation.needs.correcting import ALL_STAGES
    from orientation.needs.scoring import judge, read_rows

    understand("imprimer")
    loading = time.perf_counter() - start
    rows = read_rows(PHRASES / "validation.csv")
    times = milliseconds([lambda row=row: understand(row.query) for row in rows * 5])
    longest = milliseconds([lambda: understand("jariv pa a inprimé " * 26)] * 20)
    print(f"loading {loading:.2f} s, {peak_megabytes() - before:.0f} MB more than Django")
    print(f"a phrase {spread(times)}, 500 characters {spread(longest)} (p50 / p95)\n")
    lines = [("stages", "top 1", "top 3", "emergencies", "off topic", "language")]
    for name, out in LEFT_OUT.items():
        stages = replace(ALL_STAGES, **out)
        lines.append((name, *_shares(judge(rows, lambda text, s=stages: understand(text, s)))))
    table(lines)
    if "--folds" in sys.argv:
        _folds(understand)


def _shares(scores: object) -> list[str]:
    shares = (scores.share(one) for one in ("top1", "top3", "urgence", "hors_perimetre", "langue"))
    return ["" if share is None else f"{100 * share:.1f} %" for share in shares]


def _folds(understand: Callable[..., object]) -> None:
    """Score the development phrases, each with weights that never saw it."""
    from orientation.needs.scoring import judge, read_rows
    from orientation.needs.training import (
        FOLDS,
        calibrated,
        example,
        forms,
        learn,
        phrases,
    )

    path = PHRASES / "development.csv"
    known = {text: example(text, labels) for text, labels in phrases(path)}
    weak = forms()
    rows = read_rows(path)
    engines = {}
    for fold in range(FOLDS):
        seen = [
            known[row.query] for row in rows if row.query in known and row.number % FOLDS != fold
        ]
        engines[fold] = calibrated(learn([*seen, *weak]))
    fold_of = {row.query: row.number % FOLDS for row in rows}
    scores = judge(rows, lambda text: understand(text, learned=engines[fold_of[text]]))
    print("\ndevelopment, held out:", *_shares(scores))


if __name__ == "__main__":
    main()
