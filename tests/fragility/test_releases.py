"""A release is drafted, scored, checked, activated, retired; one is active, or none."""

from __future__ import annotations

from io import StringIO
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from fragility import releases
from fragility.levels import memberships, read_memberships
from fragility.load import load_tables
from fragility.models import IndicatorSeries, Release, ScoreSeries
from fragility.status import Flag, Status
from fragility.store import active_release as active_facts
from fragility.store import level_scores, level_values
from ifn_site.models import data_version
from tests.fragility.factories import (
    COMMUNES,
    COUNTRY,
    SECRET,
    active_release,
    make_country,
    need_tables,
    rates,
    table,
)


@pytest.fixture(autouse=True)
def country() -> None:
    make_country()


def _draft(tables: Any = None) -> Release:
    return load_tables(
        need_tables() if tables is None else tables,
        read_memberships(),
        label="Brouillon",
        is_demonstration=False,
        fingerprint="1" * 64,
    ).release


def test_nothing_is_public_before_a_release_is_active() -> None:
    draft = _draft()
    releases.compute_scores(draft, read_memberships())
    releases.check(draft)
    assert draft.state == Release.State.CHECKED
    assert active_facts() is None
    assert level_values("commune") is None
    assert level_scores("commune", "repere") is None
    assert data_version()[0] == 0


def test_an_active_release_gives_its_values_with_their_statuses() -> None:
    active_release()
    found = level_values("commune")
    assert found is not None
    assert found.codes.codes == COMMUNES
    secret = (found.of("42001") or {})["poverty"]
    assert (secret.value, secret.status) == (None, Status.SECRET)
    known = (found.of("2A002") or {})["age_65"]
    assert known.numerator is not None
    assert known.denominator == 100
    assert known.value == pytest.approx(100 * known.numerator / 100)
    assert (known.vintage, known.source) == (2022, "source-exemple")
    assert found.of("99999") is None


def test_every_level_has_its_values() -> None:
    active_release()
    people = {row[0]: row[4] for row in COUNTRY}
    for level, codes in {
        "epci": {"200000002", "200000971", "200054781", "244200001"},
        "departement": {"29", "2A", "42", "75", "971"},
        "region": {"01", "11", "53", "84", "94"},
        "france": {"FR"},
    }.items():
        found = level_values(level)
        assert found is not None
        assert set(found.codes.codes) == codes
    loire = level_values("departement")
    assert loire is not None
    age = (loire.of("42") or {})["age_65"]
    assert age.denominator == sum(count for code, count in people.items() if code[:2] == "42")
    assert age.flags == Flag.AGGREGATED
    assert (loire.of("971") or {})["age_65"].status == Status.MISSING


def test_scores_follow_the_codes_and_say_how_complete_they_are() -> None:
    active_release()
    scores = level_scores("commune", "repere")
    assert scores is not None
    assert scores.codes.codes == COMMUNES
    assert scores.classes.shape == (len(COMMUNES), len(scores.indicators))
    place = scores.codes.positions
    assert scores.completeness[place["42003"]] == 4
    assert 1 <= scores.totals[place["42003"]] <= 10
    # A secret poverty rate has no class, and the three others make the total.
    assert scores.classes[place["42001"], scores.indicators.index("poverty")] == 0
    assert scores.completeness[place["42001"]] == 3
    assert np.isfinite(scores.totals[place["42001"]])
    # Two indicators of five are too few, none is none.
    for code in ("29083", "97101"):
        assert np.isnan(scores.totals[place[code]])
        assert scores.ranks[place[code]] == 0
    assert scores.sizes[place["42003"]] == np.isfinite(scores.totals).sum()


def test_reading_a_territory_costs_two_queries_then_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    active_release()
    active_facts()
    from ifn_site.cache import at_version

    with at_version(data_version()[0]):
        active_facts()
        with django_assert_num_queries(2):
            level_values("commune")
        with django_assert_num_queries(0):
            found = level_values("commune")
            assert found is not None
            found.of("42001")


def test_two_active_releases_cannot_exist() -> None:
    active_release()
    other = _draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=other.pk).update(state=Release.State.ACTIVE)


def test_activation_retires_the_release_before_and_raises_the_data_version() -> None:
    first = active_release()
    version = data_version()[0]
    second = active_release(fingerprint="2" * 64)
    first.refresh_from_db()
    assert first.state == Release.State.RETIRED
    assert Release.objects.active().get() == second
    assert data_version()[0] == version + 1
    facts = active_facts()
    assert facts is not None
    assert facts.pk == second.pk


def test_activating_again_changes_nothing() -> None:
    release = active_release()
    version = data_version()[0]
    releases.activate(release)
    assert data_version()[0] == version


def test_a_draft_is_not_activated_unchecked() -> None:
    draft = _draft()
    with pytest.raises(releases.NotReady, match="compute_fragility"):
        releases.activate(draft)
    with pytest.raises(releases.NotReady):
        releases.activate(draft, force=True)


def test_one_can_go_back_to_a_retired_release() -> None:
    first = active_release()
    active_release(fingerprint="2" * 64)
    first.refresh_from_db()
    releases.activate(first)
    assert Release.objects.active().get() == first


