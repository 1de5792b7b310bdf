"""What a person sends from their own device: whole, short enough, and carrying nothing else."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from venues.cards import Phone
from venues.sharing import MAX_SMS, next_opening_line, share, spoken_text, venue_lines
from venues.sheet_hours import Day

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


def week(*texts: str, notes: tuple[str, ...] = ()) -> list[Day]:
    """Return days from today on, with these hours."""
    told = dict(enumerate(notes))
    return [
        Day(f"Jour {rank}", text, rank == 0, "", told.get(rank, ""))
        for rank, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (week("9 h – 12 h", "Fermé"), "open", "Aujourd’hui, jour 0\u00a0: 9 h – 12 h"),
        (week("9 h – 12 h", "14 h"), "soon", "Aujourd’hui, jour 0\u00a0: 9 h – 12 h"),
        # Closed for today: the hours of this morning are of no use to who reads the message.
        (week("9 h – 12 h", "Fermé", "14 h"), "closed", "Prochaine ouverture, jour 2\u00a0: 14 h"),
        (week("Fermé", "14 h"), "unknown", "Prochaine ouverture, jour 1\u00a0: 14 h"),
        (week("Fermé", "Fermé"), "closed", "Aujourd’hui, jour 0\u00a0: Fermé"),
        (
            week("Fermé", "9 h", notes=("", "Jour férié (Noël)")),
            "closed",
            "Prochaine ouverture, jour 1\u00a0: 9 h (Jour férié (Noël))",
        ),
        ([], "unknown", ""),
        (week("9 h – 12 h"), "private", ""),
    ],
)
def test_a_message_tells_the_next_day_when_one_can_come(
    days: list[Day], state: str, said: str
) -> None:
    assert next_opening_line(days, state) == said


def test_a_message_for_somebody_else_says_what_it_is() -> None:
    lines = venue_lines("Lieu", None, ["1 rue X"], "", for_other=True)
    assert share("Lieu", lines, LINK).text.startswith("Voici un lieu qui peut vous aider.\nLieu\n")
