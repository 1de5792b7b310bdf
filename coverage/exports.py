"""A level of coverage as columns and as files: one row a territory, all that its verdict hangs on.

The columns hold the inputs of the double alert (inhabitants, need, access, bounds of the base,
rule), so that anybody can make it again by hand. What nobody knows is empty, never 0. It knows
neither requests nor answers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np
from django.conf import settings

from coverage.coverage_values import base_places, class_label, origin_of
from coverage.decays import PRESETS
from coverage.offer import SERVICE_LABELS
from coverage.parameters import ANY, BASES, FAR_MINUTES, PER
from coverage.store import LevelCoverage, RunFacts, level_coverage, run_details
from coverage.thirds import Rule
from coverage.verdicts import (
    CLUSTER_KEYS,
    ROBUSTNESS,
    ROBUSTNESS_LABELS,
    STATUS_KEYS,
    STATUS_LABELS,
    statuses,
    word,
)
from fragility.exports import csv_chunks as csv_chunks
from fragility.exports import geojson_chunks as fragility_geojson

Columns = dict[str, list[Any]]
_CHUNK_BYTES = 256 * 1024
_MODES = {"car": "voiture", "foot": "pied"}
CAUTION = (
    "L’écart décrit des lieux référencés et des territoires, pas des personnes. Ce n’est ni un "
    "objectif, ni une série dans le temps, ni une clé de financement."
)
_MEANINGS = {
    "niveau": "Niveau du territoire.",
    "code": "Code officiel d’aujourd’hui, un texte : il garde ses zéros.",
    "code_demande": "Le code tel qu’il a été demandé (avec codes= seulement).",
    "nom": "Nom du territoire.",
    "population": "Habitants.",
    "besoin": "Indice de fragilité sans indicateur de distance, de 1 à 10 ; vide : sans donnée.",
    "statut": "Ce qui manque : " + " ; ".join(
        f"{STATUS_KEYS[bit]} = {STATUS_LABELS[bit]}" for bit in STATUS_KEYS
    ) + ".",
    "origine": "D’où partent les habitants : point_de_la_commune, ou point_de_ses_lieux (le milieu "
    "de ses lieux, quand tous sont à plus de 10 minutes en voiture du point de la commune).",
    "lieux_regroupes": "Fiches avant de réunir celles qui décrivent le même lieu.",
    "lieux": "Lieux référencés ouverts au public, chacun compté une fois.",
    "lieux_pour_10000": "Lieux pour 10 000 habitants : ignore les communes voisines.",
    "minutes_voiture": "Minutes jusqu’au lieu le plus proche, estimation à vol d’oiseau ; vide : "
    "aucun à moins de 60 minutes. Au-dessus de la commune : médiane des habitants.",
    "part_au_dela_20_voiture": "Part (0 à 1) des habitants à plus de 20 minutes.",
    "choix_voiture": "Lieux à 20 minutes ou moins (moyenne des habitants au-dessus de la commune).",
    "acces": "Lieux pour 10 000 habitants, partagés avec tous ceux qui y ont accès ; 0 : aucun à "
    "portée.",
    "classe_france": "Besoin (A faible à C fort) et accès (1 fort à 3 faible) : C3 est le pire.",
    "double_alerte_france": "1 : besoin ≥ besoin_borne_haute et acces ≤ acces_borne_basse de la "
    "base (ou acces = 0) ; voir bornes_confondues_france ; 0 : non ; vide : sans donnée.",
    "bornes_confondues_france": "Côtés (besoin, acces) où les deux bornes sont une seule valeur : "
    "cette valeur est au milieu, ni besoin fort, ni accès faible (un accès de 0 reste faible).",
    "priorite_france": "Habitants × (z − acces) / z des doubles alertes, z = acces_borne_basse.",
    "part_scenarios_france": "Part (0 à 1) des scénarios du calcul, tous comptés, qui signalent la "
    "commune.",
    "robustesse_france": " ; ".join(f"{ROBUSTNESS_LABELS[key]} : {text}"
                                    for key, text in ROBUSTNESS.items()) + ".",
    "rang_median_france": "Rang médian de la priorité ; à lire avec rang_p5 et rang_p95.",
    "robustes_france": "Doubles alertes que plus de scénarios confirment ; robustes, probables et "
    "dependent_des_hypotheses s’ajoutent en doubles_alertes.",
    "fgt1": "Manque moyen d’accès (0 à 1) sous la borne basse de la France : étendue × profondeur.",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class CoverageTable:
    """What is asked of a level: rows, services, and the codes as they were written."""

    source: LevelCoverage
    places: np.ndarray[Any, Any]
    services: tuple[str, ...] = (ANY,)
    asked: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """The level."""
        return self.source.level

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rows."""
        return tuple(self.source.codes[place] for place in self.places.tolist())

    @property
    def run(self) -> RunFacts:
        """The run that the numbers come from."""
        return self.source.run

    def __len__(self) -> int:
        return len(self.places)


