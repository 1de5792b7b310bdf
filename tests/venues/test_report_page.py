"""« Signaler une erreur »: what a visitor sends is kept once, as written, and changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from ifn_site.models import data_version
from tests.factories import VenueFactory, VenueRedirectFactory, VenueReportFactory
from venues.models import Venue, VenueReport
from venues.reports import new_token


def address(venue: Venue) -> str:
    return f"/lieux/{venue.public_id}/signaler/"


def token_of(venue: Venue, age: timedelta = timedelta(minutes=1)) -> str:
    return new_token(venue.public_id, timezone.now() - age)


def send(visitor: Client, venue: Venue, **answers: Any) -> Any:
    """Send the form as a browser does, a minute after it was shown unless told otherwise."""
    data = {"jeton": token_of(venue), "motif": "horaires", "details": "", "site": "", **answers}
    return visitor.post(address(venue), data)


def limit(monkeypatch: pytest.MonkeyPatch, rate: str, cost: str = "signalement") -> None:
    from rest_framework.settings import api_settings

    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, cost, rate)


# --- What is kept -------------------------------------------------------------------------------
def test_a_report_is_kept_with_what_was_said(visitor: Client) -> None:
    venue = VenueFactory()
    answer = send(
        visitor,
        venue,
        motif="telephone",
        telephone="04 65 71 00 09",
        horaires="du lundi au vendredi",
        details="Le numéro n’est plus attribué.",
        vous="aidant",
    )
    assert (answer.status_code, answer["Location"]) == (303, f"{address(venue)}merci/")
    report = VenueReport.objects.get()
    assert (report.venue, report.reason, report.reporter) == (venue, "telephone", "aidant")
    assert (report.phone, report.hours) == ("+33465710009", "du lundi au vendredi")
    assert report.details == "Le numéro n’est plus attribué."
    assert report.state == VenueReport.State.TO_DO


def test_the_form_as_it_was_shown_can_be_sent_back(visitor: Client) -> None:
    venue = VenueFactory()
    token = visitor.get(address(venue)).context["token"]
    answer = send(visitor, venue, jeton=token)
    assert answer.status_code == 422
    assert "Attendez trois secondes" in answer.content.decode()
    assert answer.context["token"] == token


def test_a_report_changes_nothing_public(visitor: Client) -> None:
    venue = VenueFactory()
    before = data_version()
    sheet = visitor.get(venue.get_absolute_url()).content
    send(visitor, venue, motif="ferme", details="motsecret")
    venue.refresh_from_db()
    assert venue.withdrawn_at is None
    assert data_version() == before
    assert visitor.get(venue.get_absolute_url()).content == sheet
    assert b"motsecret" not in sheet


def test_the_thanks_promise_no_delay(visitor: Client) -> None:
    html = visitor.get(f"{address(VenueFactory())}merci/").content.decode()
    assert "Nous ne promettons pas de délai" in html
    assert "La fiche ne change pas toute seule" in html


def test_the_number_of_an_overseas_venue_gets_its_prefix(visitor: Client) -> None:
    send(visitor, VenueFactory(departement_code="974"), telephone="0262 00 00 00")
    assert VenueReport.objects.get().phone == "+262262000000"


# --- Nothing is lost on the way -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"motif": ""}, "Choisissez ce qui ne va pas."),
        ({"motif": "inconnu"}, "Choisissez une des réponses proposées."),
        ({"motif": "autre", "details": ""}, "Dites en quelques mots ce qui ne va pas."),
        ({"details": "a" * 1001}, "Écrivez moins de 1000 caractères."),
        ({"telephone": "12 34"}, "Ce numéro n’a pas été compris."),
        ({"horaires": "a" * 301}, "Écrivez les horaires en 300 caractères."),
        ({"vous": "roi"}, "Choisissez une des réponses proposées, ou aucune."),
        ({"site": "https://x.example"}, "Un champ caché a été rempli."),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(
    visitor: Client, answers: dict[str, str], said: str
) -> None:
    typed = {"horaires": "le mardi de 9 h à 12 h"} | answers
    answer = send(visitor, VenueFactory(), **typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert typed["horaires"] in html
    assert not VenueReport.objects.exists()


def test_the_trap_is_empty_again_after_a_mistake(visitor: Client) -> None:
    html = send(visitor, VenueFactory(), site="https://x.example").content.decode()
    assert "x.example" not in html


@pytest.mark.parametrize("age", [timedelta(hours=5), None])
def test_an_old_or_unknown_page_gives_the_answers_back_with_a_new_token(
    visitor: Client, age: timedelta | None
) -> None:
    venue = VenueFactory()
    jeton = token_of(venue, age) if age else "forgé"
    answer = send(visitor, venue, jeton=jeton, details="Le lieu a changé de rue.")
    assert answer.status_code == 422
    assert "Le lieu a changé de rue." in answer.content.decode()
    assert answer.context["token"] not in ("", jeton)
    assert not VenueReport.objects.exists()


def test_the_token_of_another_venue_is_refused(visitor: Client) -> None:
    answer = send(visitor, VenueFactory(), jeton=token_of(VenueFactory()))
    assert answer.status_code == 422
    assert not VenueReport.objects.exists()


def test_the_same_form_sent_twice_is_one_report_and_two_thanks(visitor: Client) -> None:
    venue = VenueFactory()
    token = token_of(venue)
    answers = [send(visitor, venue, jeton=token, details=text) for text in ("un", "deux")]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [report.details for report in VenueReport.objects.all()] == ["un"]


def test_one_form_never_gives_two_reports_even_with_an_empty_cache(visitor: Client) -> None:
    venue = VenueFactory()
    token = token_of(venue)
    for _ in range(3):
        send(visitor, venue, jeton=token)
        cache.clear()
    assert VenueReport.objects.count() == 1


# --- Hostile ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("avant\x00après", "avantaprès"),
        ("prix \u202egratuit\u202c", "prix gratuit"),
        ("a\u200bb", "ab"),
        ('=HYPERLINK("https://x.example")', '=HYPERLINK("https://x.example")'),
        ("ligne 1\r\nligne 2", "ligne 1\nligne 2"),
    ],
)
def test_hostile_words_are_only_words(visitor: Client, typed: str, kept: str) -> None:
    answer = send(visitor, VenueFactory(), details=typed)
    assert answer.status_code == 303
    assert VenueReport.objects.get().details == kept


def test_a_script_comes_back_as_text(visitor: Client) -> None:
    html = send(visitor, VenueFactory(), motif="", details="<script>alert(1)</script>")
    assert "<script>alert" not in html.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html.content.decode()


def test_ten_megabytes_are_refused_in_french(visitor: Client) -> None:
    answer = send(visitor, VenueFactory(), details="a" * 10_000_000)
    assert answer.status_code == 413
    assert "Votre message est trop long" in answer.content.decode()
    assert not VenueReport.objects.exists()


def test_a_file_is_not_read(visitor: Client) -> None:
    venue = VenueFactory()
    answer = visitor.post(
        address(venue), b"\xff\xfe{", content_type="application/json; charset=utf-8"
    )
    assert answer.status_code == 422


def test_a_withdrawn_venue_takes_no_report(visitor: Client) -> None:
    venue = VenueFactory(withdrawn_at=timezone.now())
    answers: list[HttpResponse] = [
        visitor.get(address(venue)),
        send(visitor, venue),
        visitor.get(f"{address(venue)}merci/"),
    ]
    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert not VenueReport.objects.exists()


def test_an_old_id_leads_to_the_form_of_its_venue(visitor: Client) -> None:
    former = VenueRedirectFactory()
    answer = visitor.get(f"/lieux/{former.public_id}/signaler/")
    assert (answer.status_code, answer["Location"]) == (301, address(former.venue))


def test_an_unknown_venue_has_no_form(visitor: Client) -> None:
    assert visitor.get("/lieux/rn22222222/signaler/").status_code == 404


# --- Limits and privacy -------------------------------------------------------------------------
def test_too_many_reports_are_stopped_without_losing_the_last(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.HELPLINE = {"number": "04 65 71 00 00", "label": "Appelez", "hours": ""}
    limit(monkeypatch, "2/hour")
    venue = VenueFactory()
    answers = [send(visitor, venue, details=f"message {rank}") for rank in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    html = answers[2].content.decode()
    assert "message 2" in html
    assert "04 65 71 00 00" in html
    assert int(answers[2]["Retry-After"]) > 0
    assert VenueReport.objects.count() == 2


def test_one_sheet_takes_few_reports_from_one_connection(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, "5/hour", "signalement-fiche")
    venue, other = VenueFactory(), VenueFactory()
    answers = [send(visitor, venue, details=f"message {rank}") for rank in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "message 5" in answers[5].content.decode()
    assert send(visitor, other).status_code == 303
    assert send(Client(REMOTE_ADDR="192.0.2.7"), venue).status_code == 303


def test_no_contact_of_a_person_is_kept_but_the_number_of_the_venue_is(visitor: Client) -> None:
    details = "Appelez Camille au 06 39 98 00 00 ou camille@exemple.fr"
    send(visitor, VenueFactory(), telephone="04 65 71 00 09", details=details)
    report = VenueReport.objects.get()
    assert report.details == "Appelez Camille au [numéro masqué] ou [adresse e-mail masquée]"
    assert report.phone == "+33465710009"


def test_an_empty_form_sent_at_once_is_told_one_thing(visitor: Client) -> None:
    venue = VenueFactory()
    answer = send(visitor, venue, motif="", jeton=new_token(venue.public_id, timezone.now()))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Choisissez ce qui ne va pas." in html
    assert "Attendez trois secondes" not in html


def test_another_connection_is_not_stopped(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, "1/hour")
    venue = VenueFactory()
    assert send(visitor, venue).status_code == 303
    assert send(visitor, venue).status_code == 429
    assert send(Client(REMOTE_ADDR="192.0.2.7"), venue).status_code == 303


def test_no_address_of_a_visitor_is_written_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    keep = cache.set
    monkeypatch.setattr(
        cache, "set", lambda key, *args, **more: (keys.append(str(key)), keep(key, *args, **more))
    )
    send(Client(REMOTE_ADDR="192.0.2.7"), VenueFactory())
    assert [key for key in keys if "signalement" in key]
    assert "192.0.2.7" not in str(keys)
    assert "192.0.2.7" not in str(VenueReport.objects.values())


def test_the_hash_of_an_address_changes_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    limit(monkeypatch, "1/hour")
    venue = VenueFactory()
    visitor = Client(REMOTE_ADDR="192.0.2.7")
    send(visitor, venue)
    monkeypatch.setattr("venues.report_views.today", lambda: date(2031, 1, 1))
    assert send(visitor, venue).status_code == 303


def test_the_form_sets_no_cookie_and_needs_none() -> None:
    visitor = Client(enforce_csrf_checks=True)
    venue = VenueFactory()
    page = visitor.get(address(venue))
    assert not page.cookies
    assert "cookie" not in page.get("Vary", "").lower()
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    answer = send(visitor, venue)
    assert answer.status_code == 303
    assert not answer.cookies


def test_a_report_older_than_a_year_leaves_with_the_next_one(visitor: Client) -> None:
    old = VenueReportFactory(created_at=timezone.now() - timedelta(days=366))
    recent = VenueReportFactory(created_at=timezone.now() - timedelta(days=364))
    send(visitor, VenueFactory())
    kept = set(VenueReport.objects.values_list("pk", flat=True))
    assert old.pk not in kept
    assert recent.pk in kept


def test_the_command_erases_old_reports(capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import call_command

    VenueReportFactory(created_at=timezone.now() - timedelta(days=366))
    VenueReportFactory(created_at=timezone.now())
    call_command("erase_old_reports")
    assert "1 signalement effacé." in capsys.readouterr().out
    assert VenueReport.objects.count() == 1
