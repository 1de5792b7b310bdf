"""The outlines that a GeoJSON of a level needs, from those of the communes.

Larger territories are united once and kept in a file beside the contours. Arrondissements and
IRIS have no outline here: their features have no geometry. Shapely only, no geopandas.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from fragility.levels import memberships
from territories.contours import (
    Contours,
    contours_file,
    read_contours,
    save_contours,
    saved_contours,
)
from territories.tiles.outlines import surfaces, unite


def level_outlines(level: str, codes: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the outlines (shapely, degrees) of these codes; one that is not known is absent.

    The first call for a level above the commune takes a few seconds.
    """
    if level == "commune":
        contours = Contours.load()
        found = {code: contours.outline(code) for code in codes} if contours else {}
        return {code: shape for code, shape in found.items() if shape is not None}
    if level not in memberships().groups:
        return {}
    saved = saved_contours(contours_file())
    if saved is None:
        return {}
    groups = memberships().groups[level]
    digest = hashlib.sha256(f"{saved.fingerprint} {level}".encode())
    digest.update(memberships().communes.tobytes() + groups.tobytes())
    path = contours_file().with_name(f"{level}.npz")
    known = _united(level, path, digest.hexdigest()[:16])
    return {code: known[code] for code in codes if code in known}


@lru_cache(maxsize=4)
def _united(level: str, path: Path, fingerprint: str) -> Mapping[str, Any]:
    """Return every outline of a level, read from its file or united and written there."""
    kept = saved_contours(path)
    if kept is not None and kept.fingerprint == fingerprint:
        codes, shapes = read_contours(path)
        return dict(zip(codes, shapes, strict=True))
    codes, shapes = read_contours(contours_file())
    members = memberships()
    groups = dict(zip(members.communes.tolist(), members.groups[level].tolist(), strict=True))
    united = unite(dict(zip(codes, surfaces(shapes), strict=True)), groups)
    save_contours(path, list(united), np.array(list(united.values()), dtype=object), fingerprint)
    return united
