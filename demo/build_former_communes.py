"""Builds `territories/data/former_communes.csv.gz`: names that communes no longer bear.

Run by a developer once a year, with two versions of the npm package
`@etalab/decoupage-administratif` (INSEE, Licence Ouverte 2.0): the one of the year, and 0.8.0, the
last one that holds the dated history of names since 1943 (`npm pack` unpacks it anywhere).

    python -m demo.build_former_communes node_modules/@etalab/decoupage-administratif HISTORY_DIR

A name that ended after the history (2020) has no date: none is invented.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

from territories.names import fold

TARGET = Path(__file__).resolve().parent.parent / "territories" / "data" / "former_communes.csv.gz"
COLUMNS = ("code", "name", "current_code", "kind", "valid_until")
ATTACHED = {"commune-deleguee": "deleguee", "commune-associee": "associee"}

Row = tuple[str, str, str, str, str]


def dated_names(history: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return, for each code, its names and the day each ended ("" when still borne in 2020)."""
    names: dict[str, dict[str, str]] = {}
    for entry in history:
        if entry["type"] != "COM":
            continue
        known = names.setdefault(entry["code"], {})
        end = entry.get("dateFin") or ""
        before = known.get(entry["nom"], end)
        known[entry["nom"]] = max(before, end) if before and end else ""
    return names


def former_rows(current: list[dict[str, Any]], history: list[dict[str, Any]]) -> list[Row]:
    """Return the sorted rows of the table, from the package of the year and the dated history."""
    living = {c["code"]: c for c in current if c["type"] == "commune-actuelle"}
    attached = {c["code"]: c for c in current if c["type"] in ATTACHED}
    merged_into = {old: c["code"] for c in living.values() for old in c.get("anciensCodes", ())}
    names = dated_names(history)
    rows: set[Row] = set()
    for code in sorted({*merged_into, *attached, *(living.keys() & names.keys())}):
        target = merged_into.get(code) or (code if code in living else attached[code]["chefLieu"])
        own = dict(names.get(code, {}))
        if code in attached:
            own.setdefault(attached[code]["nom"], "")
        for name, end in own.items():
            if code == target and fold(name) == fold(living[code]["nom"]):
                continue
            kind = _kind(code, name, target, attached, living)
            rows.add((code, name, target, kind, end))
    return sorted(rows)


def _kind(
    code: str, name: str, target: str, attached: dict[str, Any], living: dict[str, Any]
) -> str:
    """Say what a former name is today."""
    if code in attached and fold(attached[code]["nom"]) == fold(name):
        return ATTACHED[attached[code]["type"]]
    if code == target:
        return "ancien_nom"
    return "ancien_code" if fold(living[target]["nom"]) == fold(name) else "supprimee"


def write_table(rows: list[Row], target: Path) -> None:
    """Write the compressed table; the same rows always give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def main() -> None:
    """Read the two packages and write the table."""
    parser = argparse.ArgumentParser(description="Construit la table des anciens noms.")
    parser.add_argument("current", type=Path, help="dossier du paquet de l'année")
    parser.add_argument("history", type=Path, help="dossier du paquet 0.8.0")
    options = parser.parse_args()
    current = json.loads((options.current / "data" / "communes.json").read_text())
    history = json.loads((options.history / "data" / "historique-communes.json").read_text())
    rows = former_rows(current, history)
    write_table(rows, TARGET)
    print(f"{len(rows)} noms, {TARGET.stat().st_size} octets")


if __name__ == "__main__":
    main()
