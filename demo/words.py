"""The words invented venues are made of: names, streets, presentations, standard values.

Data only, with the few functions that join them in correct French. No randomness, no file.
Values of the standard are those of its versions 0.1 and 1.0.2.
"""

DEMONSTRATION = "démonstration"

PROPER_NAMES = (
    "Les Tilleuls", "La Passerelle", "Le Phare", "L’Étincelle", "Les Quatre Vents", "La Boussole",
    "Le Moulin", "La Source", "Les Marronniers", "Le Fil rouge", "La Clairière", "Les Acacias",
    "Le Trait d’union", "La Parenthèse", "Les Coquelicots", "La Ruche", "Le Préau", "La Fabrique",
    "Les Bleuets", "Le Tremplin", "La Marelle", "Les Platanes", "Le Belvédère", "La Grange",
    "Les Lavandes", "Le Kiosque", "La Navette", "Les Peupliers", "Le Carrefour", "L’Escale",
    "Les Glycines", "Le Patio", "La Halle", "Les Genêts", "Le Verger", "La Rotonde",
)  # fmt: skip

STREETS = (
    "Rue de la République", "Rue des Écoles", "Place de la Mairie", "Rue de l’Église",
    "Avenue de la Gare", "Grande Rue", "Rue du Moulin", "Place du Marché", "Rue des Jardins",
    "Rue de la Poste", "Chemin des Vignes", "Boulevard de la Liberté", "Rue du Stade",
    "Allée des Tilleuls", "Rue de la Fontaine", "Impasse des Lilas", "Rue du Château",
    "Place de l’Hôtel de Ville", "Rue des Prés", "Quai de la Rivière", "Rue Neuve",
    "Avenue de l’Europe", "Rue de la Paix", "Cours des Platanes", "Rue du Lavoir",
    "Route de la Forêt", "Rue des Acacias", "Place des Halles", "Rue du 8 mai 1945",
    "Rue du 11 novembre 1918",
)  # fmt: skip

COMPLEMENTS = (
    "Rez-de-chaussée", "1er étage", "Bâtiment B", "Entrée par la cour", "Salle informatique",
    "Derrière la salle des fêtes", "Espace multimédia, niveau 0", "Porte de droite",
)  # fmt: skip

PRESENTATIONS = (
    "Un conseiller vous accueille et vous aide, à votre rythme, dans vos démarches en ligne.",
    "Ordinateurs en libre accès, connexion gratuite et ateliers pour débuter.",
    "Ateliers en petit groupe : messagerie, smartphone, sécurité, photos.",
    "Accompagnement individuel sur rendez-vous, pour tous, sans jugement.",
    "Aide aux démarches : impôts, retraite, santé, logement. Apportez vos papiers.",
    "Prêt de tablettes, ateliers créatifs et initiation pour les familles.",
    "Vente d’ordinateurs reconditionnés à petit prix, sous condition de ressources.",
    "Permanence hebdomadaire. Il est conseillé d’appeler avant de venir.",
)  # fmt: skip

DETAILS = (
    "Le lieu est ouvert à toutes et à tous. Une première visite permet de faire le point sur vos "
    "besoins, puis l’équipe propose un rendez-vous ou un atelier. Tout est inventé ici : cette "
    "fiche appartient aux données de démonstration.",
    "Les ateliers ont lieu en petit groupe, par cycles de six séances. Le matériel est fourni. "
    "Cette fiche est inventée : elle appartient aux données de démonstration.",
)

NETWORKS = (
    "Communauté d’agglomération (démonstration)", "Réseau associatif (démonstration)",
    "Fédération des centres sociaux (démonstration)", "Ville (démonstration)",
)  # fmt: skip

AIDE = "Aide aux démarches administratives"
MAITRISE = "Maîtrise des outils numériques du quotidien"
INSERTION = "Insertion professionnelle via le numérique"
SECURITE = "Utilisation sécurisée du numérique"
PARENTALITE = "Parentalité et éducation avec le numérique"
LOISIRS = "Loisirs et créations numériques"
COMPREHENSION = "Compréhension du monde numérique"
ACCES = "Accès internet et matériel informatique"
ACQUISITION = "Acquisition de matériel informatique à prix solidaire"