def test_a_release_that_loses_many_communes_is_refused_unless_forced() -> None:
    active_release()
    poorer = [
        table(dict.fromkeys(COMMUNES[:5], 12.0), "poverty"),
        *[one for one in need_tables() if one.indicator != "poverty"],
    ]
    draft = _draft(poorer)
    releases.compute_scores(draft, read_memberships())
    checks = releases.check(draft)
    assert any("5 communes connues, au lieu de" in mistake for mistake in checks.mistakes)
    with pytest.raises(releases.NotReady):
        releases.activate(draft)
    releases.activate(draft, force=True)
    assert Release.objects.active().get() == draft


def test_a_percentage_beyond_100_is_refused() -> None:
    draft = _draft([rates(dict.fromkeys(COMMUNES, (130.0, 10)))])
    releases.compute_scores(draft, read_memberships())
    assert any("hors de 0 à 100" in mistake for mistake in releases.check(draft).mistakes)
    assert draft.state == Release.State.DRAFT


def test_the_scores_of_an_active_release_never_change() -> None:
    release = active_release()
    with pytest.raises(releases.NotReady, match="ne changent plus"):
        releases.compute_scores(release, read_memberships())


def test_only_the_last_retired_releases_are_kept() -> None:
    numbers = [active_release(fingerprint=str(n) * 64).pk for n in range(5)]
    assert set(Release.objects.values_list("pk", flat=True)) == set(numbers[-3:])
    assert not IndicatorSeries.objects.filter(release__in=numbers[:2]).exists()


def test_real_data_end_the_demonstration() -> None:
    invented = active_release(is_demonstration=True)
    source = IndicatorSeries.objects.filter(release=invented).first()
    assert source is not None
    assert "inventées" in source.source.name
    active_release(fingerprint="2" * 64)
    assert not Release.objects.filter(is_demonstration=True).exists()


def test_the_newest_year_of_an_indicator_is_kept() -> None:
    old = table(dict.fromkeys(COMMUNES, 50.0), "poverty", vintage=2015)
    release = active_release([old, *need_tables()])
    one = IndicatorSeries.objects.get(release=release, level="commune", indicator="poverty")
    assert one.vintage == 2022


def test_a_published_value_of_a_larger_territory_is_preferred_to_its_communes() -> None:
    active_release([*need_tables(), table({"42": 14.4}, "poverty", level="departement")])
    found = level_values("departement")
    assert found is not None
    loire, corse = found.of("42") or {}, found.of("2A") or {}
    assert (loire["poverty"].value, loire["poverty"].flags) == (14.4, Flag.NONE)
    assert corse["poverty"].flags & Flag.AGGREGATED


def test_a_share_of_the_area_is_weighted_by_the_area() -> None:
    rows = {code: (20.0 if code == "42001" else 0.0) for code in COMMUNES}
    active_release([*need_tables(), table(rows, "no_4g")])
    found = level_values("departement")
    assert found is not None
    # Eight communes of the same area, 100 inhabitants of 3,600 in the one without coverage.
    assert (found.of("42") or {})["no_4g"].value == pytest.approx(20.0 / 8)


def test_a_group_of_secrets_has_no_value_and_no_score() -> None:
    active_release([table(dict.fromkeys(COMMUNES, SECRET), "poverty"), *need_tables()[1:]])
    found = level_values("france")
    assert found is not None
    assert (found.of("FR") or {})["poverty"].status == Status.MISSING
    scores = level_scores("commune", "repere")
    assert scores is not None
    assert (scores.classes[:, scores.indicators.index("poverty")] == 0).all()


def test_memberships_are_read_once_a_data_version(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    memberships()
    with CaptureQueriesContext(_connection()) as queries:
        again = memberships()
    assert len(queries) <= 1
    assert again.inside("departement", "2A").sum() == 5
    assert again.inside("commune", "42001").tolist() == [code == "42001" for code in COMMUNES]


def _connection() -> Any:
    from django.db import connection

    return connection


def test_compute_fragility_makes_a_draft_of_the_active_release() -> None:
    active = active_release()
    out = StringIO()
    call_command("compute_fragility", stdout=out)
    draft = Release.objects.get(state=Release.State.CHECKED)
    assert draft.series.count() == active.series.count()
    ours, theirs = (
        ScoreSeries.objects.get(release=one, level="commune", method__key="repere")
        for one in (draft, active)
    )
    assert bytes(ours.totals) == bytes(theirs.totals)
    assert f"activate_release {draft.pk}" in out.getvalue()


def test_the_commands_say_what_to_do_when_there_is_nothing() -> None:
    with pytest.raises(CommandError, match="import_indicators"):
        call_command("compute_fragility")
    with pytest.raises(CommandError, match="Aucune publication"):
        call_command("activate_release")
    with pytest.raises(CommandError, match="n° 404"):
        call_command("activate_release", "404")
    with pytest.raises(CommandError, match="n° 404"):
        call_command("compute_fragility", "404")


def test_activate_release_takes_the_one_that_waits() -> None:
    draft = _draft()
    out = StringIO()
    with pytest.raises(CommandError, match="compute_fragility"):
        call_command("activate_release")
    call_command("compute_fragility", stdout=StringIO())
    call_command("activate_release", stdout=out)
    assert "est active" in out.getvalue()
    assert Release.objects.active().get() == draft
    call_command("activate_release", str(draft.pk), stdout=out)
    assert "déjà active" in out.getvalue()
    call_command("activate_release", "--list", stdout=out)
    assert "Brouillon" in out.getvalue()
