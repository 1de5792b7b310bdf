"""Venues, the source records that feed them, and the runs that brought those.

Field names are English; `venues/standard.py` ties each to its French name in the standard.
Territories are joined by code only, never by a foreign key.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from venues import vocabulary
from venues.identity import new_public_id
from venues.querysets import SourceRecordQuerySet, VenueQuerySet
from venues.reports import DETAILS_LENGTH, HOURS_LENGTH, PHONE_LENGTH, Reason, Reporter
from venues.term_sets import TermSetField


class Source(models.Model):
    """A producer whose files are imported under one stable key."""

    key = models.SlugField("clé", max_length=60, unique=True)
    name = models.CharField("nom", max_length=200)
    licence = models.CharField("licence", max_length=200, blank=True)
    homepage = models.URLField("page d'origine", max_length=500, blank=True)
    is_demonstration = models.BooleanField("démonstration", default=False)
    #: People of the group « hub » who look after its venues in the administration.
    owners = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="responsables"
    )

    class Meta:
        verbose_name = "source"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    """One place that helps, as shown to people: the best of what its source records say."""

    public_id = models.CharField(
        "identifiant public", max_length=12, unique=True, default=new_public_id, editable=False
    )
    slug = models.CharField("adresse lisible", max_length=90, editable=False)
    name = models.CharField("nom", max_length=500)
    # Location
    commune_name = models.CharField("commune", max_length=200)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    insee_code = models.CharField("code INSEE", max_length=5, blank=True)
    commune_code = models.CharField("commune (COG)", max_length=5, blank=True, db_index=True)
    epci_code = models.CharField("EPCI", max_length=9, blank=True, db_index=True)
    departement_code = models.CharField("département", max_length=3, blank=True, db_index=True)
    region_code = models.CharField("région", max_length=3, blank=True, db_index=True)
    address = models.CharField("adresse", max_length=500, blank=True)
    address_complement = models.CharField("complément d'adresse", max_length=500, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    #: The point on the unit sphere: distances become plain arithmetic, exact everywhere.
    x = models.FloatField(null=True, editable=False)
    y = models.FloatField(null=True, editable=False)
    z = models.FloatField(null=True, editable=False)
    # Identity
    pivot = models.CharField("SIRET, RNA ou RIDET", max_length=14, blank=True)
    typology_low = TermSetField("typologie (1)", vocabulary=vocabulary.TYPOLOGY_LOW)
    typology_high = TermSetField("typologie (2)", vocabulary=vocabulary.TYPOLOGY_HIGH)
    parent_structure = models.CharField("structure parente", max_length=500, blank=True)
    # Contact
    phone = models.CharField("téléphone", max_length=20, blank=True)
    other_phones = models.JSONField("autres téléphones", default=list, blank=True)
    emails = models.JSONField("courriels", default=list, blank=True)
    websites = models.JSONField("sites web", default=list, blank=True)
    booking_url = models.CharField("prise de rendez-vous", max_length=2000, blank=True)
    accessibility_sheet = models.CharField("fiche Acceslibre", max_length=2000, blank=True)
    # Opening
    hours = models.TextField("horaires (OpenStreetMap)", blank=True)
    hours_text = models.TextField("horaires non reconnus", blank=True)
    # What it offers
    summary = models.CharField("présentation résumée", max_length=280, blank=True)
    description = models.TextField("présentation détaillée", blank=True)
    services = TermSetField("services", vocabulary=vocabulary.SERVICES)
    publics = TermSetField("publics", vocabulary=vocabulary.PUBLICS)
    care = TermSetField("prise en charge spécifique", vocabulary=vocabulary.CARE)
    costs = TermSetField("frais à charge", vocabulary=vocabulary.COSTS)
    programmes = TermSetField("dispositifs nationaux", vocabulary=vocabulary.PROGRAMMES)
    labels = TermSetField("formations et labels", vocabulary=vocabulary.LABELS)
    other_labels = models.JSONField("autres labels", default=list, blank=True)
    access_modes = TermSetField("modalités d'accès", vocabulary=vocabulary.ACCESS)
    support_modes = TermSetField("modalités d'accompagnement", vocabulary=vocabulary.SUPPORT)
    itinerancy = TermSetField("itinérance", vocabulary=vocabulary.ITINERANCY)
    #: « À ma place » existed in v0.1 only; kept for search, never exported as a v1 value.
    acts_on_behalf = models.BooleanField("fait les démarches à la place", default=False)
    #: Values that the standard does not know, by French field name: shown, never dropped.
    unknown_values = models.JSONField("valeurs hors standard", default=dict, blank=True)
    # Where it comes from
    declared_source = models.CharField("source déclarée", max_length=200, blank=True)
    updated_on = models.DateField("date de mise à jour", null=True, blank=True)
    main_record = models.ForeignKey(
        "SourceRecord",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fiche d'origine",
    )
    #: Origin of the fields that do not come from the main record: {field: record id or "personne"}.
    field_origins = models.JSONField("provenance", default=dict, blank=True)
    # Derived
    completeness = models.PositiveSmallIntegerField("complétude (%)", default=0)
    sort_name = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    changed_at = models.DateTimeField("modifié ici le", auto_now_add=True)
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="venue_point"),
            models.Index(fields=["sort_name", "id"], name="venue_by_name"),
            models.Index(fields=["changed_at"], name="venue_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.commune_name})"

    def get_absolute_url(self) -> str:
        """Return the address of the public sheet."""
        return reverse("venue-sheet", args=[self.public_id, self.slug])

    @property
    def typology(self) -> tuple[str, ...]:
        """Codes of the kinds of structure, both columns together."""
        return (*self.typology_low, *self.typology_high)


class VenueRedirect(models.Model):
    """An old public id that must lead to the venue for ever."""

    public_id = models.CharField("ancien identifiant", max_length=12, primary_key=True)
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="redirects")
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    class Meta:
        verbose_name = "redirection"
        ordering = ["public_id"]

    def __str__(self) -> str:
        return f"{self.public_id} → {self.venue_id}"


class ImportRun(models.Model):
    """One run of the importer over one file, with its counts and its report."""

    class State(models.TextChoices):
        """How the run ended."""

        APPLIED = "applique", "appliqué"
        REFUSED = "refuse", "refusé"
        UNREADABLE = "illisible", "fichier illisible"

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    state = models.CharField("état", max_length=12, choices=State.choices)
    file_name = models.CharField("fichier", max_length=255)
    file_hash = models.CharField("empreinte du fichier", max_length=64, blank=True)
    message = models.TextField("message", blank=True)
    read = models.PositiveIntegerField("lues", default=0)
    added = models.PositiveIntegerField("ajoutées", default=0)
    changed = models.PositiveIntegerField("modifiées", default=0)
    unchanged = models.PositiveIntegerField("inchangées", default=0)
    merged = models.PositiveIntegerField("répétées", default=0)
    rejected = models.PositiveIntegerField("rejetées", default=0)
    removed = models.PositiveIntegerField("retirées", default=0)
    fixed = models.PositiveIntegerField("corrections", default=0)
    warned = models.PositiveIntegerField("avertissements", default=0)
    #: The report as gzipped CSV, one finding a line.
    report = models.BinaryField("rapport", default=bytes)
    started_at = models.DateTimeField("début")
    finished_at = models.DateTimeField("fin")

    class Meta:
        verbose_name = "import"
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.source} · {self.started_at:%d/%m/%Y %H:%M} · {self.get_state_display()}"


class SourceRecord(models.Model):
    """One row of one source, as it came, and the venue that it feeds."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="records")
    external_id = models.CharField("identifiant chez le producteur", max_length=300)
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="records")
    raw = models.JSONField("ligne d'origine")
    content_hash = models.CharField("empreinte", max_length=32)
    updated_on = models.DateField("date de la ligne", null=True)
    #: Findings of the row, kept so that an unchanged row still stands in every report.
    findings = models.JSONField("constats", default=list)
    first_seen = models.DateTimeField("vu la première fois")
    last_seen = models.DateTimeField("vu la dernière fois")
    last_run = models.ForeignKey(
        ImportRun, models.SET_NULL, null=True, related_name="+", verbose_name="dernier import"
    )
    gone_at = models.DateTimeField("disparu le", null=True, blank=True)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche d'origine"
        verbose_name_plural = "fiches d'origine"
        ordering = ["external_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="one_record_per_external_id"
            )
        ]

    def __str__(self) -> str:
        return self.external_id


