"""Which method a page, an export or the API is asked for: read once, the same everywhere.

`methode=` names a preset; else `base=`, `ponderation=` and `variante=` find one. `poids.<key>=`
changes the weight of one indicator; those left out keep the weight of the method. It knows the
names of parameters, not requests nor the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from fragility.indicators import VARIANT_LABELS
from fragility.methods.presets import DEFAULT, PRESETS
from fragility.methods.recipe import BASES, Preset, Weighting

WEIGHTING_CODES: dict[Weighting, str] = {"unit": "unites", "population": "habitants"}
"""The words of addresses and exports for each weighting."""
MAX_WEIGHT = 5.0
WEIGHT_PREFIX = "poids."
WEIGHT_KEYS: tuple[str, ...] = tuple(
    dict.fromkeys(key for preset in PRESETS.values() for key in preset.indicators)
)
PARAMETERS: tuple[str, ...] = (
    "methode",
    "base",
    "ponderation",
    "variante",
    *(f"{WEIGHT_PREFIX}{key}" for key in WEIGHT_KEYS),
)
_NUMBER = re.compile(r"\d{1,3}([.,]\d{1,4})?", re.ASCII)


class Query(Protocol):
    """What is read of an address: the values of a parameter (a `QueryDict` does)."""

    def getlist(self, key: str) -> list[str]:
        """Return the values of a parameter, in order."""


@dataclass(frozen=True)
class MethodChoice:
    """A preset, and its weights when somebody changed them (empty otherwise)."""

    preset: Preset
    own_weights: tuple[float, ...] = ()

    @property
    def is_own(self) -> bool:
        """Tell whether the weights are not those of the method."""
        return bool(self.own_weights)

    @property
    def weights(self) -> tuple[float, ...]:
        """The weights in force, in the order of the indicators."""
        return self.own_weights or self.preset.weights

    @property
    def by_indicator(self) -> dict[str, float]:
        """The weights in force by indicator."""
        return dict(zip(self.preset.indicators, self.weights, strict=True))

    @property
    def chosen(self) -> int:
        """How many indicators count."""
        return sum(weight > 0 for weight in self.weights)

    @property
    def weighting(self) -> str:
        """`unites` or `habitants`."""
        return WEIGHTING_CODES[self.preset.weighting]

    @property
    def name(self) -> str:
        """The French name, which says when the weights were changed."""
        return self.preset.label + (", avec vos poids" if self.is_own else "")

    @property
    def weights_text(self) -> str:
        """« poverty=2|age_65=1 » for exports and keys."""
        return "|".join(f"{key}={weight:g}" for key, weight in self.by_indicator.items())

    @property
    def query(self) -> list[tuple[str, str]]:
        """The parameters that ask for this choice again, none for the default."""
        named = [] if self.preset.key == DEFAULT else [("methode", self.preset.key)]
        if not self.is_own:
            return named
        before = dict(zip(self.preset.indicators, self.preset.weights, strict=True))
        changed = [
            (f"{WEIGHT_PREFIX}{key}", f"{weight:g}")
            for key, weight in self.by_indicator.items()
            if weight != before[key]
        ]
        return named + changed


DEFAULT_CHOICE = MethodChoice(PRESETS[DEFAULT])


def read_choice(query: Query) -> tuple[MethodChoice, dict[str, str]]:
    """Return the method asked and the mistakes by parameter, in French.

    What is mistaken is left out: the choice is then the nearest that can be computed.
    """
    mistakes: dict[str, str] = {}
    preset = _preset(query, mistakes)
    weights = _weights(query, preset, mistakes)
    return MethodChoice(preset, () if weights == preset.weights else weights), mistakes


def _preset(query: Query, mistakes: dict[str, str]) -> Preset:
    key = _one_of(query, "methode", PRESETS, mistakes)
    base = _one_of(query, "base", BASES, mistakes)
    weighting = _one_of(query, "ponderation", WEIGHTING_CODES.values(), mistakes)
    variant = _one_of(query, "variante", VARIANT_LABELS, mistakes)
    asked = {"base": base, "ponderation": weighting, "variante": variant}
    if key:
        preset = PRESETS[key]
        for name, value in asked.items():
            if value and value != _facts(preset)[name]:
                mistakes[name] = (
                    f"La méthode {key} a {name}={_facts(preset)[name]}. Retirez methode, ou "
                    "retirez ce paramètre."
                )
        return preset
    wanted = {**_facts(PRESETS[DEFAULT]), **{name: value for name, value in asked.items() if value}}
    for preset in PRESETS.values():
        if _facts(preset) == wanted:
            return preset
    name = next(name for name in ("ponderation", "variante", "base") if asked[name])
    mistakes[name] = "Cette combinaison n’est pas calculée. Méthodes : " + ", ".join(PRESETS) + "."
    return PRESETS[DEFAULT]


def _facts(preset: Preset) -> dict[str, str]:
    return {
        "base": preset.base,
        "ponderation": WEIGHTING_CODES[preset.weighting],
        "variante": preset.variant,
    }


def _one_of(query: Query, name: str, known: Iterable[str], mistakes: dict[str, str]) -> str:
    """Return the only value of a parameter, "" when it is absent or mistaken."""
    values = [value.strip() for value in query.getlist(name) if value.strip()]
    if not values:
        return ""
    accepted = list(known)
    if len(values) == 1 and values[0] in accepted:
        return values[0]
    mistakes[name] = "Valeur inconnue. Donnez une seule valeur parmi : " + ", ".join(accepted) + "."
    return ""


def _weights(query: Query, preset: Preset, mistakes: dict[str, str]) -> tuple[float, ...]:
    found = []
    for part in preset.parts:
        name = WEIGHT_PREFIX + part.indicator
        values = [value.strip() for value in query.getlist(name) if value.strip()]
        number = part.weight
        if values:
            text = values[0] if len(values) == 1 and _NUMBER.fullmatch(values[0]) else ""
            if text and float(text.replace(",", ".")) <= MAX_WEIGHT:
                number = float(text.replace(",", "."))
            else:
                mistakes[name] = f"Donnez un seul poids, un nombre de 0 à {MAX_WEIGHT:g}."
        found.append(number)
    for key in WEIGHT_KEYS:
        name = WEIGHT_PREFIX + key
        if key not in preset.indicators and any(query.getlist(name)):
            mistakes[name] = f"La méthode {preset.key} n’a pas cet indicateur."
    if not any(found):
        mistakes[WEIGHT_PREFIX + preset.indicators[0]] = "Un indicateur au moins doit compter."
        return preset.weights
    return tuple(found)
