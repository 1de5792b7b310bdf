"""From words to services, to a question, or elsewhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from orientation.needs import understand
from orientation.needs.spelling import MAX_LENGTH
from venues.vocabulary import SERVICES

ELSEWHERE = """
je cherche un plombier
quel temps fera-t-il demain
une recette de crêpes
mon chien est malade
cours de piano
horaires de la piscine
réparer ma machine à laver
un appartement à louer
pharmacie de garde
colis alimentaire
femme de ménage
mes voisins font du bruit
horaires de la déchetterie
ma voiture est en panne
un avocat pour divorcer
emprunter de l'argent à la banque
garder mes enfants le mercredi
raconte une blague
les numéros du loto
mon horoscope
punaises de lit
un taxi pour la gare
réparer mon vélo
acheter des chaussures
un club de foot
un coiffeur
pirater le compte de mon voisin
la capitale du Pérou
le prochain bus
portage de repas
comment arrêter de fumer
des meubles pas chers
mon frigo est en panne
fuite d'eau dans la cuisine
un dentiste
promener mon chien
louer une salle pour un mariage
cours de conduite
acheter du bitcoin
écris-moi un poème
tondre la pelouse
nid de guêpes
""".strip().splitlines()


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_no_place_does_gets_no_sure_answer(text: str) -> None:
    assert not understand(text).is_confident


def test_off_topic_says_whom_to_turn_to() -> None:
    found = understand("je cherche un plombier")
    assert found.off_topic
    assert found.guesses == ()
    assert found.elsewhere is not None
    assert "artisan" in found.elsewhere.sentence


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("jariv pa a me conecté a la kaf", "demarches"),
        ("faire mes impôts", "demarches"),
        ("APPRENDRE L'ORDINATEUR", "outils"),
        ("watsap avec mes petits enfants", "outils"),
        ("fair un cévé", "emploi"),
        ("site internet pour mon salon de coiffure", "emploi"),
        ("g peur des arnak", "securite"),
        ("mon fils é accro o zécran", "parentalite"),
        ("pronote mot de passe", "parentalite"),
        ("imprimante 3d", "loisirs"),
        ("c koi chat gpt", "comprendre"),
        ("inprimé un papié", "acces"),
        ("jaipasinternet chez moi", "acces"),
        ("ordi pa chère", "equipement"),
        ("mon téléphone est cassé", "equipement"),
        ("imprimer mon attestation pôle emploi", "acces"),
        ("un faux mail de la CAF", "securite"),
        ("mon imprimante est en panne", "equipement"),
    ],
)
def test_a_need_leads_to_its_service(text: str, service: str) -> None:
    assert understand(text).guesses[0].service == service


def test_reasons_are_plain_words_and_never_the_text() -> None:
    found = understand("jveu imprimé mon atestasion kaf svp zorglub")
    assert found.guesses[0].reasons[0] == "imprimer"
    assert not any("zorglub" in reason for one in found.guesses for reason in one.reasons)


def test_hints_follow_the_words() -> None:
    found = understand("ma mère voudrait qu'on fasse son dossier de retraite à sa place")
    assert (found.whom, found.procedure) == ("autre", "retraite")
    assert understand("faites ma déclaration d'impôts à ma place").doing == "a_ma_place"
    assert understand("apprendre à utiliser une tablette").doing == "apprendre"
    assert understand("imprimer un document").equipment == ("imprimer",)
    assert understand("réparer mon ordinateur").equipment == ("reparer",)
    assert understand("je suis artisan je voudrais un site internet").is_trader


def test_a_doubt_asks_one_question_and_keeps_the_guesses() -> None:
    found = understand("mon ordinateur")
    assert found.question is not None
    assert 2 <= len(found.question.options) <= 4
    assert found.guesses
    assert all(set(one.services) <= set(SERVICES.by_code) for one in found.question.options)


@pytest.mark.parametrize(
    ("text", "language", "service"),
    [
        ("I need help with my residence permit", "en", "demarches"),
        ("necesito ayuda para imprimir un documento", "es", "acces"),
        ("أحتاج مساعدة في أوراق الإقامة", "ar", "demarches"),
        ("мне нужна помощь с документами", "ru", "demarches"),
        ("шукаю роботу", "uk", "emploi"),
        ("کمک برای مدارک اقامت", "fa", "demarches"),
        ("زه د اسنادو لپاره مرستې ته اړتیا لرم", "ps", ""),
        ("ሓገዝ የድልየኒ", "ti", ""),
        ("preciso de ajuda com os meus documentos", "pt", "demarches"),
        ("yardım istiyorum bilgisayar öğrenmek için", "tr", "outils"),
        ("am nevoie de ajutor cu documente", "ro", "demarches"),
    ],
)
def test_another_language_is_told(text: str, language: str, service: str) -> None:
    found = understand(text)
    assert found.language == language
    if service:
        assert found.guesses[0].service == service
    else:
        assert found.question or found.guesses


@pytest.mark.parametrize(
    "text", ["reset mon password gmail", "mon mail", "help mon ordi", "smartphone android"]
)
def test_french_with_english_words_is_french(text: str) -> None:
    assert understand(text).language == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00\x00",
        "🙂",
        "a" * 10_000,
        "mot " * 10_000,
        "'; DROP TABLE venues; --",
        "<script>alert(1)</script>",
        "\u202eimprimer\u202c",
        '=HYPERLINK("x")',
        "\ud800",
        "é" * 600,
        "????",
        "١٢٣",
        "a" * MAX_LENGTH,
    ],
)
def test_anything_may_be_typed(text: str) -> None:
    found = understand(text)
    assert found.off_topic or found.guesses or found.question


def test_scores_are_chances_in_order() -> None:
    scores = [one.score for one in understand("imprimer mon cv").guesses]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_threads_hear_the_same() -> None:
    texts = ["imprimer un cv", "mon mari me frappe", "faire mes impots", "un plombier"] * 20
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(understand, texts))
    assert together == [understand(text) for text in texts]
