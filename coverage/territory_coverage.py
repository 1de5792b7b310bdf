"""What the sheet of a territory and its report say of coverage: figures in words, alerts, notes.

Read from `coverage_values` and from the layer of the map, so that the sheet, the map and the API
agree. It knows no request; what is not known is said, never shown as 0.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from coverage.bivariate import class_words
from coverage.coverage_choices import ALERTS, CoverageChoices
from coverage.coverage_layer import CoverageLayer, coverage_layer
from coverage.coverage_table import MISSING, Row, rows, siting_url, sorted_places
from coverage.coverage_values import (
    BaseVerdict,
    ServiceCoverage,
    TerritoryCoverage,
    coverage_of,
)
from coverage.honesty import is_scarce, sureness
from coverage.measure_words import (
    access_detail,
    access_words,
    choice_words,
    grouped_words,
    many,
    plural,
    reach_detail,
    reach_words,
    robustness_of,
    short_minutes,
    sureness_words,
)
from coverage.parameters import ANY, BASES, LEVELS, PER
from coverage.store import active_run, level_coverage
from coverage.territory_notes import NoteLine, notes_of
from coverage.verdict_words import flagged_words
from coverage.verdicts import STATUS_KEYS, STATUS_LABELS
from fragility.larger import larger
from fragility.sentences import number, percent_of
from venues.vocabulary import SERVICES

#: Double alerts listed on a sheet.
MOST_ALERTS = 10
#: A base as it is compared with: « face à la France entière ».
FACING = {
    "france": "à la France entière",
    "region": "à sa région",
    "departement": "à son département",
}
_STATUS_TEXTS = {STATUS_KEYS[bit]: STATUS_LABELS[bit] for bit in STATUS_KEYS}
_PLAIN = {term.code: term.plain for term in SERVICES}


@dataclass(frozen=True)
class Fact:
    """One figure; `detail` says what it means."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class VerdictLine:
    """What one base says of a commune, in words; "" for what is not known."""

    label: str
    alert: str
    key: str
    words: str
    sureness: str


@dataclass(frozen=True)
class CountLine:
    """Double alerts of a larger territory in one base."""

    label: str
    communes: int
    people: int


@dataclass(frozen=True)
class ServiceLine:
    """One service of the standard; `beyond` is "" for a commune and `alert` for what is larger."""

    label: str
    venues: int
    minutes: str
    foot: str
    beyond: str
    choice: str
    access: str
    alert: str


@dataclass(frozen=True)
class TerritoryBlock:
    """What is said of a territory. `found` is None where nothing is measured.

    `headline` is said first; `alerts` are the surest communes in double alert, of `alert_count`.
    `links` holds addresses: map, siting ("" for the country), report, csv, json.
    """

    level: str
    is_computed: bool
    found: TerritoryCoverage | None
    layer: CoverageLayer | None
    headline: tuple[str, ...]
    facts: tuple[Fact, ...]
    verdicts: tuple[VerdictLine, ...]
    counts: tuple[CountLine, ...]
    services: tuple[ServiceLine, ...]
    remarks: tuple[str, ...]
    alerts: tuple[Row, ...]
    alert_count: int
    notes: tuple[NoteLine, ...]
    links: dict[str, str]

    @property
    def grouped(self) -> str:
        """The places in words, with the rows they were grouped from; "" where none is counted."""
        return venues_words(self.found) if self.found and self.found.any_service.venues else ""

    @property
    def is_commune(self) -> bool:
        """Tell whether the territory is the smallest that is measured."""
        return self.level == "commune"

    @property
    def is_demonstration(self) -> bool:
        """Tell whether the figures are invented."""
        return bool(self.found and self.found.run.is_demonstration)


