"""Each page speaks the language of its address, and the catalogues say what the code says."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages import Catalog, Message
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ifn_site import figures
from ifn_site.cache import remembered
from ifn_site.catalogue_texts import read_catalogue, texts, update_catalogue
from ifn_site.catalogues import catalogue_path, compile_catalogues
from ifn_site.languages import BY_CODE, LANGUAGES, SOURCE, Language, in_language, language_of
from ifn_site.wording import gettext, ngettext
from tests.factories import CommuneFactory, VenueFactory
from venues import opening_sentences as say
from venues.cards import distance_words
from venues.opening_hours import status_at, weekly_sentences
from venues.vocabulary import SERVICES

ROOT = Path(settings.BASE_DIR)
OTHERS = [language.code for language in LANGUAGES if not language.is_source]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def marked() -> Catalog:
    """The texts that the code marks for translation."""
    return texts(ROOT)


def strings_of(message: Message) -> list[str]:
    """Return what a catalogue says for one text, one string a plural form."""
    given = message.string
    return list(given) if isinstance(given, (list, tuple)) else [given]


def ids_of(message: Message) -> list[str]:
    """Return the French texts of one message: singular, and plural when it has one."""
    return list(message.id) if isinstance(message.id, (list, tuple)) else [message.id]


# --- Catalogues --------------------------------------------------------------------------------
@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_holds_every_text_and_no_other(code: str, marked: Catalog) -> None:
    held = {(m.context, *ids_of(m)) for m in read_catalogue(ROOT / "locale", code) if m.id}
    wanted = {(m.context, *ids_of(m)) for m in marked if m.id}
    assert held == wanted, "run: manage.py update_catalogues"


def test_the_french_catalogue_only_says_how_french_counts(marked: Catalog) -> None:
    held = {
        tuple(ids_of(m)): strings_of(m) for m in read_catalogue(ROOT / "locale", SOURCE) if m.id
    }
    assert held == {tuple(ids_of(m)): ids_of(m) for m in marked if m.id and m.pluralizable}


def test_english_says_everything() -> None:
    catalogue = read_catalogue(ROOT / "locale", "en")
    assert [m.id for m in catalogue if m.id and not all(strings_of(m))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_the_placeholders_and_the_markup(code: str) -> None:
    wrong = []
    for message in read_catalogue(ROOT / "locale", code):
        for string in filter(None, strings_of(message) if message.id else []):
            # A plural form of one or two may tell the number in letters.
            sources = [set(PLACEHOLDER.findall(text)) for text in ids_of(message)]
            names = set(PLACEHOLDER.findall(string))
            is_kept = names <= set.union(*sources) and names >= set.intersection(*sources) - (
                {"count", "total"} if message.pluralizable else set()
            )
            tags = sorted(re.findall(r"</?\w+", string))
            if not is_kept or tags != sorted(re.findall(r"</?\w+", ids_of(message)[-1])):
                wrong.append((message.id, string))
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_plural_has_as_many_forms_as_the_language(code: str) -> None:
    catalogue = read_catalogue(ROOT / "locale", code)
    for message in catalogue:
        if message.id and message.pluralizable:
            assert len(strings_of(message)) == catalogue.num_plurals, message.id


def test_no_french_text_is_taken_for_one_of_django(marked: Catalog) -> None:
    with translation.override("fr"):
        changed = [m.id for m in marked if m.id and not m.pluralizable and not m.context]
        assert [text for text in changed if gettext(text) != text] == []


def test_translations_are_kept_when_texts_are_gathered_again(tmp_path: Path) -> None:
    path = catalogue_path(tmp_path, "en")
    first, second = Catalog(), Catalog()
    for catalogue in (first, second):
        catalogue.add("Bonjour")
    first.add("Parti")
    second.add("Nouveau")
    update_catalogue(path, "en", first)
    empty, said = 'msgid "Bonjour"\nmsgstr ""', 'msgid "Bonjour"\nmsgstr "Hello"'
    path.write_text(path.read_text("utf-8").replace(empty, said), encoding="utf-8")
    again = update_catalogue(path, "en", second)
    assert {m.id: m.string for m in again if m.id} == {"Bonjour": "Hello", "Nouveau": ""}
    assert b"Date" not in path.read_bytes()


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    source, target = tmp_path / "locale", tmp_path / "compiled"
    path = catalogue_path(source, "en")
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogue_path(ROOT / "locale", "en").read_bytes())
    assert compile_catalogues(source, target) == ["en"]
    assert compile_catalogues(source, target) == []
    path.write_bytes(path.read_bytes())
    assert compile_catalogues(source, target) == ["en"]
    assert [one.name for one in catalogue_path(target, "en", "mo").parent.iterdir()] == [
        "django.mo"
    ]


def test_a_catalogue_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = catalogue_path(tmp_path, "en")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Bonjour"\nmsgstr ""\nbonjour\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"django\.po"):
        compile_catalogues(tmp_path, tmp_path / "compiled")


# --- Addresses ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/", "fr"),
        ("/lieux/", "fr"),
        ("/en/", "en"),
        ("/en", "en"),
        ("/ar/lieux/", "ar"),
        ("/english/", "fr"),
        ("/fr/", "fr"),
        ("/de/", "fr"),
        ("", "fr"),
        ("/api/v1/en/", "fr"),
    ],
)
def test_the_first_part_of_a_path_names_its_language(path: str, code: str) -> None:
    assert language_of(path).code == code


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("/lieux/", "en", "/en/lieux/"),
        ("/en/lieux/", "fr", "/lieux/"),
        ("/en/lieux/", "ar", "/ar/lieux/"),
        ("/en/", "fr", "/"),
        ("/", "ti", "/ti/"),
    ],
)
def test_a_page_has_one_address_in_each_language(path: str, code: str, expected: str) -> None:
    assert in_language(path, code) == expected


@pytest.mark.parametrize("path", ["/", "/en/", "/ar/"])
def test_neither_the_browser_nor_a_cookie_changes_the_language(visitor: Client, path: str) -> None:
    visitor.cookies["django_language"] = "uk"
    html = visitor.get(path, headers={"Accept-Language": "ru,en"}).content.decode()
    code = language_of(path).code
    assert f'<html lang="{code}"' in html
    assert not visitor.get(path).cookies


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_a_page_says_its_language_and_its_direction(visitor: Client, language: Language) -> None:
    html = visitor.get(in_language("/confidentialite/", language.code)).content.decode()
    direction = ' dir="rtl"' if language.direction == "rtl" else ""
    assert f'<html lang="{language.code}"{direction}>' in html
    assert translation.get_language() == "fr"


def test_a_translation_that_nobody_signed_says_so(visitor: Client) -> None:
    assert "to-review" in visitor.get("/en/").content.decode()
    assert "to-review" not in visitor.get("/").content.decode()


def test_a_page_leads_to_itself_in_each_language_offered(visitor: Client) -> None:
    html = visitor.get("/lieux/?services=outils&page=1").content.decode()
    assert '<a href="/en/lieux/?services=outils&amp;page=1" lang="en" hreflang="en"' in html
    back = visitor.get("/en/lieux/?services=outils").content.decode()
    assert '<a href="/lieux/?services=outils" lang="fr" hreflang="fr"' in back


def test_search_engines_are_told_of_the_same_page_in_each_language(visitor: Client) -> None:
    html = visitor.get("/en/confidentialite/").content.decode()
    assert '<link rel="canonical" href="http://testserver/en/confidentialite/">' in html
    assert '<link rel="alternate" hreflang="fr" href="http://testserver/confidentialite/">' in html
    assert (
        '<link rel="alternate" hreflang="en" href="http://testserver/en/confidentialite/">' in html
    )


def test_a_page_in_french_only_has_no_other_address(visitor: Client) -> None:
    with translation.override("en"):
        for name in ("fragility-map", "method", "about-data", "api-docs", "health", "api-venues"):
            assert not reverse(name).startswith("/en/")
        assert reverse("venue-list") == "/en/lieux/"
    html = visitor.get("/methode/").content.decode()
    assert '<link rel="alternate" hreflang' not in html
    assert '<a href="/en/" lang="en"' in html
    assert visitor.get("/en/methode/").status_code == 404


def test_a_link_to_a_page_in_french_says_so(visitor: Client) -> None:
    assert '<a href="/methode/" hreflang="fr">' in visitor.get("/en/").content.decode()
    assert '<a href="/methode/">' in visitor.get("/").content.decode()


def test_an_error_is_told_in_the_language_of_its_address(visitor: Client) -> None:
    assert "This page does not exist" in visitor.get("/en/nulle-part/").content.decode()
    assert "Cette page n’existe pas" in visitor.get("/nulle-part/").content.decode()
    assert "We did not understand" in visitor.get("/en/?a=%00").content.decode()


def test_the_answer_to_a_form_stays_in_its_language(visitor: Client) -> None:
    commune = CommuneFactory(name="Brioude")
    answer = visitor.post("/en/lieu/", {"ou": "Brioude"})
    assert answer.status_code == 303
    assert answer["Location"] == f"/en/lieux/?lieu={commune.code}"


# --- What must not leak, and what stays French ---------------------------------------------------
def test_what_is_remembered_in_a_language_is_not_shown_in_another() -> None:
    cache.clear()
    for code in ("fr", "en", "fr", "ar"):
        with translation.override(code):
            assert remembered("tested", translation.get_language) == code


def test_the_same_page_in_two_languages_has_two_tags(visitor: Client) -> None:
    VenueFactory()
    tags = {visitor.get(path)["ETag"] for path in ("/lieux/", "/en/lieux/", "/ar/lieux/")}
    assert len(tags) == 3


def test_the_api_is_in_french_whatever_is_asked(visitor: Client) -> None:
    VenueFactory(services=["outils"])
    answer = visitor.get("/api/v1/lieux/", headers={"Accept-Language": "en"}).json()
    assert answer["results"][0]["services"] == ["Maîtrise des outils numériques du quotidien"]
    assert visitor.get("/en/api/v1/lieux/").status_code == 404
    with translation.override("en"):
        assert SERVICES.by_code["outils"].label == "Maîtrise des outils numériques du quotidien"
        assert SERVICES.by_code["outils"].plain == "Learn to use a computer or a phone"


# --- Sentences ---------------------------------------------------------------------------------
def test_a_list_and_a_sheet_speak_english(visitor: Client) -> None:
    venue = VenueFactory(services=["outils"], costs=["gratuit"], phone="")
    for path in ("/en/lieux/", f"/en/lieux/{venue.public_id}-{venue.slug}/"):
        html = visitor.get(path).content.decode()
        assert "Learn to use a computer or a phone" in html
        assert "Phone number not given" in html
        assert "Téléphone" not in html
        assert "Gratuit" not in html


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", ("18\u202f022", "lundi 13 juillet", f"17{NBSP}h{NBSP}30")),
        ("en", ("18,022", "Monday 13 July", "17:30")),
        ("ru", ("18\u202f022", "понедельник 13 июля", "17:30")),
        ("ar", ("18,022", "الاثنين 13 يوليو", "17:30")),
    ],
)
def test_numbers_days_and_times_are_written_as_in_the_language(
    code: str, expected: tuple[str, str, str]
) -> None:
    with translation.override(code):
        said = (figures.number(18022), say.day_label(date(2026, 7, 13)), say.clock(time(17, 30)))
    assert said == expected


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_names_its_days_and_months(language: str) -> None:
    with translation.override(language):
        names = [figures.day_name(day) for day in range(7)]
        months = [figures.month_name(month) for month in range(1, 13)]
        assert len(set(names)) == 7
        assert len(set(months)) == 12
        assert re.search(r"\b13\b", figures.full_date(date(2026, 7, 13)))


def test_opening_hours_are_told_in_english() -> None:
    hours = "Mo-Fr 09:00-12:00,14:00-17:30; PH off"
    with translation.override("en"):
        sentences = [text.replace(NBSP, " ") for text in weekly_sentences(hours)]
        status = status_at(hours, datetime(2026, 11, 24, 18, tzinfo=ZoneInfo("Europe/Paris")))
    assert sentences == [
        "Monday to Friday: 9:00 – 12:00 and 14:00 – 17:30",
        "Closed Saturday and Sunday",
        "Closed on public holidays",
    ]
    assert status.sentence == "Closed, opens tomorrow at 9:00"


def test_a_distance_is_told_in_english() -> None:
    with translation.override("en"):
        assert distance_words(1240) == f"1.2{NBSP}km away"


@pytest.mark.parametrize(("count", "said"), [(0, "0 lieu"), (1, "1 lieu"), (2, "2 lieux")])
def test_french_counts_zero_in_the_singular(count: int, said: str) -> None:
    told = ngettext("%(count)s\u00a0lieu", "%(count)s\u00a0lieux", count)
    assert (told % {"count": count}).replace(NBSP, " ") == said


# --- Right to left -----------------------------------------------------------------------------
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right)|(?:left|right)\s*:|"
    r"(?:text-align|float|clear)\s*:\s*(?:left|right))"
)


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/static/**/*.css")), ids=lambda path: path.name)
def test_a_stylesheet_knows_neither_left_nor_right(path: Path) -> None:
    """Start and end turn round with the page; left and right do not."""
    assert PHYSICAL.findall(path.read_text("utf-8")) == []


def test_arrows_turn_round_on_a_page_read_from_right_to_left(visitor: Client) -> None:
    assert "icon-turned" in visitor.get("/ar/").content.decode()
    assert "icon-turned" not in visitor.get("/").content.decode()


def test_a_language_offered_is_one_of_ours() -> None:
    assert {code for code, _ in settings.LANGUAGES} == set(BY_CODE)
