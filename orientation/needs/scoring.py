"""Scores of the engine on a file of phrases: what is right, by kind, by service, by chance.

Pure: it reads rows and gives figures; no phrase is in them.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orientation.needs.shapes import Understanding
from venues.vocabulary import SERVICES

KINDS = ("besoin", "urgence", "hors_perimetre", "langue")
#: The least share of right answers of a release, by measure.
TARGETS = {
    "top1": 0.85,
    "top3": 0.95,
    "urgence": 1.0,
    "hors_perimetre": 0.9,
    "langue": 0.9,
}
_BANDS = (0.0, 0.2, 0.4, 0.6, 0.8)


class UnreadablePhrases(ValueError):
    """A file of phrases that cannot be read; the message is in French and says what to do."""


@dataclass(frozen=True)
class Row:
    """One phrase to judge: its line in the file, the services accepted (the main one first)."""

    number: int
    query: str
    expected: tuple[str, ...]
    kind: str


@dataclass
class Scores:
    """Counts of right answers; `failures` are numbers of rows by measure."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    off_topic_needs: int = 0
    by_service: dict[str, list[int]] = field(default_factory=dict)
    bands: dict[float, list[int]] = field(default_factory=dict)
    failures: dict[str, list[int]] = field(default_factory=dict)

    def count(self, measure: str, is_right: bool, number: int) -> None:
        """Add one answer to a measure."""
        self.total[measure] += 1
        self.right[measure] += is_right
        if not is_right:
            self.failures.setdefault(measure, []).append(number)

    def share(self, measure: str) -> float | None:
        """Return the share of right answers, None when nothing was measured."""
        return self.right[measure] / self.total[measure] if self.total[measure] else None

    def missed(self) -> list[str]:
        """Return the measures that are under their target."""
        return [
            measure
            for measure, least in TARGETS.items()
            if (share := self.share(measure)) is not None and share < least
        ]


def read_rows(path: Path) -> list[Row]:
    """Return the phrases of a CSV file `query,expected_services[,kind]`.

    Raises UnreadablePhrases on a missing file, a missing column, an unknown service or kind.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = reader.fieldnames or []
            lacking = [name for name in ("query", "expected_services") if name not in names]
            if lacking:
                raise UnreadablePhrases(
                    f"Colonne absente : {', '.join(lacking)}. "
                    "Attendu : query,expected_services[,kind]."
                )
            return [_row(number, line) for number, line in enumerate(reader, 2)]
    except OSError as error:
        raise UnreadablePhrases(f"Fichier illisible : {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadablePhrases(
            "Fichier illisible : enregistrez-le en CSV, encodé en UTF-8."
        ) from error


def _row(number: int, line: dict[str, str | None]) -> Row:
    kind = (line.get("kind") or "").strip() or "besoin"
    if kind not in KINDS:
        raise UnreadablePhrases(f"Ligne {number} : genre inconnu. Attendu : {', '.join(KINDS)}.")
    labels = [label for label in (line["expected_services"] or "").split("|") if label.strip()]
    codes = [SERVICES.find(label.strip()) for label in labels]
    if None in codes or (kind == "besoin" and not codes):
        raise UnreadablePhrases(
            f"Ligne {number} : service inconnu ou absent. Écrivez le libellé du standard."
        )
    return Row(number, line["query"] or "", tuple(code for code in codes if code), kind)


def judge(rows: Iterable[Row], engine: Callable[[str], Understanding]) -> Scores:
    """Return the scores of an engine on rows."""
    scores = Scores()
    for row in rows:
        meant = engine(row.query)
        guessed = [guess.service for guess in meant.guesses]
        if row.kind == "besoin":
            _judge_need(scores, row, meant, guessed)
        elif row.kind == "urgence":
            scores.count("urgence", meant.emergency is not None, row.number)
        elif row.kind == "hors_perimetre":
            scores.count("hors_perimetre", not meant.is_confident, row.number)
            scores.count("hors_sujet_dit", meant.off_topic, row.number)
        else:
            scores.count("langue", meant.language != "fr", row.number)
        if row.kind != "besoin" and row.expected:
            known = bool(guessed) and guessed[0] in row.expected
            scores.count(f"service ({row.kind})", known, row.number)
        if row.kind != "urgence":
            scores.count("fausse alerte", meant.emergency is None, row.number)
    return scores


def _judge_need(scores: Scores, row: Row, meant: Understanding, guessed: Sequence[str]) -> None:
    is_right = bool(guessed) and guessed[0] in row.expected
    scores.count("top1", is_right, row.number)
    scores.count("top3", row.expected[0] in guessed[:3], row.number)
    service = scores.by_service.setdefault(row.expected[0], [0, 0])
    service[0] += is_right
    service[1] += 1
    scores.asked += meant.question is not None
    scores.off_topic_needs += meant.off_topic
    if meant.is_confident:
        scores.count("sure", is_right, row.number)
    if guessed:
        band = max(edge for edge in _BANDS if edge <= meant.guesses[0].score)
        counted = scores.bands.setdefault(band, [0, 0])
        counted[0] += is_right
        counted[1] += 1