def territory_coverage(
    level: str, code: str, base: str = "france", most: int = MOST_ALERTS
) -> TerritoryBlock:
    """Return what is said of a territory, compared with a base, with `most` alerts at most."""
    run, notes = active_run(), notes_of(level, code)
    found = coverage_of(level, code) if run else None
    if found is None:
        links = _links(level, code) if level in LEVELS else {}
        return TerritoryBlock(
            level, run is not None, None, None, (), (), (), (), (), (), (), 0, notes, links
        )
    place = None if level == "france" else (level, code)
    layer = coverage_layer(CoverageChoices(inside=place, base=base, only=ALERTS))
    places = sorted_places(layer).tolist() if layer and level != "commune" else []
    return TerritoryBlock(
        level=level,
        is_computed=True,
        found=found,
        layer=layer,
        headline=_headline(found, base, layer),
        facts=tuple(_facts(found)),
        verdicts=tuple(_verdict(one, found) for one in found.verdicts),
        counts=tuple(
            CountLine(one.label, one.communes, round(one.inhabitants))
            for one in found.counts
            if BASES.index(one.base) <= _last_base(level)
        ),
        services=tuple(
            _service(one, level, is_scarce=is_scarce(found.run, one.key))
            for one in found.services
            if one.key != ANY
        ),
        remarks=tuple(_STATUS_TEXTS[key] for key in found.statuses),
        alerts=tuple(rows(layer, places[:most])) if layer else (),
        alert_count=len(places),
        notes=notes,
        links=_links(level, code),
    )


def _last_base(level: str) -> int:
    """Return the rank of the smallest base that holds a territory of this level."""
    return {"france": 0, "region": 1}.get(level, 2)


def _headline(found: TerritoryCoverage, base: str, layer: CoverageLayer | None) -> tuple[str, ...]:
    if found.level == "commune":
        verdict = next((one for one in found.verdicts if one.base == base), None)
        return _commune_headline(verdict, found)
    if found.need is None:
        return ("Sans indice de fragilité ici, le besoin et l’accès ne peuvent pas être croisés.",)
    count = next((one for one in found.counts if one.base == base), None)
    if count is None:
        return ()
    said = [_alerts_words(count.communes, round(count.inhabitants), base)]
    sure = sureness(layer) if layer else None
    if count.communes and sure:
        said.append(sureness_words(sure))
    if layer and (lacking := layer.without.count):
        said.append(
            f"{many(lacking, 'commune', 'communes')} sans donnée "
            f"{'ne sont' if lacking > 1 else 'n’est'} pas comptée{plural(lacking)}."
        )
    return tuple(said)


def _commune_headline(verdict: BaseVerdict | None, found: TerritoryCoverage) -> tuple[str, ...]:
    if verdict is None or verdict.alert is None:
        return ("Sans donnée ici, le besoin et l’accès ne peuvent pas être croisés.",)
    words, facing = class_words(verdict.class_), FACING[verdict.base]
    sure = robustness_of(verdict, _alerts_of(verdict, found))
    if verdict.alert:
        said = (f"Cette commune est en double alerte face {facing}\u00a0: {words}.",)
        return (*said, f"Selon les scénarios\u00a0: {sure}.") if sure else said
    said = (f"Cette commune n’est pas en double alerte face {facing}\u00a0: {words}.",)
    if verdict.flagged:
        share = percent_of(verdict.flagged)
        return (*said, f"Avec d’autres hypothèses, elle l’est dans {share} des scénarios.")
    return said


def _alerts_words(communes: int, people: int, base: str) -> str:
    if not communes:
        return f"Aucune commune n’est en double alerte face {FACING[base]}."
    return (
        f"{number(communes)} commune{plural(communes)} {'sont' if communes > 1 else 'est'} en "
        f"double alerte face {FACING[base]}\u00a0: {number(people)} habitant{plural(people)}."
    )


def _alerts_of(verdict: BaseVerdict, found: TerritoryCoverage) -> int:
    """Return how many double alerts the base of a verdict holds, itself included."""
    columns = level_coverage(verdict.base, found.run)
    if columns is None or verdict.code not in columns.positions:
        return 0
    return int(columns.column(f"alerts.{verdict.base}")[columns.positions[verdict.code]])


def _verdict(one: BaseVerdict, found: TerritoryCoverage) -> VerdictLine:
    alert = "" if one.alert is None else "oui" if one.alert else "non"
    sure = ""
    if one.alert is not None:
        others = flagged_words(one.flagged or 0.0) or "dans aucun scénario"
        sure = robustness_of(one, _alerts_of(one, found)) if one.alert else others
    return VerdictLine(one.label, alert, one.class_, class_words(one.class_), sure)


