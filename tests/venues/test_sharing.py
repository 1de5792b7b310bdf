"""What a person sends from their own device: whole, short enough, and carrying nothing else."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from venues.cards import Phone
from venues.sharing import MAX_SMS, share, spoken_text, venue_lines

LINK = "https://reperes.example/lieux/rn23456789/"


def test_a_text_message_holds_the_lines_and_ends_with_the_link() -> None:
    href = share("Sujet", ["Médiathèque & Cie", "04 65 71 00 00"], LINK).sms_href
    assert href.startswith("sms:?&body=")
    assert unquote(href.split("body=")[1]) == f"Médiathèque & Cie\n04 65 71 00 00\n{LINK}"


def test_an_email_has_a_subject_and_lines_as_mail_ends_them() -> None:
    href = share("Médiathèque", ["Une ligne"], LINK).mail_href
    query = parse_qs(urlsplit(href).query)
    assert href.startswith("mailto:?")
    assert query == {"subject": ["Médiathèque"], "body": [f"Une ligne\r\n{LINK}"]}


@pytest.mark.parametrize(
    "hostile",
    ["x&bcc=a@b.example", "x?to=a@b.example", "x\r\nBcc: a@b.example", "x#fin", "é\u202e"],
)
def test_nothing_written_by_a_producer_adds_a_field(hostile: str) -> None:
    shared = share(hostile, [hostile], LINK)
    for href, fields in ((shared.sms_href, {"body"}), (shared.mail_href, {"subject", "body"})):
        assert parse_qs(urlsplit(href).query).keys() == fields
        assert not urlsplit(href).fragment
        assert not set(href) & set(" \r\n<>\"'")


def test_a_long_list_is_cut_between_lines_and_keeps_its_link() -> None:
    lines = [f"Lieu numéro {number}, une adresse assez longue" for number in range(60)]
    body = unquote(share("Liste", lines, LINK).sms_href.split("body=")[1])
    assert len(body) <= MAX_SMS
    assert body.endswith(f"\n{LINK}")
    assert set(body.split("\n")[:-1]) < set(lines)


def test_spaces_that_do_not_break_become_plain_ones() -> None:
    assert "%C2%A0" not in share("a", ["9\u00a0h"], LINK).sms_href


def test_unknown_lines_are_left_out() -> None:
    lines = venue_lines("Lieu", None, ["1 rue X", "42000 Saint-Étienne"], "")
    assert share("Lieu", lines, LINK).text == f"Lieu\n1 rue X, 42000 Saint-Étienne\n{LINK}"
    phone = Phone("tel:+33465710000", "04 65 71 00 00")
    assert "04 65 71 00 00" in share("Lieu", venue_lines("Lieu", phone, [], ""), LINK).text


def test_hours_that_are_not_sure_are_never_sent_alone() -> None:
    caution = "Horaires à vérifier : appelez avant de venir."
    today = "Aujourd’hui, lundi : 9 h – 12 h"
    shared = share("Lieu", venue_lines("Lieu", None, ["1 rue X"], today, caution), LINK)
    assert shared.text.endswith(f"{today}\n{caution}\n{LINK}")
    assert "Horaires à vérifier" in unquote(shared.sms_href)


def test_what_a_voice_says_is_made_of_sentences() -> None:
    assert spoken_text(["Médiathèque.", "04 65 71 00 00", ""]) == "Médiathèque. 04 65 71 00 00."
