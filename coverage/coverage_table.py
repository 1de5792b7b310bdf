"""The table that says what the map of coverage draws, one row a commune.

Sorted by how sure each double alert is, then by the inhabitants concerned; a rank is never given
without its range. It turns a layer into rows of plain words, and knows no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.urls import reverse
from numpy.typing import NDArray

from coverage.annotations import Note, annotations_of
from coverage.bivariate import ClassFacts, class_words
from coverage.coverage_choices import DOUBLE, ROBUSTNESS, CoverageChoices
from coverage.coverage_layer import CoverageLayer
from coverage.coverage_values import state_of
from coverage.honesty import is_scarce
from coverage.measure_words import many, whole_minutes
from coverage.territory_page import territory_url
from coverage.verdict_words import flagged_words, robustness_words
from coverage.verdicts import PROBABLE, ROBUST, STATUS_KEYS, STATUS_LABELS, statuses
from fragility.larger import larger
from fragility.level_names import level_names
from fragility.sentences import NO_BREAK, number, percent_of, score
from territories.names import fold

PAGE_SIZE = 25
#: Rows told one by one before the table, which goes on after them.
FIRST = 10
#: What stands in the place of a verdict where almost no place declares the service.
MISSING = "donnée manquante"
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """One commune, ready to be read; "" says that nothing is known.

    `verdict` says the double alert and its sureness; `key` is the class of the map.
    """

    code: str
    name: str
    departement: str
    url: str
    siting_url: str
    people: int | None
    people_words: str
    is_alert: bool
    alert: str
    verdict: str
    key: str
    token: str
    class_words: str
    need: str
    access: str
    share: str
    minutes: str
    choice: str
    venues: int
    remark: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Heading:
    """The head of a column: its words, what it means, the link that sorts and `aria-sort`."""

    label: str
    meaning: str
    query: str
    order: str
    is_number: bool = True


def table_page(layer: CoverageLayer) -> dict[str, Any]:
    """Return the rows of one page of the table, its headings and its other pages."""
    choices = layer.choices
    places = sorted_places(layer)
    pages = max(1, -(-len(places) // PAGE_SIZE))
    page = min(choices.page, pages)
    first, last = (page - 1) * PAGE_SIZE, page * PAGE_SIZE
    told = told_first(layer, places) if page == 1 else 0
    first += told
    shown = places[first:last]
    return {
        "told_first": told,
        "rows": rows(layer, shown.tolist()),
        "count": len(places),
        "first": first + 1 if len(places) else 0,
        "last": first + len(shown),
        "page": page,
        "pages": pages,
        "previous": choices.query(page=page - 1) if page > 1 else "",
        "has_previous": page > 1,
        "next": choices.query(page=page + 1) if page < pages else "",
        "headings": headings(choices),
    }


def told_first(layer: CoverageLayer, places: Places) -> int:
    """Return how many rows of the table are already told above it, one by one: 0 or `FIRST`.

    The table goes on after them only when it is the whole list in its first order, and long.
    """
    choices = layer.choices
    is_whole = choices.sort == ROBUSTNESS and not choices.only and not choices.name
    if not is_whole or len(places) <= PAGE_SIZE or is_scarce(layer.crossing.run, choices.service):
        return 0
    return FIRST if bool(layer.crossing.alerts[places[:FIRST]].all()) else 0


def surest_first(layer: CoverageLayer, places: Places) -> Places:
    """Return communes in order: robust alerts first, then by priority in inhabitants.

    The priority is what a commune's inhabitants miss; between alerts as sure as each other it
    tells where most people are concerned. Then come the probable ones, the others, and at the end
    the communes that are in no double alert.
    """
    crossing = layer.crossing
    alphabet = level_names("commune").order(crossing.codes)[places]
    keys: list[NDArray[Any]] = [alphabet, -np.nan_to_num(crossing.people[places])]
    keys.append(-np.nan_to_num(crossing.priorities[places]))
    alerts = crossing.alerts[places]
    if layer.choices.has_robustness:
        flagged = np.nan_to_num(layer.flagged()[places], nan=-1.0)
        # Outside the alerts nothing has a priority: the share itself is the order.
        keys.append(
            np.where(alerts, -((flagged >= ROBUST) * 1.0 + (flagged >= PROBABLE)), -flagged)
        )
    keys.append(~alerts)
    return places[np.lexsort(keys)]


def sorted_places(layer: CoverageLayer) -> Places:
    """Return the communes of the table in order; what is unknown comes last, then by name."""
    names = level_names("commune")
    crossing, choices = layer.crossing, layer.choices
    places = np.flatnonzero(layer.kept)
    wanted, code = fold(choices.name), choices.name.upper()
    if wanted:
        codes = crossing.codes
        kept = [
            place
            for place in places.tolist()
            if wanted in names.folded.get(codes[place], "") or codes[place] == code
        ]
        places = np.array(kept, dtype=np.int64)
    if choices.sort == ROBUSTNESS:
        return surest_first(layer, places)
    alphabet = names.order(crossing.codes)[places]
    down, key = choices.sort.startswith("-"), choices.sort.lstrip("-")
    if key == "nom":
        return places[np.argsort(-alphabet if down else alphabet, kind="stable")]
    column = _column(layer, key)[places]
    # Out of reach is a true answer, the worst; only what nobody knows comes last both ways.
    ordered = np.where(np.isnan(column), np.inf, -column if down else column)
    return places[np.lexsort((alphabet, ordered, np.isnan(column)))]


def headings(choices: CoverageChoices) -> list[Heading]:
    """Return the heads of the columns, in their order."""
    found = []
    for key, (label, meaning) in _HEADINGS.items():
        if key == "minutes":
            label = f"{label} {'à pied' if choices.mode == 'pied' else 'en voiture'}"
        is_up, is_down = choices.sort == key, choices.sort == f"-{key}"
        turned = key
        if key != ROBUSTNESS:
            turned = f"-{key}" if is_up or (key not in _UP_FIRST and not is_down) else key
        order = "ascending" if is_up else "descending" if is_down else "none"
        if key == ROBUSTNESS and is_up:
            order = "descending"
        query = choices.query(sort=turned, page=1)
        found.append(Heading(label, meaning, query, order, key not in (ROBUSTNESS, "nom")))
    return found


def meaning(column: str) -> str:
    """Return what a column or a measure says. Raises KeyError."""
    return _HEADINGS[column][1]


def rows(layer: CoverageLayer, places: list[int]) -> list[Row]:
    """Return some communes as rows."""
    codes = [layer.crossing.codes[place] for place in places]
    names, notes = level_names("commune").names, annotations_of("commune", codes)
    departements = larger("commune").along(layer.crossing.codes, "departement")
    venues = layer.crossing.communes.column(f"venues.{layer.choices.service}")
    verdicts = verdict_texts(layer, places)
    return [
        _row(layer, place, names.get(code, code), str(departements[place]), verdict,
             int(venues[place]), tuple(notes.get(code, ())))
        for place, code, verdict in zip(places, codes, verdicts, strict=True)
    ]  # fmt: skip


def verdict_texts(layer: CoverageLayer, places: list[int]) -> list[str]:
    """Return what the scenarios say of each commune, "" where they say nothing.

    A commune that is not in double alert has no rank: only the share of scenarios is told. Ranks
    are told where what is shown is the base itself, among its own double alerts.
    """
    if not layer.choices.has_robustness:
        return [""] * len(places)
    flagged = layer.flagged()[places].tolist()
    medians, lows, highs = (layer.ranks(name)[places].tolist() for name in RANKS)
    alerts, of = layer.crossing.alerts[places].tolist(), _ranked_among(layer)
    return [
        robustness_words(share, medians[at], lows[at], highs[at], of)
        if alerts[at]
        else flagged_words(share)
        for at, share in enumerate(flagged)
    ]


def _ranked_among(layer: CoverageLayer) -> int:
    """Return the double alerts that ranks are among, 0 where the base is not what is shown."""
    choices = layer.choices
    shown = choices.inside[0] if choices.inside else "france"
    return int((layer.crossing.alerts & layer.within).sum()) if shown == choices.base else 0


def siting_url(choices: CoverageChoices, territory: str, **more: str) -> str:
    """Return the address of the siting bench for « niveau:code », with the same service and mode.

    "" for the whole country, too large for it.
    """
    if not territory:
        return ""
    pairs = [f"territoire={territory}"]
    pairs += [f"service={choices.service}"] if choices.service != CoverageChoices.service else []
    pairs += [f"mode={choices.mode}"] if choices.mode != CoverageChoices.mode else []
    pairs += [f"{name}={value}" for name, value in more.items()]
    return f"{reverse('coverage-siting')}?{'&'.join(pairs)}"


def _row(
    layer: CoverageLayer,
    place: int,
    name: str,
    departement: str,
    verdict: str,
    venues: int,
    notes: tuple[Note, ...],
) -> Row:
    crossing, code = layer.crossing, layer.crossing.codes[place]
    people, is_alert = crossing.people[place], bool(crossing.alerts[place])
    shown = layer.scale[int(layer.numbers[place]) - 1] if layer.numbers[place] else None
    need, access = float(crossing.need[place]), float(crossing.access[place])
    choice = float(crossing.choice[place])
    bits = statuses(int(crossing.communes.column("status")[place]))
    alert = "double alerte" if is_alert else "non" if crossing.classes[place] else ""
    is_missing = is_scarce(crossing.run, layer.choices.service)
    if is_missing:
        is_alert, alert, access, choice = False, MISSING, float("nan"), float("nan")
    return Row(
        code=code,
        name=name,
        departement=departement,
        url=territory_url("commune", code),
        siting_url=siting_url(
            layer.choices, f"departement:{departement}", candidats="choix", commune=code
        ),
        people=round(float(people)) if np.isfinite(people) else None,
        people_words=many(people, "habitant", "habitants") if np.isfinite(people) else "",
        is_alert=is_alert,
        alert=alert,
        verdict=verdict,
        key=shown.key if shown else "",
        token=shown.token if shown else "",
        class_words=_words_of(layer, shown),
        need=score(need) if np.isfinite(need) else "",
        access=number(access, 2) if np.isfinite(access) else "",
        share="" if is_missing else percent_of(crossing.share_of_mean(place)),
        minutes="" if is_missing else minutes_words(float(crossing.minutes[place])),
        choice=number(choice) if np.isfinite(choice) else "",
        venues=venues,
        remark=" ; ".join(STATUS_LABELS[bit] for bit in bits if STATUS_KEYS[bit] != _OUT),
        notes=notes,
    )


def minutes_words(minutes: float) -> str:
    """Return « 12 », « plus de 60 » for out of reach, "" for unknown."""
    state = state_of(minutes)
    if state == "sans_donnee":
        return ""
    return number(whole_minutes(minutes)) if state == "mesure" else f"plus de{NO_BREAK}60"


def _column(layer: CoverageLayer, key: str) -> NDArray[np.float64]:
    crossing = layer.crossing
    return {
        "population": crossing.people,
        "besoin": crossing.need,
        "acces": crossing.access,
        "minutes": crossing.minutes,
        "choix": crossing.choice,
    }[key]


def _words_of(layer: CoverageLayer, shown: ClassFacts | None) -> str:
    if shown is None:
        return ""
    return class_words(shown.key) if layer.choices.measure == DOUBLE else shown.label


_OUT = "hors_de_portee"
#: The columns of the run that hold ranks: the median, and the range of nine scenarios in ten.
RANKS = ("median_rank", "low_rank", "high_rank")
#: Sorted from the least first, unlike the other columns.
_UP_FIRST = ("nom", "acces", "choix")
_HEADINGS = {
    "nom": ("Commune", "La commune et son département. Le nom mène à la fiche du territoire."),
    ROBUSTNESS: (
        "Double alerte",
        "Besoin dans le tiers haut et accès dans le tiers bas de la base ; puis ce qu’en disent "
        "les scénarios : le rang de priorité entre ses bornes, et la part qui signale la commune.",
    ),
    "population": ("Habitants", "Population de la commune."),
    "besoin": (
        "Besoin",
        "Indice de fragilité numérique de 1 à 10, sans indicateur de distance ; 10 : le plus "
        "fragile.",
    ),
    "acces": (
        "Accès",
        "Lieux pour 10 000 habitants, partagés avec tous ceux qui peuvent y aller ; puis la part "
        "de la moyenne de la base.",
    ),
    "minutes": (
        "Minutes",
        "Trajet estimé à vol d’oiseau du point de la commune jusqu’au lieu le plus proche.",
    ),
    "choix": ("Choix", "Nombre de lieux à 20 minutes ou moins."),
}