class Correction(models.Model):
    """A value set by a person: it wins until the source shows a newer date."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="corrections")
    field = models.CharField("champ", max_length=40)
    value = models.JSONField("valeur", null=True)
    corrected_on = models.DateField("corrigé le")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "correction"
        ordering = ["venue_id", "field"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "field"], name="one_correction_per_field")
        ]

    def __str__(self) -> str:
        return f"{self.venue_id} · {self.field}"

    def typed_value(self) -> Any:
        """Return the kept value as the venue's attribute holds it (sets of terms as tuples)."""
        field = Venue._meta.get_field(self.field)
        return field.to_python(self.value) if isinstance(field, models.Field) else self.value


class VenueChange(models.Model):
    """One thing that changed on a sheet here: what and when, never a value nor a person."""

    class Kind(models.TextChoices):
        """What happened."""

        CHANGED = "modifie", "modifié"
        WITHDRAWN = "retire", "retiré"
        RESTORED = "remis", "remis"
        MERGED = "fusionne", "fusionné"
        CORRECTED = "corrige", "corrigé"

    #: The index below begins with it.
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="changes", db_index=False)
    at = models.DateTimeField("le")
    kind = models.CharField("quoi", max_length=10, choices=Kind.choices)
    #: French names of the fields, in the order of the standard (`venues/history.py`).
    fields = models.JSONField("champs", default=list)
    #: Who said so: the name of a source, "" for the team of this site.
    source_name = models.CharField("source", max_length=200, blank=True)

    class Meta:
        verbose_name = "changement"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["venue", "-at"], name="change_of_venue")]

    def __str__(self) -> str:
        return f"{self.venue_id} · {self.get_kind_display()} · {self.at:%d/%m/%Y}"