def numbers(column: Any) -> list[Any]:
    """Return a column as plain numbers; None for what is unknown or infinite.

    Nothing is rounded: a value that equals a bound must still equal it in the file.
    """
    if column.dtype.kind != "f":
        return list(column.tolist())
    known = np.isfinite(column).tolist()
    return [one if has else None for one, has in zip(column.tolist(), known, strict=True)]


def _whole(column: Any) -> list[int | None]:
    """Return inhabitants as whole numbers, None where nobody knows."""
    return [round(one) if np.isfinite(one) else None for one in column.tolist()]


def level_columns(table: CoverageTable) -> Columns:
    """Return the measures of a level, without codes nor names; one cell per territory."""

    def taken(name: str) -> Any:
        return table.source.column(name)[table.places]

    people = taken("population")
    found: Columns = {"population": _whole(people), "besoin": numbers(taken("need"))}
    if "status" in table.source:
        found["statut"] = [
            "|".join(STATUS_KEYS[bit] for bit in statuses(one)) for one in taken("status").tolist()
        ]
    if "moved" in table.source:
        found["origine"] = [origin_of(one) for one in taken("moved").tolist()]
    if "rows" in table.source:
        found["lieux_regroupes"] = numbers(taken("rows"))
    for key in table.services:
        end = ending(key)
        venues = taken(f"venues.{key}")
        rate = np.full(len(venues), np.nan)
        np.divide(PER * venues, people, out=rate, where=people > 0)
        found[f"lieux{end}"] = numbers(venues)
        found[f"lieux_pour_10000{end}"] = numbers(rate)
        for mode, french in _MODES.items():
            found[f"minutes_{french}{end}"] = numbers(taken(f"{mode}_minutes.{key}"))
            for limit in FAR_MINUTES:
                name = f"part_au_dela_{limit}_{french}{end}"
                found[name] = numbers(taken(f"{mode}_beyond_{limit}.{key}"))
            found[f"choix_{french}{end}"] = numbers(taken(f"{mode}_choice.{key}"))
        found[f"acces{end}"] = numbers(taken(f"access.{key}"))
        found[f"acces_pied{end}"] = numbers(taken(f"foot_access.{key}"))
        found |= _classes(table, key) if table.level == "commune" else _lacks(table, key)
    for name, french in (("fresh_venues", "lieux_recents"), ("dated_venues", "lieux_dates"),
                         ("venues_with_hours", "lieux_avec_horaires"),
                         ("weekly_hours", "heures_par_semaine")):  # fmt: skip
        found[french] = numbers(taken(name))
    for key in PRESETS:
        if f"preset.{key}" in table.source:
            found[f"acces_{key.replace('-', '_')}"] = numbers(taken(f"preset.{key}"))
    return found | (_verdicts(table) if table.level == "commune" else _counts(table))


def ending(service: str) -> str:
    """Return how the columns of a service end: nothing for any service."""
    return "" if service == ANY else f"_{service}"


def _classes(table: CoverageTable, key: str) -> Columns:
    found: Columns = {}
    for base in BASES:
        numbers_ = table.source.column(f"class.{base}.{key}")[table.places].tolist()
        flags = table.source.column(f"alert.{base}.{key}")[table.places].tolist()
        found[f"classe_{base}{ending(key)}"] = [class_label(one) or None for one in numbers_]
        found[f"double_alerte_{base}{ending(key)}"] = [
            flag if one else None for one, flag in zip(numbers_, flags, strict=True)
        ]
    return found


def _lacks(table: CoverageTable, key: str) -> Columns:
    return {
        f"fgt{order}{ending(key)}": numbers(table.source.column(f"fgt{order}.{key}")[table.places])
        for order in (0, 1, 2)
    }


