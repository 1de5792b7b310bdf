"""Searching a place by name, misspelt name and postal code."""

from __future__ import annotations

import random

from bench.measure import milliseconds, spread, table
from bench.typos import misspell
from bench.world import ready

QUESTIONS = 300


def main() -> None:
    """Measure the search behind « Où êtes-vous ? », addresses left out."""
    ready()
    from territories.models import Commune, PostalCode
    from territories.search import search_places

    chance = random.Random(3)
    communes = Commune.objects.filter(population__gt=2_000).order_by("code")
    names = [
        name for name in communes.values_list("name", flat=True) if len(name) > 6 and name.isascii()
    ]
    names = chance.sample(names, QUESTIONS)
    codes = chance.sample(
        list(PostalCode.objects.order_by("pk").values_list("code", flat=True)), QUESTIONS
    )
    questions = {
        "name": names,
        "beginning of a name": [name[:5] for name in names],
        "one typo": [misspell(name.lower(), chance) for name in names],
        "postal code": codes,
    }
    search_places("paris")
    rows = [("question", "p50 / p95", "right answer first")]
    for kind, texts in questions.items():
        times = milliseconds([lambda t=text: search_places(t) for text in texts])
        first = ""
        if kind in {"name", "one typo"}:
            right = sum(
                bool(found) and name in found[0].label
                for name, found in zip(names, map(search_places, texts), strict=True)
            )
            first = f"{100 * right / len(texts):.0f} %"
        rows.append((kind, spread(times), first))
    table(rows)


if __name__ == "__main__":
    main()
