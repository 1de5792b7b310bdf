"""A venue as the API says it: the standard's field names, then what the site adds.

Values come from `venues/standard.py` by `venue_result`, which is what answers are made of; the
serializers declare their shapes for the documentation, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from rest_framework import serializers

from territories.distance import haversine_m
from venues.cards import hours_code, is_demonstration
from venues.changes import KINDS
from venues.dated_visits import visits_are_past
from venues.local_holidays import holiday_name
from venues.models import Venue
from venues.opening_hours import is_open, timezone_for
from venues.provenance import source_of
from venues.quality import FRESHNESS_CODES, freshness
from venues.standard import ENUMERATED, FIELDS, FREE_LISTS, value_of

#: Fields that hold text or nothing: nothing is null.
_TEXTS = tuple(
    name
    for name in FIELDS
    if name not in (*ENUMERATED, *FREE_LISTS, "latitude", "longitude", "horaires", "source")
)


def venue_result(
    venue: Venue,
    *,
    now: datetime,
    absolute: Callable[[str], str],
    near: tuple[float, float] | None = None,
    asked: date | None = None,
) -> dict[str, Any]:
    """Return one result of the API; `ouvert` is null when nobody knows.

    `asked`: the date or date-time whose holidays are told, at the venue's own time.
    """
    result: dict[str, Any] = {name: value_of(venue, name) for name in FIELDS}
    for name in _TEXTS:
        result[name] = result[name] or None
    result["horaires"] = venue.hours or None
    result["source"] = source_of(venue) or None
    result["horaires_texte"] = venue.hours_text or None
    result["valeurs_hors_standard"] = venue.unknown_values
    result["url"] = absolute(venue.get_absolute_url())
    result["distance_m"] = _distance(venue, near)
    hours = "" if visits_are_past(venue, now.date()) else venue.hours
    result["ouvert"] = is_open(hours, now, hours_code(venue))
    result["jour_ferie"] = _holiday(venue, asked) or None
    result["fraicheur"] = freshness(venue.updated_on, now.date()).code
    result["completude"] = venue.completeness
    result["demonstration"] = is_demonstration(venue)
    return result


def _distance(venue: Venue, near: tuple[float, float] | None) -> int | None:
    if near is None or venue.latitude is None or venue.longitude is None:
        return None
    return round(haversine_m(*near, venue.latitude, venue.longitude))


def _holiday(venue: Venue, asked: date | None) -> str:
    """Return the name of the public holiday that the moment asked is where the venue stands."""
    if asked is None:
        return ""
    code = hours_code(venue)
    if isinstance(asked, datetime):
        local = asked.astimezone(timezone_for(code)) if asked.tzinfo else asked
        asked = local.date()
    return holiday_name(asked, code)


def _text(words: str) -> serializers.CharField:
    return serializers.CharField(allow_null=True, help_text=words)


def _list(words: str) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=words)


class VenueSerializer(serializers.Serializer[Venue]):
    """Un lieu : les 32 champs du standard, puis ce que le site ajoute."""

    id = serializers.CharField(help_text="Identifiant public, stable.")
    pivot = _text("SIRET, RNA ou RIDET ; null quand il est inconnu.")
    nom = serializers.CharField()
    commune = serializers.CharField()
    code_postal = _text("Code postal.")
    code_insee = _text("Code INSEE de la commune ou de l’arrondissement.")
    adresse = _text("Numéro et voie.")
    complement_adresse = _text("Complément d’adresse.")
    latitude = serializers.FloatField(allow_null=True, help_text="Degrés, WGS 84.")
    longitude = serializers.FloatField(allow_null=True, help_text="Degrés, WGS 84.")
    typologie = _list("Codes des types de structure.")
    telephone = _text("Numéro au format international.")
    courriels = _list("Adresses électroniques.")
    site_web = _list("Adresses de sites.")
    horaires = _text("Horaires au format OpenStreetMap, toujours lisibles par un programme.")
    presentation_resume = _text("280 caractères au plus.")
    presentation_detail = _text("Présentation détaillée.")
    source = _text("Qui a collecté la fiche.")  # type: ignore[assignment]
    itinerance = _list("Intitulés du standard.")
    structure_parente = _text("Structure parente ou réseau.")
    date_maj = serializers.DateField(
        allow_null=True, help_text="Mise à jour par le producteur ; null quand elle est inconnue."
    )
    services = _list("Intitulés du standard.")
    publics_specifiquement_adresses = _list("Vide : tout public.")
    prise_en_charge_specifique = _list("Intitulés du standard.")
    frais_a_charge = _list("Intitulés du standard.")
    dispositif_programmes_nationaux = _list("Intitulés du standard.")
    formations_labels = _list("Intitulés du standard.")
    autres_formations_labels = _list("Labels hors de la liste du standard.")
    modalites_acces = _list("Intitulés du standard.")
    modalites_accompagnement = _list("Intitulés du standard.")
    fiche_acces_libre = _text("Adresse de la fiche d’accessibilité Acceslibre.")
    prise_rdv = _text("Adresse de prise de rendez-vous.")
    horaires_texte = _text("Horaires tels que donnés, quand aucun programme ne peut les lire.")
    valeurs_hors_standard = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Valeurs que le standard ne connaît pas, par champ.",
    )
    url = serializers.URLField(help_text="Page de la fiche.")
    distance_m = serializers.IntegerField(
        allow_null=True, help_text="Mètres à vol d’oiseau, avec pres_de ; sinon null."
    )
    ouvert = serializers.BooleanField(
        allow_null=True, help_text="Ouvert à l’instant, à l’heure du lieu ; null si inconnu."
    )
    jour_ferie = _text(
        "Avec ouvert ou ouvert_le=<date> : nom du jour férié que c’est, là où est le lieu ; sinon "
        "null. Les horaires d’un jour férié sont rarement dits : téléphoner avant de venir."
    )
    fraicheur = serializers.ChoiceField(choices=FRESHNESS_CODES, help_text="Âge de la fiche.")
    completude = serializers.IntegerField(help_text="De 0 à 100.")
    demonstration = serializers.BooleanField(help_text="true : lieu inventé.")


class VenuePageSerializer(serializers.Serializer[Any]):
    """Une page de lieux."""

    count = serializers.IntegerField(help_text="Nombre de lieux de toutes les pages.")
    next = serializers.URLField(allow_null=True, help_text="Page suivante.")
    previous = serializers.URLField(allow_null=True, help_text="Page précédente.")
    horaires_inconnus = serializers.IntegerField(
        required=False,
        help_text="Avec ouvert ou ouvert_le : lieux laissés de côté faute d’horaires connus.",
    )
    corrige = serializers.CharField(
        required=False, help_text="Avec q : les mots cherchés, quand un mot a été corrigé."
    )
    results = VenueSerializer(many=True)


class PointsSerializer(serializers.Serializer[Any]):
    """Tous les points en colonnes ; chaque colonne donne l’écart avec la valeur d’avant."""

    count = serializers.IntegerField()
    sans_coordonnees = serializers.IntegerField(
        help_text="Lieux de la même recherche dont l’emplacement exact n’est pas connu."
    )
    echelle = serializers.IntegerField(help_text="Coordonnées entières par degré.")
    codes_services = _list("Service de chaque bit du masque, du plus faible au plus fort.")
    ids = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numéros (pour ids=), en écarts."
    )
    lats = serializers.ListField(
        child=serializers.IntegerField(), help_text="Latitudes × echelle, en écarts."
    )
    lons = serializers.ListField(
        child=serializers.IntegerField(), help_text="Longitudes × echelle, en écarts."
    )
    services = serializers.ListField(
        child=serializers.IntegerField(), help_text="Masque des services."
    )


class ClusterSerializer(serializers.Serializer[Any]):
    """Un groupe de lieux d’une maille de la grille."""

    nombre = serializers.IntegerField(help_text="Nombre de lieux.")
    latitude = serializers.FloatField(help_text="Du centre de gravité, en degrés.")
    longitude = serializers.FloatField(help_text="Du centre de gravité, en degrés.")
    bbox = serializers.ListField(
        child=serializers.FloatField(), help_text="Ouest, sud, est, nord des lieux du groupe."
    )
    id = _text("Identifiant public d’un lieu seul dans sa maille, sinon null.")


class ClustersSerializer(serializers.Serializer[Any]):
    """Les groupes de la grille, d’ouest en est."""

    count = serializers.IntegerField(help_text="Nombre de lieux de tous les groupes.")
    groupes = ClusterSerializer(many=True)


class ChangeSerializer(serializers.Serializer[Any]):
    """Un changement de l’annuaire."""

    type = serializers.ChoiceField(choices=KINDS, help_text="Ce qui est arrivé.")
    id = serializers.CharField(help_text="Identifiant public concerné.")
    le = serializers.DateTimeField(help_text="Quand, en temps universel.")
    url = serializers.URLField(help_text="Page du lieu ; pour redirige, celle du lieu actuel.")
    api = serializers.URLField(help_text="La fiche dans l’API.")
    vers = serializers.CharField(
        allow_null=True, help_text="Pour redirige : identifiant actuel ; sinon null."
    )
    departement = serializers.CharField(
        allow_null=True, help_text="Département du lieu (le lieu actuel, pour redirige)."
    )
    code_insee = serializers.CharField(
        allow_null=True, help_text="Commune du lieu, ou son arrondissement."
    )


class ChangePageSerializer(serializers.Serializer[Any]):
    """Une partie des changements, et où reprendre."""

    next = serializers.URLField(allow_null=True, help_text="Suite déjà disponible.")
    suite = serializers.CharField(help_text="À garder : où reprendre la prochaine fois.")
    results = ChangeSerializer(many=True)
