"""The place that a list of venues starts from, by its official code: the `lieu` of the pages.

Communes and arrondissements have a point, a département has none. It never holds an address.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists

from ifn_site.wording import in_french
from territories.models import Arrondissement, Commune, Departement, FormerCommune
from territories.names import of_place
from territories.places import arrondissement_label


class StartingPoint(NamedTuple):
    """A place and its point in degrees (None for a département)."""

    code: str
    label: str
    latitude: float | None
    longitude: float | None

    @property
    def point(self) -> tuple[float, float] | None:
        """The point from which distances are measured."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def of(self) -> str:
        """« de Lyon », « d’Annecy », « du Havre »; the bare name in other languages."""
        return of_place(self.label) if in_french() else self.label


def starting_point(code: str) -> StartingPoint | None:
    """Return the commune, arrondissement or département of a code; a former code is followed."""
    code = code.strip().upper()
    if not (code.isascii() and code.isalnum() and 2 <= len(code) <= 5):
        return None
    if len(code) < 5:
        departement = Departement.objects.filter(pk=code).first()
        label = f"{departement.name} ({code})" if departement else ""
        return StartingPoint(code, label, None, None) if departement else None
    if commune := Commune.objects.filter(pk=code).first():
        return _commune_point(commune)
    if part := Arrondissement.objects.filter(pk=code).first():
        return StartingPoint(code, arrondissement_label(part.name), part.latitude, part.longitude)
    former = FormerCommune.objects.of_code(code).order_by("-valid_until", "pk").first()
    current = Commune.objects.filter(pk=former.current_code).first() if former else None
    if current is None:
        return None
    return _commune_point(current)


def _commune_point(commune: Commune) -> StartingPoint:
    """Return a commune as a place; its département is named when another bears the same name."""
    twins = Commune.objects.filter(folded=commune.folded).exclude(pk=commune.pk)
    departement = Departement.objects.filter(pk=commune.departement_code)
    # « Saint-Barthélemy (Saint-Barthélemy) » would say nothing more.
    others = departement.exclude(name=commune.name)
    name = others.filter(Exists(twins)).values_list("name", flat=True).first()
    label = f"{commune.name} ({name})" if name else commune.name
    return StartingPoint(commune.code, label, commune.latitude, commune.longitude)
