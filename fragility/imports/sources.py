"""Who publishes each family of files, as shown beside every number."""

from __future__ import annotations

from fragility.tables import SourceFacts

OPEN_LICENCE = "Licence Ouverte 2.0"
_INSEE = "Insee"

POPULATION = SourceFacts(
    key="insee-population",
    name="Recensement de la population : évolution et structure de la population",
    producer=_INSEE,
    url="https://www.insee.fr/fr/statistiques/8581696",
    licence=OPEN_LICENCE,
)
DIPLOMAS = SourceFacts(
    key="insee-diplomes",
    name="Recensement de la population : diplômes et formation",
    producer=_INSEE,
    url="https://www.insee.fr/fr/statistiques/8581488",
    licence=OPEN_LICENCE,
)
HOUSEHOLDS = SourceFacts(
    key="insee-menages",
    name="Recensement de la population : couples, familles et ménages",
    producer=_INSEE,
    url="https://www.insee.fr/fr/statistiques/8647008",
    licence=OPEN_LICENCE,
)
ACTIVITY = SourceFacts(
    key="insee-activite",
    name="Recensement de la population : emploi et population active",
    producer=_INSEE,
    url="https://www.insee.fr/fr/statistiques/8581444",
    licence=OPEN_LICENCE,
)
FILOSOFI = SourceFacts(
    key="insee-filosofi",
    name="Filosofi : revenus et pauvreté des ménages",
    producer="Insee, DGFiP, Cnaf, Cnav, CCMSA",
    url="https://www.insee.fr/fr/statistiques/7756729",
    licence=OPEN_LICENCE,
)
FILOSOFI_IRIS = SourceFacts(
    key="insee-filosofi",
    name="Filosofi : revenus et pauvreté des ménages à l’IRIS",
    producer="Insee, DGFiP, Cnaf, Cnav, CCMSA",
    url="https://www.insee.fr/fr/statistiques/8229323",
    licence=OPEN_LICENCE,
)
ARCEP_FIXED = SourceFacts(
    key="arcep-fixe",
    name="Ma connexion internet : éligibilité des locaux aux débits fixes",
    producer="Arcep",
    url="https://www.data.gouv.fr/fr/datasets/ma-connexion-internet/",
    licence=OPEN_LICENCE,
)
ARCEP_MOBILE = SourceFacts(
    key="arcep-mobile",
    name="Couverture 4G des communes, d’après Mon réseau mobile",
    producer="Arcep, Observatoire des territoires (ANCT)",
    url="https://www.observatoire-des-territoires.gouv.fr",
    licence=OPEN_LICENCE,
)
CNAF = SourceFacts(
    key="cnaf",
    name="Allocataires des prestations légales",
    producer="Cnaf",
    url="https://data.caf.fr",
    licence=OPEN_LICENCE,
)
BPE = SourceFacts(
    key="insee-bpe",
    name="Base permanente des équipements",
    producer=_INSEE,
    url="https://www.insee.fr/fr/statistiques/8217527",
    licence=OPEN_LICENCE,
)
