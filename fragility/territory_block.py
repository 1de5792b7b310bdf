"""The fragility of one territory in words, a gauge and charts, for the page of that territory.

It turns `territory_values` into what a template shows; it knows no venue and no request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from fragility import sentences
from fragility.cautions import age_warning, caution_of_one, lacked_names, lacking
from fragility.charts import Bars, Gauge, bars, gauge
from fragility.chosen_scores import chosen_scores
from fragility.method_choice import DEFAULT_CHOICE, MethodChoice
from fragility.status import Flag, Status
from fragility.store import level_values
from fragility.territory_values import IndicatorValue, TerritoryValues, territory_values
from ifn_site.clock import today

#: Where a badge of the status stands on the scale from sure to unknown.
_BADGES = {
    Status.OBSERVED: "badge-good",
    Status.ESTIMATED: "badge-warn",
    Status.SECRET: "",
    Status.MISSING: "",
}
#: The larger territories that a value is compared with, from near to far.
_COMPARED = (("departement", "Département"), ("region", "Région"), ("france", "France"))
OWN = "Ici"
#: From this share on, what is observed stands for everybody.
NEARLY_ALL = 0.95


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator, ready to be shown; every text is French, "" when there is nothing to say."""

    key: str
    label: str
    short: str
    definition: str
    value: str
    class_: int | None
    of_class: str
    status: str
    badge: str
    sure: str
    vintage: int | None
    source: str
    note: str
    medians: tuple[str, ...]
    comparison: str
    heads: str
    contribution: str
    without: str
    chart: Bars | None


@dataclass(frozen=True)
class TerritoryFragility:
    """What the block shows. `gauge` is None without a total: `no_score` then says why."""

    values: TerritoryValues
    name: str
    gauge: Gauge | None
    no_score: str
    rank: str
    caution: str
    completeness: str
    estimates: str
    spread: str
    high_share: str
    index: tuple[IndicatorLine, ...]
    context: tuple[IndicatorLine, ...]
    compared: tuple[str, ...]
    contributions: Bars | None
    notes: tuple[str, ...] = field(default=())

    @property
    def has_values(self) -> bool:
        """Tell whether one indicator at least has a value."""
        return any(line.value for line in (*self.index, *self.context))

    @property
    def used(self) -> int:
        """How many indicators of the method have a value here."""
        return sum(bool(line.value) for line in self.index)

    @property
    def choice(self) -> MethodChoice:
        """The method in force."""
        return self.values.choice


def territory_fragility(
    level: str,
    code: str,
    name: str,
    choice: MethodChoice = DEFAULT_CHOICE,
    *,
    name_of: Callable[[str, str], str] | None = None,
    is_collectivity: bool = False,
) -> TerritoryFragility | None:
    """Return the block of a territory, None when no release is active or holds this territory.

    `name_of(level, code)` names the larger territories that values are compared with.
    """
    values = territory_values(level, code, choice)
    if values is None:
        return None
    lacked = _lacked(values)
    compared = tuple(
        (one, _name(one, label, values, name_of))
        for one, label in _COMPARED
        if one != level and any(_median(value, one) is not None for value in values.indicators)
    )
    index = tuple(_line(value, values, compared) for value in values.of_method)
    context = tuple(_line(value, values, compared) for value in values.context)
    return TerritoryFragility(
        values=values,
        name=name,
        gauge=_gauge(values, name),
        no_score=_no_score(values, name, is_collectivity),
        rank=_rank(values, lacked),
        caution=caution_of_one(lacked),
        completeness=_completeness(values),
        estimates=_estimates(values),
        spread=_spread(values),
        high_share=_high_share(values),
        index=index,
        context=context,
        compared=tuple(label for _, label in compared),
        contributions=_contributions(values),
        notes=tuple(
            dict.fromkeys(
                note
                for line in index
                if line.value
                for note in (
                    line.note and f"{line.label} : {line.note}",
                    age_warning(line.key, line.vintage, today().year),
                )
                if note
            )
        ),
    )


def _name(
    level: str, label: str, values: TerritoryValues, name_of: Callable[[str, str], str] | None
) -> str:
    code = values.parents.get(level, "")
    return (name_of(level, code) if name_of and code else "") or label


