"""The one set of filters of the directory: list page, API, exports and map points all use it.

Names are those of the standard. OR inside a list, AND between lists, except
`prise_en_charge_specifique` (AND). Empty publics mean « tout public » and match any public asked.
How each value is read is in `filter_fields` and `filter_codes`; this module says what it selects.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterable
from datetime import time
from functools import cache, cached_property
from typing import Any, TypeVar

import django_filters
from django import forms
from django.db.models import Case, Q, Value, When

from ifn_site.cache import remembered
from ifn_site.clock import this_minute, today
from venues import filter_codes as codes
from venues import filter_fields as fields
from venues import vocabulary
from venues.asked_day import Day
from venues.filter_selection import Near, Selections
from venues.models import Venue
from venues.openness import Opening, opening_at, opening_on
from venues.querysets import VenueQuerySet
from venues.search import Words, spelled, understand
from venues.word_index import holds_every

T = TypeVar("T")


class FilterForm(forms.Form):
    """The rules between parameters."""

    def clean(self) -> dict[str, Any]:
        """Refuse a parameter that means nothing without another one."""
        given = self.cleaned_data
        if given.get("rayon") is not None and not self._has("pres_de"):
            self.add_error(
                "rayon", "Ajoutez pres_de=latitude,longitude : le rayon part d’un point."
            )
        for name in ("de", "a"):
            if given.get(name) is not None and not self._has("ouvert_le"):
                self.add_error(name, "Ajoutez ouvert_le : cette heure est celle d’un jour.")
        start, end = given.get("de"), given.get("a")
        if start and end and end != time(0) and start >= end:
            self.add_error("a", "L’heure de fin doit être après l’heure de début (de).")
        return given

    def _has(self, name: str) -> bool:
        """Tell whether a parameter was given, rightly or not: one message a mistake is enough."""
        return self.cleaned_data.get(name) is not None or name in self.errors


class Asked(django_filters.Filter):
    """One query parameter: a field that reads it and the method that applies it."""

    def __init__(self, field_class: type[fields.QueryField], method: str, **kwargs: Any) -> None:
        self.field_class = field_class
        super().__init__(method=method, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Asked:
        """Copy what a request changes, not the vocabularies: it is done for each request."""
        twin = copy.copy(self)
        twin.method = self.method
        return twin


def terms(vocabulary_of: vocabulary.Vocabulary, method: str, text: str) -> Asked:
    """Return the filter of one enumerated list of the standard."""
    return Asked(
        fields.TermsField,
        method,
        vocabulary=vocabulary_of,
        help_text=f"{text} Intitulés du standard ou codes courts, répétés ou séparés par des "
        "virgules.",
        example=next(iter(vocabulary_of)).code,
    )


class VenueFilter(Selections, django_filters.FilterSet):
    """Everything that can be asked of the directory."""

    services = terms(vocabulary.SERVICES, "any_term", "Au moins un de ces services.")
    publics_specifiquement_adresses = terms(
        vocabulary.PUBLICS,
        "publics",
        "Au moins un de ces publics. Un lieu sans public indiqué accueille tout le monde : il "
        "convient aussi, après ceux qui nomment ce public (voir strict).",
    )
    strict = Asked(
        fields.SwitchField,
        "nothing",
        help_text="true : seulement les lieux qui nomment le public demandé.",
        example="true",
    )
    prise_en_charge_specifique = terms(
        vocabulary.CARE, "all_terms", "Toutes ces prises en charge à la fois."
    )
    frais_a_charge = terms(vocabulary.COSTS, "any_term", "Au moins un de ces coûts.")
    dispositif_programmes_nationaux = terms(
        vocabulary.PROGRAMMES, "any_term", "Au moins un de ces dispositifs."
    )
    formations_labels = terms(vocabulary.LABELS, "any_term", "Au moins un de ces labels.")
    autres_formations_labels = Asked(
        codes.OtherLabelsField,
        "other_label",
        help_text="Au moins un de ces labels hors de la liste du standard, en toutes lettres.",
    )
    modalites_acces = terms(vocabulary.ACCESS, "any_term", "Au moins une de ces façons de venir.")
    modalites_accompagnement = terms(
        vocabulary.SUPPORT, "any_term", "Au moins une de ces façons d’être aidé."
    )
    itinerance = terms(vocabulary.ITINERANCY, "any_term", "Lieu fixe, itinérant, ou les deux.")
    typologie = terms(vocabulary.TYPOLOGY, "kinds", "Au moins un de ces types de structure.")
    source = Asked(
        codes.SourcesField,
        "from_sources",
        help_text="Au moins une de ces sources : clé, nom, ou source déclarée par le lieu.",
    )
    fiche_acces_libre = Asked(
        fields.SwitchField,
        "has_accessibility_sheet",
        help_text="true : avec une fiche d’accessibilité Acceslibre ; false : sans.",
        example="true",
    )
    prise_rdv = Asked(
        fields.SwitchField,
        "has_booking",
        help_text="true : avec une adresse de prise de rendez-vous en ligne ; false : sans.",
        example="true",
    )
    a_ma_place = Asked(
        fields.SwitchField,
        "acts_on_behalf",
        help_text="true : une personne habilitée peut faire la démarche à la place de l’usager.",
        example="true",
    )
    q = Asked(
        fields.TextField,
        "words",
        help_text="Mots du nom, de la commune, de l’adresse ou des services. Un mot mal écrit est "
        "corrigé.",
        example="mediatheque",
    )
    commune = Asked(
        codes.TerritoriesField,
        "communes",
        level="commune",
        help_text="Codes INSEE de communes ou d’arrondissements ; un ancien code est compris.",
        example="42218",
    )
    epci = Asked(
        codes.TerritoriesField,
        "epcis",
        level="epci",
        help_text="Numéros SIREN d’intercommunalités.",
        example="244200770",
    )
    departement = Asked(
        codes.TerritoriesField,
        "departements",
        level="departement",
        help_text="Numéros de départements ou de collectivités d’outre-mer.",
        example="42",
    )
    region = Asked(
        codes.TerritoriesField,
        "regions",
        level="region",
        help_text="Codes INSEE de régions.",
        example="84",
    )
    pres_de = Asked(
        fields.PointField,
        "located",
        help_text="latitude,longitude en degrés : les lieux situés, du plus proche au plus loin.",
        example="45.4347,4.3903",
    )
    rayon = Asked(
        fields.NumberField,
        "radius",
        low=1,
        high=fields.MAX_RADIUS_M,
        unit="mètres",
        whole=False,
        help_text="Avec pres_de : distance maximale en mètres, à vol d’oiseau.",
        example="5000",
    )
    bbox = Asked(
        fields.BoxField,
        "box",
        help_text="ouest,sud,est,nord en degrés.",
        example="4.2,45.3,4.6,45.6",
    )
    ouvert = Asked(
        fields.MomentField,
        "open_at",
        help_text="maintenant, ou une date et une heure ISO. Sans fuseau, c’est l’heure du lieu. "
        "Les lieux aux horaires inconnus sont laissés de côté et comptés.",
        example="maintenant",
    )
    ouvert_le = Asked(
        fields.DayField,
        "open_on",
        help_text="Un jour de la semaine (lundi… dimanche), week-end (samedi ou dimanche) ou une "
        "date AAAA-MM-JJ.",
        example="samedi",
    )
    de = Asked(
        fields.HourField,
        "nothing",
        help_text="Avec ouvert_le : à partir de HH:MM.",
        example="14:00",
    )
    a = Asked(
        fields.HourField, "nothing", help_text="Avec ouvert_le : jusqu’à HH:MM.", example="18:00"
    )
    fraicheur_max = Asked(
        fields.NumberField,
        "fresh",
        low=1,
        high=240,
        unit="mois",
        whole=True,
        help_text="Fiches mises à jour par leur producteur depuis ce nombre de mois au plus.",
        example="12",
    )
    modifie_depuis = Asked(
        fields.SinceField,
        "changed_since",
        help_text="Fiches ajoutées ou modifiées ici depuis cette date (sans fuseau : heure de "
        "Paris).",
        example="2026-11-01",
    )
    ids = Asked(
        fields.IdsField,
        "with_ids",
        help_text="Identifiants publics, anciens compris, ou numéros donnés par lieux/points/.",
        example="rn7k2m9x4q",
    )

    class Meta:
        model = Venue
        form = FilterForm
        fields: list[str] = []

    # --- What the callers ask ----------------------------------------------------------------
    @property
    def given(self) -> dict[str, Any]:
        """The values read, without those left empty or refused."""
        self.errors  # noqa: B018  (reads the form)
        found = self.form.cleaned_data.items() if self.is_bound else ()
        return {name: value for name, value in found if value not in (None, (), "")}

    @property
    def mistakes(self) -> dict[str, str]:
        """One French sentence for each parameter that was refused."""
        return {name: " ".join(found) for name, found in self.errors.items()}

    @property
    def near(self) -> Near | None:
        """Where distances start, when asked."""
        point = self.given.get("pres_de")
        return Near(point.lat, point.lon, self.given.get("rayon")) if point else None

    @cached_property
    def searched(self) -> Words | None:
        """The words searched, corrected when needed."""
        text = self.given.get("q")
        return understand(text) if text else None

    @cached_property
    def saying(self) -> Q:
        """The condition « holds every word », read once however often it is used."""
        return holds_every(self.searched.words if self.searched else ())

    def corrected(self, venues: Iterable[Venue]) -> str:
        """Return the words searched when one was corrected, spelled as these venues do, else ""."""
        searched = self.searched
        return spelled(searched.words, venues) if searched and searched.corrected else ""

    def narrowed(self, *, without: frozenset[str] = frozenset()) -> VenueQuerySet:
        """Return the published venues that pass every filter but some."""
        queryset: VenueQuerySet = self.queryset.all()
        for name, value in self.given.items():
            if name not in without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def get_form_class(self) -> type[forms.Form]:
        """Return the form, made once: its fields are the same for every request."""
        return _form_class()

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply every parameter that was read; the refused ones are left out."""
        return self.narrowed()

    def by_name(self, venues: VenueQuerySet | None = None) -> VenueQuerySet:
        """Return the venues (those that pass the filters, or the ones given) by name; those whose
        name holds the words searched come first, then those that name the public asked."""
        order: list[Any] = []
        if self.searched:
            named = Q(*(Q(sort_name__contains=word) for word in self.searched.words))
            order.append(Case(When(named, then=Value(0)), default=Value(1)))
        if "publics_specifiquement_adresses" in self.given:
            order.append(Case(When(publics=0, then=Value(1)), default=Value(0)))
        found: VenueQuerySet = self.qs if venues is None else venues
        return found.order_by(*order, "sort_name", "pk")

    def left_out_for_hours(self, without: frozenset[str] = frozenset()) -> VenueQuerySet | None:
        """Return the venues left out because nobody knows their hours, some other filters put
        aside; None when no hours are asked."""
        names = [name for name in ("ouvert", "ouvert_le") if name in self.given]
        if not names:
            return None
        doubt = Q()
        for name in names:
            doubt |= self.opening(name).is_unknown
        return self.narrowed(without=frozenset(names) | without).filter(doubt)

    def unknown_hours(self) -> int | None:
        """Count the venues left out because nobody knows their hours; None when not asked."""
        left_out = self.left_out_for_hours()
        return None if left_out is None else self.remembered("unknown-hours", left_out.count)

    def opening(self, name: str) -> Opening:
        """Return who is open when `ouvert` or `ouvert_le`, which was given, asks."""
        value = self.given[name]
        return opening_at(value) if name == "ouvert" else self._opening_on(value)

    def _opening_on(self, day: Day) -> Opening:
        return opening_on(day, self.given.get("de"), self.given.get("a"))

    def remembered(self, key: str, compute: Callable[[], T]) -> T:
        """Return `compute()`, kept for these filters at this data version.

        Never kept when a filter holds words or a position: those must not reach a cache, even
        hidden in a key.
        """
        private = {"q", "bbox", "ids"} | ({"pres_de"} if "rayon" in self.given else set())
        if private & self.given.keys():
            return compute()
        asked = sorted((name, repr(value)) for name, value in self.given.items())
        asked = [pair for pair in asked if pair[0] != "pres_de"] + [
            ("situé", str("pres_de" in self.given))
        ]
        moment = this_minute() if "ouvert" in self.given else today()
        digest = hashlib.sha256(f"{asked}{moment}".encode()).hexdigest()[:32]
        return remembered(f"{key}:{digest}", compute)


PARAMETERS = tuple(VenueFilter.base_filters)


@cache
def _form_class() -> type[forms.Form]:
    read_by = {name: asked.field for name, asked in VenueFilter.base_filters.items()}
    return type("VenueFilterForm", (FilterForm,), read_by)


def venue_filter(data: Any) -> VenueFilter:
    """Return the filters of a query (`QueryDict`), over the published venues."""
    return VenueFilter(data, queryset=Venue.objects.published())