class VenueReport(models.Model):
    """An error that a visitor pointed out: read by a moderator, never public, kept for a year."""

    class State(models.TextChoices):
        """What the moderators made of it."""

        TO_DO = "a_traiter", "à traiter"
        ACCEPTED = "accepte", "accepté"
        REFUSED = "refuse", "refusé"
        DROPPED = "sans_suite", "sans suite"

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="reports", verbose_name="lieu")
    reason = models.CharField("motif", max_length=12, choices=Reason.choices)
    details = models.TextField("précisions", max_length=DETAILS_LENGTH, blank=True)
    phone = models.CharField("téléphone proposé", max_length=PHONE_LENGTH, blank=True)
    hours = models.CharField("horaires proposés", max_length=HOURS_LENGTH, blank=True)
    reporter = models.CharField(
        "signalé par", max_length=12, choices=Reporter.choices, blank=True, default=""
    )
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.TO_DO, db_index=True
    )
    created_at = models.DateTimeField("reçu le", db_index=True)
    #: Of the form's own token, drawn at random: one form gives one report.
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    handled_at = models.DateTimeField("traité le", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="traité par",
    )

    class Meta:
        verbose_name = "signalement"
        ordering = ["-created_at", "-id"]
        permissions = [("see_every_venue", "Voir les lieux de toutes les sources")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.venue}"
