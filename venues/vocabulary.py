"""The enumerated lists of the standard, in one place: code, official label, plain words, bit.

Source: « lieux de médiation numérique » v1.0.2 (LaMednum/standard-mediation-num), and for the
typology the codes of data·inclusion that the national pipeline accepts. A term's bit is its
position in the tuple and is stored in the database: terms are only ever ADDED AT THE END.

It knows neither the database nor how a producer spells things (`imports/values.py` does).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues.typology import KINDS, PLAIN_KINDS


@dataclass(frozen=True, slots=True)
class Term:
    """One allowed value: short stable code, official French label, and the words people use.

    The label is that of the standard, in French for ever; `plain` and `hint` are said in the
    language of the page, from the French texts given here.
    """

    code: str
    label: str
    plain_text: str
    hint_text: str = ""

    @property
    def plain(self) -> str:
        """The words that people use."""
        return _(self.plain_text)

    @property
    def hint(self) -> str:
        """Examples, "" when none is needed."""
        return _(self.hint_text) if self.hint_text else ""


def spelling_key(text: str) -> str:
    """Return a key equal for spellings that differ by accents, case, apostrophes or spaces."""
    folded = unicodedata.normalize("NFKD", text).replace("œ", "oe").replace("Œ", "OE")
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", " ", letters.casefold()).strip()


class Vocabulary:
    """An ordered list of terms, found by code or by label however it is spelled."""

    def __init__(self, field: str, terms: Iterable[Term]) -> None:
        self.field = field
        self.terms = tuple(terms)
        self.by_code = {term.code: term for term in self.terms}
        self.bits = {term.code: bit for bit, term in enumerate(self.terms)}
        #: Few combinations exist, and every venue read asks for ten of them.
        self._codes_of: dict[int, tuple[str, ...]] = {}

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        spellings: dict[str, str] = {}
        for term in self.terms:
            # Two codes share one label in the source: the first one keeps it.
            spellings.setdefault(spelling_key(term.label), term.code)
        return spellings | {spelling_key(term.code): term.code for term in self.terms}

    def find(self, text: str) -> str | None:
        """Return the code of a label or code, whatever its accents and case, or None."""
        return self._spellings.get(spelling_key(text))

    def labels(self, codes: Iterable[str]) -> list[str]:
        """Return the official labels in the order of the standard."""
        return [term.label for term in self.in_order(codes)]

    def in_order(self, codes: Iterable[str]) -> list[Term]:
        """Return the terms of these codes in the order of the standard."""
        wanted = set(codes)
        return [term for term in self.terms if term.code in wanted]

    def mask(self, codes: Iterable[str]) -> int:
        """Return the codes as one integer, one bit a term. Raises KeyError on an unknown code."""
        mask = 0
        for code in codes:
            mask |= 1 << self.bits[code]
        return mask

    def codes(self, mask: int) -> tuple[str, ...]:
        """Return the codes of an integer made by `mask`, in the order of the standard."""
        if mask not in self._codes_of:
            codes = (term.code for bit, term in enumerate(self.terms) if mask >> bit & 1)
            self._codes_of[mask] = tuple(codes)
        return self._codes_of[mask]


SERVICES = Vocabulary(
    "services",
    [
        Term(
            "demarches",
            "Aide aux démarches administratives",
            noop("Faire une démarche en ligne"),
            noop("CAF, impôts, retraite, santé, carte grise, titre de séjour…"),
        ),
        Term(
            "outils",
            "Maîtrise des outils numériques du quotidien",
            noop("Apprendre à se servir d’un ordinateur ou d’un téléphone"),
            noop("Smartphone, tablette, e-mails, applications…"),
        ),
        Term(
            "emploi",
            "Insertion professionnelle via le numérique",
            noop("Chercher un emploi ou une formation"),
            noop("CV, France Travail, candidatures en ligne…"),
        ),
        Term(
            "securite",
            "Utilisation sécurisée du numérique",
            noop("Se protéger sur internet"),
            noop("Arnaques, mots de passe, virus…"),
        ),
        Term(
            "parentalite",
            "Parentalité et éducation avec le numérique",
            noop("Accompagner ses enfants"),
            noop("École en ligne, écrans, contrôle parental…"),
        ),
        Term(
            "loisirs",
            "Loisirs et créations numériques",
            noop("Créer et se distraire"),
            noop("Photo, vidéo, musique, jeux, fablab…"),
        ),
        Term(
            "comprendre",
            "Compréhension du monde numérique",
            noop("Comprendre le numérique"),
            noop("Données personnelles, fausses nouvelles, intelligence artificielle…"),
        ),
        Term(
            "acces",
            "Accès internet et matériel informatique",
            noop("Utiliser un ordinateur, internet ou une imprimante"),
            noop("Ordinateur en libre accès, Wi-Fi, impression, scanner…"),
        ),
        Term(
            "equipement",
            "Acquisition de matériel informatique à prix solidaire",
            noop("Acheter du matériel à petit prix"),
            noop("Ordinateur reconditionné, téléphone, forfait solidaire…"),
        ),
    ],
)
PUBLICS = Vocabulary(
    "publics_specifiquement_adresses",
    [
        Term("jeunes", "Jeunes", noop("Jeunes")),
        Term("etudiants", "Étudiants", noop("Étudiants")),
        Term("familles", "Familles et/ou enfants", noop("Familles et enfants")),
        Term("seniors", "Seniors", noop("Personnes âgées")),
        Term("femmes", "Femmes", noop("Femmes")),
    ],
)
CARE = Vocabulary(
    "prise_en_charge_specifique",
    [
        Term("surdite", "Surdité", noop("Personnes sourdes ou malentendantes")),
        Term("moteur", "Handicaps moteurs", noop("Personnes à mobilité réduite")),
        Term("mental", "Handicaps mentaux", noop("Personnes avec un handicap mental ou psychique")),
        Term("illettrisme", "Illettrisme", noop("Personnes qui ont du mal à lire ou à écrire")),
        Term("anglais", "Langues étrangères (anglais)", noop("Accueil en anglais")),
        Term("langues", "Langues étrangères (autres)", noop("Accueil dans d’autres langues")),
        Term("visuel", "Déficience visuelle", noop("Personnes aveugles ou malvoyantes")),
    ],
)
COSTS = Vocabulary(
    "frais_a_charge",
    [
        Term("gratuit", "Gratuit", noop("Gratuit")),
        Term("condition", "Gratuit sous condition", noop("Gratuit pour certaines personnes")),
        Term("payant", "Payant", noop("Payant")),
    ],
)
PROGRAMMES = Vocabulary(
    "dispositif_programmes_nationaux",
    [
        Term(
            "aidants-connect",
            "Aidants Connect",
            noop("Aidants Connect : un aidant habilité peut faire une démarche à votre place"),
        ),
        Term(
            "bnr",
            "Bibliothèques numérique de référence",
            noop("Bibliothèque numérique de référence"),
        ),
        Term("pix", "Certification PIX", noop("Certification Pix de vos compétences")),
        Term(
            "conseillers",
            "Conseillers numériques",
            noop("Un conseiller numérique vous accompagne"),
        ),
        Term("emmaus", "Emmaüs Connect", noop("Emmaüs Connect")),
        Term(
            "france-services",
            "France Services",
            noop("France Services : un guichet pour plusieurs services publics"),
        ),
        Term(
            "gen", "Grande école du numérique", noop("Formations de la Grande école du numérique")
        ),
        Term("croix-rouge", "La Croix Rouge", noop("La Croix-Rouge")),
        Term("caf", "Point d'accès numérique CAF", noop("Point d’accès numérique de la CAF")),
        Term(
            "promeneurs",
            "Promeneurs du net",
            noop("Promeneurs du net : présence en ligne auprès des jeunes"),
        ),
        Term(
            "relais-emmaus",
            "Relais numérique (Emmaüs Connect)",
            noop("Relais numérique d’Emmaüs Connect"),
        ),
    ],
)
LABELS = Vocabulary(
    "formations_labels",
    [
        Term(
            "mon-espace-sante", "Formé à « Mon Espace Santé »", noop("Formé à « Mon espace santé »")
        ),
        Term(
            "duplex",
            "Formé à « DUPLEX » (illettrisme)",
            noop("Formé à l’accueil des personnes qui lisent mal"),
        ),
        Term(
            "arnia", "Arnia/MedNum BFC (Bourgogne-Franche-Comté)", noop("Réseau Arnia / MedNum BFC")
        ),
        Term(
            "reemploi",
            "Collectif ressources et acteurs réemploi (Normandie)",
            noop("Collectif du réemploi en Normandie"),
        ),
        Term("etapes", "Étapes numériques (La Poste)", noop("Étapes numériques de La Poste")),
        Term("fabriques", "Fabriques de Territoire", noop("Fabrique de territoire")),
        Term(
            "eclaireurs", "Les Éclaireurs du numérique (Drôme)", noop("Les Éclaireurs du numérique")
        ),
        Term("mes-papiers", "Mes Papiers (Métropole de Lyon)", noop("Mes Papiers, à Lyon")),
        Term("ordi3", "ORDI 3.0", noop("ORDI 3.0 : matériel reconditionné")),
        Term("sudlabs", "SUD LABS (PACA)", noop("Réseau SUD LABS")),
    ],
)
ACCESS = Vocabulary(
    "modalites_acces",
    [
        Term("sur-place", "Se présenter", noop("Venir sur place")),
        Term("telephone", "Téléphoner", noop("Téléphoner")),
        Term("mail", "Contacter par mail", noop("Écrire un e-mail")),
        Term("rdv", "Prendre un RDV en ligne", noop("Prendre rendez-vous en ligne")),
        Term(
            "ferme-public",
            "Ce lieu n'accueille pas de public",
            noop("Ce lieu n’accueille pas de public"),
        ),
        Term(
            "prescription",
            "Envoyer un mail avec une fiche de prescription",
            noop("Être envoyé par un professionnel"),
        ),
    ],
)
SUPPORT = Vocabulary(
    "modalites_accompagnement",
    [
        Term("seul", "En autonomie", noop("Seul, avec le matériel du lieu")),
        Term(
            "individuel", "Accompagnement individuel", noop("Avec une personne, rien que pour vous")
        ),
        Term("atelier", "Dans un atelier collectif", noop("En atelier, à plusieurs")),
        Term("distance", "À distance", noop("À distance, par téléphone ou en ligne")),
    ],
)
ITINERANCY = Vocabulary(
    "itinerance",
    [
        Term("itinerant", "Itinérant", noop("Se déplace de commune en commune")),
        Term("fixe", "Fixe", noop("Lieu fixe")),
    ],
)


_TYPOLOGY = [Term(code, label, PLAIN_KINDS[code]) for code, label in KINDS]
#: 92 codes do not fit in one 64-bit integer: they are stored in two.
TYPOLOGY_SPLIT = 60
TYPOLOGY = Vocabulary("typologie", _TYPOLOGY)
TYPOLOGY_LOW = Vocabulary("typologie", _TYPOLOGY[:TYPOLOGY_SPLIT])
TYPOLOGY_HIGH = Vocabulary("typologie", _TYPOLOGY[TYPOLOGY_SPLIT:])

#: Every enumerated field of the standard, by its official name.
VOCABULARIES: dict[str, Vocabulary] = {
    vocabulary.field: vocabulary
    for vocabulary in (
        SERVICES,
        PUBLICS,
        CARE,
        COSTS,
        PROGRAMMES,
        LABELS,
        ACCESS,
        SUPPORT,
        ITINERANCY,
        TYPOLOGY,
    )
}
