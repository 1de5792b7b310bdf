"""Visible text: repairs, hostile cells, blanks and long presentations."""

import pytest

from venues.imports.findings import Level
from venues.imports.normalise.text import (
    as_text,
    clean_multiline,
    clean_text,
    is_blank,
    split_presentation,
)


def codes(normalised) -> list[str]:
    return [note.code for note in normalised.notes]


@pytest.mark.parametrize(
    "value",
    [None, "", "  ", "null", "NaN", "N/A", "-", "—", float("nan"), "Non renseigné", "#N/A", "…"],
)
def test_a_cell_that_says_nothing_is_blank_and_silent(value):
    assert is_blank(value)
    assert clean_text(value) == ("", ())


@pytest.mark.parametrize("value", ["Mairie", "0", 0, "Nantes", "-5", "Nc'h"])
def test_a_cell_that_says_something_is_not_blank(value):
    assert not is_blank(value)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("MÃ©diathÃ¨que", "Médiathèque", "texte_mal_encode"),
        ("lâ€™Å“uvre", "l’œuvre", "texte_mal_encode"),
        ("R&amp;D", "R&D", "entites_html"),
        ("R&amp;amp;D", "R&D", "entites_html"),
        ("ao&ucirc;t", "août", "entites_html"),
        ("a\x00b", "ab", "caracteres_invisibles"),
        ("\u202eeiriaM", "eiriaM", "caracteres_invisibles"),
        ("Mai\u200brie", "Mairie", "caracteres_invisibles"),
        ("lone \ud800 half", "lone half", "caracteres_invisibles"),
        ("cafe\u0301", "café", "accents_decomposes"),
        ("  deux   mots ", "deux mots", "espaces"),
        ("deux\xa0mots", "deux mots", "espaces"),
        ("deux\r\nmots", "deux mots", "espaces"),
    ],
)
def test_each_repair_is_made_and_named(before, after, code):
    result = clean_text(before)
    assert result.value == after
    assert code in codes(result)
    assert {note.level for note in result.notes} == {Level.FIX}


@pytest.mark.parametrize(
    "text",
    [
        "Médiathèque",
        "« Été\u202f» à Â",
        "É»é",
        "<script>alert(1)</script>",
        "=HYPERLINK(1)",
        "a & b",
    ],
)
def test_real_or_hostile_words_stay_as_they_are_written(text):
    assert clean_text(text).value.replace("  ", " ") == text.replace("\u202f", " ")


def test_clean_text_is_returned_without_a_note():
    assert clean_text("12 rue des Lilas") == ("12 rue des Lilas", ())


def test_a_huge_cell_is_cut_with_a_warning():
    result = clean_text("x" * 10_000_000, max_length=250)
    assert len(result.value) == 250
    assert codes(result)[-1] == "texte_coupe"


def test_lost_characters_are_kept_and_told():
    result = clean_text("M\ufffddiathèque")
    assert result.value == "M\ufffddiathèque"
    assert codes(result) == ["caracteres_perdus"]


def test_lines_are_kept_in_a_detail_and_layout_tags_become_lines():
    result = clean_multiline("<p>Bonjour</p><ul><li>un</li><li>deux</li></ul>\r\n\r\n\r\nfin")
    assert result.value == "Bonjour\n\n- un\n- deux\n\nfin"


def test_a_script_stays_text_in_a_detail():
    assert clean_multiline("<script>x</script>").value == "<script>x</script>"


@pytest.mark.parametrize(("value", "text"), [(12.0, "12"), (1.5, "1.5"), (7, "7"), (None, "")])
def test_numbers_of_a_spreadsheet_read_as_people_write_them(value, text):
    assert as_text(value) == text


def test_a_long_summary_moves_before_the_detail():
    summary = "mot " * 100
    result = split_presentation(summary, "Suite.")
    assert result.value == ("", f"{summary.strip()}\n\nSuite.")
    assert "resume_trop_long" in codes(result)


def test_a_long_summary_that_begins_the_detail_is_not_repeated():
    summary = ("mot " * 100).strip()
    assert split_presentation(summary, f"{summary} et suite").value == ("", f"{summary} et suite")


def test_a_short_summary_stays():
    assert split_presentation("Court", "") == (("Court", ""), ())
