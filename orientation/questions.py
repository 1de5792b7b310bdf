"""The questions and their answers in plain words, as data: what is asked, never when or where.

Every text is French, marked for translation, and read through `said`. Sentences have 12 words at
most. Values are those of the address (`answers.py`); what an answer leads to is in `matching`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from orientation.procedures import PROCEDURES


@dataclass(frozen=True)
class Choice:
    """One answer: its value in the address, its words, a short hint and a pictogram.

    `label_of_other`: the words when somebody else is in need, where they differ.
    """

    value: str
    label: str
    hint: str = ""
    icon: str = ""
    label_of_other: str = ""


@dataclass(frozen=True)
class Section:
    """Answers under one heading ("" when the question needs no headings)."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Question:
    """What one page asks: `name` is the parameter that its answers are given to."""

    name: str
    asked: str
    asked_of_other: str
    why: str
    sections: tuple[Section, ...]
    is_multiple: bool = False

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every answer, in the order of the page."""
        return tuple(choice for section in self.sections for choice in section.choices)

    def label_of(self, value: str, *, of_other: bool = False) -> str:
        """Return the words of a value in the language of the page, "" for an unknown one."""
        found = next((one for one in self.choices if one.value == value), None)
        return said(found.label, found.label_of_other, of_other=of_other) if found else ""


def said(text: str, text_of_other: str = "", *, of_other: bool = False) -> str:
    """Return a text in the language of the page, in its form for somebody else when it has one."""
    chosen = text_of_other if of_other and text_of_other else text
    return _(chosen) if chosen else ""


WHOM = Question(
    "pour",
    noop("C’est pour vous ou pour quelqu’un d’autre\u00a0?"),
    "",
    noop("Nos mots changent selon votre réponse."),
    (
        Section(
            "",
            (
                Choice("moi", noop("C’est pour moi"), "", "person"),
                Choice(
                    "autre",
                    noop("C’est pour quelqu’un d’autre"),
                    noop("Un parent, un voisin, une personne que vous aidez."),
                    "people",
                ),
            ),
        ),
    ),
)
NEED = Question(
    "besoin",
    noop("De quoi avez-vous besoin\u00a0?"),
    noop("De quoi cette personne a-t-elle besoin\u00a0?"),
    noop("Vous pouvez cocher plusieurs cases."),
    (
        Section(
            noop("Apprendre les bases"),
            (
                Choice(
                    "outils",
                    noop("Apprendre l’ordinateur ou le téléphone"),
                    noop("Les mails, les applications, la tablette."),
                    "learn",
                ),
            ),
        ),
        Section(
            noop("Démarches et travail"),
            (
                Choice(
                    "demarches",
                    noop("Faire des papiers sur internet"),
                    noop("Impôts, CAF, retraite, santé, carte grise."),
                    "paper",
                ),
                Choice(
                    "emploi",
                    noop("Chercher un travail, écrire un CV"),
                    noop("France Travail, formation, votre entreprise."),
                    "work",
                ),
            ),
        ),
        Section(
            noop("Mieux connaître internet"),
            (
                Choice(
                    "securite",
                    noop("Éviter les arnaques, protéger ses comptes"),
                    noop("Mots de passe, virus, faux messages."),
                    "shield",
                ),
                Choice(
                    "parentalite",
                    noop("Les enfants, l’école, les écrans"),
                    noop("Pronote, temps d’écran, contrôle parental."),
                    "family",
                ),
                Choice(
                    "loisirs",
                    noop("Photos, jeux, fabriquer, créer"),
                    noop("Vidéo, musique, imprimante 3D."),
                    "camera",
                ),
                Choice(
                    "comprendre",
                    noop("Comprendre internet, l’IA, les infos"),
                    noop("L’IA est l’intelligence artificielle."),
                    "globe",
                ),
            ),
        ),
        Section(
            noop("Manque de matériel"),
            (
                Choice(
                    "acces",
                    noop("Utiliser un ordinateur, internet, imprimer"),
                    noop("Sur place, avec le matériel du lieu."),
                    "laptop",
                ),
                Choice(
                    "equipement",
                    noop("Avoir un appareil pas cher, le réparer"),
                    noop("Un ordinateur, une tablette ou un téléphone."),
                    "tool",
                ),
            ),
        ),
    ),
    is_multiple=True,
)
PROCEDURE = Question(
    "demarche",
    noop("Pour quels papiers\u00a0?"),
    "",
    noop("Nous vous dirons quoi apporter."),
    (Section("", tuple(Choice(one.key, one.label, one.hint) for one in PROCEDURES.values())),),
)
EQUIPMENT = Question(
    "materiel",
    noop("Que voulez-vous faire\u00a0?"),
    noop("Que veut faire cette personne\u00a0?"),
    noop("Vous pouvez cocher plusieurs cases."),
    (
        Section(
            "",
            (
                Choice("imprimer", noop("Imprimer ou scanner"), "", "print"),
                Choice("connecter", noop("Aller sur internet"), "", "wifi"),
                Choice("emprunter", noop("Emprunter un appareil"), "", "laptop"),
                Choice("acheter", noop("Acheter un appareil pas cher"), "", "euro"),
                Choice("reparer", noop("Faire réparer un appareil"), "", "tool"),
            ),
        ),
    ),
    is_multiple=True,
)
TRADE = Question(
    "metier",
    noop("Travaillez-vous à votre compte\u00a0?"),
    noop("Cette personne travaille-t-elle à son compte\u00a0?"),
    noop("Certains lieux aident les petites entreprises."),
    (
        Section(
            "",
            (
                Choice(
                    "independant",
                    noop("Oui"),
                    noop("Artisan, commerçant, auto-entrepreneur."),
                    "work",
                ),
                Choice("", noop("Non"), "", "person"),
            ),
        ),
    ),
)
DOING = Question(
    "faire",
    noop("Quelle aide voulez-vous\u00a0?"),
    noop("Quelle aide veut cette personne\u00a0?"),
    noop("Chaque lieu aide à sa façon."),
    (
        Section(
            "",
            (
                Choice(
                    "apprendre",
                    noop("Apprendre à le faire"),
                    noop("Quelqu’un explique, sans se presser."),
                    "learn",
                ),
                Choice(
                    "avec",
                    noop("Le faire avec moi"),
                    noop("Quelqu’un reste à côté."),
                    "people",
                    noop("Le faire avec cette personne"),
                ),
                Choice(
                    "a_ma_place",
                    noop("Le faire à ma place"),
                    noop("Une personne formée remplit les papiers."),
                    "hand",
                    noop("Le faire à sa place"),
                ),
            ),
        ),
    ),
)
#: A way is one answer and two parameters: `mode-minutes`.
WAY = Question(
    "trajet",
    noop("Jusqu’où pouvez-vous aller\u00a0?"),
    noop("Jusqu’où cette personne peut-elle aller\u00a0?"),
    noop("Ce sont des temps estimés, pour l’aller."),
    (
        Section(
            noop("À pied"),
            (
                Choice("pied-15", noop("15 minutes à pied"), noop("Environ 1 km."), "walk"),
                Choice("pied-30", noop("30 minutes à pied"), noop("Une demi-heure."), "walk"),
            ),
        ),
        Section(
            noop("En bus, en tram, en métro"),
            (
                Choice("transports-30", noop("30 minutes en transports"), "", "bus"),
                Choice("transports-60", noop("1 heure en transports"), "", "bus"),
            ),
        ),
        Section(
            noop("En voiture"),
            (
                Choice("voiture-15", noop("15 minutes en voiture"), "", "car"),
                Choice("voiture-30", noop("30 minutes en voiture"), noop("Une demi-heure."), "car"),
                Choice("voiture-60", noop("1 heure en voiture"), "", "car"),
            ),
        ),
    ),
)
WHEN = Question(
    "quand",
    noop("Quand pouvez-vous venir\u00a0?"),
    noop("Quand cette personne peut-elle venir\u00a0?"),
    noop("Vous pouvez cocher plusieurs cases."),
    (
        Section(
            noop("Dans le lieu"),
            (
                Choice("maintenant", noop("Maintenant"), "", "clock"),
                Choice("matin", noop("Le matin"), "", "sunrise"),
                Choice("apres_midi", noop("L’après-midi"), "", "sun"),
                Choice("soir", noop("Le soir"), noop("Après 18 heures."), "moon"),
                Choice("samedi", noop("Le samedi"), "", "calendar"),
            ),
        ),
        Section(
            noop("Sans sortir de la maison"),
            (
                Choice("telephone", noop("Par téléphone"), "", "phone"),
                Choice("distance", noop("Par internet"), noop("En vidéo ou par mail."), "laptop"),
            ),
        ),
    ),
    is_multiple=True,
)
DAY = Question(
    "jour",
    noop("Quels jours\u00a0?"),
    "",
    noop("Vous pouvez cocher plusieurs jours."),
    (
        Section(
            "",
            (
                Choice("lundi", noop("Lundi")),
                Choice("mardi", noop("Mardi")),
                Choice("mercredi", noop("Mercredi")),
                Choice("jeudi", noop("Jeudi")),
                Choice("vendredi", noop("Vendredi")),
                Choice("samedi", noop("Samedi")),
                Choice("dimanche", noop("Dimanche")),
            ),
        ),
    ),
    is_multiple=True,
)
APPOINTMENT = Question(
    "rdv",
    noop("Avec ou sans rendez-vous\u00a0?"),
    "",
    noop("Certains lieux reçoivent sans rendez-vous."),
    (
        Section(
            "",
            (
                Choice("sans", noop("Sans rendez-vous"), "", "arrow"),
                Choice("avec", noop("Avec rendez-vous"), "", "calendar"),
            ),
        ),
    ),
)
ACCESS = Question(
    "acces",
    noop("Qu’est-ce qui compte pour vous\u00a0?"),
    noop("Qu’est-ce qui compte pour cette personne\u00a0?"),
    noop("Vous pouvez cocher plusieurs cases."),
    (
        Section(
            noop("L’accueil"),
            (
                Choice("gratuit", noop("C’est gratuit"), "", "euro"),
                Choice("fauteuil", noop("On entre en fauteuil roulant"), "", "wheel"),
                Choice("sourd", noop("On accueille les personnes sourdes"), "", "ear"),
                Choice("aveugle", noop("On accueille les personnes aveugles"), "", "eye"),
                Choice("lecture", noop("On aide à lire et à écrire"), "", "learn"),
                Choice("mental", noop("On accueille le handicap mental"), "", "heart"),
            ),
        ),
        Section(
            noop("Les langues"),
            (
                Choice("anglais", noop("On parle anglais"), "", "speech"),
                Choice("langues", noop("On parle d’autres langues"), "", "speech"),
            ),
        ),
        Section(
            noop("Un lieu pour"),
            (
                Choice("femmes", noop("Les femmes"), "", "person"),
                Choice("jeunes", noop("Les jeunes"), "", "person"),
                Choice("etudiants", noop("Les étudiants"), "", "learn"),
                Choice("familles", noop("Les familles"), "", "family"),
                Choice("seniors", noop("Les personnes âgées"), "", "person"),
            ),
        ),
    ),
    is_multiple=True,
)
