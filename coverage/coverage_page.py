"""The page of coverage: what is shown, its sentences, its legend, its list, its honesty.

It joins the layer, the table and the lines that stand beside them; it knows no request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse

from coverage.annotations import annotations_of
from coverage.bivariate import ACCESS_WORDS, ClassFacts, class_words, grid
from coverage.coverage_choices import (
    ALERTS,
    DOUBLE,
    MEASURES,
    MODES,
    NO_DATA,
    CoverageChoices,
)
from coverage.coverage_first import first_alerts
from coverage.coverage_headline import headline, short_base, within_words
from coverage.coverage_layer import CoverageLayer, coverage_layer, layer_version
from coverage.coverage_parts import parts_table
from coverage.coverage_table import meaning, rows, siting_url, table_page
from coverage.honesty import honesty_lines, is_scarce
from coverage.measure_words import many
from coverage.offer import SERVICE_KEYS, SERVICE_LABELS
from coverage.parameters import ANY, BASES
from coverage.store import RunFacts, active_run, run_details
from coverage.territory_page import territory_url
from coverage.thirds import Bounds, Rule
from fragility.larger import larger
from fragility.level_names import level_names
from fragility.sentences import NO_BREAK, number
from territories.facts import FRANCE_CODE
from territories.models import Commune
from territories.tiles import tile_set

#: Degrees kept around the communes of a territory, whose points stand inside.
_MARGIN = 0.08


def page_context(choices: CoverageChoices) -> dict[str, Any]:
    """Return the whole page; `layer` is None when nothing is computed."""
    run, messages = active_run(), list(choices.messages)
    choices = _tellable(_existing(choices, messages), run)
    layer = coverage_layer(choices) if run else None
    name = _inside_name(choices)
    context: dict[str, Any] = {
        "run": run,
        "choices": choices,
        "messages": messages,
        "inside_name": name,
        "heading": _heading(choices, name),
        "base": short_base(choices.base),
        "form": _form(choices),
        "layer": layer,
    }
    return (
        context if run is None or layer is None else context | _answer(layer, run) | _links(layer)
    )


def _answer(layer: CoverageLayer, run: RunFacts) -> dict[str, Any]:
    """Return what the page says of a layer."""
    return {
        "said": headline(layer),
        "rule": Rule(**run_details(run)[0]["rule"]).words(),
        "legend": legend_context(layer),
        "first": first_alerts(layer),
        "is_scarce": is_scarce(run, layer.choices.service),
        "table": table_page(layer),
        "parts": parts_table(layer),
        "honesty": honesty_lines(run, layer),
        "notes": _own_notes(layer.choices),
        "cautions": _cautions(layer, run),
        "only_words": _only_words(layer),
        "state": _state(layer) if layer.choices.is_map_open else {},
    }


def _links(layer: CoverageLayer) -> dict[str, Any]:
    """Return the other addresses of the page, and what its forms carry along."""
    choices = layer.choices
    territory = ":".join(choices.inside) if choices.inside else ""
    return {
        "siting_url": siting_url(choices, territory) or reverse("coverage-siting"),
        "sheet_url": territory_url(*(choices.inside or ("france", FRANCE_CODE))),
        "exports": _exports(choices),
        "all_classes": choices.query(only="", page=1),
        "clear_name": choices.query(name="", page=1),
        "carried": choices.carried("dans", "base", "service", "mode", "mesure", "page", "classe"),
        "carried_names": choices.carried("nom", "page"),
        "permalink": f"{reverse('coverage-map')}?{choices.query()}".rstrip("?"),
        "open_map": choices.query(is_map_open=True),
        "close_map": choices.query(is_map_open=False),
    }


def legend_context(layer: CoverageLayer) -> dict[str, Any]:
    """Return the legend: the grid need × access with its bounds, or the classes of a measure."""
    choices = layer.choices
    classes = [_with_link(one, choices) for one in layer.scale]
    is_crossed = choices.measure == DOUBLE
    by_key = {one["key"]: one for one in classes}
    crossing, group = layer.crossing, layer.group
    return {
        "is_crossed": is_crossed,
        "rows": [
            line | {"cells": [by_key[one.key] for one in line["cells"]]}
            for line in (grid(layer.scale) if is_crossed else [])
        ],
        "classes": classes,
        "meaning": "" if is_crossed else meaning(choices.measure),
        "need": _bounds(crossing.need_bounds, group, _two) if group is not None else (),
        "access": _bounds(crossing.access_bounds, group, _two) if group is not None else (),
        "access_words": list(ACCESS_WORDS.values()),
        "without": layer.without,
        "without_words": many(layer.without.count, "commune", "communes"),
        "without_query": choices.query(only=NO_DATA, page=1),
        "is_without_chosen": choices.only == NO_DATA,
        "alerts_query": choices.query(only=ALERTS, page=1),
        "is_alerts_chosen": choices.only == ALERTS,
        "total": int(layer.within.sum()),
        "people": round(float(np.nansum(crossing.people[layer.within]))),
    }


def bubble_context(choices: CoverageChoices, code: str) -> dict[str, Any] | None:
    """Return what the map says of one commune, None when it is not shown."""
    layer = coverage_layer(choices)
    place = layer.crossing.communes.positions.get(code) if layer else None
    if layer is None or place is None or not layer.within[place]:
        return None
    (row,) = rows(layer, [place])
    return {"row": row, "mode": MODES[choices.mode], "is_crossed": choices.measure == DOUBLE}


def _existing(choices: CoverageChoices, messages: list[str]) -> CoverageChoices:
    """Return the choices without a territory that does not exist, and say so."""
    if choices.inside is None or _inside_name(choices):
        return choices
    messages.append(f"Aucun territoire n’a le code {choices.inside[1]}. Voici toute la France.")
    return replace(choices, inside=None)


def _tellable(choices: CoverageChoices, run: RunFacts | None) -> CoverageChoices:
    """Return the choices that can be answered: only the need for a service nearly undeclared."""
    if run is None or not is_scarce(run, choices.service):
        return choices
    return replace(choices, measure="besoin", only="" if choices.only == ALERTS else choices.only)


def _inside_name(choices: CoverageChoices) -> str:
    if choices.inside is None:
        return ""
    level, code = choices.inside
    return level_names(level).names.get(code, "")


def _heading(choices: CoverageChoices, name: str) -> str:
    what = MEASURES[choices.measure].partition(" (")[0]
    parts = [what, SERVICE_LABELS[choices.service].lower(), MODES[choices.mode]]
    if choices.measure == "besoin":
        parts = [what]
    return f"{', '.join(parts)} – {name or 'France'}"


def _form(choices: CoverageChoices) -> dict[str, Any]:
    """Return what the form offers."""
    inside = ":".join(choices.inside) if choices.inside else ""
    return {
        "places": _places(),
        "inside": inside,
        "is_epci": inside.startswith("epci:"),
        "bases": [(base, short_base(base)) for base in BASES],
        "services": [(key, SERVICE_LABELS[key]) for key in SERVICE_KEYS],
        "modes": list(MODES.items()),
        "measures": list(MEASURES.items()),
    }


def _places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the régions, then the départements of each with their numbers, as groups."""
    regions, departements = level_names("region"), level_names("departement")
    order = sorted(
        (code for code in regions.names if code not in regions.collectivities),
        key=lambda code: regions.folded[code],
    )
    holders = larger("departement").along(tuple(departements.names), "region").tolist()
    held: dict[str, list[tuple[str, str]]] = {code: [] for code in order}
    for (code, name), holder in zip(departements.names.items(), holders, strict=True):
        if holder in held:
            held[holder].append((f"departement:{code}", f"{code} – {name}"))
    whole = [(f"region:{code}", regions.names[code]) for code in order]
    return [("Régions", whole)] + [(regions.names[code], held[code]) for code in order]


