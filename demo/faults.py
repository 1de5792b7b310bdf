"""The faults of real files, as named functions that spoil one row.

Each takes a row in its producer's columns and says whether it applied. They never touch what
marks a venue as invented (its name). Rates are in :mod:`demo.sources`.
"""

from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import Any

from demo.reference import OldCommune, Reference

Row = dict[str, Any]

_LISTS = ("frais_a_charge", "conditions_acces", "publics_specifiquement_adresses",
          "publics_accueillis", "services", "modalites_accompagnement")  # fmt: skip
_UNKNOWN_VALUES = ("Tout public", "Gratuite", "Pass numérique accepté", "Ateliers smartphone")
_LONG_SENTENCE = "Un accueil simple, gratuit et sans jugement, près de chez vous. "


class Spoiler:
    """Applies the faults of a source to its rows and counts them."""

    def __init__(self, reference: Reference, rng: Random) -> None:
        self._rng = rng
        self._former: dict[str, list[OldCommune]] = {}
        for old in reference.old_communes:
            if old.nom and old.code != old.code_2026:
                self._former.setdefault(old.code_2026, []).append(old)
        self.counts: dict[str, int] = dict.fromkeys(sorted(FAULTS), 0)

    def spoil(self, row: Row, rates: dict[str, float]) -> Row:
        """Return ``row`` with the faults drawn for it, each at its own rate."""
        spoilt = dict(row)
        for name, fault in FAULTS.items():
            rate = rates.get(name, 0.0)
            if name == "old_commune" and spoilt["code_insee"] in self._former:
                rate = min(1.0, rate * 15)  # few communes have a former name: those that do, often
            if self._rng.random() < rate and fault(spoilt, self._rng, self._former):
                self.counts[name] += 1
        return spoilt


Former = dict[str, list[OldCommune]]
Fault = Callable[[Row, Random, Former], bool]


def old_commune(row: Row, rng: Random, former: Former) -> bool:
    """The commune still under the name, and often the code, it had before a merger."""
    choices = former.get(row["code_insee"])
    if not choices:
        return False
    old = rng.choice(choices)
    row["commune"] = old.nom
    if rng.random() < 0.6:
        row["code_insee"] = old.code
    return True


def national_phone(row: Row, rng: Random, former: Former) -> bool:
    """A French number as people write it, instead of the international form."""
    number: str = row["telephone"]
    if not number.startswith("+33"):
        return False
    digits = "0" + number[3:]
    pairs = [digits[i : i + 2] for i in range(0, 10, 2)]
    row["telephone"] = rng.choice(
        (digits, " ".join(pairs), " ".join(pairs), ".".join(pairs), digits[1:])
    )
    return True


def several_phones(row: Row, rng: Random, former: Former) -> bool:
    """Two numbers in a cell made for one."""
    number: str = row["telephone"]
    if not number:
        return False
    row["telephone"] = (
        f"{number}{rng.choice((' / ', ' ou ', ';'))}{number[:-2]}{rng.randint(10, 99)}"
    )
    return True


def upper_case_commune(row: Row, rng: Random, former: Former) -> bool:
    """COMMUNE and often ADDRESS in capitals, at times without accents."""
    row["commune"] = row["commune"].upper()
    heading = "adresse" if "adresse" in row else "Adresse"
    if rng.random() < 0.7:
        row[heading] = row[heading].upper()
    return True


def swapped_coordinates(row: Row, rng: Random, former: Former) -> bool:
    """Longitude in the column of latitude."""
    row["latitude"], row["longitude"] = row["longitude"], row["latitude"]
    return bool(row["latitude"])


def missing_coordinates(row: Row, rng: Random, former: Former) -> bool:
    """No point at all."""
    row["latitude"] = row["longitude"] = ""
    return True


def zero_coordinates(row: Row, rng: Random, former: Former) -> bool:
    """The point 0, 0."""
    row["latitude"] = row["longitude"] = 0.0
    return True


def decimal_comma(row: Row, rng: Random, former: Former) -> bool:
    """A French decimal comma."""
    for column in ("latitude", "longitude"):
        row[column] = str(row[column]).replace(".", ",")
    return bool(row["latitude"])


def lambert_93(row: Row, rng: Random, former: Former) -> bool:
    """Metres of the national grid instead of degrees (métropole only)."""
    lon, lat = row["longitude"], row["latitude"]
    if not (isinstance(lat, float) and isinstance(lon, float) and 41 < lat < 52 and -6 < lon < 10):
        return False
    x, y = _to_lambert_93().transform(lon, lat)
    row["longitude"], row["latitude"] = round(x, 2), round(y, 2)
    return True


