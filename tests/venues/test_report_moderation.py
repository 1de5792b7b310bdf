"""What moderators and hubs see of the reports, and what their buttons do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from ifn_site.models import data_version
from tests.factories import (
    DepartementFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
    VenueReportFactory,
)
from venues.changes import WITHDRAWN, changes_after, start
from venues.models import Correction, Venue, VenueChange, VenueReport

QUEUE = "/admin/venues/venuereport/"


def member_of(group: str, name: str = "personne") -> tuple[Client, Any]:
    """Someone of the staff, in one of the groups, signed in."""
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client, user


@pytest.fixture
def moderator() -> Client:
    """Someone of the group « modération »."""
    return member_of("modération")[0]


def press(client: Client, report: VenueReport, act: str = "", state: str = "a_traiter") -> Any:
    data = {"state": state} | ({f"acte-{act}": "…"} if act else {})
    return client.post(f"{QUEUE}{report.pk}/change/", data)


def test_the_queue_is_not_for_visitors(visitor: Client) -> None:
    assert visitor.get(QUEUE).status_code == 302


def test_the_page_of_a_report_shows_the_sheet_beside_it(moderator: Client) -> None:
    report = VenueReportFactory(phone="+33465710009", details="<b>Faux</b>")
    html = moderator.get(f"{QUEUE}{report.pk}/change/").content.decode()
    assert "04 65 71 00 00" in html
    assert "04 65 71 00 09" in html
    assert "&lt;b&gt;Faux&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state__exact=refuse", {"refusé"}),
        ("reason__exact=ferme", {"fermé"}),
        ("age=30", {"vieux"}),
        ("departement=13", {"ailleurs"}),
        ("age=abc", {"refusé", "fermé", "vieux", "ailleurs"}),
    ],
)
def test_the_queue_is_narrowed(moderator: Client, query: str, expected: set[str]) -> None:
    DepartementFactory()
    DepartementFactory(code="13", name="Bouches-du-Rhône")
    now = timezone.now()
    VenueReportFactory(details="refusé", state="refuse", created_at=now)
    VenueReportFactory(details="fermé", reason="ferme", created_at=now)
    VenueReportFactory(details="vieux", created_at=now - timedelta(days=31))
    elsewhere = VenueFactory(departement_code="13")
    VenueReportFactory(details="ailleurs", venue=elsewhere, created_at=now)
    page = moderator.get(f"{QUEUE}?{query}", follow=True)
    assert {report.details for report in page.context["cl"].result_list} == expected


def test_the_proposed_phone_is_put_on_the_sheet_as_a_correction(moderator: Client) -> None:
    report = VenueReportFactory(phone="+33465710009")
    assert press(moderator, report, "telephone").status_code == 302
    report.refresh_from_db()
    assert report.venue.phone == "+33465710009"
    assert Correction.objects.get().field == "phone"
    assert (report.state, report.handled_by.username) == ("accepte", "personne")
    assert report.handled_at is not None


def test_proposed_hours_are_put_on_the_sheet_when_they_are_certain(moderator: Client) -> None:
    venue = VenueFactory(hours="", hours_text="certains mardis")
    report = VenueReportFactory(venue=venue, hours="du lundi au vendredi de 9h à 12h")
    press(moderator, report, "horaires")
    venue.refresh_from_db()
    assert (venue.hours, venue.hours_text) == ("Mo-Fr 09:00-12:00", "")


def test_uncertain_hours_are_left_to_a_person(moderator: Client) -> None:
    report = VenueReportFactory(hours="quand la gardienne est là")
    page = moderator.get(f"{QUEUE}{report.pk}/change/")
    assert "horaires" not in page.context["acts"]
    press(moderator, report, "horaires")
    assert not Correction.objects.exists()


def test_a_venue_is_withdrawn_then_put_back(moderator: Client, visitor: Client) -> None:
    report = VenueReportFactory(reason="ferme")
    page = report.venue.get_absolute_url()
    press(moderator, report, "retirer")
    assert visitor.get(page).status_code == 410
    press(moderator, report, "remettre")
    assert visitor.get(page).status_code == 200


def test_a_withdrawal_is_told_to_those_who_keep_a_copy(moderator: Client) -> None:
    report = VenueReportFactory()
    before, moment = data_version()[0], timezone.now()
    press(moderator, report, "retirer")
    (change,) = changes_after(start(moment), 10, timezone.now()).changes
    assert (change.kind, change.public_id) == (WITHDRAWN, report.venue.public_id)
    assert data_version()[0] == before + 1


def test_a_state_alone_is_kept_with_its_author_and_changes_no_venue(moderator: Client) -> None:
    report = VenueReportFactory()
    press(moderator, report, state="refuse")
    report.refresh_from_db()
    assert (report.state, report.handled_by.username) == ("refuse", "personne")
    assert not VenueChange.objects.exists()


@pytest.mark.parametrize(
    ("action", "state"), [("accept", "accepte"), ("refuse", "refuse"), ("drop", "sans_suite")]
)
def test_several_reports_are_marked_at_once(moderator: Client, action: str, state: str) -> None:
    reports = [VenueReportFactory(), VenueReportFactory()]
    chosen = {"action": action, "_selected_action": [report.pk for report in reports]}
    moderator.post(QUEUE, chosen)
    assert set(VenueReport.objects.values_list("state", flat=True)) == {state}


def test_nobody_deletes_or_invents_a_report(moderator: Client) -> None:
    report = VenueReportFactory()
    assert moderator.get(f"{QUEUE}add/").status_code == 403
    assert moderator.get(f"{QUEUE}{report.pk}/delete/").status_code == 403


def venue_of(source: Any) -> Venue:
    """Return a venue that a source holds."""
    record = SourceRecordFactory(source=source)
    return record.venue


def test_a_hub_sees_the_reports_and_venues_of_its_own_sources_only() -> None:
    hub, person = member_of("hub")
    own_source, other_source = SourceFactory(key="le-mien"), SourceFactory(key="un-autre")
    own_source.owners.add(person)
    own = VenueReportFactory(venue=venue_of(own_source))
    other = VenueReportFactory(venue=venue_of(other_source))
    page = hub.get(QUEUE)
    assert [report.pk for report in page.context["cl"].result_list] == [own.pk]
    assert hub.get(f"/admin/venues/venue/{own.venue_id}/change/").status_code == 200
    for hidden in (f"{QUEUE}{other.pk}/change/", f"/admin/venues/venue/{other.venue_id}/change/"):
        assert hub.get(hidden).status_code == 302
    press(hub, other, "retirer")
    other.venue.refresh_from_db()
    assert other.venue.withdrawn_at is None


def test_a_hub_that_no_longer_holds_a_venue_no_longer_sees_its_reports() -> None:
    hub, person = member_of("hub")
    source = SourceFactory()
    source.owners.add(person)
    VenueReportFactory(venue=SourceRecordFactory(source=source, gone_at=timezone.now()).venue)
    assert not hub.get(QUEUE).context["cl"].result_list


def test_someone_who_may_not_correct_has_no_button() -> None:
    client = member_of("modération")[0]
    group = Group.objects.get(name="modération")
    group.permissions.remove(group.permissions.get(codename="change_venue"))
    report = VenueReportFactory(phone="+33465710009")
    assert client.get(f"{QUEUE}{report.pk}/change/").context["acts"] == {}
    press(client, report, "retirer")
    report.venue.refresh_from_db()
    assert report.venue.withdrawn_at is None


def test_the_permissions_that_someone_changed_are_left_alone() -> None:
    from venues.moderation import make_groups

    group = Group.objects.get(name="hub")
    group.permissions.clear()
    make_groups()
    assert not group.permissions.exists()
