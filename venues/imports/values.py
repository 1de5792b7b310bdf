"""From the values that producers write to the terms of the standard: v0.1, v1.0.x and mixed.

Value by value, never by file version: a cell may hold old and new words, any separator, any kind
of apostrophe. Nothing is dropped in silence: what is not understood is returned as text.
Source of the tables: LaMednum/standard-mediation-num v0.1 to v1.0.2. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from venues.vocabulary import (
    ACCESS,
    CARE,
    COSTS,
    ITINERANCY,
    LABELS,
    PROGRAMMES,
    PUBLICS,
    SERVICES,
    SUPPORT,
    TYPOLOGY,
    Vocabulary,
    spelling_key,
)


class Understood(NamedTuple):
    """What a cell says: (standard field, code) pairs, flags, and texts that nobody knows."""

    terms: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    #: How the cell had to be read: "" (as written), "separateur", "valeurs_collees".
    split: str = ""
    #: True when at least one value is written otherwise than in v1.
    renamed: bool = False


#: v0.1 and draft words → v1 terms. A value may give several terms, none, or only a flag.
_OLD: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "services": {
        "Devenir autonome dans les démarches administratives": (("services", "demarches"),),
        "Réaliser des démarches administratives avec un accompagnement": (
            ("services", "demarches"),
        ),
        "Accompagner les démarches de santé": (("services", "demarches"),),
        "Prendre en main un smartphone ou une tablette": (("services", "outils"),),
        "Prendre en main un ordinateur": (("services", "outils"),),
        "Utiliser le numérique au quotidien": (("services", "outils"),),
        "Approfondir ma culture numérique": (("services", "comprendre"),),
        "Promouvoir la citoyenneté numérique": (("services", "comprendre"),),
        "Favoriser mon insertion professionnelle": (("services", "emploi"),),
        "Créer et développer mon entreprise": (("services", "emploi"),),
        "Accéder à une connexion internet": (("services", "acces"),),
        "Accéder à du matériel": (("services", "acces"),),
        "S'équiper en matériel informatique": (("services", "equipement"),),
        "Créer avec le numérique": (("services", "loisirs"),),
        "Soutenir la parentalité et l'éducation avec le numérique": (("services", "parentalite"),),
    },
    "publics": {
        "Seniors (+ 65 ans)": (("publics_specifiquement_adresses", "seniors"),),
        "Familles/enfants": (("publics_specifiquement_adresses", "familles"),),
        "Jeunes (16-26 ans)": (("publics_specifiquement_adresses", "jeunes"),),
        "Uniquement femmes": (("publics_specifiquement_adresses", "femmes"),),
        "Adultes": (),
        "Tout public": (),
        "Public langues étrangères": (("prise_en_charge_specifique", "langues"),),
        "Langues étrangères": (("prise_en_charge_specifique", "langues"),),
        "Handicaps psychiques": (("prise_en_charge_specifique", "mental"),),
        "Personnes en situation d'illettrisme": (("prise_en_charge_specifique", "illettrisme"),),
    },
    "frais": {
        "Adhésion": (("frais_a_charge", "payant"),),
        "Accepte le Pass numérique": (("frais_a_charge", "condition"),),
        "Pass numérique": (("frais_a_charge", "condition"),),
    },
    "labels": {
        "CNFS": (("dispositif_programmes_nationaux", "conseillers"),),
        "Conseiller numérique": (("dispositif_programmes_nationaux", "conseillers"),),
        "Grandes écoles du numérique": (("dispositif_programmes_nationaux", "gen"),),
        "Point relais CAF": (("dispositif_programmes_nationaux", "caf"),),
        "Point numérique CAF": (("dispositif_programmes_nationaux", "caf"),),
        "Étapes numériques(La Poste)": (("formations_labels", "etapes"),),
    },
    "accompagnement": {
        "Seul": (("modalites_accompagnement", "seul"),),
        "Avec de l'aide": (("modalites_accompagnement", "individuel"),),
        "A ma place": (("modalites_accompagnement", "individuel"),),
        "Dans un atelier": (("modalites_accompagnement", "atelier"),),
    },
    "acces": {},
    "itinerance": {
        **dict.fromkeys(("Oui", "Vrai", "True", "1"), (("itinerance", "itinerant"),)),
        **dict.fromkeys(("Non", "Faux", "False", "0"), (("itinerance", "fixe"),)),
    },
    "typologie": {"PE": (("typologie", "FT"),)},
}
#: v0.1 labels that v1 has no term for: kept as other labels, under their own name.
_OTHER_LABELS = ("APTIC", "Relais pôle emploi", "French Tech", "Campus connecté")
#: Trainings of the standard as people write them: without the « (…) » that ends their label.
_FORMATIONS = {
    spelling_key(written): term.code
    for term in LABELS
    for written in (term.label, re.sub(r"\s*\([^()]*\)$", "", term.label))
}
#: v0.1 said who acts: lost in v1, kept here as a flag.
ON_BEHALF = "a_ma_place"
_FLAGS = {spelling_key("A ma place"): (ON_BEHALF,)}
#: All four age groups together say « tout public », which v1 writes as an empty list.
_AGE_GROUPS = frozenset({"seniors", "familles", "adultes", "jeunes"})
#: The start of « label : explanation », whatever stands before it.
_EXPLAINED = re.compile(r"(?:^|[,;\n])\s*(?P<label>[^,;:\n]{1,60}?)\s*:\s")

#: Columns whose values answer one another, whatever the version that named them.
GROUPS: dict[str, tuple[Vocabulary, ...]] = {
    "services": (SERVICES,),
    "publics": (PUBLICS, CARE),
    "frais": (COSTS,),
    "labels": (PROGRAMMES, LABELS),
    "acces": (ACCESS,),
    "accompagnement": (SUPPORT,),
    "itinerance": (ITINERANCY,),
    "typologie": (TYPOLOGY,),
}


def _tables(group: str) -> tuple[dict[str, tuple[tuple[str, str], ...]], frozenset[str]]:
    """Return spelling → terms, and the spellings that are v1's own."""
    table = {spelling_key(old): terms for old, terms in _OLD[group].items()}
    if group == "labels":
        table |= {key: (("formations_labels", code),) for key, code in _FORMATIONS.items()}
    current: dict[str, tuple[tuple[str, str], ...]] = {}
    for vocabulary in GROUPS[group]:
        for term in reversed(vocabulary.terms):
            current[spelling_key(term.label)] = ((vocabulary.field, term.code),)
        if group == "typologie":
            for term in vocabulary:
                current[spelling_key(term.code)] = ((vocabulary.field, term.code),)
    return table | current, frozenset(current)


