"""What staff can do with sheets and with the history of imports."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.factories import ImportRunFactory, VenueFactory
from venues.imports.findings import Finding, Level
from venues.imports.report import packed
from venues.models import Correction, Venue


@pytest.fixture
def staff() -> Client:
    """Someone of the team, signed in."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("equipe"))
    return client


def _form_of(staff: Client, venue: Venue) -> dict[str, object]:
    page = staff.get(f"/admin/venues/venue/{venue.pk}/change/")
    form = page.context["adminform"].form
    return {
        name: form[name].value() if form[name].value() is not None else ""
        for name in form.fields
        if form[name].value() is not False
    }


def test_a_changed_sheet_makes_a_correction_signed_by_its_author(staff: Client) -> None:
    venue = VenueFactory()
    data = _form_of(staff, venue) | {"phone": "+33465710009"}
    answer = staff.post(f"/admin/venues/venue/{venue.pk}/change/", data)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    correction = Correction.objects.get(venue=venue)
    assert (correction.field, correction.value) == ("phone", "+33465710009")
    assert correction.author is not None


def test_a_sheet_saved_unchanged_makes_no_correction(staff: Client) -> None:
    venue = VenueFactory()
    answer = staff.post(f"/admin/venues/venue/{venue.pk}/change/", _form_of(staff, venue))
    assert answer.status_code == 302
    assert not Correction.objects.exists()


def test_the_report_of_a_run_is_a_csv_file(staff: Client) -> None:
    finding = Finding(3, "s-3", "telephone", Level.WARNING, "x", "Vérifiez.", "=1+1", "")
    run = ImportRunFactory(report=packed([finding]))
    answer = staff.get(f"/admin/venues/importrun/{run.pk}/rapport.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "Vérifiez.;'=1+1" in answer.content.decode("utf-8-sig")


def test_the_report_is_not_for_visitors(visitor: Client) -> None:
    run = ImportRunFactory()
    assert visitor.get(f"/admin/venues/importrun/{run.pk}/rapport.csv").status_code == 302


@pytest.mark.parametrize(
    "page", ["venue", "importrun", "source", "sourcerecord", "correction", "venueredirect"]
)
def test_every_list_of_the_admin_opens(staff: Client, page: str) -> None:
    VenueFactory()
    ImportRunFactory()
    assert staff.get(f"/admin/venues/{page}/").status_code == 200
