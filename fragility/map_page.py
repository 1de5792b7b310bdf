"""The page of the need as plain words: what is shown, on which base, from which data, how sure.

It joins the layer, its legend, the table and the choices that the form offers; it knows no request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.urls import NoReverseMatch, reverse

from fragility.cautions import age_warning, caution_of_one, few_words
from fragility.indicators import AXIS_LABELS, BY_KEY, INDICATORS
from fragility.layer_files import version
from fragility.level_names import level_names
from fragility.map_choices import LEVEL_LABELS, LEVEL_NAMES, LEVELS, MapChoices
from fragility.map_layer import Layer, map_layer
from fragility.method_choice import MAX_WEIGHT, WEIGHT_PREFIX
from fragility.methods.presets import PRESETS
from fragility.store import (
    LevelValues,
    ReleaseFacts,
    active_release,
    level_scores,
    level_values,
)
from fragility.table_page import known_words, lacked, table_page, value_words
from ifn_site.cache import remembered
from ifn_site.clock import today
from territories.models import Commune
from territories.tiles import tile_set

_FORMATS = {"csv": "CSV", "xlsx": "Excel", "geojson": "GeoJSON", "parquet": "Parquet"}
#: Degrees kept around the communes of a territory, whose points stand inside.
_MARGIN = 0.08


@dataclass(frozen=True)
class Slider:
    """The weight of one indicator, and whether anything of it is loaded."""

    name: str
    label: str
    weight: str
    is_loaded: bool


def page_context(choices: MapChoices) -> dict[str, Any]:
    """Return the whole page. `layer` is None when nothing is loaded for these choices."""
    release = active_release()
    messages = list(choices.messages)
    choices = _existing(choices, messages)
    name = inside_name(choices)
    level = choices.table_level
    values = level_values(level) if release else None
    layer = map_layer(choices, level) if release else None
    context = {
        "release": release,
        "choices": choices,
        "messages": messages,
        "level": level,
        "level_label": LEVEL_LABELS[level],
        "inside_name": name,
        "heading": heading(choices, level, name),
        "base": base_words(choices, layer),
        "form": _form(choices, level, values),
        "sliders": _sliders(choices, values),
        "carried": choices.carried("niveau", "indicateur", "methode", "dans", "page"),
        "carried_weights": choices.carried(WEIGHT_PREFIX, "page"),
        "carried_names": choices.carried("nom", "page"),
        "state": _state(choices),
        "layer": layer,
    }
    if layer is None or values is None:
        return context
    return context | {
        "legend": legend_context(choices, layer),
        "table": table_page(choices, layer, sheet_address(level)),
        "collectivities": sorted(level_names(level).collectivities.values()),
        "years": _years(choices, values, layer),
        "old": _old(choices, values),
        "coverage": layer.coverage,
        "few": _few(choices),
        "own_weights": _own_weights(choices),
        "missing": [BY_KEY[key].short for key in _missing(choices, values)],
        "absent": [BY_KEY[key].short for key in _absent(choices, values, layer)],
        "permalink": f"{reverse('fragility-map')}?{choices.query()}".rstrip("?"),
        "exports": _exports(choices, level),
        "reset": choices.query(method=replace(choices.method, own_weights=())),
        "clear_name": choices.query(name="", page=1),
    }


def heading(choices: MapChoices, level: str, place: str) -> str:
    """Return the title of what is shown, without its base."""
    what = choices.facts.label if choices.facts else choices.method.preset.label
    return f"{what}, par {LEVEL_NAMES[level]}" + (f" – {place}" if place else "")


def base_words(choices: MapChoices, layer: Layer | None) -> str:
    """Return what every title says after it: base and weighting, or what the indicator is."""
    if choices.facts:
        definition, year = choices.facts.definition.rstrip("."), ""
        if layer and layer.series:
            note = layer.series.note.rstrip(".")
            # Some files hold another share than that of the catalogue: theirs is what is shown.
            definition = (
                note if note.startswith("Part ") else ". ".join(filter(None, (definition, note)))
            )
            year = f" (données de {layer.series.vintage})"
        return definition + year
    own = ", avec vos poids" if choices.method.is_own else ""
    return f"sur une base {choices.method.preset.base_label}{own}"


def legend_context(choices: MapChoices, layer: Layer) -> dict[str, Any]:
    """Return the legend of a level and the addresses of the files that draw it."""
    query = [*choices.shown(), ("v", version(layer.release))]
    is_index = layer.scores is not None
    files: dict[str, str] = {
        "layer": reverse("fragility-layer", args=[layer.level, choices.subject]),
        "classes": "",
    }
    if is_index and layer.level == "commune":
        method = choices.method.preset.key
        address = reverse("fragility-classes", args=[layer.level, method])
        files["classes"] = f"{address}?{urlencode(query[-1:])}"
    return {
        "level": layer.level,
        "level_label": LEVEL_LABELS[layer.level],
        "rows": layer.legend_rows,
        "without": layer.without,
        "total": sum(layer.counts) + layer.without,
        "is_index": is_index,
        "files": files,
        "layer_url": f"{files['layer']}?{urlencode(query, safe=':')}",
        "direction": choices.facts.direction if choices.facts else 1,
        "heading": heading(choices, layer.level, inside_name(choices)),
        "caution": layer.coverage.caution if layer.coverage else "",
    }


def bubble_context(choices: MapChoices, layer: Layer, code: str) -> dict[str, Any] | None:
    """Return what the map says of one territory, None when the code is not of this level."""
    place = layer.positions.get(code)
    if place is None:
        return None
    number = int(layer.classes[place])
    scores, series = layer.scores, layer.series
    parts = zip(scores.indicators, scores.classes[place].tolist(), strict=True) if scores else ()
    return {
        "name": level_names(layer.level).names.get(code, code),
        "code": code,
        "value": value_words(layer, place),
        "number": number,
        "size": len(layer.scale.classes),
        "colour": layer.scale.classes[number - 1].colour if number else 0,
        "label": layer.scale.classes[number - 1].label if number else "",
        "known": known_words(layer, place),
        "status": series.at(place).status.label if series else "",
        "year": series.vintage if series else None,
        "old": age_warning(choices.indicator, series.vintage, today().year) if series else "",
        "caution": caution_of_one(lacked(layer, place)),
        "parts": [(_with_year(key, layer.level), one) for key, one in parts],
        "is_small": bool(scores and scores.fragiles[place]),
        "is_index": scores is not None,
        "url": sheet_address(layer.level).replace("CODE", code),
    }


def sheet_address(level: str) -> str:
    """Return the address of the sheets of a level, with CODE where the code goes."""
    try:
        return reverse("territory", args=[level, "CODE"])
    except NoReverseMatch:
        return ""


def inside_name(choices: MapChoices) -> str:
    """Return the name of the territory asked for, "" for the whole country."""
    if choices.inside is None:
        return ""
    level, code = choices.inside
    return level_names(level).names.get(code, "")


def _existing(choices: MapChoices, messages: list[str]) -> MapChoices:
    """Return the choices without a territory that does not exist, and say so."""
    if choices.inside is None or inside_name(choices):
        return choices
    messages.append(f"Aucun territoire n’a le code {choices.inside[1]}. Voici toute la France.")
    return replace(choices, inside=None)


def _form(choices: MapChoices, level: str, values: LevelValues | None) -> dict[str, Any]:
    """Return what the form offers; an indicator without data is told, not offered."""
    loaded = values.series if values else {}
    groups = [
        (label, [one for one in INDICATORS if one.axis == axis and one.key in loaded])
        for axis, label in AXIS_LABELS.items()
    ]
    places = [
        (LEVEL_LABELS[one], sorted(_places(one), key=lambda pair: pair[1]))
        for one in ("region", "departement")
    ]
    inside = ":".join(choices.inside) if choices.inside else ""
    return {
        "levels": [(one, LEVEL_LABELS[one]) for one in LEVELS if one in choices.levels],
        "automatic": LEVEL_LABELS[replace(choices, level="").table_level].lower(),
        "indicators": [group for group in groups if group[1]],
        "methods": [(preset, few_words(*_scored(preset.key))) for preset in PRESETS.values()],
        "places": places,
        "inside": inside,
        "is_epci": inside.startswith("epci:"),
    }


def _places(level: str) -> list[tuple[str, str]]:
    found = level_names(level)
    return [
        (f"{level}:{code}", name)
        for code, name in found.names.items()
        if code not in found.collectivities
    ]


def _sliders(choices: MapChoices, values: LevelValues | None) -> list[Slider]:
    if choices.indicator:
        return []
    loaded = values.series if values else {}
    return [
        Slider(f"{WEIGHT_PREFIX}{key}", BY_KEY[key].label, f"{weight:g}", key in loaded)
        for key, weight in choices.method.by_indicator.items()
    ]


def _missing(choices: MapChoices, values: LevelValues) -> list[str]:
    """Return the indicators of the index that no file gives."""
    if choices.indicator:
        return []
    return [key for key in choices.method.preset.indicators if key not in values.series]


def _absent(choices: MapChoices, values: LevelValues, layer: Layer) -> list[str]:
    """Return the indicators of the index that are loaded, and known of nothing shown."""
    if layer.coverage is None or not layer.coverage.known:
        return []
    weights = choices.method.by_indicator
    counted = [key for key in choices.method.preset.indicators if weights[key] > 0]
    return [key for key in counted if key in values.series and key not in layer.coverage.known]


def _own_weights(choices: MapChoices) -> str:
    """Return « Pauvreté 5, Sans 4G 1 », "" with the weights of the method."""
    if choices.indicator or not choices.method.is_own:
        return ""
    pairs = choices.method.by_indicator.items()
    return ", ".join(f"{BY_KEY[key].short} {weight:g}".replace(".", ",") for key, weight in pairs)


def _scored(method: str) -> tuple[int, int]:
    """Return how many communes a method gives a total, and how many communes there are."""
    release = active_release()
    if release is None:
        return 0, 0

    def count(one: ReleaseFacts) -> tuple[int, int]:
        scores = level_scores("commune", method, one)
        return (
            (int(np.isfinite(scores.totals).sum()), len(scores.codes.codes)) if scores else (0, 0)
        )

    found: tuple[int, int] = remembered(f"fragility:scored:{method}", lambda: count(release))
    return found


def _few(choices: MapChoices) -> str:
    return "" if choices.indicator else few_words(*_scored(choices.method.preset.key))


def _with_year(key: str, level: str) -> str:
    """Return the short name of an indicator, with its year when its data are old."""
    values = level_values(level)
    series = values.series.get(key) if values else None
    old = series and age_warning(key, series.vintage, today().year)
    return f"{BY_KEY[key].short} ({series.vintage})" if series and old else BY_KEY[key].short


def _old(choices: MapChoices, values: LevelValues) -> list[str]:
    """Return what to say of the old data behind what is shown."""
    keys = [choices.indicator] if choices.indicator else choices.method.preset.indicators
    loaded = [(key, values.series[key].vintage) for key in keys if key in values.series]
    return [told for key, year in loaded if (told := age_warning(key, year, today().year))]


def _years(choices: MapChoices, values: LevelValues, layer: Layer) -> list[dict[str, Any]]:
    """Return the data behind what is shown: name, year and publisher."""
    keys = [choices.indicator] if choices.indicator else choices.method.preset.indicators
    if layer.coverage is not None and layer.coverage.known:
        keys = layer.coverage.known
    return [
        {"label": BY_KEY[key].short, "year": one.vintage, "source": one.source}
        for key in keys
        if (one := values.series.get(key))
    ]


def _exports(choices: MapChoices, level: str) -> list[tuple[str, str]]:
    """Return the same table as files of the API: words and address."""
    pairs = choices.shown() if not choices.indicator else choices.shown()[1:]
    address = f"/api/v1/fragilite/{level}/"
    return [
        (label, f"{address}?{urlencode([*pairs, ('format', key)], safe=':')}")
        for key, label in _FORMATS.items()
    ]


def _state(choices: MapChoices) -> dict[str, Any]:
    """Return what the map must know to open as it was left."""
    latitude, longitude, zoom = choices.view.split(",") if choices.view else ("", "", "")
    return {
        "level": choices.level,
        "levels": list(choices.levels),
        "center": [float(longitude), float(latitude)] if choices.view else None,
        "zoom": float(zoom) if choices.view else None,
        "bounds": _bounds(choices.inside) if choices.inside and not choices.view else None,
        "opacity": choices.opacity,
        "venues": choices.venues,
        "patterns": choices.patterns,
        "maxWeight": MAX_WEIGHT,
    }


def _bounds(inside: tuple[str, str]) -> list[float] | None:
    """Return the box of a territory: the drawn one overseas, else that of its communes' points.

    West, south, east, north, in degrees.
    """
    level, code = inside
    tiles = tile_set()
    for inset in tiles.insets if tiles else ():
        if level == "departement" and inset.code == code:
            return list(inset.bounds)
    points = Commune.objects.filter(**{f"{level}_code": code}).order_by()
    found = list(points.values_list("longitude", "latitude"))
    if not found:
        return None
    longitudes, latitudes = zip(*found, strict=True)
    return [
        min(longitudes) - _MARGIN,
        min(latitudes) - _MARGIN,
        max(longitudes) + _MARGIN,
        max(latitudes) + _MARGIN,
    ]
