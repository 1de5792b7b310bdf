"""The catalogue of indicators: what each one says, why it matters and how it adds up.

Pure data, read by the importers (keys), the methods, the pages and the API. Definitions follow
INSEE's, ARCEP's and the Cnaf's own; the choice of indicators follows the published generations of
the index (2019, 2021, 2023). It knows no number and no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["%", "€", "km"]
Rule = Literal["sum", "weighted", "median"]
Role = Literal["index", "context"]
Variant = Literal["tous", "seniors", "jeunes"]
Axis = Literal["acces", "information", "administratif", "competences"]

AXIS_LABELS: dict[Axis, str] = {
    "acces": "Accès au numérique",
    "information": "Accès à l’information",
    "administratif": "Compétences administratives",
    "competences": "Compétences numériques",
}

VARIANT_LABELS: dict[Variant, str] = {
    "tous": "Tous les âges",
    "seniors": "Seniors",
    "jeunes": "Jeunes",
}


@dataclass(frozen=True)
class IndicatorFacts:
    """One indicator.

    `direction` is +1 when a higher value is more fragile, -1 when a lower one is. `rule` says how
    a larger territory's value is made: `sum` (numerators over denominators), `weighted` (mean
    weighted by the file's own weight, else the population), `median` (the same, but a mean of
    medians is not a median: the result is always an estimate). `share_of_area`: the weight is the
    area. `counted` names what the numerator counts; empty when a number of persons would make no
    sense. `sources` are source keys.
    """

    key: str
    label: str
    short: str
    definition: str
    why: str
    unit: Unit
    direction: Literal[1, -1]
    rule: Rule
    axis: Axis
    role: Role
    sources: tuple[str, ...]
    variant: Variant = "tous"
    counted: str = ""
    share_of_area: bool = False


INDICATORS: tuple[IndicatorFacts, ...] = (
    IndicatorFacts(
        key="poverty",
        label="Taux de pauvreté",
        short="Pauvreté",
        definition=(
            "Part des personnes dont le niveau de vie est inférieur à 60 % du niveau de vie "
            "médian national, après impôts et prestations."
        ),
        why=(
            "Un équipement et un abonnement coûtent cher : les personnes pauvres s’en privent "
            "plus souvent, alors que leurs droits se demandent en ligne."
        ),
        unit="%",
        direction=1,
        rule="weighted",
        axis="acces",
        role="index",
        sources=("insee-filosofi",),
    ),
    IndicatorFacts(
        key="age_65",
        label="Personnes de 65 ans et plus",
        short="65 ans et plus",
        definition="Part des personnes de 65 ans et plus dans la population.",
        why="L’aisance avec le numérique baisse avec l’âge, surtout après 70 ans.",
        unit="%",
        direction=1,
        rule="sum",
        axis="competences",
        role="index",
        sources=("insee-population",),
        counted="personnes de 65 ans et plus",
    ),
    IndicatorFacts(
        key="low_diploma",
        label="Personnes peu ou pas diplômées",
        short="Peu ou pas diplômés",
        definition=(
            "Part des personnes de 15 ans et plus, sorties de l’école, dont le diplôme le plus "
            "élevé est inférieur au baccalauréat."
        ),
        why="Lire, écrire et chercher en ligne est plus difficile quand l’école s’est arrêtée tôt.",
        unit="%",
        direction=1,
        rule="sum",
        axis="competences",
        role="index",
        sources=("insee-diplomes",),
        counted="personnes peu ou pas diplômées",
    ),
    IndicatorFacts(
        key="no_thd",
        label="Locaux sans très haut débit fixe",
        short="Sans très haut débit",
        definition=(
            "Part des logements et locaux professionnels qui ne peuvent pas avoir au moins "
            "30 Mbit/s par une ligne fixe (fibre, câble ou cuivre)."
        ),
        why="Sans bonne connexion, une visioconférence ou un envoi de pièces échoue.",
        unit="%",
        direction=1,
        rule="sum",
        axis="acces",
        role="index",
        sources=("arcep-fixe",),
        counted="locaux sans très haut débit",
    ),
    IndicatorFacts(
        key="no_4g",
        label="Surface sans 4G",
        short="Sans 4G",
        definition="Part de la surface du territoire qu’aucun opérateur ne couvre en 4G.",
        why="Beaucoup de personnes n’ont qu’un téléphone pour aller sur internet.",
        unit="%",
        direction=1,
        rule="weighted",
        axis="acces",
        role="index",
        sources=("arcep-mobile",),
        share_of_area=True,
    ),
    IndicatorFacts(
        key="median_income",
        label="Niveau de vie médian",
        short="Niveau de vie médian",
        definition=(
            "La moitié des personnes ont un niveau de vie annuel plus élevé, l’autre moitié "
            "plus bas."
        ),
        why="Il situe un territoire quand son taux de pauvreté n’est pas publié.",
        unit="€",
        direction=-1,
        rule="median",
        axis="acces",
        role="context",
        sources=("insee-filosofi",),
    ),
    IndicatorFacts(
        key="no_ftth",
        label="Locaux sans fibre (1 Gbit/s)",
        short="Sans fibre",
        definition=(
            "Part des logements et locaux professionnels qui ne peuvent pas avoir 1 Gbit/s par "
            "une ligne fixe."
        ),
        why="Le réseau de cuivre s’arrête peu à peu : sans fibre, la ligne fixe disparaît.",
        unit="%",
        direction=1,
        rule="sum",
        axis="acces",
        role="context",
        sources=("arcep-fixe",),
        counted="locaux sans fibre",
    ),
    IndicatorFacts(
        key="age_75",
        label="Personnes de 75 ans et plus",
        short="75 ans et plus",
        definition="Part des personnes de 75 ans et plus dans la population.",
        why="À cet âge, beaucoup de personnes n’utilisent pas internet.",
        unit="%",
        direction=1,
        rule="sum",
        axis="competences",
        role="context",
        sources=("insee-population",),
        variant="seniors",
        counted="personnes de 75 ans et plus",
    ),
    IndicatorFacts(
        key="age_15_29",
        label="Personnes de 15 à 29 ans",
        short="15 à 29 ans",
        definition="Part des personnes de 15 à 29 ans dans la population.",
        why="Les jeunes sont connectés, mais souvent perdus devant une première démarche.",
        unit="%",
        direction=1,
        rule="sum",
        axis="administratif",
        role="context",
        sources=("insee-population",),
        variant="jeunes",
        counted="personnes de 15 à 29 ans",
    ),
    IndicatorFacts(
        key="age_15_24",
        label="Personnes de 15 à 24 ans",
        short="15 à 24 ans",
        definition="Part des personnes de 15 à 24 ans dans la population.",
        why="L’entrée dans les études ou l’emploi multiplie les démarches en ligne.",
        unit="%",
        direction=1,
        rule="sum",
        axis="administratif",
        role="context",
        sources=("insee-population",),
        variant="jeunes",
        counted="personnes de 15 à 24 ans",
    ),
    IndicatorFacts(
        key="one_person",
        label="Ménages d’une seule personne",
        short="Personnes seules",
        definition="Part des ménages formés d’une seule personne.",
        why="Une personne seule a moins souvent quelqu’un à qui demander de l’aide.",
        unit="%",
        direction=1,
        rule="sum",
        axis="information",
        role="context",
        sources=("insee-menages",),
        counted="personnes vivant seules",
    ),
    IndicatorFacts(
        key="single_parent",
        label="Familles monoparentales",
        short="Familles monoparentales",
        definition="Part des ménages formés d’un parent seul avec ses enfants.",
        why="Un parent seul a moins de temps et plus de démarches à faire.",
        unit="%",
        direction=1,
        rule="sum",
        axis="information",
        role="context",
        sources=("insee-menages",),
        counted="familles monoparentales",
    ),
    IndicatorFacts(
        key="unemployment",
        label="Taux de chômage (recensement)",
        short="Chômage",
        definition="Part des actifs de 15 à 64 ans qui se déclarent au chômage au recensement.",
        why="La recherche d’emploi et l’indemnisation passent par internet.",
        unit="%",
        direction=1,
        rule="sum",
        axis="administratif",
        role="context",
        sources=("insee-activite",),
        counted="personnes au chômage",
    ),
    IndicatorFacts(
        key="foreigners",
        label="Personnes de nationalité étrangère",
        short="Étrangers",
        definition="Part des personnes de nationalité étrangère dans la population.",
        why="Des démarches obligatoires n’existent qu’en ligne, et en français.",
        unit="%",
        direction=1,
        rule="sum",
        axis="administratif",
        role="context",
        sources=("insee-population",),
        counted="personnes de nationalité étrangère",
    ),
    IndicatorFacts(
        key="caf_dependency",
        label="Allocataires dépendant des prestations",
        short="Dépendance aux prestations",
        definition=(
            "Part des allocataires de la CAF dont plus de la moitié des ressources vient des "
            "prestations."
        ),
        why="Perdre l’accès à son compte en ligne, c’est risquer de perdre ses ressources.",
        unit="%",
        direction=1,
        rule="sum",
        axis="administratif",
        role="context",
        sources=("cnaf",),
        counted="allocataires dépendant des prestations",
    ),
    IndicatorFacts(
        key="services_distance",
        label="Distance aux services publics",
        short="Distance aux services",
        definition=(
            "Distance moyenne, à vol d’oiseau, entre la commune et les services publics les plus "
            "proches (France services, poste, emploi, impôts)."
        ),
        why="Quand le guichet est loin, il ne reste qu’internet.",
        unit="km",
        direction=1,
        rule="weighted",
        axis="information",
        role="context",
        sources=("insee-bpe",),
    ),
    IndicatorFacts(
        key="poverty_under_30",
        label="Taux de pauvreté des moins de 30 ans",
        short="Pauvreté, moins de 30 ans",
        definition=("Taux de pauvreté des personnes dont le référent fiscal a moins de 30 ans."),
        why="Un jeune pauvre a souvent un téléphone, rarement un ordinateur.",
        unit="%",
        direction=1,
        rule="weighted",
        axis="acces",
        role="index",
        sources=("insee-filosofi",),
        variant="jeunes",
    ),
    IndicatorFacts(
        key="poverty_60_74",
        label="Taux de pauvreté des 60 à 74 ans",
        short="Pauvreté, 60 à 74 ans",
        definition="Taux de pauvreté des personnes dont le référent fiscal a de 60 à 74 ans.",
        why="Une petite retraite laisse peu pour s’équiper.",
        unit="%",
        direction=1,
        rule="weighted",
        axis="acces",
        role="index",
        sources=("insee-filosofi",),
        variant="seniors",
    ),
    IndicatorFacts(
        key="poverty_75",
        label="Taux de pauvreté des 75 ans et plus",
        short="Pauvreté, 75 ans et plus",
        definition="Taux de pauvreté des personnes dont le référent fiscal a 75 ans ou plus.",
        why="Une petite retraite laisse peu pour s’équiper.",
        unit="%",
        direction=1,
        rule="weighted",
        axis="acces",
        role="index",
        sources=("insee-filosofi",),
        variant="seniors",
    ),
    IndicatorFacts(
        key="unemployment_15_24",
        label="Taux de chômage des 15 à 24 ans (recensement)",
        short="Chômage, 15 à 24 ans",
        definition="Part des actifs de 15 à 24 ans qui se déclarent au chômage au recensement.",
        why="La recherche d’emploi et l’indemnisation passent par internet.",
        unit="%",
        direction=1,
        rule="sum",
        axis="administratif",
        role="context",
        sources=("insee-activite",),
        variant="jeunes",
        counted="personnes de 15 à 24 ans au chômage",
    ),
    IndicatorFacts(
        key="unemployment_55_64",
        label="Taux de chômage des 55 à 64 ans (recensement)",
        short="Chômage, 55 à 64 ans",
        definition="Part des actifs de 55 à 64 ans qui se déclarent au chômage au recensement.",
        why="La recherche d’emploi et l’indemnisation passent par internet.",
        unit="%",
        direction=1,
        rule="sum",
        axis="administratif",
        role="context",
        sources=("insee-activite",),
        variant="seniors",
        counted="personnes de 55 à 64 ans au chômage",
    ),
)

BY_KEY: dict[str, IndicatorFacts] = {facts.key: facts for facts in INDICATORS}


def indicator(key: str) -> IndicatorFacts:
    """Return one indicator's facts. Raises KeyError when the catalogue lacks it."""
    return BY_KEY[key]