_KNOWN = {group: _tables(group) for group in GROUPS}
#: Exact official spellings: a cell made of these only needs no remark.
_OFFICIAL = {
    group: frozenset(
        term.code if group == "typologie" else term.label
        for vocabulary in vocabularies
        for term in vocabulary
    )
    for group, vocabularies in GROUPS.items()
}
_SCANNERS = {
    group: re.compile(
        r"(?<!\w)(?:"
        + "|".join(re.escape(key) for key in sorted(_KNOWN[group][0], key=len, reverse=True))
        + r")(?!\w)"
    )
    for group in GROUPS
    if group != "typologie"
}
_OTHER_LABEL_KEYS = {spelling_key(label): label for label in _OTHER_LABELS}
#: Longest cell scanned for glued values: real ones are far shorter.
_SCAN_LENGTH = 2_000


def _short(text: str) -> str:
    """Return the part before « : », which v0.1 follows with an explanation."""
    return re.split(r"\s*:\s", text, maxsplit=1)[0]


def _lookup(group: str, text: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    table, _ = _KNOWN[group]
    for candidate in (text, _short(text)):
        key = spelling_key(candidate)
        if key in table:
            return key, table[key]
    return None


def _scan(group: str, text: str) -> list[str] | None:
    """Return the known values glued in a text, or None when anything else stands between them."""
    scanner = _SCANNERS.get(group)
    if scanner is None or len(text) > _SCAN_LENGTH:
        return None
    key = spelling_key(text)
    found = scanner.findall(key)
    rest = scanner.sub(" ", key).replace(" et ", " ").strip()
    return found if found and not rest else None


def _certain_phrases(group: str, text: str) -> list[str]:
    """Return the long official phrases that stand word for word in a longer text.

    Only phrases of four words or more: a short one (« Gratuit », « Femmes ») may be said of
    something else, a long one was copied from the list.
    """
    scanner = _SCANNERS.get(group)
    if scanner is None or len(text) > _SCAN_LENGTH:
        return []
    found = scanner.findall(spelling_key(text))
    return [key for key in dict.fromkeys(found) if key.count(" ") >= 3]


def _explained(group: str, part: str) -> list[str] | None:
    """Cut « label : explanation, label : explanation », whose explanations hold commas too."""
    table, _ = _KNOWN[group]
    starts = [
        match.start("label")
        for match in _EXPLAINED.finditer(part)
        if spelling_key(match["label"]) in table
    ]
    if len(starts) < 2 or starts[0]:
        return None
    ends = [*starts[1:], len(part)]
    return [part[start:end].strip(" ,;\n") for start, end in zip(starts, ends, strict=True)]


def _cut(group: str, part: str) -> list[str] | None:
    """Return the values of a part when one separator leaves only known ones, or None."""
    for separator in (";", "\n", ","):
        pieces = [piece.strip() for piece in part.split(separator) if piece.strip()]
        if separator == "," and _lookup(group, part):
            # An official label may hold commas.
            break
        if len(pieces) > 1 and all(
            _lookup(group, piece) or _scan(group, piece) for piece in pieces
        ):
            return pieces
    return _explained(group, part)


def _pieces(group: str, text: str) -> tuple[list[str], str]:
    """Cut a cell into values by the separator that it really uses.

    A semicolon is tried before anything else: « Gratuit : … ;Payant : … » would otherwise be read
    as « Gratuit » followed by a long explanation.
    """
    values: list[str] = []
    how = ""
    for part in filter(None, (part.strip() for part in text.split("|"))):
        pieces = _cut(group, part)
        if pieces is None and ";" in part and _lookup(group, part) is None:
            pieces = [piece.strip() for piece in part.split(";") if piece.strip()]
        if pieces is not None:
            values.extend(pieces)
            how = "separateur"
        else:
            values.append(part)
    return values, how


def formation_named(label: str) -> str | None:
    """Return the code of the training of the standard that a free label names, or None."""
    return _FORMATIONS.get(spelling_key(label))


@lru_cache(maxsize=50_000)
def understand(group: str, text: str) -> Understood:
    """Read one cell of a group of columns (see `GROUPS`).

    `text` is the cell as one string, lists joined by « | ». Labels unknown to the standard come
    back in `unknown`, each as written.
    """
    pieces, how = _pieces(group, text)
    terms: list[tuple[str, str]] = []
    flags: list[str] = []
    unknown: list[str] = []
    seen_keys: set[str] = set()
    renamed = False

    def take(key: str, found: Iterable[tuple[str, str]]) -> None:
        seen_keys.add(key)
        terms.extend(found)
        flags.extend(_FLAGS.get(key, ()) if group == "accompagnement" else ())

    for piece in pieces:
        match = _lookup(group, piece)
        if match:
            take(*match)
            renamed = renamed or piece not in _OFFICIAL[group]
            continue
        glued = _scan(group, piece)
        if glued:
            for key in glued:
                take(key, _KNOWN[group][0][key])
            how, renamed = "valeurs_collees", True
        else:
            for key in _certain_phrases(group, piece):
                take(key, _KNOWN[group][0][key])
                how, renamed = "valeurs_collees", True
            unknown.append(_OTHER_LABEL_KEYS.get(spelling_key(piece), piece))
    if group == "publics" and {key.split()[0] for key in seen_keys} >= _AGE_GROUPS:
        terms = [(field, code) for field, code in terms if code not in _AGE_GROUPS]
    return Understood(
        tuple(dict.fromkeys(terms)),
        tuple(dict.fromkeys(flags)),
        tuple(dict.fromkeys(unknown)),
        how,
        renamed,
    )
