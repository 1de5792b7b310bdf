"""Searching venues with a typo in one word: time, and how often the venue is found in ten."""

from __future__ import annotations

import random

from bench.measure import milliseconds, spread, table
from bench.world import ready

QUESTIONS = 200


def misspell(word: str, chance: random.Random) -> str:
    """Return a word with one letter dropped, doubled, swapped or replaced."""
    place = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place] + word[place:]
    if kind == 2:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + chance.choice("aeiourst") + word[place + 1 :]


def main() -> None:
    """Measure the search behind `q`, right words and misspelt ones."""
    ready()
    from territories.names import fold
    from venues.models import Venue
    from venues.search import understand
    from venues.word_index import holds_every

    chance = random.Random(2)
    venues = chance.sample(list(Venue.objects.published().order_by("pk")), QUESTIONS)
    exact, wrong = [], []
    for venue in venues:
        words = [
            word for word in fold(f"{venue.name} {venue.commune_name}").split() if len(word) > 4
        ]
        words = list(dict.fromkeys(words))[:5]
        longest = max(words, key=len)
        exact.append(" ".join(words))
        wrong.append(" ".join(misspell(w, chance) if w == longest else w for w in words))

    def run(text: str) -> list[int]:
        found = Venue.objects.published().filter(holds_every(understand(text).words))
        return list(found.values_list("pk", flat=True)[:10])

    def unaided(text: str) -> list[int]:
        """Search the words as written, in the table."""
        found = Venue.objects.published()
        for word in text.split():
            found = found.filter(search_text__contains=word)
        return list(found.values_list("pk", flat=True)[:10])

    run(exact[0])
    rows = [("query", "p50 / p95", "found in ten")]
    for name, texts in (("as written", exact), ("one typo", wrong)):
        times = milliseconds([lambda t=text: run(t) for text in texts])
        hits = sum(venue.pk in run(text) for venue, text in zip(venues, texts, strict=True))
        rows.append((name, spread(times), f"{100 * hits / len(texts):.0f} %"))
    plain = milliseconds([lambda t=text: unaided(t) for text in wrong])
    plain_hits = sum(venue.pk in unaided(text) for venue, text in zip(venues, wrong, strict=True))
    rows.append(
        ("one typo, words as written only", spread(plain), f"{100 * plain_hits / len(wrong):.0f} %")
    )
    table(rows)


if __name__ == "__main__":
    main()