@lru_cache(maxsize=1)
def _to_lambert_93() -> Any:
    from pyproj import Transformer  # 0.1 s to import: only when a row needs it

    return Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)


def mojibake(row: Row, rng: Random, former: Former) -> bool:
    """UTF-8 read as Windows-1252, in the commune and the address."""
    heading = "adresse" if "adresse" in row else "Adresse"
    applied = False
    for column in ("commune", heading, "presentation_resume"):
        try:
            broken = row[column].encode("utf-8").decode("cp1252")
        except UnicodeDecodeError:
            continue
        applied = applied or broken != row[column]
        row[column] = broken
    return applied


def curly_apostrophe(row: Row, rng: Random, former: Former) -> bool:
    """A typographic apostrophe where the standard's value has a straight one."""
    applied = False
    for column in ("services", "modalites_accompagnement", "modalites_acces", "commune",
                   "dispositif_programmes_nationaux"):  # fmt: skip
        value = row.get(column, "")
        if "'" in value:
            row[column] = value.replace("'", "’")
            applied = True
    return applied


def unknown_value(row: Row, rng: Random, former: Former) -> bool:
    """A word the standard's list does not have, added to the right ones."""
    column = rng.choice([name for name in _LISTS if name in row])
    separator = ";" if "conditions_acces" in row else "|"
    value = rng.choice(_UNKNOWN_VALUES)
    row[column] = f"{row[column]}{separator}{value}" if row[column] else value
    return True


def long_presentation(row: Row, rng: Random, former: Former) -> bool:
    """A summary far beyond the 280 characters allowed."""
    row["presentation_resume"] = (_LONG_SENTENCE * rng.randint(6, 14)).strip()
    return True


def missing_insee_code(row: Row, rng: Random, former: Former) -> bool:
    """No INSEE code: the commune must be found by its name and postal code."""
    row["code_insee"] = ""
    return True


def short_postal_code(row: Row, rng: Random, former: Former) -> bool:
    """A postal code that a spreadsheet took for a number."""
    code: str = row["code_postal"]
    if not code:
        return False
    row["code_postal"] = code.lstrip("0") if code.startswith("0") else f"{code}.0"
    return True


def broken_email(row: Row, rng: Random, former: Former) -> bool:
    """An address with spaces, a hidden @ or a label."""
    column = "courriels" if "courriels" in row else "courriel"
    value: str = row[column]
    if not value:
        return False
    row[column] = rng.choice((
        value.replace("@", "[a]"), value.replace("@", " @ "), f"mailto:{value}",
        f"Courriel : {value}", value.replace("@", " (at) "),
    ))  # fmt: skip
    return True


def broken_url(row: Row, rng: Random, former: Former) -> bool:
    """A site without scheme, with a wrong one, or in capitals."""
    value: str = row["site_web"]
    if not value:
        return False
    row["site_web"] = rng.choice((
        value.removeprefix("https://"), value.replace("https://", "http//"), value.upper(),
        value.replace("https://", "https:/"), value.replace("https://", "https://https://"),
    ))  # fmt: skip
    return True


def french_date(row: Row, rng: Random, former: Former) -> bool:
    """Day first, or with the time of a database."""
    year, month, day = row["date_maj"].split("-")
    row["date_maj"] = rng.choice((
        f"{day}/{month}/{year}", f"{day}/{month}/{year} 10:30", f"{year}-{month}-{day}T08:12:00Z",
    ))  # fmt: skip
    return True


def epoch_date(row: Row, rng: Random, former: Former) -> bool:
    """The first day of computers, which stands for an unknown date."""
    row["date_maj"] = "1970-01-01"
    return True


def missing_date(row: Row, rng: Random, former: Former) -> bool:
    """No date at all."""
    row["date_maj"] = ""
    return True


# In the order they are applied: what reads a value comes before what spoils it.
FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        old_commune, several_phones, national_phone, lambert_93, swapped_coordinates,
        decimal_comma, missing_coordinates, zero_coordinates, curly_apostrophe, unknown_value,
        long_presentation, upper_case_commune, mojibake, missing_insee_code, short_postal_code,
        broken_email, broken_url, french_date, epoch_date, missing_date,
    )
}  # fmt: skip
