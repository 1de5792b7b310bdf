"""The templates alone, given the context their first lines describe."""

from __future__ import annotations

from datetime import date
from typing import Any

import html5lib
import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from ifn_site.style_page import (
    ExampleFilterForm,
    example_cards,
    example_choices,
    style_context,
)

pytestmark = pytest.mark.urls("tests.site.page_names")
DEMONSTRATION = "Données de démonstration"


def site(**changes: Any) -> dict[str, Any]:
    """Return what the context processor gives, real data loaded unless told otherwise."""
    state = {
        "kind": "reel",
        "label": "",
        "venues_count": 12,
        "venues_loaded_on": date(2024, 3, 1),
        "sources": [{"name": "Réseau d’exemple", "date": None}],
    } | changes.pop("data_state", {})
    empty = {"name": "Repères numériques", "contact_email": "", "helpline": None}
    return empty | changes | {"data_state": state}


def sheet(**changes: Any) -> dict[str, Any]:
    """Return the poorest sheet a venue can have: a name, an address, a source."""
    words = (
        "distance_text booking_url location_note geo_href map_url route_hosts network data_url "
        "accessibility_url presentation_summary presentation_detail today_text"
    )
    lists = (
        "kinds other_phones websites emails routes services costs publics care languages "
        "access_modes support_modes programmes labels itinerancy"
    )
    known = {
        "name": "Lieu d’exemple",
        "is_demo": False,
        "status": {"state": "unknown", "sentence": "Horaires non communiqués"},
        "phone": None,
        "hours": hours(),
        "address_lines": ["1 rue de l’Exemple", "00000 Exempleville"],
        "source": "Réseau d’exemple",
        "updated_on": None,
        "freshness": {"code": "a_actualiser", "label": "À actualiser", "sentence": ""},
        "completeness": {"percent": 20, "missing": ["le téléphone"]},
    }
    unknown: dict[str, Any] = dict.fromkeys(words.split(), "") | {
        name: [] for name in lists.split()
    }
    return unknown | known | changes


def hours(**changes: Any) -> dict[str, Any]:
    """Return the hours of a venue that tells none."""
    words = ("text", "caution", "caution_reason", "zone_note")
    return {"week": [], "usual": [], **dict.fromkeys(words, "")} | changes


