"""Two spellings of one name fold to the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territories.names import fold, with_articles, without_article


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("ST ETIENNE", "saint etienne"),
        ("St. Étienne", "saint etienne"),
        ("Ste-Foy-lès-Lyon", "sainte foy les lyon"),
        ("Stes Maries de la Mer", "saintes maries de la mer"),
        ("Œuilly", "oeuilly"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("L'Haÿ les Roses", "l hay les roses"),
        ("Neuilly s/ Seine", "neuilly sur seine"),
        ("Neuilly s/Seine", "neuilly sur seine"),
        ("Est", "est"),
        ("Besse-et-Saint-Anastaise", "besse et saint anastaise"),
        ("  Aix   en\tProvence ", "aix en provence"),
        ("Bourg–en—Bresse", "bourg en bresse"),
        ("ÇA", "ca"),
        ("", ""),
        ("<script>", "script"),
        ("\x00\u202e", ""),
        ("%_*?[", ""),
    ],
)
def test_a_name_folds(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=300))
def test_folding_never_fails_and_needs_no_escaping(text: str) -> None:
    folded = fold(text)
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789 " for c in folded)
    assert fold(folded) == folded


def test_the_first_article_is_dropped() -> None:
    assert without_article("le havre") == "havre"


def test_an_article_alone_is_a_name() -> None:
    assert without_article("le") == "le"


def test_a_bare_name_may_stand_for_each_article() -> None:
    assert with_articles("havre") == ["le havre", "la havre", "les havre", "l havre"]
