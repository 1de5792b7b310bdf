"""Opening hours: what is kept, what is converted, what is honestly not understood."""

import pytest

from venues.imports.findings import Level
from venues.imports.normalise.hours import hours_from_days, is_osm, normalise_hours


def codes(normalised) -> list[str]:
    return [note.code for note in normalised.notes]


@pytest.mark.parametrize(
    "osm",
    [
        "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
        "Mo 9:00-12:00",
        "24/7",
        "week 1-53/2 Mo 09:00-12:00; week 2-52/2 Tu 09:00-12:00",
        "Mo-Fr 09:00-17:00; PH off; SH off",
        'Mo-Fr 09:00-17:00 "sur rendez-vous"',
        "Jul-Aug Mo-Fr 08:00-14:00",
        "We[1,3] 14:00-17:00",
        "off",
    ],
)
def test_valid_osm_is_kept_exactly(osm):
    assert normalise_hours(osm) == (osm, ())


def test_spaces_around_valid_osm_are_trimmed_and_told():
    result = normalise_hours(" Mo 09:00-12:00 ")
    assert result.value == "Mo 09:00-12:00"
    assert codes(result) == ["espaces"]


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("Mo-Fr 9h-12h30,13h30-17h", "Mo-Fr 09:00-12:30,13:30-17:00"),
        ("mo-fr 09:00–12:00", "Mo-Fr 09:00-12:00"),
        ("Mon, Tue 9-12", "Mo,Tu 09:00-12:00"),
        ("lun-ven 09h30-12h", "Mo-Fr 09:30-12:00"),
        ("Mo-Th 10h00-12h30; We off", "Mo,Tu,Th 10:00-12:30; We off"),
        ("Du lundi au vendredi de 9h à 12h et 14h-17h", "Mo-Fr 09:00-12:00,14:00-17:00"),
        ("Du lundi au vendredi9h/12h - 14h/17h", "Mo-Fr 09:00-12:00,14:00-17:00"),
        ("lundi, mercredi et jeudi : 13h à 19h", "Mo,We,Th 13:00-19:00"),
        ("mardi-jeudi-samedi 14H00-17H45", "Tu,Th,Sa 14:00-17:45"),
        ("Lundi : 14H - 17HMardi : 9H30 - 12H", "Mo 14:00-17:00; Tu 09:30-12:00"),
        ("Lundi de 9h - 12h.<br />Mardi de 13h - 19h.", "Mo 09:00-12:00; Tu 13:00-19:00"),
        ("<ul><li>Lundi 14h-16h</li><li>Jeudi 14h-16h</li></ul>", "Mo,Th 14:00-16:00"),
        (
            "La semaine de 9h00 à 12h00, le samedi de 9h00 à 11h00",
            "Mo-Fr 09:00-12:00; Sa 09:00-11:00",
        ),
        ("lundi au vendredi 8h-19h et week-end 9h-19h", "Mo-Fr 08:00-19:00; Sa,Su 09:00-19:00"),
        ("Tous les jours de 8h à 20h", "Mo-Su 08:00-20:00"),
        ("24h/24", "24/7"),
        ("7j/7 24h/24", "24/7"),
        ("Tous les mardis de 9h00 à midi", "Tu 09:00-12:00"),
        ("vendredi 18h à minuit", "Fr 18:00-24:00"),
        ("9h-12h du lundi au vendredi", "Mo-Fr 09:00-12:00"),
        ("lundi 9h-12h, mardi fermé", "Mo 09:00-12:00; Tu off"),
        ("Fermé", "Mo-Su off"),
        ("du mardi au samedi : 10h-18h (sauf mercredi)", "Tu,Th-Sa 10:00-18:00; We off"),
        ("lundi au vendredi 9h-17h, sauf jours fériés", "Mo-Fr 09:00-17:00; PH off"),
        (
            "Du lundi au jeudi 8h30-12h et 13h30-17h, sauf le mercredi après-midi",
            "Mo,Tu,Th 08:30-12:00,13:30-17:00; We 08:30-12:00",
        ),
        ("mardi après-midi de 14h à 17h", "Tu 14:00-17:00"),
        ("Le premier mercredi du mois de 14h00 à 17h00", "We[1] 14:00-17:00"),
        ("Les deuxième et quatrième lundis du mois de 14h à 17h", "Mo[2,4] 14:00-17:00"),
        ("Le dernier jeudi du mois de 14h à 17h", "Th[-1] 14:00-17:00"),
        ("Semaines paires : lundi 9h-12h", "week 02-52/2 Mo 09:00-12:00"),
        (
            "lundi 9h-12h (semaines paires), mardi 9h-12h (semaines impaires)",
            "week 01-53/2 Tu 09:00-12:00; week 02-52/2 Mo 09:00-12:00",
        ),
        ("mardi 9h-12h. Le samedi sur rendez-vous", 'Tu 09:00-12:00; Sa unknown "sur rendez-vous"'),
        ("Lundi 09:00:00-12:00:00", "Mo 09:00-12:00"),
        ("lundi 8h45 - 12h30 - 13h30 - 17h30", "Mo 08:45-12:30,13:30-17:30"),
    ],
)
def test_certain_french_hours_are_converted(text, osm):
    result = normalise_hours(text)
    assert result.value == osm
    assert is_osm(osm)
    assert codes(result) == ["horaires_convertis"]