def _line(
    value: IndicatorValue, values: TerritoryValues, compared: tuple[tuple[str, str], ...]
) -> IndicatorLine:
    facts = value.facts
    medians = [(label, _median(value, one)) for one, label in compared]
    is_estimate = value.status != Status.OBSERVED
    return IndicatorLine(
        key=facts.key,
        label=facts.label,
        short=facts.short,
        definition=facts.definition,
        value=sentences.amount(value.value, facts.unit),
        class_=value.class_,
        of_class="sur 10" if values.minimum is None else "en moyenne",
        status=value.status.label,
        badge=_BADGES[value.status],
        sure=_sure(value),
        vintage=value.vintage,
        source=value.source.name if value.source else "",
        note=value.note,
        medians=tuple(sentences.amount(number, facts.unit) for _, number in medians),
        comparison=_comparison(value, values),
        heads=_heads(value, is_estimate=is_estimate),
        contribution=_contribution(value.contribution),
        without=_without(value, values),
        chart=bars(
            f"comparaison-{facts.key}",
            f"{facts.label} : {values_of(values)} et médianes",
            facts.unit,
            [(OWN, value.value), *medians],
            OWN,
        ),
    )


def _heads(value: IndicatorValue, *, is_estimate: bool) -> str:
    """Return a head count with its year: it is not of today."""
    told = sentences.heads(value.numerator, value.facts.counted, is_estimate=is_estimate)
    return f"{told} en {value.vintage}" if told and value.vintage else told


def _lacked(values: TerritoryValues) -> str:
    """Return the names of the indicators that others have and this total lacks, "" for none."""
    scores = chosen_scores(values.level, values.choice, values.release)
    place = scores.codes.positions.get(values.code) if scores else None
    if scores is None or place is None or values.total is None:
        return ""
    return lacked_names(scores, lacking(scores, values.choice)[place])


def _contribution(part: float | None) -> str:
    return "" if part is None else sentences.number(part, 1)


def values_of(values: TerritoryValues) -> str:
    """Return how the level of a page is named in the title of a chart."""
    level = sentences.LEVELS[values.level]
    return f"{'cette' if level.is_feminine else 'ce'} {level.one}"


def _median(value: IndicatorValue, level: str) -> float | None:
    return next((median.value for median in value.medians if median.level == level), None)


def _comparison(value: IndicatorValue, values: TerritoryValues) -> str:
    """Compare a value with those of every other territory of its level."""
    level = level_values(values.level, values.release)
    series = level.series.get(value.key) if level else None
    if value.value is None or series is None:
        return ""
    others = series.values
    lower = int(np.sum(others < value.value))
    higher = int(np.sum(others > value.value))
    equal = int(np.sum(others == value.value)) - 1
    told = sentences.comparison(
        value.key, values.level, lower=lower, equal=max(0, equal), higher=higher
    )
    return told[:1].upper() + told[1:]


def _sure(value: IndicatorValue) -> str:
    """Say how a value is known beyond its status."""
    if value.value is None:
        return _unknown(value)
    said = []
    if value.status == Status.ESTIMATED and Flag.WITHOUT_WEIGHT in value.flags and _all(value):
        said.append("Moyenne des taux observés, pondérée par les habitants.")
    elif value.status == Status.ESTIMATED and value.observed_share is not None:
        observed = sentences.percent_of(value.observed_share)
        said.append(
            f"Chiffre observé pour {observed} des habitants, estimé ou inconnu pour les autres."
        )
    elif value.status == Status.ESTIMATED and value.key == "poverty":
        said.append("Estimé d’après le niveau de vie médian.")
    if Flag.INHERITED in value.flags:
        said.append("Valeur de l’ancienne commune, depuis divisée.")
    if Flag.MERGED in value.flags:
        said.append(_reunited(value.flags))
    return " ".join(said)


def _reunited(flags: Flag) -> str:
    """Say how several communes or arrondissements make a value."""
    if Flag.PLAIN_MEAN in flags:
        return "Moyenne simple de plusieurs communes ou arrondissements, de poids inconnus."
    if Flag.WITHOUT_WEIGHT in flags and Flag.AGGREGATED not in flags:
        return "Moyenne de plusieurs communes ou arrondissements, pondérée par leurs habitants."
    return "Calculé à partir de plusieurs communes ou arrondissements."


