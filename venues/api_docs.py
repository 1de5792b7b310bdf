"""What the OpenAPI document says of the API of venues: parameters, answers, examples.

Parameters are read from the filters themselves, so that none can be forgotten.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)

from ifn_site.api_formats import FORMATS
from territories.serializers import ErrorsSerializer
from venues.filters import VenueFilter
from venues.serializers import (
    ChangePageSerializer,
    ClustersSerializer,
    PointsSerializer,
    VenuePageSerializer,
    VenueSerializer,
)

_ID = "rn7k2m9x4q"


def _parameter(name: str) -> OpenApiParameter:
    field = VenueFilter.base_filters[name].field
    schema: dict[str, Any] = dict(field.schema)
    examples = []
    if field.example:
        value: Any = field.example
        if schema["type"] == "array":
            value = [value]
        elif schema["type"] == "boolean":
            value = True
        elif schema["type"] in ("integer", "number"):
            value = int(value)
        examples = [OpenApiExample(name, value=value)]
    return OpenApiParameter(
        name,
        schema,
        OpenApiParameter.QUERY,
        description=str(field.help_text),
        examples=examples,
        explode=True if schema["type"] == "array" else None,
        style="form" if schema["type"] == "array" else None,
    )


FILTERS = [_parameter(name) for name in VenueFilter.base_filters]
_PAGING = [
    OpenApiParameter(
        "page",
        {"type": "integer", "minimum": 1},
        description="Numéro de page (format json seulement ; refusé avec un fichier).",
    ),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": 1000, "default": 20},
        description="Lieux par page (format json seulement), 1 000 au plus.",
    ),
    OpenApiParameter(
        "format",
        {"type": "string", "enum": list(FORMATS), "default": "json"},
        description="json donne une page ; les autres formats donnent tout ce qui est filtré, en "
        "un fichier. L’en-tête Accept convient aussi.",
    ),
    OpenApiParameter(
        "protege",
        {"type": "boolean", "default": False},
        description="Avec format=csv : pour un tableur, une apostrophe précède les cellules qui "
        "commencent comme une formule (les téléphones aussi). Sans lui, le CSV est brut, pour "
        "les programmes.",
    ),
]
_BAD_REQUEST = OpenApiResponse(
    ErrorsSerializer,
    description="Un paramètre est inconnu ou mal écrit.",
    examples=[
        OpenApiExample(
            "erreur", value={"erreurs": {"rayon": "Ajoutez pres_de=latitude,longitude."}}
        )
    ],
)
_RESULT: dict[str, Any] = {
    "id": _ID,
    "pivot": None,
    "nom": "Médiathèque de l’Exemple",
    "commune": "Saint-Étienne",
    "code_postal": "42000",
    "code_insee": "42218",
    "adresse": "1 rue de l’Exemple",
    "complement_adresse": None,
    "latitude": 45.4347,
    "longitude": 4.3903,
    "typologie": ["BIB"],
    "telephone": "+33465710000",
    "courriels": ["contact@mediatheque.example"],
    "site_web": ["https://mediatheque.example/"],
    "horaires": "Tu-Sa 10:00-12:00,14:00-18:00",
    "presentation_resume": None,
    "presentation_detail": None,
    "source": "Hub d’exemple",
    "itinerance": ["Fixe"],
    "structure_parente": None,
    "date_maj": "2026-09-01",
    "services": ["Aide aux démarches administratives"],
    "publics_specifiquement_adresses": [],
    "prise_en_charge_specifique": [],
    "frais_a_charge": ["Gratuit"],
    "dispositif_programmes_nationaux": [],
    "formations_labels": [],
    "autres_formations_labels": [],
    "modalites_acces": ["Se présenter"],
    "modalites_accompagnement": ["Accompagnement individuel"],
    "fiche_acces_libre": None,
    "prise_rdv": None,
    "horaires_texte": None,
    "valeurs_hors_standard": {},
    "url": f"https://exemple.fr/lieux/{_ID}-mediatheque-de-l-exemple-saint-etienne/",
    "distance_m": 420,
    "ouvert": True,
    "jour_ferie": None,
    "fraicheur": "a_jour",
    "completude": 78,
    "demonstration": False,
}

venue_list = extend_schema(
    operation_id="lieux_lister",
    tags=["lieux"],
    summary="Chercher des lieux",
    description=(
        "OU à l’intérieur d’une liste, ET entre les listes ; prise_en_charge_specifique : ET. Les "
        "lieux sont rangés par distance avec pres_de, sinon par nom. Un paramètre inconnu ou mal "
        "écrit est refusé (400). ETag et Last-Modified suivent la version des données."
    ),
    parameters=[*FILTERS, *_PAGING],
    responses={
        (200, "application/json"): OpenApiResponse(
            VenuePageSerializer,
            description="Une page de lieux, ou un fichier selon le format.",
            examples=[
                OpenApiExample(
                    "page",
                    value={"count": 1, "next": None, "previous": None, "results": [_RESULT]},
                )
            ],
        ),
        **{
            (200, found.media_type): OpenApiTypes.BINARY
            for name, found in FORMATS.items()
            if name != "json"
        },
        304: OpenApiResponse(description="Rien n’a changé."),
        400: _BAD_REQUEST,
    },
)

_VENUE_PARAMETERS = [
    OpenApiParameter(
        "public_id",
        str,
        OpenApiParameter.PATH,
        description="Identifiant public du lieu, ancien ou actuel.",
    ),
    OpenApiParameter("format", {"type": "string", "enum": ["json"]}, description="json seulement."),
]
_VENUE_ERRORS = {
    301: OpenApiResponse(description="Ancien identifiant : l’adresse actuelle est donnée."),
    304: OpenApiResponse(description="Rien n’a changé."),
    400: _BAD_REQUEST,
    404: OpenApiResponse(ErrorsSerializer, description="Aucun lieu n’a cet identifiant."),
    410: OpenApiResponse(ErrorsSerializer, description="Ce lieu n’est plus référencé."),
}

venue = extend_schema(
    operation_id="lieux_lire",
    tags=["lieux"],
    summary="Lire un lieu",
    description="Un ancien identifiant renvoie (301) vers l’actuel ; un lieu retiré répond 410.",
    parameters=_VENUE_PARAMETERS,
    responses={
        200: OpenApiResponse(
            VenueSerializer,
            description="Le lieu.",
            examples=[OpenApiExample("lieu", value={**_RESULT, "distance_m": None})],
        ),
        **_VENUE_ERRORS,
    },
)

venue_schema_org = extend_schema(
    operation_id="lieux_schema_org",
    tags=["lieux"],
    summary="Lire un lieu en JSON-LD",
    description="Le lieu avec les mots de schema.org, pour une page ou un moteur de recherche.",
    parameters=_VENUE_PARAMETERS,
    responses={
        (200, "application/ld+json"): OpenApiResponse(
            OpenApiTypes.OBJECT, description="Un objet Place."
        ),
        **_VENUE_ERRORS,
    },
)

points = extend_schema(
    operation_id="lieux_points",
    tags=["lieux"],
    summary="Tous les points, pour une carte",
    description=(
        "Les lieux situés, en colonnes compactes. Les numéros valent avec ids= tant que la "
        "version des données (ETag) ne change pas. Un lieu sans coordonnées n’est jamais un "
        "point : il est compté dans sans_coordonnees."
    ),
    parameters=FILTERS,
    responses={200: PointsSerializer, 304: OpenApiResponse(description="Rien n’a changé."),
               400: _BAD_REQUEST},
)  # fmt: skip

clusters = extend_schema(
    operation_id="lieux_groupes",
    tags=["lieux"],
    summary="Les lieux en groupes, pour une carte",
    description=(
        "Les lieux situés, réunis sur une grille dont les mailles font 64 pixels au niveau de "
        "zoom z. Pour les très grands ensembles et les programmes qui ne groupent pas eux-mêmes "
        "les points de lieux/points/. Sans bbox, z ne dépasse pas 4."
    ),
    parameters=[
        *FILTERS,
        OpenApiParameter(
            "z",
            {"type": "integer", "minimum": 0, "maximum": 19},
            required=True,
            description="Niveau de zoom de la carte (tuiles de 256 pixels).",
            examples=[OpenApiExample("z", value=3)],
        ),
        OpenApiParameter(
            "format", {"type": "string", "enum": ["json"]}, description="json seulement."
        ),
    ],
    responses={200: ClustersSerializer, 304: OpenApiResponse(description="Rien n’a changé."),
               400: _BAD_REQUEST},
)  # fmt: skip

changes = extend_schema(
    operation_id="lieux_changements",
    tags=["lieux"],
    summary="Ce qui a changé, pour tenir une copie à jour",
    description=(
        "Les lieux ajoutés (cree), changés (modifie) ou retirés (retire) et les identifiants "
        "remplacés (redirige), du plus ancien au plus récent, puis par identifiant. Sans depuis : "
        "depuis le début. Un lieu n’est dit qu’une fois, dans son dernier état ; s’il change "
        "pendant la lecture, il est dit de nouveau plus loin.\n\n"
        "Pour tenir une copie : suivez next jusqu’à null, gardez suite, et revenez plus tard avec "
        "suite=. Pour cree et modifie, reprenez la fiche (ids= en donne plusieurs à la fois) ; "
        "pour retire, ôtez-la ; pour redirige, remplacez l’ancien identifiant par vers. Un "
        "changement très récent peut être dit deux fois, jamais oublié.\n\n"
        "commune, epci, departement, region et source restreignent le flux ; un lieu retiré y "
        "reste annoncé. Gardez les mêmes filtres avec suite. Un lieu qui change de territoire "
        "n’est plus dit dans l’ancien : relisez la liste de temps en temps."
    ),
    parameters=[
        *(_parameter(name) for name in ("commune", "epci", "departement", "region", "source")),
        OpenApiParameter(
            "depuis",
            {"type": "string"},
            description="Date AAAA-MM-JJ ou moment ISO, compris ; sans fuseau, heure de Paris.",
            examples=[OpenApiExample("depuis", value="2026-11-01")],
        ),
        OpenApiParameter(
            "suite",
            {"type": "string"},
            description="À la place de depuis : la valeur suite d’une réponse.",
        ),
        OpenApiParameter(
            "page_size",
            {"type": "integer", "minimum": 1, "maximum": 1000, "default": 500},
            description="Changements par réponse, 1 000 au plus.",
        ),
        OpenApiParameter(
            "format", {"type": "string", "enum": ["json"]}, description="json seulement."
        ),
    ],
    responses={
        200: OpenApiResponse(
            ChangePageSerializer,
            description="Une partie des changements.",
            examples=[
                OpenApiExample(
                    "changements",
                    value={
                        "next": None,
                        "suite": "1793520000000000.rnbbbbbbbb.1793520000000000.",
                        "results": [
                            {
                                "type": "modifie",
                                "id": _ID,
                                "le": "2026-11-02T04:00:00.000000+00:00",
                                "url": _RESULT["url"],
                                "api": f"https://exemple.fr/api/v1/lieux/{_ID}/",
                                "vers": None,
                                "departement": "42",
                                "code_insee": "42218",
                            }
                        ],
                    },
                )
            ],
        ),
        304: OpenApiResponse(description="Rien n’a changé."),
        400: _BAD_REQUEST,
    },
)