def _verdicts(table: CoverageTable) -> Columns:
    """Return, for communes, the bounds of each base and what scenarios say."""
    found: Columns = {}
    for base in BASES:
        places = base_places(table.source, base, table.run)[table.places]
        level = level_coverage(base, table.run)
        held = places >= 0
        for name, french in (("need_low", "besoin_borne_basse"),
                             ("need_high", "besoin_borne_haute")):  # fmt: skip
            found[f"{french}_{base}"] = _of_base(level, name, places, held)
        for key in table.services:
            for name, french in (("access_low", "acces_borne_basse"),
                                 ("access_high", "acces_borne_haute"),
                                 ("access_mean", "acces_moyen")):  # fmt: skip
                column = _of_base(level, f"{name}.{key}", places, held)
                found[f"{french}_{base}{ending(key)}"] = column
            name = f"bornes_confondues_{base}{ending(key)}"
            found[name] = _meeting(found, base, ending(key))
        flagged = table.source.column(f"flagged.{base}")[table.places]
        found[f"priorite_{base}"] = numbers(table.source.column(f"priority.{base}")[table.places])
        found[f"part_scenarios_{base}"] = numbers(flagged)
        found[f"robustesse_{base}"] = [ROBUSTNESS_LABELS.get(word(one)) for one in flagged.tolist()]
        for name, french in (("low_rank", "rang_p5"), ("median_rank", "rang_median"),
                             ("high_rank", "rang_p95")):  # fmt: skip
            ranks = table.source.column(f"{name}.{base}")[table.places].tolist()
            found[f"{french}_{base}"] = [rank or None for rank in ranks]
        top = table.source.column(f"top.{base}")[table.places]
        found[f"part_premiers_20_{base}"] = numbers(top)
    found["ecart"] = numbers(table.source.column("gap")[table.places])
    kinds = table.source.column("cluster")[table.places].tolist()
    found["groupe"] = [CLUSTER_KEYS.get(kind) for kind in kinds]
    found["groupe_p"] = numbers(table.source.column("cluster_p")[table.places])
    return found


def _meeting(found: Columns, base: str, end: str) -> list[str | None]:
    """Return the sides whose two bounds are one value, None where no base holds the commune."""
    sides = {
        side: zip(found[f"{side}_borne_basse_{base}{own}"],
                  found[f"{side}_borne_haute_{base}{own}"], strict=True)
        for side, own in (("besoin", ""), ("acces", end))
    }  # fmt: skip
    met = [[low is not None and low == high for low, high in pairs] for pairs in sides.values()]
    return [
        "|".join(side for side, meets in zip(sides, one, strict=True) if meets) or None
        for one in zip(*met, strict=True)
    ]


def _of_base(level: LevelCoverage | None, name: str, places: Any, held: Any) -> list[Any]:
    if level is None or not len(level):
        return [None] * len(places)
    return numbers(np.where(held, level.column(name)[places], np.nan))


def _counts(table: CoverageTable) -> Columns:
    found: Columns = {}
    names = {
        "alerts": "doubles_alertes",
        "alert_population": "habitants_en_double_alerte",
        "robust": "robustes",
        "probable": "probables",
        "depends": "dependent_des_hypotheses",
    }
    for base in BASES:
        for name, french in names.items():
            column = table.source.column(f"{name}.{base}")[table.places]
            found[f"{french}_{base}"] = numbers(column)
    return found


def rule_words(rule: Mapping[str, Any]) -> str:
    """Return the rule in French, what becomes of equal bounds included."""
    return (
        f"{Rule(**rule).words()} ; quand les deux bornes d’un tiers se confondent, leur valeur est "
        "au milieu (un accès de 0 reste faible)"
    )


def columns(table: CoverageTable, names: Mapping[str, str]) -> Columns:
    """Return every column of a file by name, what the numbers are made with included."""
    size = len(table)
    parameters, _ = run_details(table.run)
    constant = {
        "decroissance": PRESETS[parameters["preset"]].words(),
        "regle": rule_words(parameters["rule"]),
        "scenarios": table.run.scenarios,
        "graine": table.run.seed,
        "calcul": table.run.version,
        "publication_fragilite": table.run.release_version,
        "jour_de_reference": table.run.reference_date.isoformat(),
        "demonstration": table.run.is_demonstration,
    }
    return {
        "niveau": [table.level] * size,
        "code": list(table.codes),
        **({"code_demande": list(table.asked)} if table.asked else {}),
        "nom": [names.get(code) for code in table.codes],
        **level_columns(table),
        **{name: [value] * size for name, value in constant.items()},
    }