@pytest.mark.parametrize(
    "text",
    [
        "We 08:00",
        "Mo-Fr 09:00-12:00-14:00",
        "Mo 14-17;9-12,14-17",
        "Du lundi au vendredi",
        "sur rendez-vous",
        "mardi matin",
        "mardi après-midi",
        "mardi-jeudi 9h-12h",
        "9h-12h30 / 13h30-17h30",
        "lundi au vendredi 9h-12h (vendredi 11h)",
        "lundi 9h-17h, lundi 10h-12h",
        "permanence tél. du lundi au vendredi de 10h30 à 19h30",
        "Le lundi de 9h00 à 12h00 et sur rendez-vous",
        "Un mercredi sur deux de 9h à 12h",
        "En période scolaire lundi 9h-12h",
        "les mardis d'octobre à juin de 9h à 17h",
        "Du lundi ou vendredi de 9h à 12h",
        "vendredi 16h30-8h00",
        "jeudi de 13h030 à 15h00",
        "lundi 25h-26h",
        "lundi 9h-12h jusqu'à 20h",
        "lundi 2-4",
        "premier mercredi de 14h à 17h",
        "<script>alert(1)</script>",
        "=HYPERLINK(1)",
        "\x00",
    ],
)
def test_hours_are_never_guessed(text):
    result = normalise_hours(text)
    assert result.value is None
    assert [(note.level, note.code) for note in result.notes] == [
        (Level.WARNING, "horaires_illisibles")
    ]


@pytest.mark.parametrize("value", [None, "", "null", "-"])
def test_blank_hours_say_nothing(value):
    assert normalise_hours(value) == (None, ())


@pytest.mark.parametrize(
    "text", ["lundi " * 300, "9h-" * 600, "a" * 5_000_000, "(" * 1_999, '"' * 1_999]
)
def test_hostile_hours_are_answered_at_once(text):
    assert normalise_hours(text).value is None


@pytest.mark.parametrize("osm", ["We 09:00-12:00,14:00-14:00", "Fr 17:00-12:00"])
def test_an_interval_that_ends_before_it_starts_is_kept_with_a_warning(osm):
    result = normalise_hours(osm)
    assert result.value == osm
    assert codes(result) == ["horaires_douteux"]


def test_day_columns_are_grouped():
    cells = dict.fromkeys(("Mo", "Tu", "We", "Th"), "09:00 - 12:00 / 13:30 - 17:00")
    cells |= {"Fr": "09:00-12:00", "Sa": "-", "Su": None}
    assert hours_from_days(cells) == ("Mo-Th 09:00-12:00,13:30-17:00; Fr 09:00-12:00", ())


@pytest.mark.parametrize(
    ("cell", "osm"),
    [
        ("09 :00-12:00/14:00-17:00", "Mo 09:00-12:00,14:00-17:00"),
        ("9h-12h et 14h-17h", "Mo 09:00-12:00,14:00-17:00"),
        ("08:30 - 16:30 / 08:30 - 16:30", "Mo 08:30-16:30"),
        ("00:00 - 00:00 / 09:00 - 12:00", "Mo 09:00-12:00"),
        ("sur rendez-vous", 'Mo unknown "sur rendez-vous"'),
        ("24h/24", "Mo 00:00-24:00"),
    ],
)
def test_a_day_cell_is_read(cell, osm):
    assert hours_from_days({"Mo": cell}) == (osm, ())


def test_a_day_said_closed_is_written_as_closed():
    assert hours_from_days({"Mo": "Fermé", "Tu": "9h-12h"}).value == "Tu 09:00-12:00; Mo off"


def test_a_day_that_cannot_be_read_is_neither_open_nor_closed():
    result = hours_from_days({"Mo": "09:00-12:00", "Tu": 'matin "tôt" 9h'})
    assert result.value == "Mo 09:00-12:00; Tu unknown \"matin 'tôt' 9h\""
    assert codes(result) == ["horaires_jour_illisible"]
    assert is_osm(result.value)


def test_a_day_cell_that_names_another_day_is_not_trusted():
    assert codes(hours_from_days({"Mo": "mardi 9h-12h"})) == ["horaires_jour_illisible"]


def test_blank_day_columns_are_unknown_hours():
    assert hours_from_days({"Mo": "", "Tu": "-", "We": None}) == (None, ())


def test_an_unknown_day_column_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        hours_from_days({"lundi": "9h-12h"})
