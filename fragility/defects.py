"""The five known defects of the published indices, in words; `known_defects` measures them.

Pure words, for the page of methods: no number, no file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    """One defect: the `key` is the topic of its figures; the words are for the page of methods."""

    key: str
    title: str
    explanation: str


POVERTY_NOISE = Defect(
    "pauvrete-petites-communes",
    "Dans les petites communes, la note de pauvreté de 2023 ne suit pas les revenus",
    "INSEE ne publie pas le taux de pauvreté des petites communes. La note qui leur a été donnée "
    "devrait baisser quand le niveau de vie médian monte : elle n’a presque aucun lien avec lui.",
)
POVERTY_RUNS = Defect(
    "pauvrete-valeurs-recopiees",
    "Des communes qui se suivent dans la liste ont la même note de pauvreté",
    "Deux petites communes voisines par leur code n’ont pas de raison d’avoir toujours la même "
    "note. C’est la trace d’un remplissage automatique, et non d’une mesure.",
)
POVERTY_EFFECT = Defect(
    "pauvrete-effet",
    "Ce remplissage déplace le score de la moitié des communes concernées",
    "Le score a été recalculé avec un taux de pauvreté estimé à partir du niveau de vie médian "
    "publié par INSEE, toutes les autres notes restant les mêmes.",
)
MISSING_AS_VALUE = Defect(
    "donnee-absente-notee",
    "Une donnée absente a reçu une note",
    "En 2019, un revenu médian inconnu vaut 0 point, comme une absence de fragilité. En 2023, "
    "une couverture 4G inconnue vaut 10, et quelques communes sans habitant valent 0 partout.",
)
INCOME_DIRECTION = Defect(
    "revenu-a-l-envers",
    "En 2019, un revenu plus élevé augmente la fragilité",
    "L’axe « accès aux interfaces numériques » est le rapport du revenu médian à une référence, "
    "sans inversion : il baisse là où les foyers à faible revenu sont nombreux.",
)
DEFECTS = (POVERTY_NOISE, POVERTY_RUNS, POVERTY_EFFECT, MISSING_AS_VALUE, INCOME_DIRECTION)
