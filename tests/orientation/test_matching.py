"""Counts of the orientation equal those of a plain filter of the same venues."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from ifn_site.clock import now
from orientation.answers import ACCESS, Answers
from orientation.matching import Fit, promises, values_of, with_value
from orientation.wishes import day_asked
from tests.factories import ArrondissementFactory, CommuneFactory, DepartementFactory, VenueFactory
from tests.orientation.directory import (
    fits,
    some_answers,
    some_places,
    some_venues,
    told_once,
)
from venues.facet_table import Rows
from venues.facets import count
from venues.models import Venue


def keys(fit: Fit, rows: Rows) -> set[int]:
    """Return the keys of some rows."""
    return {int(key) for key in fit.table.keys[rows]}


def test_answers_at_random_select_what_a_plain_filter_selects() -> None:
    some_venues(150)
    venues = list(Venue.objects.order_by("pk"))
    chance = random.Random(5)
    found = unknown = 0
    for _ in range(250):
        answers = some_answers(chance)
        moment = now()
        fit = Fit(answers, moment=moment)
        plain = {venue.pk: fits(venue, answers, moment) for venue in venues}
        fitting = [venue for venue in venues if plain[venue.pk]]
        silent = [venue for venue in venues if plain[venue.pk] is None]
        wanted, unsure = told_once(fitting), told_once(silent, but=fitting)
        assert keys(fit, fit.rows()) == wanted, answers
        assert keys(fit, fit.rows_of_unknown_hours()) == unsure, answers
        assert fit.promise().number == len(wanted)
        found, unknown = found + bool(wanted), unknown + bool(unsure)
    # The answers are not so many that nothing is ever compared.
    assert found > 60
    assert unknown > 20


@pytest.mark.parametrize("moment", ["2026-11-18T10:00", "2026-11-11T10:00", "2026-05-22T15:00"])
def test_open_now_is_told_in_the_zone_of_the_venue_and_with_its_holidays(moment: str) -> None:
    """18 November is a plain Wednesday, 11 November a holiday, 22 May one of Martinique alone."""
    some_places()
    hours = "Mo-Fr 09:00-12:00,14:00-18:00; PH off"
    paris = VenueFactory(hours=hours)
    overseas = VenueFactory(hours=hours, commune_code="97209", departement_code="972")
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    fit = Fit(Answers(when=("maintenant",)), moment=at)
    opened = {
        "2026-11-18T10:00": {paris.pk},  # 11 h in Paris, 6 h in Martinique
        "2026-11-11T10:00": set(),
        "2026-05-22T15:00": {paris.pk},  # 17 h in Paris; 11 h in Martinique, where it is a holiday
    }[moment]
    assert keys(fit, fit.rows()) == opened
    assert overseas.pk not in opened


def test_two_services_are_one_or_the_other() -> None:
    VenueFactory(services=("outils",))
    VenueFactory(services=("emploi",))
    VenueFactory(services=("loisirs",))
    assert Fit(Answers(services=("outils", "emploi"))).promise().number == 2


@pytest.mark.parametrize(
    ("told", "helps"),
    [
        ({"programmes": ("france-services",)}, True),
        ({"programmes": ("aidants-connect",)}, True),
        ({"typology_high": ("RFS",)}, True),
        ({"typology_low": (), "typology_high": ("MSAP",)}, True),
        ({"name": "Maison FRANCE-SERVICES du Gévaudan"}, True),
        ({"name": "Maison de France"}, False),
        ({"programmes": ("pix",)}, False),
    ],
)
def test_a_counter_helps_with_procedures_even_where_its_sheet_forgets_it(
    told: dict[str, object], helps: bool
) -> None:
    VenueFactory(services=("outils",), **told)
    assert Fit(Answers(services=("demarches",))).promise().number == int(helps)
    assert Fit(Answers(services=("emploi",))).promise().number == 0


# --- One place, several sheets ------------------------------------------------------------------
def test_a_place_told_by_two_sources_counts_once_by_the_sheet_that_tells_most() -> None:
    some_places()
    VenueFactory(name="Maison commune", phone="", hours="")
    told = VenueFactory(name="MAISON COMMUNE")
    fit = Fit(Answers(place="42218", services=("demarches",)))
    assert keys(fit, fit.rows()) == {told.pk}
    assert promises(Answers(place="42218"), "besoin")["demarches"].number == 1


def test_the_sheet_that_fits_stands_for_the_place() -> None:
    some_places()
    fits_it = VenueFactory(name="Maison", services=("emploi",), phone="", hours="")
    VenueFactory(name="Maison", services=("outils",))
    fit = Fit(Answers(place="42218", services=("emploi",)))
    assert keys(fit, fit.rows()) == {fits_it.pk}


def test_a_place_whose_other_sheet_gives_hours_is_not_of_unknown_hours() -> None:
    some_places()
    VenueFactory(name="Maison", hours="")
    VenueFactory(name="Maison", hours="Sa 09:00-12:00")
    promise = Fit(Answers(place="42218", when=("samedi",))).promise()
    assert (promise.number, promise.unknown_hours) == (1, 0)


def test_two_names_at_one_address_are_two_places() -> None:
    some_places()
    VenueFactory(name="Mairie")
    VenueFactory(name="Médiathèque")
    assert Fit(Answers(place="42218")).promise().number == 2


def test_two_kinds_of_care_are_both_asked() -> None:
    VenueFactory(care=("surdite",))
    VenueFactory(care=("surdite", "visuel"))
    assert Fit(Answers(access=("sourd", "aveugle"))).promise().number == 1


def test_a_venue_that_names_no_public_welcomes_every_one() -> None:
    VenueFactory(publics=())
    VenueFactory(publics=("jeunes",))
    VenueFactory(publics=("seniors",))
    assert Fit(Answers(access=("seniors",))).promise().number == 2


def test_free_holds_free_for_some_and_keeps_unknown_costs_apart() -> None:
    VenueFactory(costs=("gratuit",))
    VenueFactory(costs=("condition",))
    VenueFactory(costs=("payant",))
    VenueFactory(costs=())
    fit = Fit(Answers(access=("gratuit",)))
    assert fit.promise().number == 2
    assert count(fit.rows_of_unknown_costs()) == 1


def test_free_not_asked_leaves_no_cost_apart() -> None:
    VenueFactory(costs=())
    assert count(Fit(Answers()).rows_of_unknown_costs()) == 0


def test_a_venue_of_the_commune_without_a_point_is_kept() -> None:
    some_places()
    VenueFactory(latitude=None, longitude=None)
    VenueFactory(latitude=None, longitude=None, commune_code="69123", insee_code="69381")
    assert Fit(Answers(place="42218", minutes=5, mode="pied")).promise().number == 1


def test_an_arrondissement_walks_at_the_pace_of_its_commune() -> None:
    some_places()
    ArrondissementFactory(
        code="69381", commune_code="69123", latitude=45.77, longitude=4.83, name="Lyon 1er"
    )
    whole = Fit(Answers(place="69123")).here
    part = Fit(Answers(place="69381")).here
    assert whole is not None
    assert part is not None
    assert part.density == pytest.approx(whole.density)


def test_nobody_is_sent_across_the_sea() -> None:
    some_places()
    DepartementFactory(code="2B", name="Haute-Corse")
    DepartementFactory(code="06", name="Alpes-Maritimes")
    CommuneFactory(code="06088", name="Nice", departement_code="06", latitude=43.7, longitude=7.26)
    corsica = VenueFactory(
        departement_code="2B", commune_code="2B050", latitude=42.56, longitude=8.75
    )
    assert Fit(Answers(place="06088")).nearest_m() == float("inf")
    from_ajaccio = Fit(Answers(place="2A004", minutes=30, mode="pied"))
    assert keys(from_ajaccio, from_ajaccio.reachable()) == {corsica.pk}


def test_an_island_overseas_is_not_sent_to_another_one() -> None:
    some_places()
    VenueFactory(departement_code="971", commune_code="97105", latitude=15.99, longitude=-61.72)
    fit = Fit(Answers(place="97209"))
    assert fit.promise().number == 0
    assert fit.promise().nearest_m == float("inf")


def test_a_departement_holds_its_own_venues_only() -> None:
    some_places()
    VenueFactory(latitude=45.45, departement_code="42")
    VenueFactory(latitude=45.45, departement_code="69")
    assert Fit(Answers(place="42")).promise().number == 1


def test_an_unknown_place_is_no_place() -> None:
    VenueFactory()
    fit = Fit(Answers(place="00000"))
    assert fit.here is None
    assert fit.promise().number == 1


# --- Promises -----------------------------------------------------------------------------------
QUESTIONS = ("besoin", "materiel", "faire", "metier", "quand", "jour", "rdv", "acces", "mode")


@pytest.mark.parametrize("question", [*QUESTIONS, "minutes", "pour"])
def test_a_promise_is_what_the_answer_then_gives(question: str) -> None:
    some_venues(60)
    asked = Answers(services=("demarches",), place="42218", access=("jeunes",), days=("mardi",))
    for value, promise in promises(asked, question).items():
        then = Fit(with_value(asked, question, value))
        assert promise.number == count(then.rows()), value
        assert promise.unknown_hours == count(then.rows_of_unknown_hours())
        assert (promise.nearest_m == 0) == (promise.number > 0)


def test_a_promise_of_nothing_near_says_how_far_the_nearest_is() -> None:
    some_places()
    VenueFactory(services=("loisirs",), latitude=45.758, longitude=4.8351)
    promise = promises(Answers(place="42218"), "besoin")["loisirs"]
    assert promise.number == 0
    assert promise.nearest_m == pytest.approx(49_900, rel=0.01)


def test_a_kind_of_care_adds_to_the_others_and_a_public_replaces_them() -> None:
    asked = Answers(access=("sourd", "jeunes"))
    assert set(with_value(asked, "acces", "aveugle").access) == {"sourd", "aveugle", "jeunes"}
    assert set(with_value(asked, "acces", "seniors").access) == {"sourd", "seniors"}
    assert values_of("acces") == ACCESS


def test_the_values_of_a_code_are_given_by_the_caller() -> None:
    some_places()
    VenueFactory()
    found = promises(Answers(), "lieu", values=["42218", "69123"])
    assert [found[code].number for code in ("42218", "69123")] == [1, 0]


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (Answers(when=("samedi",)), 5),
        (Answers(days=("mardi",), when=("matin",)), 1),
        (Answers(days=("samedi",), when=("samedi",)), 5),
        (Answers(days=("dimanche",), when=("samedi",)), "week-end"),
        (Answers(days=("lundi", "mardi")), None),
        (Answers(when=("matin",)), None),
        (Answers(when=("maintenant", "samedi")), None),
    ],
)
def test_the_day_asked_is_one_day_or_the_week_end(asked: Answers, day: int | str | None) -> None:
    found = day_asked(asked)
    assert (found.day if found else None) == day
