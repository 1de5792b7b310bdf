"""Emergencies come first, whatever the spelling; machines that die call nobody."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from orientation.data.emergencies import EMERGENCIES
from orientation.needs import understand

CALLS = """
mon mari me frappe
mon mari me frape
mon mari ma tapé
mon copain me cogne
mon ex me menace de mort
je suis une femme battue
on m'a violée
il m'interdit de sortir et lit mes messages
mon mari me frappe et lit mes messages
j'ai peur de rentrer chez moi
mon patron me touche
je veux mourir
jveu mourir
je veux en finir
j'ai envie d'en finir avec la vie
g envi de me suicider
suissider
je pense au suicide
mon fils veut se suicider
j'ai des idées noires
à quoi bon continuer à vivre
il y a le feu
ya le feu chez moi
ça sent le gaz
un incendie dans l'immeuble
mon père ne respire plus
bb ki respir plu
elle fait un malaise
il a fait un arrêt cardiaque
j'ai mal à la poitrine
ma fille a avalé de la javel
quelqu'un essaie d'entrer chez moi
on m'a agressée dans la rue
je me suis fait agresser
un homme me suit dans la rue
au secours il va me tuer
je suis à la rue
jsui a la ru
je dors dehors avec mes enfants
je ne sais pas où dormir ce soir
on m'a mis à la porte
on est expulsés demain
mon voisin frappe ses enfants
mon père me tape
mon beau-père me touche
ma fille a fugué
mon fils se fait harceler sur snapchat
on menace de publier mes photos nues
on me fait du chantage avec une vidéo
mes photos intimes circulent
un adulte demande des photos à ma fille
ma mère est maltraitée dans sa maison de retraite
abus de faiblesse
on est en train de me vider mon compte
on a vidé mon compte en banque
j'ai donné mon numéro de carte à un escroc
on m'a volé ma carte bleue
je viens de me faire arnaquer de 2000 euros
un faux conseiller me demande le code reçu par sms
il a pris la main sur mon ordinateur
on me demande une rançon pour mes fichiers
quelqu'un a usurpé mon identité
JE VEUX MOURIR
mon mari violent
""".strip().splitlines()

CALM = """
mon ordinateur est mort
mon téléphone est mort
je meurs d'envie d'apprendre
je meurs de rire devant youtube
mon fils joue à un jeu vidéo violent
tuer un processus sous windows
ce logiciel me tue
ma batterie est morte
mon imprimante a rendu l'âme
éviter les arnaques
comment reconnaître une arnaque
j'ai peur des arnaques
j'ai peur de payer sur internet
apprendre à me protéger des escrocs
faux site des impôts
payer ma facture de gaz en ligne
imprimer une attestation pour la police d'assurance
assurance voiture déclarer un accident en ligne
bloquer mon téléphone
mon écran est cassé
jouer à un jeu de tir
faire un film sur la guerre
coupe du monde sur internet
refaire ma carte vitale
prendre rendez-vous à l'hôpital sur doctolib
mon ordinateur chauffe
graver un cd
vider la corbeille
vider la mémoire de mon téléphone
vider le cache
attestation d'hébergement
mon compte est bloqué
mot de passe oublié
on m'a pris pour un idiot avec ce logiciel
apprendre à envoyer des photos
mettre mes photos sur facebook
un problème avec ma carte sim
changer mon code
trouver du travail
mon enfant passe trop de temps sur les écrans
la petite flèche ne bouge plus
j'ai perdu mes contacts
installer un antivirus
mon mari veut apprendre l'ordinateur
ma fille veut un téléphone
""".strip().splitlines()


@pytest.mark.parametrize("text", CALLS)
def test_an_emergency_is_heard(text: str) -> None:
    found = understand(text)
    assert found.emergency is not None
    assert not found.off_topic


@pytest.mark.parametrize("text", CALM)
def test_nothing_is_alarmed_without_reason(text: str) -> None:
    assert understand(text).emergency is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("mon mari me frappe", "3919"),
        ("je veux me suicider", "3114"),
        ("il y a le feu", "18"),
        ("mon père ne respire plus", "15"),
        ("mon voisin frappe ses enfants", "119"),
        ("je dors dehors ce soir", "115"),
        ("on menace de publier mes photos nues", "3018"),
        ("on est en train de me vider mon compte", "0 805 805 817"),
    ],
)
def test_the_number_is_that_of_the_danger(text: str, number: str) -> None:
    found = understand(text)
    assert found.emergency is not None
    assert found.emergency.number == number


def test_an_emergency_keeps_its_services_and_asks_nothing() -> None:
    found = understand("je me suis fait arnaquer de 500 euros sur leboncoin")
    assert found.emergency is not None
    assert found.guesses[0].service == "securite"
    assert found.question is None


def test_numbers_have_an_official_source_and_no_invented_date() -> None:
    for one in EMERGENCIES:
        assert urlsplit(one.source).scheme == "https"
        assert one.number or one.sms or one.key == "pirate"
        assert one.checked_on == ""


@pytest.mark.parametrize(
    "text",
    [
        "please help me my husband beats me",
        "муж меня бьет помогите",
        "чоловік мене б'є",
        "زوجي يضربني",
    ],
)
def test_a_danger_in_another_language_shows_the_number_of_europe(text: str) -> None:
    found = understand(text)
    assert found.emergency is not None
    assert found.emergency.number == "112"
    assert found.language != "fr"
