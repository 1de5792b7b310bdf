"""Is a venue open, until when, what is its week: in French, on the venue's own clock."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from venues.opening_hours import (
    is_open,
    open_now,
    open_on,
    status_at,
    timezone_for,
    week_of,
    weekly_sentences,
)

PARIS = ZoneInfo("Europe/Paris")
WEEK = "Mo-Fr 09:00-12:00,14:00-17:30"
#: 23 November 2026 is a Monday.
MONDAY = date(2026, 11, 23)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), PARIS)


def plain(sentence: str) -> str:
    """Write a sentence with ordinary spaces, to be read in a test."""
    return sentence.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("insee_code", "zone"),
    [
        ("75056", "Europe/Paris"),
        ("2A004", "Europe/Paris"),
        ("", "Europe/Paris"),
        ("97105", "America/Guadeloupe"),
        ("97209", "America/Martinique"),
        ("97302", "America/Cayenne"),
        ("97411", "Indian/Reunion"),
        ("97502", "America/Miquelon"),
        ("97608", "Indian/Mayotte"),
        ("97701", "America/St_Barthelemy"),
        ("97801", "America/Marigot"),
        ("98613", "Pacific/Wallis"),
        ("98735", "Pacific/Tahiti"),
        ("98731", "Pacific/Marquesas"),
        ("98719", "Pacific/Gambier"),
        ("98818", "Pacific/Noumea"),
    ],
)
def test_each_territory_has_its_zone(insee_code, zone):
    assert timezone_for(insee_code) == ZoneInfo(zone)


@pytest.mark.parametrize(
    ("hours", "when", "state", "sentence"),
    [
        (WEEK, at(MONDAY, 10), "ouvert", "Ouvert, ferme à 12 h"),
        (WEEK, at(MONDAY, 14), "ouvert", "Ouvert, ferme à 17 h 30"),
        (WEEK, at(MONDAY, 12), "ferme", "Fermé, ouvre à 14 h"),
        (WEEK, at(MONDAY, 17, 30), "ferme", "Fermé, ouvre demain à 9 h"),
        (WEEK, at(date(2026, 11, 27), 18), "ferme", "Fermé, ouvre lundi à 9 h"),
        ("24/7", at(MONDAY, 3), "ouvert", "Ouvert 24 h sur 24"),
        ("Mo-Su 20:00-24:00", at(MONDAY, 22), "ouvert", "Ouvert, ferme à minuit"),
        ("Mo 22:00-02:00", at(MONDAY, 23), "ouvert", "Ouvert, ferme demain à 2 h"),
        ("Mo 22:00-02:00", at(date(2026, 11, 24), 1), "ouvert", "Ouvert, ferme à 2 h"),
        ("Mo 09:00-12:00,12:00-14:00", at(MONDAY, 10), "ouvert", "Ouvert, ferme à 14 h"),
        (
            "We[1] 14:00-17:00",
            at(MONDAY, 10),
            "ferme",
            "Fermé, ouvre le mercredi 2 décembre à 14 h",
        ),
        (
            "Feb Mo 10:00-12:00",
            at(MONDAY, 10),
            "ferme",
            "Fermé, ouvre le lundi 1er février 2027 à 10 h",
        ),
        (
            "week 01-53/2 Mo 09:00-12:00",
            at(MONDAY, 9),
            "ferme",
            "Fermé, ouvre le lundi 30 novembre à 9 h",
        ),
        ("2020 Mo 09:00-12:00", at(MONDAY, 10), "ferme", "Fermé"),
        ("off", at(MONDAY, 10), "ferme", "Fermé"),
        (
            'Mo off "congés"; Tu 09:00-12:00',
            at(MONDAY, 10),
            "ferme",
            "Fermé (congés), ouvre demain à 9 h",
        ),
        (
            "Mo 09:00-12:00; SH off",
            at(MONDAY, 10),
            "ouvert",
            "Ouvert, ferme à 12 h (sauf vacances scolaires)",
        ),
        ("", at(MONDAY, 10), "inconnu", "Horaires non communiqués"),
        ("ouvert le matin", at(MONDAY, 10), "inconnu", "Horaires à vérifier auprès du lieu"),
        ('"sur rendez-vous"', at(MONDAY, 10), "inconnu", "Horaires à vérifier : sur rendez-vous"),
        ('Mo unknown "sur rdv"', at(MONDAY, 10), "inconnu", "Horaires à vérifier : sur rdv"),
        ("Mo-Fr", at(MONDAY, 10), "inconnu", "Horaires à vérifier auprès du lieu"),
        ("<script>", at(MONDAY, 10), "inconnu", "Horaires à vérifier auprès du lieu"),
        ("\ud800", at(MONDAY, 10), "inconnu", "Horaires à vérifier auprès du lieu"),
        ("Mo " * 5_000, at(MONDAY, 10), "inconnu", "Horaires à vérifier auprès du lieu"),
    ],
)
def test_a_status_is_said_in_plain_french(hours, when, state, sentence):
    status = status_at(hours, when, "13001")
    assert (status.state, plain(status.sentence)) == (state, sentence)


def test_the_slip_of_a_producer_opens_nothing_all_night():
    hours = "Mo 08:00-12:00,14:00-14:00; Tu 09:00-12:00"
    assert status_at(hours, at(MONDAY, 23)).state == "inconnu"
    assert is_open(hours, at(MONDAY, 10)) is None
    assert is_open(hours, at(date(2026, 11, 24), 10)) is True
    assert weekly_sentences(hours)[0].endswith("08:00-12:00,14:00-14:00 (à vérifier)")


def test_a_status_carries_times_in_the_zone_of_the_venue():
    status = status_at(WEEK, datetime(2026, 11, 23, 6, tzinfo=UTC), "97411")
    assert status.state == "ouvert"
    assert status.until == datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Indian/Reunion"))
    closed = status_at(WEEK, at(MONDAY, 13), "13001")
    assert closed.next_opening == at(MONDAY, 14)


def test_a_venue_of_reunion_is_open_while_paris_sleeps():
    night = at(MONDAY, 6)
    assert is_open(WEEK, night, "97411") is True
    assert is_open(WEEK, night, "75056") is False


def test_a_naive_time_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="aware"):
        status_at(WEEK, datetime(2026, 11, 23, 10), "13001")


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_a_time_no_venue_lives_in_is_unknown(year):
    when = datetime(year, 1, 1, tzinfo=UTC)
    assert is_open(WEEK, when, "98735") is None
    assert status_at(WEEK, when, "97411").state == "inconnu"
    assert week_of(WEEK, when.date()) == []
    assert open_on(WEEK, when.date()) is None


class TestHolidays:
    """What is said on public holidays, national and local."""

    def test_without_a_rule_the_state_stays_and_the_sentence_warns(self):
        status = status_at(WEEK, at(date(2026, 7, 14), 10), "13001")
        assert (status.state, status.holiday) == ("ouvert", "fête nationale")
        assert (
            plain(status.sentence) == "Ouvert, ferme à 12 h (jour férié : vérifiez par téléphone)"
        )

    def test_the_day_before_warns_of_an_opening_on_a_holiday(self):
        status = status_at(WEEK, at(date(2026, 7, 13), 18), "13001")
        assert plain(status.sentence) == (
            "Fermé, ouvre demain à 9 h (jour férié : vérifiez par téléphone)"
        )

    def test_a_closing_rule_closes(self):
        status = status_at(f"{WEEK}; PH off", at(date(2026, 7, 14), 10), "13001")
        assert (status.state, plain(status.sentence)) == ("ferme", "Fermé, ouvre demain à 9 h")

    def test_a_holiday_on_a_closed_day_warns_of_nothing(self):
        status = status_at(WEEK, at(date(2026, 11, 1), 10), "13001")
        assert plain(status.sentence) == "Fermé, ouvre demain à 9 h"

    @pytest.mark.parametrize(
        ("insee_code", "day"),
        [
            ("67482", date(2025, 12, 26)),
            ("67482", date(2026, 4, 3)),
            ("97209", date(2026, 5, 22)),
            ("97105", date(2026, 5, 27)),
            ("97608", date(2026, 4, 27)),
        ],
    )
    def test_a_closing_rule_closes_on_local_holidays_too(self, insee_code, day):
        noon = datetime.combine(day, time(10), timezone_for(insee_code))
        assert is_open(f"{WEEK}; PH off", noon, insee_code) is False
        assert is_open(WEEK, noon, insee_code) is True
        elsewhere = datetime.combine(day, time(10), PARIS)
        assert is_open(f"{WEEK}; PH off", elsewhere, "75056") is True

    def test_a_local_holiday_is_named_and_warned_of(self):
        status = status_at(WEEK, at(date(2025, 12, 26), 10), "67482")
        assert status.holiday == "Saint-Étienne"
        assert "vérifiez par téléphone" in status.sentence


@pytest.mark.parametrize(
    ("hours", "answer"),
    [
        (WEEK, True),
        ("Tu 09:00-12:00", False),
        ("", None),
        ("n’importe quoi", None),
        ('Mo 09:00-12:00 "sur rdv"', None),
        ("Mo unknown", None),
        ('Mo 09:00-12:00; Sa "sur rdv"', True),
    ],
)
def test_open_is_yes_no_or_not_known(hours, answer):
    assert is_open(hours, at(MONDAY, 10), "13001") is answer


def test_many_venues_get_the_same_answers_as_one_by_one():
    venues = [
        (hours, insee_code)
        for hours in (WEEK, "24/7", "", 'Mo 09:00-12:00 "rdv"', "Su 10:00-12:00", f"{WEEK}; PH off")
        for insee_code in ("13001", "67482", "97411", "98735", "98731", "")
    ]
    for when in (at(MONDAY, 10), at(date(2025, 12, 26), 10), datetime(1, 1, 1, tzinfo=UTC)):
        assert open_now(venues, when) == [is_open(hours, when, code) for hours, code in venues]


class TestDaylightSaving:
    """The two nights of the year when the clock jumps."""

    def test_a_night_opening_spans_the_longer_night(self):
        night = datetime(2026, 10, 25, 1, tzinfo=UTC)
        status = status_at("Sa 22:00-04:00", night, "13001")
        assert status.until == datetime(2026, 10, 25, 4, tzinfo=PARIS)

    def test_an_opening_in_the_missing_hour_begins_after_it(self):
        assert is_open("Su 02:30-10:00", datetime(2026, 3, 29, 1, 5, tzinfo=UTC), "13001") is True
        assert is_open("Su 02:30-10:00", datetime(2026, 3, 29, 0, 55, tzinfo=UTC), "13001") is False


class TestWeek:
    """The next seven days."""

    def test_seven_days_are_labelled_and_said(self):
        days = week_of(f"{WEEK}; PH off", date(2026, 7, 13), "13001")
        assert [day.label for day in days][:2] == ["lundi 13 juillet", "mardi 14 juillet"]
        assert len(days) == 7
        assert plain(days[0].text) == "9 h – 12 h, 14 h – 17 h 30"
        assert days[0].intervals == ((time(9), time(12)), (time(14), time(17, 30)))
        assert (days[1].text, days[1].holiday, days[1].intervals) == ("Fermé", "fête nationale", ())

    def test_the_first_of_a_month_is_said_as_people_say_it(self):
        assert week_of(WEEK, date(2026, 7, 1))[0].label == "mercredi 1er juillet"

    def test_a_night_opening_belongs_to_its_evening(self):
        days = week_of("Fr 22:00-02:00", MONDAY)
        assert plain(days[4].text) == "22 h – 2 h"
        assert days[5].text == "Fermé"

    def test_a_night_opening_of_the_eve_does_not_show_on_the_first_day(self):
        assert week_of("Su 22:00-02:00", MONDAY)[0].text == "Fermé"

    def test_a_whole_day_is_said_in_one_phrase(self):
        assert plain(week_of("Mo 00:00-24:00", MONDAY)[0].text) == "24 h sur 24"
        assert {plain(day.text) for day in week_of("24/7", MONDAY)} == {"24 h sur 24"}

    def test_a_conditional_opening_shows_its_comment_and_no_certain_interval(self):
        day = week_of('Mo 09:00-12:00 "sur rdv"; Tu unknown "sur rdv"', MONDAY)
        assert plain(day[0].text) == "9 h – 12 h (sur rdv)"
        assert day[0].intervals == ()
        assert day[1].text == "sur rdv"

    def test_every_other_week_follows_the_calendar(self):
        hours = "week 02-52/2 Mo 09:00-12:00"
        assert week_of(hours, MONDAY)[0].intervals
        assert not week_of(hours, date(2026, 11, 30))[0].intervals

    def test_a_day_of_clock_change_is_not_cut(self):
        assert plain(week_of("24/7", date(2026, 10, 25))[0].text) == "24 h sur 24"
        assert plain(week_of("Su 09:00-12:00", date(2026, 3, 29))[0].text) == "9 h – 12 h"

    @pytest.mark.parametrize("hours", ["", "n’importe quoi"])
    def test_unreadable_hours_have_no_week(self, hours):
        assert week_of(hours, MONDAY) == []


@pytest.mark.parametrize(
    ("hours", "sentences"),
    [
        (
            WEEK,
            [
                "Du lundi au vendredi : 9 h – 12 h et 14 h – 17 h 30",
                "Fermé le samedi et le dimanche",
            ],
        ),
        ("24/7", ["Tous les jours : 24 h sur 24"]),
        (
            "Mo,Tu,Th 09:00-12:00; We,Fr-Su off",
            ["Lundi, mardi et jeudi : 9 h – 12 h", "Fermé le mercredi et du vendredi au dimanche"],
        ),
        (
            "Mo-We,Fr 09:00-12:00",
            [
                "Du lundi au mercredi et le vendredi : 9 h – 12 h",
                "Fermé le jeudi, le samedi et le dimanche",
            ],
        ),
        ("Mo-Su 09:00-12:00; PH off", ["Tous les jours : 9 h – 12 h", "Fermé les jours fériés"]),
        (
            "Mo-Su 09:00-12:00; PH 10:00-11:00; SH off",
            [
                "Tous les jours : 9 h – 12 h",
                "Jours fériés : 10 h – 11 h",
                "Fermé pendant les vacances scolaires",
            ],
        ),
        ("off", ["Fermé tous les jours"]),
        (
            "Mo 09:00-12:00; We[1,3] 14:00-17:00",
            ["Lundi : 9 h – 12 h", "1er et 3e mercredis du mois : 14 h – 17 h"],
        ),
        ("Th[-1] 14:00-17:00", ["Dernier jeudi du mois : 14 h – 17 h"]),
        (
            "week 01-53/2 Mo 09:00-12:00; week 02-52/2 Tu 10:00-12:00",
            ["Semaines paires, mardi : 10 h – 12 h", "Semaines impaires, lundi : 9 h – 12 h"],
        ),
        (
            'Mo-Su 09:00-12:00 "au 1er étage ; sonner"',
            ["Tous les jours : 9 h – 12 h (au 1er étage ; sonner)"],
        ),
        ("Jul-Aug Mo 09:00-12:00", []),
        ("2026 Mo 09:00-12:00", []),
        ("week 10 Mo 09:00-12:00", []),
        ("", []),
        ("n’importe quoi", []),
    ],
)
def test_the_usual_week_is_said_in_few_sentences(hours, sentences):
    assert [plain(sentence) for sentence in weekly_sentences(hours)] == sentences


@pytest.mark.parametrize(
    ("hours", "day", "start", "end", "answer"),
    [
        (WEEK, 0, None, None, True),
        (WEEK, 5, None, None, False),
        (WEEK, 0, time(12), time(14), False),
        (WEEK, 0, time(11), time(13), True),
        (WEEK, 0, time(17, 30), time(20), False),
        (WEEK, date(2026, 7, 14), None, None, True),
        (f"{WEEK}; PH off", date(2026, 7, 14), None, None, False),
        (f"{WEEK}; PH off", 1, None, None, True),
        ("Fr 22:00-02:00", 5, time(0), time(1), True),
        ("Fr 18:00-24:00", 4, time(23), time(0), True),
        ("week 01-53/2 Sa 09:00-12:00", 5, None, None, True),
        ('Sa unknown "sur rdv"', 5, None, None, None),
        ('Sa unknown "sur rdv"', 4, None, None, False),
        ("", 5, None, None, None),
        ("n’importe quoi", 5, None, None, None),
    ],
)
def test_a_day_and_times_are_compared_with_the_hours(hours, day, start, end, answer):
    assert open_on(hours, day, start, end, "13001") is answer
