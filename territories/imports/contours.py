"""Turns the GeoJSON of communes into the compact file that `territories.contours` reads.

geopandas is imported here only, when an import runs: it is slow to load and heavy.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from territories.contours import contours_file, save_contours, saved_contours
from territories.imports.reading import UnreadableData


def write_contours(source: Path | None) -> int | None:
    """Write the contours of a GeoJSON file and return how many there are.

    Nothing is done when the file in use was made from the same bytes. Without a source the present
    file is removed, because it would contradict the communes, and None is returned.
    """
    target = contours_file()
    if source is None:
        target.unlink(missing_ok=True)
        return None
    fingerprint = hashlib.sha256(source.read_bytes()).hexdigest()
    present = saved_contours(target)
    if present is not None and present.fingerprint == fingerprint:
        return present.contours
    import geopandas
    import shapely

    try:
        table = geopandas.read_file(source, columns=["code"])
        codes = [str(code) for code in table["code"]]
    except Exception as error:  # pyogrio and GDAL have no common ancestor
        raise UnreadableData(
            f"« {source.name} » n’est pas un GeoJSON de communes avec un champ code."
        ) from error
    shapes = shapely.make_valid(table.geometry.to_numpy())
    save_contours(target, codes, shapes, fingerprint)
    return len(codes)