def file_name(day: date, extension: str, table: CoverageTable, scope: str) -> str:
    """Return a name that says the day, the level and the territory (`scope`)."""
    invented = "demonstration_" if table.run.is_demonstration else ""
    return (
        f"{day:%Y-%m-%d}_reperes-numeriques_{invented}couverture_{table.level}_"
        f"{scope.lower()}.{extension}"
    )


def geojson_chunks(
    table: CoverageTable, found: Columns, said: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """Yield a FeatureCollection; a territory without an outline is a feature without geometry."""
    # It reads of the table its level and its codes only.
    return fragility_geojson(cast(Any, table), found, said)


def parquet_chunks(found: Columns, said: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """Write a Parquet file, what the data are in its metadata, then yield its bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def kind(cells: list[Any]) -> pa.DataType:
        known = next((one for one in cells if one is not None), None)
        if isinstance(known, bool):
            return pa.bool_()
        if isinstance(known, int):
            return pa.int64()
        return pa.string() if isinstance(known, str) else pa.float64()

    schema = pa.schema([(name, kind(cells)) for name, cells in found.items()], metadata=dict(said))
    with tempfile.TemporaryFile() as file:
        pq.write_table(pa.Table.from_pydict(dict(found), schema=schema), file, compression="zstd")
        file.seek(0)
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def xlsx_chunks(found: Columns, said: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """Yield a workbook: « Couverture » and « Lisez-moi »; codes are texts and stay so."""
    # openpyxl is long to import, and few ask for it.
    from coverage.export_xlsx import workbook_chunks

    cells = found | {
        "demonstration": ["true" if one else "false" for one in found["demonstration"]]
    }
    return workbook_chunks(list(cells), zip(*cells.values(), strict=True), said)


def about(table: CoverageTable, day: date, address: str) -> list[tuple[str, str]]:
    """Return what a file says of itself, in (subject, sentence) lines."""
    parameters, summary = run_details(table.run)
    lines = [("Fichier", f"Couverture : besoin et offre – {settings.SITE_NAME}")]
    if table.run.is_demonstration:
        lines.append(("Attention", "Données de démonstration : lieux et valeurs sont inventés."))
    services = ", ".join(SERVICE_LABELS[key] for key in table.services)
    preset = PRESETS[parameters["preset"]]
    lines += [
        ("Préparé le", f"{day:%d/%m/%Y}"),
        ("Calcul", f"{table.run.version}, fait le {table.run.made_at:%d/%m/%Y}"),
        ("Ce qui est compté", f"{summary['places']} lieux ouverts au public, {services}"),
        ("Doublons réunis", f"{summary['grouped']} fiches décrivent un lieu déjà compté"),
        *_placed_lines(summary),
        ("Sans horaires", f"{summary['places'] - summary['with_hours']} lieux"),
        ("Fiches récentes", f"{summary['fresh']} lieux datés de 18 mois ou moins"),
        ("Sans indice", f"{summary['without_need']['communes']} communes, sans donnée d’écart"),
        ("Accès", f"{preset.label} : {preset.words()}. {preset.source}."),
        ("Temps", "Estimation à vol d’oiseau : détour 1,3, vitesse selon la densité."),
        ("Scénarios", f"{table.run.scenarios}, graine {table.run.seed}"),
        ("À savoir", CAUTION),
    ]
    lines += [
        ("Hypothèse écartée", f"{one['factor']} = {one['value']}") for one in summary["left_out"]
    ]
    lines.append(("En savoir plus", address))
    return lines


def _placed_lines(summary: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what was done of doubtful points; nothing for a run that does not tell."""
    if "misplaced" not in summary:
        return []
    outside = summary["outside_france"]["communes"]
    return [
        (
            "Sans coordonnées",
            f"{summary['unlocated']} fiches, mises au point de leur commune : en voiture, le "
            "trajet d’un demi-rayon de la commune au moins ; à pied, pas comptées",
        ),
        ("Loin de leur commune", f"{summary['misplaced']} fiches, traitées de même"),
        ("Départs déplacés", f"{summary['origins_moved']} communes, au milieu de leurs lieux"),
        ("Hors de la base France", f"{outside} communes des collectivités d’outre-mer"),
    ]


def column_lines(found: Columns) -> list[tuple[str, str]]:
    """Return the columns of a file in words, for « Lisez-moi »."""
    return [(name, _MEANINGS[name]) for name in found if name in _MEANINGS]