def _with_link(one: ClassFacts, choices: CoverageChoices) -> dict[str, Any]:
    return {
        "key": one.key,
        "number": one.number,
        "label": class_words(one.key) or one.label,
        "token": one.token,
        "count": one.count,
        "communes": many(one.count, "commune", "communes").partition(" ")[2],
        "people": people_words(one.people),
        "query": choices.query(only=one.key, page=1),
        "is_chosen": choices.only == one.key,
    }


def _bounds(bounds: Bounds, group: int, words: Callable[[float], str]) -> tuple[str, ...]:
    """Return the words of the three thirds, the least first; empty where the base knows nothing."""
    low, high = float(bounds.low[group]), float(bounds.high[group])
    if not np.isfinite(low) or not np.isfinite(high):
        return ()
    least, most = words(low), words(high)
    if low <= 0:
        return ("aucun lieu à portée", f"moins de {most}", f"{most} ou plus")
    if least == most:
        return (f"moins de {most}", most, f"plus de {most}")
    return (f"{least} ou moins", f"entre {least} et {most}", f"{most} ou plus")


def people_words(count: int) -> str:
    """Return « 145 664 », « 11,6 M » from a million on: the cells are narrow."""
    million = 1_000_000
    return number(count) if count < million else f"{number(count / million, 1)}{NO_BREAK}M"


def _two(value: float) -> str:
    return number(value, 2)


def _own_notes(choices: CoverageChoices) -> list[Any]:
    """Return the notes about the territory itself."""
    if choices.inside is None:
        return []
    level, code = choices.inside
    return annotations_of(level, [code]).get(code, [])