PUBLICS = ("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes")
CARE = (
    "Surdité", "Handicaps moteurs", "Handicaps mentaux", "Illettrisme",
    "Langues étrangères (anglais)", "Langues étrangères (autres)", "Déficience visuelle",
)  # fmt: skip
LABELS = ("Formé à « Mon Espace Santé »", "Fabriques de Territoire", "ORDI 3.0")
OTHER_LABELS = ("Carte des savoirs (démonstration)", "Numérique de proximité (démonstration)")

SERVICES_V0 = {
    AIDE: (
        "Réaliser des démarches administratives avec un accompagnement",
        "Devenir autonome dans les démarches administratives",
        "Accompagner les démarches de santé",
    ),
    MAITRISE: (
        "Utiliser le numérique au quotidien",
        "Prendre en main un smartphone ou une tablette",
        "Prendre en main un ordinateur",
    ),
    INSERTION: ("Favoriser mon insertion professionnelle", "Créer et développer mon entreprise"),
    SECURITE: ("Utiliser le numérique au quotidien",),
    PARENTALITE: ("Soutenir la parentalité et l'éducation avec le numérique",),
    LOISIRS: ("Créer avec le numérique",),
    COMPREHENSION: ("Approfondir ma culture numérique", "Promouvoir la citoyenneté numérique"),
    ACCES: ("Accéder à une connexion internet", "Accéder à du matériel"),
    ACQUISITION: ("S'équiper en matériel informatique",),
}
COSTS_V0 = {
    "Gratuit": "Gratuit : Je peux accéder gratuitement au lieu et à ses services",
    "Gratuit sous condition": (
        "Gratuit sous condition : La gratuité est conditionnée à des critères (situation "
        "familiale, convention avec un organisme social...)"
    ),
    "Payant": "Payant : L'accès au lieu et/ou à ses services est payant",
}
PUBLICS_V0 = {
    "Jeunes": "Jeunes (16-26 ans)",
    "Étudiants": "Jeunes (16-26 ans)",
    "Familles et/ou enfants": "Familles/enfants",
    "Seniors": "Seniors (+ 65 ans)",
    "Femmes": "Uniquement femmes",
    "Surdité": "Surdité",
    "Handicaps moteurs": "",
    "Handicaps mentaux": "Handicaps mentaux : déficiences limitant les activités d'une personne",
    "Illettrisme": "Personnes en situation d'illettrisme",
    "Langues étrangères (anglais)": "Public langues étrangères",
    "Langues étrangères (autres)": "Public langues étrangères",
    "Déficience visuelle": "Déficience visuelle",
}
LABELS_V0 = {
    "Conseillers numériques": "CNFS",
    "France Services": "France Services",
    "Aidants Connect": "Aidants Connect",
    "Point d'accès numérique CAF": "Point numérique CAF",
    "Fabriques de Territoire": "Fabriques de Territoire",
}
SUPPORT_V0 = {
    "En autonomie": "Seul : j'ai accès à du matériel et une connexion",
    "Accompagnement individuel": (
        "Avec de l'aide : je suis accompagné seul dans l'usage du numérique"
    ),
    "Dans un atelier collectif": (
        "Dans un atelier : j'apprends collectivement à utiliser le numérique"
    ),
}
IN_MY_PLACE_V0 = "A ma place : une personne habilitée fait les démarches à ma place"

_PLAIN_ARTICLES = {"Le ": "du ", "Les ": "des "}
_VOWELS = frozenset("AEIOUYÀÂÉÈÊËÎÏÔÖÛÜŒÆH")


def of_place(name: str) -> str:
    """Return the complement of a noun: « de Lyon », « d’Arles », « du Mans », « des Ulis »."""
    for article, contracted in _PLAIN_ARTICLES.items():
        if name.startswith(article):
            return contracted + name[len(article) :]
    return f"d’{name}" if name[:1] in _VOWELS else f"de {name}"
