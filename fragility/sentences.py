"""What figures mean, in French sentences: the place of a value, a total, a rank, a head count.

Pure: numbers in, words out. Each indicator has its own wording, written and read again by hand; a
comparison says « dans 8 communes sur 10 » only when it is true of at least that many, and says
ties as ties.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import floor, isfinite
from typing import NamedTuple

import numpy as np

from fragility.total_classes import total_classes

THIN_SPACE = "\u202f"
NO_BREAK = "\u00a0"

#: Under so many territories compared, they are counted one by one: « 12 régions sur 17 ».
COUNTED_ONE_BY_ONE = 150
#: Ties are told from this share of the others on.
TOLD_TIES = 0.1


class _Level(NamedTuple):
    one: str
    many: str
    is_feminine: bool


LEVELS: dict[str, _Level] = {
    "france": _Level("pays", "pays", False),
    "region": _Level("région", "régions", True),
    "departement": _Level("département", "départements", False),
    "epci": _Level("intercommunalité", "intercommunalités", True),
    "commune": _Level("commune", "communes", True),
    "arrondissement": _Level("arrondissement", "arrondissements", False),
    "iris": _Level("quartier (IRIS)", "quartiers (IRIS)", False),
}


class _Words(NamedTuple):
    """How an indicator compares: after the verb « compter » or « avoir », up to « que »."""

    more: str
    less: str
    same: str


_DEFAULT = _Words("une valeur plus élevée", "une valeur plus basse", "une valeur égale")


def _share_of(people: str) -> _Words:
    of = people if people.startswith("d’") else f"de {people}"
    return _Words(f"une plus grande part {of}", f"une plus petite part {of}", f"la même part {of}")


_WORDS: dict[str, _Words] = {
    "poverty": _Words(
        "un taux de pauvreté plus élevé", "un taux de pauvreté plus bas", "le même taux de pauvreté"
    ),
    "age_65": _share_of("personnes de 65 ans et plus"),
    "low_diploma": _share_of("personnes peu ou pas diplômées"),
    "no_thd": _share_of("locaux sans très haut débit"),
    "no_4g": _share_of("surface sans 4G"),
    "median_income": _Words(
        "un niveau de vie médian plus élevé",
        "un niveau de vie médian plus bas",
        "le même niveau de vie médian",
    ),
    "no_ftth": _share_of("locaux sans fibre"),
    "age_75": _share_of("personnes de 75 ans et plus"),
    "age_15_29": _share_of("personnes de 15 à 29 ans"),
    "age_15_24": _share_of("personnes de 15 à 24 ans"),
    "one_person": _share_of("personnes vivant seules"),
    "single_parent": _share_of("familles monoparentales"),
    "unemployment": _Words(
        "un taux de chômage plus élevé", "un taux de chômage plus bas", "le même taux de chômage"
    ),
    "foreigners": _share_of("personnes de nationalité étrangère"),
    "caf_dependency": _share_of("d’allocataires dépendant des prestations"),
    "services_distance": _Words(
        "des services publics plus éloignés",
        "des services publics plus proches",
        "des services publics à la même distance",
    ),
    "poverty_under_30": _Words(
        "un taux de pauvreté des moins de 30 ans plus élevé",
        "un taux de pauvreté des moins de 30 ans plus bas",
        "le même taux de pauvreté des moins de 30 ans",
    ),
    "poverty_60_74": _Words(
        "un taux de pauvreté des 60 à 74 ans plus élevé",
        "un taux de pauvreté des 60 à 74 ans plus bas",
        "le même taux de pauvreté des 60 à 74 ans",
    ),
    "poverty_75": _Words(
        "un taux de pauvreté des 75 ans et plus plus élevé",
        "un taux de pauvreté des 75 ans et plus plus bas",
        "le même taux de pauvreté des 75 ans et plus",
    ),
    "unemployment_15_24": _Words(
        "un taux de chômage des 15 à 24 ans plus élevé",
        "un taux de chômage des 15 à 24 ans plus bas",
        "le même taux de chômage des 15 à 24 ans",
    ),
    "unemployment_55_64": _Words(
        "un taux de chômage des 55 à 64 ans plus élevé",
        "un taux de chômage des 55 à 64 ans plus bas",
        "le même taux de chômage des 55 à 64 ans",
    ),
}


def comparison(indicator: str, level: str, *, lower: int, equal: int, higher: int) -> str:
    """Return how a value stands among the other territories of its level, "" without any other.

    `lower`, `equal`, `higher` count the others (the territory itself left out) whose value is
    below, the same, above: « une plus grande part de personnes de 65 ans et plus que dans
    8 communes sur 10 ».
    """
    others = lower + equal + higher
    if not others or level not in LEVELS:
        return ""
    words = _WORDS.get(indicator, _DEFAULT)
    if equal == others:
        return f"{words.same} que {_all_others(level)}"
    if lower >= higher:
        sentence = _side(words.more, lower, others, level)
    else:
        sentence = _side(words.less, higher, others, level)
    if equal and equal / others >= TOLD_TIES:
        tied = f"{words.same} que {_in_how_many(equal, others, level)}"
        sentence = f"{sentence}, et {tied}" if sentence else tied
    return sentence or f"une valeur proche du milieu des {LEVELS[level].many}"


def _side(words: str, count: int, others: int, level: str) -> str:
    """Say that so many of the others are on one side, "" when they are under a tenth."""
    if count == others:
        return f"{words} que {_all_others(level)}"
    if others >= COUNTED_ONE_BY_ONE and count / others < TOLD_TIES:
        return ""
    return f"{words} que {_in_how_many(count, others, level)}"


def _all_others(level: str) -> str:
    name = LEVELS[level]
    return f"dans {'toutes' if name.is_feminine else 'tous'} les autres {name.many}"


def _in_how_many(count: int, others: int, level: str) -> str:
    """Return « dans 8 communes sur 10 », rounded down; exact when there are few."""
    name = LEVELS[level]
    if others < COUNTED_ONE_BY_ONE:
        shown, whole = count, others
    elif count / others >= 0.99:
        shown, whole = min(99, floor(100 * count / others)), 100
    else:
        shown, whole = floor(10 * count / others), 10
    words = name.one if shown == 1 else name.many
    return f"dans {number(shown)}{NO_BREAK}{words} sur{NO_BREAK}{number(whole)}"


def ordinal(rank: int, *, is_feminine: bool = False) -> str:
    """Return « 1er », « 1re » or « 120e »."""
    ending = "e" if rank != 1 else "re" if is_feminine else "er"
    return f"{number(rank)}{ending}"


def rank_sentence(low: int, high: int, size: int, level: str) -> str:
    """Return « entre le 120e et le 900e rang sur 34 000 communes », "" without a rank.

    Rank 1 is the most fragile; `low` ≤ `high` is the range in which the rank stays.
    """
    if low <= 0 or high <= 0 or size <= 1:
        return ""
    among = f"sur {number(size)}{NO_BREAK}{LEVELS[level].many}"
    if low == high:
        return f"{ordinal(low)}{NO_BREAK}rang {among}"
    return f"entre le {ordinal(low)} et le {ordinal(high)}{NO_BREAK}rang {among}"


def half_up(value: float, digits: int = 0) -> float:
    """Return a number rounded as people do by hand: 5,25 is 5,3, and 88,5 is 89."""
    if not isfinite(value):
        return value
    # Nine decimals first: a sum of floats that falls a hair under a half is that half.
    exact = Decimal(str(round(float(value), 9)))
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def number(value: float, digits: int = 0) -> str:
    """Return a number the French way, rounded half up: « 34 757 », « 5,3 », « −0,02 »."""
    value = half_up(value, digits)
    text = f"{value:,.{digits}f}".replace(",", THIN_SPACE).replace(".", ",")
    return text.replace("-", "−") if float(f"{value:.{digits}f}") else text.lstrip("-")


def amount(value: float | None, unit: str) -> str:
    """Return a value with its unit: « 12,3 % », « 21 450 € », « 4,2 km »; "" for None."""
    if value is None:
        return ""
    digits = 0 if unit == "€" else 1
    return f"{number(value, digits)}{NO_BREAK}{unit}"


def score(total: float | None) -> str:
    """Return a total with one decimal: « 5,3 »; "" for None.

    With two decimals where one would put it in another class than its own: « 5,97 », not « 6,0 »,
    for what is in the class « 5 à moins de 6 ».
    """
    if total is None:
        return ""
    own, shown = total_classes(np.array([total, half_up(total, 1)])).tolist()
    return number(total, 1 if own == shown else 2)


def heads(count: float | None, counted: str, *, is_estimate: bool) -> str:
    """Return « 1 240 personnes de 65 ans et plus », « environ » before an estimate, "" for none.

    `counted` is what the numerator counts, in the plural. Census counts are not whole numbers:
    they are rounded, and an estimate to two significant figures.
    """
    if count is None or not counted:
        return ""
    rounded = _significant(count) if is_estimate else round(count)
    if rounded == 0:
        return "" if is_estimate else f"aucune ou presque{NO_BREAK}: {counted}"
    about = "environ " if is_estimate else ""
    return f"{about}{number(rounded)}{NO_BREAK}{_singular(counted) if rounded == 1 else counted}"


def _significant(count: float) -> int:
    """Round to two significant figures."""
    whole = round(count)
    step = 10 ** max(0, len(str(abs(whole))) - 2)
    return int(step * round(whole / step))


def _singular(counted: str) -> str:
    """Return the singular of the words of the catalogue (« personnes au chômage »)."""
    singular = {
        "locaux": "local",
        "personnes": "personne",
        "familles": "famille",
        "allocataires": "allocataire",
        "diplômées": "diplômée",
        "monoparentales": "monoparentale",
        "seules": "seule",
    }
    return " ".join(singular.get(word, word) for word in counted.split())


def percent_of(share: float | None) -> str:
    """Return « 13 % » from a share (0–1), « 0 % » or « 100 % » only when exact; "" for None."""
    if share is None:
        return ""
    if 0 < share < 0.01:
        return f"moins de 1{NO_BREAK}%"
    if 0.99 < share < 1:
        return f"plus de 99{NO_BREAK}%"
    return f"{number(100 * share)}{NO_BREAK}%"


def contribution_sentence(total: float, without: float | None, short: str) -> str:
    """Return what the total becomes without one indicator (`short`: its short name)."""
    if without is None:
        return f"Sans «\u00a0{short}\u00a0», il reste trop peu d’indicateurs pour un score."
    moved = half_up(without, 1) - half_up(total, 1)
    if abs(moved) < 0.05:
        return f"Sans «\u00a0{short}\u00a0», le score ne change pas ({score(without)})."
    verb = "monte" if moved > 0 else "baisse"
    return f"Sans «\u00a0{short}\u00a0», le score {verb} à {score(without)}."