def _cautions(layer: CoverageLayer, run: RunFacts) -> list[str]:
    """Return what must be known of this very choice before reading it."""
    choices, said = layer.choices, []
    declared = run_details(run)[1]["by_service"]
    places, own = declared[ANY], declared[choices.service]
    if is_scarce(run, choices.service):
        said.append(
            "Donnée manquante : presque aucun lieu ne déclare ce service. Ce n’est pas une alerte, "
            "et la page ne montre que le besoin."
        )
        return said
    if choices.service != ANY:
        said.append(
            f"{many(own, 'lieu', 'lieux')} sur {number(places)} "
            f"{'déclarent' if own >= 2 else 'déclare'} ce service. D’autres l’offrent "
            "peut-être sans le dire."
        )
    if choices.mode == "pied":
        said.append(
            "À pied, chaque commune n’est qu’un point, son centre : la page ne dit rien de "
            "l’intérieur d’une ville, ni de qui habite loin du centre."
        )
    if choices.measure == DOUBLE:
        said += _tie_words(layer)
    if not choices.has_robustness:
        said.append(
            "La robustesse est calculée pour tous les services, en voiture. Pour ce choix, la "
            "liste suit les hypothèses de base : gardez cette réserve."
        )
    return said


def _tie_words(layer: CoverageLayer) -> list[str]:
    """Say where so many inhabitants share one value that thirds cannot part them."""
    crossing, group = layer.crossing, layer.group
    groups = np.unique(crossing.groups[layer.within])
    said = []
    if group is not None and float(crossing.access_bounds.low[group]) <= 0:
        said.append(
            "Plus d’un tiers des habitants de la base n’a aucun lieu à portée : toutes leurs "
            "communes ont un accès faible."
        )
    for what, bounds in (("l’accès", crossing.access_bounds), ("le besoin", crossing.need_bounds)):
        met = [
            one for one in groups[groups >= 0].tolist()
            if 0 < float(bounds.low[one]) == float(bounds.high[one])
        ]  # fmt: skip
        if met and group is not None:
            value = _two(float(bounds.low[group]))
            said.append(
                f"Pour {what}, les deux bornes se rejoignent dans cette base ({value}) : "
                "une même valeur réunit tant d’habitants qu’elle compte comme moyenne."
            )
        elif met:
            said.append(
                f"Pour {what}, les deux bornes se rejoignent dans "
                f"{many(len(met), 'territoire', 'territoires')} de comparaison : la valeur que "
                "beaucoup y partagent compte comme moyenne."
            )
    return said


def _exports(choices: CoverageChoices) -> dict[str, str]:
    """Return the table as it is shown, and the same territory with every input, from the API."""
    pairs = [("dans", ":".join(choices.inside))] if choices.inside else []
    pairs += [("services", choices.service)] if choices.service != ANY else []
    return {
        "table": f"{reverse('coverage-table')}?{choices.query(page=1, is_map_open=False)}",
        "all": f"/api/v1/couverture/commune/?{urlencode([*pairs, ('format', 'csv')], safe=':')}",
    }


def _only_words(layer: CoverageLayer) -> str:
    """Return what the table is cut to, "" for everything."""
    only = layer.choices.only
    if only == ALERTS:
        return "les communes en double alerte"
    if only == NO_DATA:
        return "les communes sans donnée"
    found = {one.key: one.label for one in layer.scale}.get(only, "")
    if not found:
        return ""
    own = class_words(only)
    return f"la classe {only} : {own}" if own else f"la classe « {found} »"


def _state(layer: CoverageLayer) -> dict[str, Any]:
    """Return what the map must know: its file, its colours, its box."""
    choices, run = layer.choices, layer.crossing.run
    query = urlencode([*choices.shown(), ("v", layer_version(run))], safe=":")
    shown = urlencode(choices.shown(), safe=":")
    return {
        "layer": f"{reverse('coverage-layer', args=[choices.measure])}?{query}",
        "bubble": reverse("coverage-bubble", args=["CODE"]) + (f"?{shown}" if shown else ""),
        "tokens": [one.token for one in layer.scale],
        "keys": [one.key for one in layer.scale],
        "crossed": choices.measure == DOUBLE,
        "bounds": _box(choices.inside) if choices.inside else None,
        "words": within_words(choices),
    }


def _box(inside: tuple[str, str]) -> list[float] | None:
    """Return the box of a territory: the drawn one overseas, else that of its communes' points."""
    level, code = inside
    tiles = tile_set()
    for inset in tiles.insets if tiles else ():
        if level == "departement" and inset.code == code:
            return list(inset.bounds)
    points = Commune.objects.filter(**{f"{level}_code": code}).order_by()
    found = [pair for pair in points.values_list("longitude", "latitude") if None not in pair]
    if not found:
        return None
    longitudes, latitudes = zip(*found, strict=True)
    return [
        min(longitudes) - _MARGIN,
        min(latitudes) - _MARGIN,
        max(longitudes) + _MARGIN,
        max(latitudes) + _MARGIN,
    ]
