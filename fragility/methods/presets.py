"""The methods of the site, as data: read by pages as well as by `compute`, without pandas.

Our index has five indicators of need and none of supply: what exists to help is measured beside,
so that both can be crossed. All weigh the same by default: age, diploma and poverty go together,
and no weight is estimated; the rank range says what this choice moves.
"""

from __future__ import annotations

from dataclasses import replace

from fragility.methods.recipe import BASE_LABELS, Base, Part, Preset

VERSION = "1"

_NEED = (
    Part("poverty"),
    Part("age_65"),
    Part("low_diploma"),
    Part("no_thd"),
    Part("no_4g"),
)
_SENIORS = (
    Part("poverty_60_74", weight=0.5),
    Part("poverty_75", weight=0.5),
    Part("age_75"),
    Part("low_diploma"),
    Part("no_thd"),
    Part("no_4g"),
)
_YOUNG = (
    Part("poverty_under_30"),
    Part("unemployment_15_24"),
    Part("low_diploma"),
    Part("no_thd"),
    Part("no_4g"),
)

_REPERE = Preset(
    key="repere",
    label="Indice Repères",
    description=(
        "Cinq indicateurs de besoin, classés de 1 à 10 parmi toutes les communes de France. "
        "Une donnée absente n’est jamais remplacée par une note."
    ),
    parts=_NEED,
    version=VERSION,
)

DEFAULT = _REPERE.key


def _on_base(base: Base) -> Preset:
    """Return our index where communes are compared inside their own région, département, EPCI."""
    return replace(
        _REPERE,
        key=f"repere-{base}",
        label=f"{_REPERE.label}, comparé dans {BASE_LABELS[base]}",
        description=(
            f"Les cinq mêmes indicateurs, classés de 1 à 10 dans {BASE_LABELS[base]} seulement : "
            "les notes de deux territoires différents ne se comparent pas."
        ),
        base=base,
    )


PRESETS: dict[str, Preset] = {
    preset.key: preset
    for preset in (
        _REPERE,
        replace(
            _REPERE,
            key="repere-habitants",
            label=f"{_REPERE.label}, par habitants",
            description=(
                "Les cinq mêmes indicateurs, mais chaque classe réunit un dixième des habitants "
                "au lieu d’un dixième des communes : les petites communes pèsent moins."
            ),
            weighting="population",
        ),
        _on_base("region"),
        _on_base("departement"),
        _on_base("epci"),
        replace(
            _REPERE,
            key="repere-seniors",
            label=f"{_REPERE.label}, seniors",
            description=(
                "Pauvreté après 60 ans, part des 75 ans et plus, diplôme, très haut débit et 4G. "
                "Les taux de pauvreté par âge ne sont publiés que pour les grandes communes."
            ),
            parts=_SENIORS,
            variant="seniors",
        ),
        replace(
            _REPERE,
            key="repere-jeunes",
            label=f"{_REPERE.label}, jeunes",
            description=(
                "Pauvreté avant 30 ans, chômage des 15 à 24 ans, diplôme, très haut débit et 4G. "
                "La part des peu diplômés est celle de tous les âges, faute de donnée par âge."
            ),
            parts=_YOUNG,
            variant="jeunes",
        ),
    )
}
