"""The engine reaches its targets, and the command tells so without a phrase."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from orientation.needs import understand
from orientation.needs.scoring import TARGETS, UnreadablePhrases, judge, read_rows

PHRASES = Path(__file__).resolve().parent.parent / "phrases"


#: What phrases never seen must reach: every target.
UNSEEN = TARGETS | {"fausse alerte": 0.97}
#: The development phrases hold other languages than the validation file has.
LEARNT = TARGETS | {"langue": 0.85, "urgence": 0.97, "fausse alerte": 0.97}


@pytest.mark.parametrize(("name", "least"), [("development", LEARNT), ("validation", UNSEEN)])
def test_the_targets_are_reached(name: str, least: dict[str, float]) -> None:
    scores = judge(read_rows(PHRASES / f"{name}.csv"), understand)
    assert {
        measure: scores.share(measure)
        for measure, share in least.items()
        if (scores.share(measure) or 0) < share
    } == {}


def test_the_development_set_is_large_and_varied() -> None:
    rows = read_rows(PHRASES / "development.csv")
    assert len(rows) >= 300
    assert {row.kind for row in rows} == {"besoin", "urgence", "hors_perimetre", "langue"}
    assert len({row.expected[0] for row in rows if row.expected}) == 9


def test_a_score_says_how_often_it_is_right() -> None:
    scores = judge(read_rows(PHRASES / "validation.csv"), understand)
    surest = scores.bands[0.8]
    assert surest[0] / surest[1] >= 0.9


def test_the_command_prints_figures_and_no_phrase(tmp_path: Path) -> None:
    file = tmp_path / "phrases.csv"
    file.write_text(
        "query,expected_services,kind\n"
        "zorglub imprimer,Accès internet et matériel informatique,besoin\n"
        "zorglub plombier,,hors_perimetre\n"
        "zorglub impots,Loisirs et créations numériques,besoin\n",
        encoding="utf-8",
    )
    out = StringIO()
    call_command("evaluate_needs", str(file), "--failures", stdout=out)
    text = out.getvalue()
    assert "premier service juste" in text
    assert "1 / 2" in text
    assert "premier service juste : 4" in text
    assert "zorglub" not in text


def test_strict_fails_when_a_target_is_missed(tmp_path: Path) -> None:
    file = tmp_path / "phrases.csv"
    file.write_text("query,expected_services\nimpots,loisirs\n", encoding="utf-8")
    call_command("evaluate_needs", str(file), stdout=StringIO())
    with pytest.raises(SystemExit) as ended:
        call_command("evaluate_needs", str(file), "--strict", stdout=StringIO())
    assert ended.value.code == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\n1,2\n", "Colonne absente"),
        (b"query,expected_services\nimprimer,inconnu\n", "service inconnu"),
        (b"query,expected_services,kind\nimprimer,acces,autre\n", "genre inconnu"),
        (b"query,expected_services\nimprimer,\n", "service inconnu ou absent"),
        (b"query,expected_services\n\xff\xfe,acces\n", "UTF-8"),
        (b"", "Colonne absente"),
    ],
)
def test_an_unreadable_file_is_told_in_french(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "phrases.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadablePhrases, match=message):
        read_rows(file)
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("evaluate_needs", str(file), stdout=StringIO(), stderr=err)
    assert ended.value.code == 2
    assert message in err.getvalue()


def test_a_missing_file_is_told() -> None:
    with pytest.raises(UnreadablePhrases, match="illisible"):
        read_rows(Path("/nulle/part.csv"))