def _facts(found: TerritoryCoverage) -> list[Fact]:
    one, is_commune = found.any_service, found.level == "commune"
    facts = [
        Fact(
            "Lieux comptés",
            venues_words(found),
            f"{many(one.per_inhabitants, 'lieu', 'lieux', 1)} pour {number(PER)} habitants"
            if one.per_inhabitants is not None
            else "",
        ),
        Fact(
            "Trajet en voiture",
            reach_words(one.car, is_commune),
            reach_detail(one.car, is_commune),
        ),
        Fact(
            "Trajet à pied",
            reach_words(one.foot, is_commune),
            "du centre de la commune, un seul point pour tous (estimation)",
        ),
        Fact("Choix", choice_words(one.car, is_commune), "à 20 minutes ou moins, en voiture"),
        Fact("Accès", access_words(one.access), access_detail(one)),
    ]
    if one.fgt and one.fgt[1] is not None:
        facts.append(
            Fact(
                "Manque d’accès",
                percent_of(one.fgt[1]),
                f"{percent_of(one.fgt[0])} des habitants ont un accès du tiers bas national\u00a0; "
                "100\u00a0% voudrait dire que personne n’a d’accès",
            )
        )
    if is_commune and found.cluster:
        facts.append(Fact("Autour", found.cluster_label, "écart entre besoin et accès"))
    if one.venues:
        facts.append(
            Fact(
                "Ce que disent les fiches",
                f"{many(found.fresh_venues, 'lieu', 'lieux')} de moins de 18 mois",
                many(
                    found.venues_with_hours,
                    "lieu donne ses horaires",
                    "lieux donnent leurs horaires",
                ),
            )
        )
    return facts


def venues_words(found: TerritoryCoverage) -> str:
    """Return « 34 fiches, 19 lieux une fois les doubles regroupés »."""
    places = found.any_service.venues
    return grouped_words(row_count(found), places)


def row_count(found: TerritoryCoverage) -> int:
    """Return the rows that the places of a territory were grouped from."""
    columns = level_coverage(found.level, found.run)
    if columns is None or "rows" not in columns:
        return found.any_service.venues
    return int(columns.column("rows")[columns.positions[found.code]])


def alert_words(found: TerritoryCoverage) -> tuple[str, str]:
    """Return the double alert face to France, and what makes it more or less sure."""
    if found.level == "commune":
        line = next((_verdict(one, found) for one in found.verdicts if one.base == "france"), None)
        return (line.alert, line.sureness) if line else ("", "")
    count = next((one for one in found.counts if one.base == "france"), None)
    if count is None or found.need is None:
        return "", ""
    people = round(count.inhabitants)
    return (
        many(count.communes, "commune", "communes"),
        f"{number(people)} habitant{plural(people)}" if count.communes else "",
    )


def _service(one: ServiceCoverage, level: str, *, is_scarce: bool) -> ServiceLine:
    is_commune = level == "commune"
    alert = one.alerts.get("france")
    choice = one.car.choice
    return ServiceLine(
        label=_PLAIN.get(one.key, one.label),
        venues=one.venues,
        minutes=short_minutes(one.car),
        foot=short_minutes(one.foot),
        beyond="" if is_commune else percent_of(one.car.beyond[20]),
        choice="" if choice is None else number(choice, 0 if is_commune else 1),
        access="" if one.access is None else number(one.access, 2),
        alert=MISSING if is_scarce else "" if alert is None else "oui" if alert else "non",
    )


def _links(level: str, code: str) -> dict[str, str]:
    """Return the addresses of what else the site says of the coverage of a territory."""
    api = f"/api/v1/couverture/{level}/{code}/"
    whole, inside_ = reverse("coverage-map"), f"{level}:{code}"
    kept = level in ("region", "departement", "epci")
    table = f"/api/v1/couverture/commune/?dans={inside_}&format=csv"
    return {
        "map": f"{whole}?dans={inside_}" if kept else whole,
        "siting": _siting(level, code),
        "report": reverse("territory-report", args=[level, code]),
        "json": api,
        "csv": table if kept else f"{api}?format=csv",
    }


def _siting(level: str, code: str) -> str:
    """Return the address of the bench: of a territory, or with a commune as the place to open."""
    choices = CoverageChoices()
    if level != "commune":
        return siting_url(choices, "" if level == "france" else f"{level}:{code}")
    holder = str(larger("commune").along((code,), "departement")[0])
    where = f"departement:{holder}" if holder else ""
    return siting_url(choices, where, candidats="choix", commune=code)
