"""What a file of venues says of itself: where it comes from, what it holds, how to use it.

Words only, in (subject, sentence) lines; the workbook shows them in « Lisez-moi ».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Max

from venues.open_data import attribution
from venues.querysets import VenueQuerySet

STANDARD_NAME = "Lieux de médiation numérique, version 1.0.2"
STANDARD_URL = "https://schema.data.gouv.fr/LaMednum/standard-mediation-num/"


def notice(
    venues: VenueQuerySet, asked: Iterable[tuple[str, str]], day: date, address: str
) -> list[tuple[str, str]]:
    """Return the lines of « Lisez-moi » for the venues of a file (one query).

    `asked`: the filters as they were given; `address`: the page that explains the data.
    """
    sources = list(
        venues.order_by()
        .filter(main_record__isnull=False)
        .values(
            "main_record__source__name",
            "main_record__source__licence",
            "main_record__source__is_demonstration",
        )
        .annotate(count=Count("pk"), newest=Max("updated_on"))
        .order_by("-count", "main_record__source__name")
    )
    names = [one["main_record__source__name"] for one in sources]
    lines = [("Fichier", f"Lieux d’aide au numérique – {settings.SITE_NAME}")]
    if any(one["main_record__source__is_demonstration"] for one in sources):
        lines.append(("Attention", "Données de démonstration : des lieux sont inventés."))
    lines += [
        ("Préparé le", f"{day:%d/%m/%Y}"),
        ("Filtres", " ; ".join(f"{name} = {value}" for name, value in asked) or _NO_FILTER),
        ("Standard", f"{STANDARD_NAME} : {STANDARD_URL}"),
    ]
    lines += [("Source", _sentence(one)) for one in sources]
    lines += [("À citer", attribution(names, day)), ("En savoir plus", address), *_HOW_TO]
    return lines


def _sentence(source: Mapping[str, Any]) -> str:
    newest = source["newest"]
    dated = f", information la plus récente : {newest:%d/%m/%Y}" if newest else ""
    licence = source["main_record__source__licence"] or "licence non précisée"
    return f"{source['main_record__source__name']} : {source['count']} lieux, {licence}{dated}."


_NO_FILTER = "Aucun : tous les lieux de France."
_HOW_TO = [
    (
        "Feuille « Lieux »",
        "Une ligne par lieu, une colonne par champ du standard. Quand une case a plusieurs "
        "valeurs, elles sont séparées par |.",
    ),
    (
        "Feuille « Listes »",
        "Les valeurs que le standard accepte. Dans « Lieux », les colonnes concernées les "
        "proposent.",
    ),
    (
        "Valeurs inconnues",
        "Case vide, sauf deux champs que le standard rend obligatoires : pivot 00000000000000 et "
        "date_maj 1970-01-01 veulent dire « inconnu ».",
    ),
    (
        "Tout public",
        "publics_specifiquement_adresses vide : le lieu accueille tout le monde.",
    ),
]