def _unknown(value: IndicatorValue) -> str:
    """Say why there is no number."""
    if value.status == Status.SECRET:
        return "Trop peu d’habitants : le producteur ne publie pas ce chiffre."
    if Flag.MERGED in value.flags:
        return "Connu pour moins de la moitié des communes ou arrondissements réunis ici."
    if value.observed_share is None:
        return "Aucune source chargée ne donne ce chiffre."
    if value.observed_share == 0:
        return "Chiffre secret, ou absent des sources chargées, pour tous les habitants."
    return (
        "Chiffre secret ou inconnu pour trop d’habitants "
        f"({sentences.percent_of(value.observed_share)} observés)."
    )


def _all(value: IndicatorValue) -> bool:
    """Tell whether the value of all inhabitants, or nearly, is observed."""
    return value.observed_share is not None and value.observed_share > NEARLY_ALL


def _without(value: IndicatorValue, values: TerritoryValues) -> str:
    if values.total is None or value.class_ is None or not value.weight:
        return ""
    return sentences.contribution_sentence(values.total, value.total_without, value.facts.short)


def _gauge(values: TerritoryValues, name: str) -> Gauge | None:
    if values.total is None:
        return None
    return gauge("jauge", name, values.total, values.minimum, values.maximum)


def _no_score(values: TerritoryValues, name: str, is_collectivity: bool) -> str:
    """Say why there is no total, "" when there is one."""
    if values.total is not None:
        return ""
    held = sum(one.value is not None for one in values.of_method if one.weight)
    if is_collectivity and not held:
        return (
            f"{name} n’est pas couvert : les sources chargées n’y publient pas ces indicateurs. "
            "Cela ne veut pas dire que le territoire n’est pas fragile."
        )
    if values.population == 0:
        return "Ce territoire n’a pas d’habitants : il n’a donc pas de score."
    if not values.is_scored_level:
        return "La méthode choisie ne donne pas de score à ce niveau."
    known, chosen = max(values.completeness, held), values.chosen
    return (
        f"Pas de score : {known} indicateur{'s' if known > 1 else ''} sur {chosen} "
        f"{'sont connus' if known > 1 else 'est connu'}, et il en faut {values.needed}. "
        "Une donnée absente n’est jamais remplacée par une note."
    )


def _rank(values: TerritoryValues, lacked: str) -> str:
    """Return the sentence of the rank, whose range is wide: it is said, never one number alone.

    A total that lacks what others have is not ranked with them.
    """
    if values.rank is None or not values.compared:
        return ""
    if lacked:
        return f"aucun : il manque {lacked}, que d’autres ont"
    low, high = values.rank_low or values.rank, values.rank_high or values.rank
    return sentences.rank_sentence(low, high, values.compared, values.level)


def _completeness(values: TerritoryValues) -> str:
    known, chosen = values.completeness, values.chosen
    if not known:
        return ""
    absent = [one.facts.short for one in values.of_method if one.weight and one.class_ is None]
    missing = f" (manque : {', '.join(absent)})" if absent else ""
    return f"{known} indicateur{'s' if known > 1 else ''} sur {chosen}{missing}"


def _estimates(values: TerritoryValues) -> str:
    """Name the indicators of the score whose value is estimated."""
    found = [
        one.facts.short
        for one in values.of_method
        if one.weight and one.class_ is not None and one.status == Status.ESTIMATED
    ]
    return ", ".join(found)


def _spread(values: TerritoryValues) -> str:
    if values.minimum is None or values.maximum is None:
        return ""
    low, high = sentences.score(values.minimum), sentences.score(values.maximum)
    return f"de {low} à {high} selon la commune"


def _high_share(values: TerritoryValues) -> str:
    """Return the share of inhabitants in the most fragile communes (classes 8 to 10)."""
    if values.high_share is None:
        return ""
    place = "dans l’une des communes les plus fragiles (3 communes sur 10)"
    if values.high_share == 0:
        return f"aucun habitant ne vit {place}"
    return f"{sentences.percent_of(values.high_share)} des habitants vivent {place}"


def _contributions(values: TerritoryValues) -> Bars | None:
    return bars(
        "contributions",
        "Ce que chaque indicateur apporte au score",
        "",
        [(one.facts.short, one.contribution) for one in values.of_method if one.weight],
    )