def page(cards: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the whole context of the list, for these cards."""
    return {
        "site": site(),
        "title": "Lieux d’aide au numérique près d’Exempleville",
        "heading": "De l’aide près d’Exempleville",
        "place": {
            "label": "Exempleville",
            "precision_sentence": "",
            "code": "00000",
        },
        "page": {
            "object_list": cards,
            "near": cards,
            "farther": [],
            "number": 1,
            "count": len(cards),
            "has_next": False,
            "next_url": "",
            "previous_url": "",
        },
        "filter_form": ExampleFilterForm({}),
        **example_choices(),
        "trail": [{"label": "France", "url": "/lieux/"}, {"label": "Exempleville", "url": ""}],
        "territory": None,
        "canonical_url": "/lieux/?lieu=00000",
        "orders": [],
        "unknown_hours": None,
        "other_communes": [],
        "is_far": False,
        "beyond_sentence": "",
        "beyond_card": None,
        "active_filters": [],
        "total_text": f"{len(cards)} lieux",
        "relaxations": [],
        "unlocated": [],
        "clear_url": "",
    }


def render_sheet(**changes: Any) -> str:
    """Render the sheet of a poor venue with these changes."""
    return render_to_string(
        "venues/sheet.html", {"site": site(), "back_url": "", "sheet": sheet(**changes)}
    )


def test_the_style_page_shows_every_component_and_is_valid_html() -> None:
    html = render_to_string("ifn_site/style.html", style_context() | {"site": site()})
    html5lib.HTMLParser(strict=True).parse(html)
    for component in ("button-quiet", "alert-bad", "status-open", "venue-card", "hours", "empty"):
        assert component.replace("venue-card", 'class="venue"') in html


@pytest.mark.parametrize("code", [400, 403, 404, 410, 429])
def test_an_error_page_stands_without_any_context(code: int) -> None:
    html = render_to_string(f"{code}.html")
    html5lib.HTMLParser(strict=True).parse(html)
    assert f"Erreur {code}" in html
    assert 'name="ou"' in html


@override_settings(ROOT_URLCONF="tests.site.no_pages")
def test_the_failure_page_needs_no_address_and_no_context() -> None:
    html = render_to_string("500.html")
    html5lib.HTMLParser(strict=True).parse(html)
    assert "Ce n’est pas votre faute" in html


def test_demonstration_data_are_told_at_the_top_and_the_foot() -> None:
    html = render_to_string("404.html", {"site": site(data_state={"kind": "demonstration"})})
    assert html.count(f"<strong>{DEMONSTRATION}") == 1
    assert html.split("<footer")[1].count(DEMONSTRATION) == 1


def test_real_data_are_not_called_a_demonstration() -> None:
    html = render_to_string("404.html", {"site": site()})
    assert DEMONSTRATION not in html
    assert "12 lieux, chargés le" in html


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_no_contact_is_shown_when_none_is_set(name: str) -> None:
    assert "mailto:" not in render_to_string(f"ifn_site/{name}.html", {"site": site()})


def test_a_contact_that_is_set_is_shown() -> None:
    html = render_to_string(
        "ifn_site/privacy.html", {"site": site(contact_email="bonjour@exemple.example")}
    )
    assert 'href="mailto:bonjour@exemple.example"' in html


def test_the_accessibility_page_claims_no_audit_and_no_rate() -> None:
    html = render_to_string("ifn_site/accessibility.html", {"site": site()})
    assert "Non auditée à ce jour" in html
    assert "%" not in html


def test_what_was_typed_stays_in_the_field_and_is_only_text() -> None:
    html = render_to_string(
        "ifn_site/_place_search.html",
        {"value": '"><script>x</script>', "error": "Rien trouvé.", "services": [], "chosen": ""},
    )
    assert 'value="&quot;&gt;&lt;script&gt;' in html
    assert 'aria-invalid="true"' in html


def test_a_poor_sheet_says_what_is_not_known() -> None:
    html = render_sheet()
    html5lib.HTMLParser(strict=True).parse(html)
    for sentence in (
        "Téléphone non communiqué",
        "Horaires non communiqués",
        "Services non communiqués",
        "Tout public",
        "Date inconnue",
        "Il manque&nbsp;: le téléphone.",
    ):
        assert sentence in html


def test_hours_that_were_not_understood_are_shown_to_be_checked() -> None:
    html = render_sheet(hours=hours(text="le mardi <b>ou</b> sur demande"))
    assert "à vérifier" in html
    assert "le mardi &lt;b&gt;ou&lt;/b&gt; sur demande" in html


def test_the_day_and_its_holiday_are_marked_in_the_hours() -> None:
    week = [
        {"label": "Lundi", "text": "Fermé", "is_today": True, "note": "Jour férié (Noël)"},
        {"label": "Mardi", "text": "9 h–12 h", "is_today": False, "note": ""},
    ]
    html = render_sheet(hours=hours(week=week))
    assert html.count('class="today"') == 1
    assert html.count("Jour férié (Noël)") == 1


@pytest.mark.parametrize("field", ["booking_url", "accessibility_url"])
def test_a_hostile_address_is_never_a_link(field: str) -> None:
    assert "javascript:" not in render_sheet(**{field: "javascript:alert(1)"})


def test_a_hostile_website_is_shown_as_text() -> None:
    html = render_sheet(websites=["javascript:alert(1)"])
    assert "javascript:alert(1)" in html
    assert 'href="javascript' not in html


def test_an_invented_venue_says_so_on_its_sheet() -> None:
    assert "Lieu inventé" in render_sheet(is_demo=True)
    assert "Lieu inventé" not in render_sheet()


def test_a_card_names_the_venue_in_the_link_to_call() -> None:
    html = render_to_string("venues/list.html", page(example_cards()))
    html5lib.HTMLParser(strict=True).parse(html)
    assert "Appeler Lieu d’exemple numéro 1 au" in html
    assert html.count('class="venue"') == 4


def test_an_empty_list_says_what_to_change() -> None:
    context = page([]) | {"relaxations": [{"label": "Chercher plus loin", "url": "?rayon=50"}]}
    html = render_to_string("venues/list.html", context)
    assert "Aucun lieu ne correspond" in html
    assert 'href="?rayon=50"' in html


def test_the_filters_keep_what_they_do_not_ask() -> None:
    form = ExampleFilterForm({"lieu": "00000"})
    form.fields["lieu"] = forms.CharField(widget=forms.HiddenInput)
    html = render_to_string("venues/list.html", page([]) | {"filter_form": form})
    assert '<input type="hidden" name="lieu" value="00000"' in html


def test_the_home_page_asks_for_a_place_with_one_post_and_no_token() -> None:
    services = [{"code": "exemple", "plain": "Apprendre"}]
    html = render_to_string(
        "ifn_site/home.html", {"site": site(), "venues_count": 18000, "services": services}
    )
    html5lib.HTMLParser(strict=True).parse(html)
    assert html.count('<form role="search" method="post" action="/place/">') == 1
    assert "csrf" not in html
    assert "18\u202f000 lieux" in html
    assert '<option value="exemple">Apprendre</option>' in html


def test_a_choice_not_understood_is_linked_to_its_field() -> None:
    context = page([]) | {"filter_form": ExampleFilterForm({"frais_a_charge": ["cher"]})}
    html = render_to_string("venues/list.html", context)
    assert 'href="#id_frais_a_charge"' in html
    assert 'id="id_frais_a_charge"' in html


def test_several_communes_are_offered_as_links() -> None:
    html = render_to_string(
        "territories/choose.html",
        {
            "site": site(),
            "query": "Saint-Exemple",
            "choices": [{"label": "Saint-Exemple", "detail": "Ain", "url": "/lieux/?lieu=01"}],
            "services": [],
            "chosen": "",
        },
    )
    html5lib.HTMLParser(strict=True).parse(html)
    assert 'href="/lieux/?lieu=01"' in html


def test_guesses_are_not_said_to_answer() -> None:
    request = RequestFactory().get("/lieux/ou/?choix=1&approche=1")
    context = {"site": site(), "request": request, "query": "", "choices": [], "services": []}
    html = render_to_string(
        "territories/choose.html", context | {"chosen": "", "kept_services": []}
    )
    assert "Vouliez-vous dire…" in html
    assert "Plusieurs communes correspondent" not in html
