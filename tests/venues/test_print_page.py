"""The sheet to take away: what it holds, and how it stays one page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.factories import CommuneFactory, VenueFactory, VenueRedirectFactory
from tests.venues.test_list_page import words
from venues.models import Venue
from venues.paper_size import SIZES, Texts, largest_size
from venues.print_page import Paper, Told, paper_of
from venues.procedures import PROCEDURES
from venues.sheet import sheet_of
from venues.vocabulary import SERVICES

MONDAY_10H = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


def paper(asked: tuple[str, ...] = (), **facts: Any) -> Paper:
    """Return the page of a venue for some services asked."""
    return paper_of(sheet_of(VenueFactory.build(**facts), MONDAY_10H), asked)


def printed(visitor: Client, venue: Venue, query: str = "") -> str:
    """Return the text of the page."""
    response = visitor.get(f"/lieux/{venue.public_id}/imprimer/{query}")
    assert response.status_code == 200
    return words(response.content.decode())


def test_the_page_holds_what_one_needs_from_home_to_the_door(visitor: Client) -> None:
    venue = VenueFactory(
        name="Médiathèque du Soleil",
        address_complement="Derrière la poste",
        hours="Mo-Fr 09:00-12:00",
    )
    text = printed(visitor, venue)
    for expected in (
        "Médiathèque du Soleil",
        "04 65 71 00 00",
        "1 rue de la République",
        "Derrière la poste",
        "42000 Saint-Étienne",
        "9 h – 12 h",
        "Gratuit",
        "Faire une démarche en ligne",
        "Une pièce d’identité",
        "Bonjour, j’ai besoin d’aide",
        "Informations du 1er septembre 2026 (Hub d’exemple), date donnée par la source",
        "Date de vérification : non vérifié par nous",
        f"testserver/lieux/{venue.public_id}",
    ):
        assert expected in text, expected


def test_what_is_unknown_is_said_to_be_unknown(visitor: Client) -> None:
    text = printed(
        visitor, VenueFactory(phone="", hours="", services=(), costs=(), updated_on=None)
    )
    for expected in (
        "Téléphone non communiqué",
        "Horaires non communiqués. Renseignez-vous",
        "Services non communiqués",
        "Non communiqué. Demandez avant de venir",
        "Informations sans date",
    ):
        assert expected in text, expected


def test_the_code_to_scan_is_drawn_in_the_page(visitor: Client) -> None:
    html = visitor.get(f"/lieux/{VenueFactory().public_id}/imprimer/").content.decode()
    assert html.count("<svg aria-hidden") == 1
    assert 'role="img" aria-label="Code QR' in html
    assert "<img" not in html


def test_the_service_asked_comes_first_and_gives_the_words_at_the_door() -> None:
    found = paper(("outils",), services=("demarches", "outils"))
    assert found.services[0].startswith("Apprendre")
    assert "apprendre à me servir" in found.door


@pytest.mark.parametrize("asked", [("equipement",), ("demarches", "outils"), ("inconnu",), ()])
def test_the_words_at_the_door_stay_general_when_the_need_is_not_one(
    asked: tuple[str, ...],
) -> None:
    assert "j’ai besoin d’aide" in paper(asked, services=("demarches", "outils")).door


def test_the_letters_get_smaller_when_there_is_more_to_say() -> None:
    poor = paper(hours="", services=(), address_complement="")
    rich = paper(
        name="Maison de quartier et centre social intercommunal du Soleil levant",
        hours="Mo-Su 08:00-09:00,10:00-11:00,14:00-15:00,16:00-17:00",
        services=tuple(term.code for term in SERVICES),
    )
    assert poor.size > rich.size
    assert {poor.size, rich.size} <= set(SIZES)


def test_an_ordinary_venue_has_large_letters() -> None:
    assert paper(hours="Mo-Fr 09:00-12:00,14:00-18:00").size >= 14


@pytest.mark.parametrize("is_folded", [False, True])
def test_what_can_never_fit_has_the_smallest_letters(is_folded: bool) -> None:
    endless = Texts(name="mot " * 5_000, phone="", address=[])
    assert largest_size(endless, is_folded=is_folded) == SIZES[-1]


def test_endless_texts_are_cut_at_a_word() -> None:
    found = paper(name="Mot " * 120, hours="", hours_text="parole " * 300)
    assert len(found.name) <= 142
    assert found.name.endswith("Mot…")
    assert found.hours_text.endswith("parole…")


def test_too_many_services_are_said_to_be_more() -> None:
    found = paper(unknown_values={"services": [f"Atelier {rank}" for rank in range(30)]})
    assert len(found.services) == 9
    assert found.services[-1] == "et d’autres services"


def test_several_costs_make_one_sentence() -> None:
    assert paper(costs=("condition", "payant")).costs == "Gratuit pour certaines personnes, payant"


def test_the_page_can_be_folded_in_two(visitor: Client) -> None:
    path = f"/lieux/{VenueFactory().public_id}/imprimer/"
    flat, folded = visitor.get(path), visitor.get(f"{path}?format=a5")
    assert "paper-folded" not in flat.content.decode()
    assert "paper-folded" in folded.content.decode()
    assert f'href="{path}?format=a5"' in flat.content.decode()


def test_a_folded_page_keeps_the_need_and_the_place(visitor: Client) -> None:
    CommuneFactory()
    path = f"/lieux/{VenueFactory().public_id}/imprimer/"
    context = visitor.get(f"{path}?services=outils&lieu=42218").context
    assert context["folded_url"] == f"{path}?services=outils&lieu=42218&format=a5"
    assert context["sheet_url"].endswith("?services=outils&lieu=42218")


@pytest.mark.parametrize("ending", ["rnaaaabbbb", "rnaaaabbbb-ancien-nom"])
def test_an_old_id_leads_to_the_page_of_today(visitor: Client, ending: str) -> None:
    venue = VenueFactory()
    VenueRedirectFactory(public_id="rnaaaabbbb", venue=venue)
    response = visitor.get(f"/lieux/{ending}/imprimer/?services=outils")
    assert response.status_code == 301
    assert response["Location"] == f"/lieux/{venue.public_id}/imprimer/?services=outils"


def test_a_withdrawn_venue_is_not_printed(visitor: Client) -> None:
    venue = VenueFactory(withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert visitor.get(f"/lieux/{venue.public_id}/imprimer/").status_code == 410


def test_an_unknown_venue_is_not_printed(visitor: Client) -> None:
    assert visitor.get("/lieux/rn22222222/imprimer/").status_code == 404


def test_hostile_words_are_printed_as_words(visitor: Client) -> None:
    bad = "<script>alert(1)</script>\u202e=HYPERLINK(1)"
    venue = VenueFactory(name=bad, address=bad, hours="", hours_text=bad, declared_source=bad)
    html = visitor.get(f"/lieux/{venue.public_id}/imprimer/").content.decode()
    assert "<script>" not in html


def test_the_procedure_says_what_to_bring_and_what_to_say(visitor: Client) -> None:
    text = printed(visitor, VenueFactory(), "?services=demarches&demarche=impots")
    assert "Votre démarche : Les impôts" in text
    assert "votre dernier avis d’impôt" in text
    assert "Bonjour. Je voudrais de l’aide pour mes impôts" in text
    assert "Demandez au lieu s’il faut autre chose" in text


def test_the_page_of_somebody_else_speaks_of_that_person(visitor: Client) -> None:
    text = printed(visitor, VenueFactory(), "?services=demarches&demarche=impots&pour=autre")
    assert (
        "je viens pour une personne que j’accompagne. Elle a besoin d’aide pour ses impôts" in text
    )
    assert "Si vous venez sans la personne" in text


@pytest.mark.parametrize("query", ["?demarche=<b>&pour=lui", "?demarche=mariage", "?pour="])
def test_what_an_address_says_and_nobody_knows_is_left_out(visitor: Client, query: str) -> None:
    assert "Votre démarche" not in printed(visitor, VenueFactory(), query)


def test_the_procedure_and_the_person_travel_with_the_page(visitor: Client) -> None:
    venue = VenueFactory()
    told = "pour=autre&demarche=caf"
    paper_page = visitor.get(f"/lieux/{venue.public_id}/imprimer/?{told}").context
    assert paper_page["folded_url"].endswith(f"?{told}&format=a5")
    assert paper_page["sheet_url"].endswith(f"?{told}")
    sheet_page = visitor.get(f"{venue.get_absolute_url()}?{told}").context
    assert sheet_page["paper_url"].endswith(f"/imprimer/?{told}")
    assert "Voici un lieu qui peut vous aider." in sheet_page["shared"].text
    assert "demarche" not in sheet_page["back_url"]


@pytest.mark.parametrize("is_folded", [False, True])
@pytest.mark.parametrize("key", PROCEDURES)
def test_a_procedure_keeps_the_letters_readable(key: str, is_folded: bool) -> None:
    venue = VenueFactory.build(hours="Mo-Fr 09:00-12:00,14:00-18:00")
    found = paper_of(
        sheet_of(venue, MONDAY_10H), ["demarches"], Told("autre", key), is_folded=is_folded
    )
    assert found.size >= 12


def test_the_phone_counts_for_its_least_size_when_letters_are_small() -> None:
    days = [("lundi", "9 h – 12 h")] * 28
    with_phone = Texts(name="Lieu", phone="04 65 71 00 00", address=[], days=days)
    without = Texts(name="Lieu", phone="", address=[], days=days)
    assert largest_size(with_phone, is_folded=True) <= largest_size(without, is_folded=True)


def test_the_page_is_sent_and_read_aloud_from_the_device(visitor: Client) -> None:
    venue = VenueFactory(name="Médiathèque du Soleil")
    response = visitor.get(f"/lieux/{venue.public_id}/imprimer/?demarche=caf")
    html = response.content.decode()
    assert 'href="sms:?&amp;body=' in html
    assert 'href="mailto:?subject=' in html
    for said in ("Médiathèque du Soleil.", "04 65 71 00 00.", "À apporter", "votre RIB", "la CAF"):
        assert said in response.context["spoken"], said


@pytest.mark.django_db
def test_what_to_say_at_the_door_stays_french_with_its_meaning(client: Client) -> None:
    venue = VenueFactory(services=("demarches",))
    html = client.get(f"/en/lieux/{venue.public_id}/imprimer/?services=demarches").content.decode()
    door = html.split('class="paper-door"')[1].split("</section>")[0]
    assert 'lang="fr" dir="ltr">«&nbsp;Bonjour' in door
    assert "Hello" in door
