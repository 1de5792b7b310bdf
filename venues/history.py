"""What changed on a sheet here, and how it is told: names of fields and dates, never a value.

The importer and the people who correct write it (`changes_of_plan`, `note_change`); the sheet
reads it (`history_of`). It names no person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues import standard
from venues.models import Venue, VenueChange
from venues.opening_sentences import join_and

if TYPE_CHECKING:
    from venues.imports.plan import Plan

#: How many changes a sheet tells, the newest ones.
SHOWN = 10
Kind = VenueChange.Kind

#: French name in the standard → how people say it, in the order told.
WORDS: dict[str, str] = {
    "nom": noop("nom"),
    "adresse": noop("adresse"),
    "complement_adresse": noop("complément d’adresse"),
    "commune": noop("commune"),
    "code_postal": noop("code postal"),
    "latitude": noop("position sur la carte"),
    "telephone": noop("téléphone"),
    "courriels": noop("e-mail"),
    "site_web": noop("site web"),
    "prise_rdv": noop("prise de rendez-vous"),
    "horaires": noop("horaires"),
    "services": noop("services"),
    "frais_a_charge": noop("prix"),
    "publics_specifiquement_adresses": noop("publics"),
    "prise_en_charge_specifique": noop("accueil adapté"),
    "modalites_acces": noop("façon de venir"),
    "modalites_accompagnement": noop("façon d’être aidé"),
    "itinerance": noop("lieu fixe ou mobile"),
    "presentation_resume": noop("présentation"),
    "presentation_detail": noop("présentation détaillée"),
    "dispositif_programmes_nationaux": noop("programmes publics"),
    "formations_labels": noop("labels"),
    "autres_formations_labels": noop("autres labels"),
    "typologie": noop("type de lieu"),
    "structure_parente": noop("réseau"),
    "fiche_acces_libre": noop("fiche d’accessibilité"),
    "pivot": noop("numéro d’identification"),
}
#: Model fields that the standard tells under the name of another one, or by halves.
_TOLD_AS = {
    "longitude": "latitude",
    "typology_low": "typologie",
    "typology_high": "typologie",
    "other_phones": "telephone",
    "hours_text": "horaires",
    "acts_on_behalf": "modalites_accompagnement",
}
_FRENCH = {field: name for name, field in standard.FIELDS.items() if name in WORDS} | _TOLD_AS
#: What happened; `what` tells the fields (« : horaires et prix »), or nothing.
_SENTENCES = {
    Kind.CHANGED: noop("Fiche modifiée%(what)s."),
    Kind.WITHDRAWN: noop("Lieu retiré."),
    Kind.RESTORED: noop("Lieu remis%(what)s."),
    Kind.MERGED: noop("Fiche réunie avec une autre du même lieu."),
    Kind.CORRECTED: noop("Fiche corrigée par l’équipe de ce service%(what)s."),
}
_ORDER = {name: rank for rank, name in enumerate(WORDS)}


@dataclass(frozen=True)
class HistoryLine:
    """One line of a sheet's history: the day, and one sentence."""

    day: date
    sentence: str


def french_names(fields: Iterable[str]) -> list[str]:
    """Return the French names of model fields, each once; those nobody sees are left out.

    A new date alone is no change: the sheet tells it already.
    """
    names = {_FRENCH[field] for field in fields if field in _FRENCH}
    return sorted(names, key=_ORDER.__getitem__)


def note_change(
    venue: Venue, kind: VenueChange.Kind, fields: Iterable[str] = (), source_name: str = ""
) -> None:
    """Remember one change made by a person; `fields` are those of the model."""
    VenueChange.objects.create(
        venue=venue,
        at=timezone.now(),
        kind=kind,
        fields=french_names(fields),
        source_name=source_name,
    )


def changes_of_plan(plan: Plan, source_name: str, now: datetime) -> list[VenueChange]:
    """Return what an import is about to change, to be written in bulk."""
    found = []
    for change in plan.changes:
        names = french_names(change.values)
        if names or change.returns:
            kind = Kind.RESTORED if change.returns else Kind.CHANGED
            found.append(
                VenueChange(
                    venue_id=change.venue.pk,
                    at=now,
                    kind=kind,
                    fields=names,
                    source_name=source_name,
                )
            )
    return found


def withdrawals(venue_ids: Iterable[int], source_name: str, now: datetime) -> list[VenueChange]:
    """Return the withdrawals of an import, to be written in bulk."""
    return [
        VenueChange(venue_id=pk, at=now, kind=Kind.WITHDRAWN, source_name=source_name)
        for pk in venue_ids
    ]


def history_of(venue: Venue) -> list[HistoryLine]:
    """Return the latest changes of a venue, the newest first, then its arrival. One query."""
    changes = VenueChange.objects.filter(venue=venue).order_by("-at", "-id")[:SHOWN]
    lines = [HistoryLine(_day(change.at), _sentence(change)) for change in changes]
    return [*lines, HistoryLine(_day(venue.created_at), _("Fiche ajoutée dans ce service."))]


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _sentence(change: VenueChange) -> str:
    words = [_(WORDS[name]) for name in change.fields if name in WORDS]
    told = _("\u00a0: %(names)s") % {"names": join_and(words)} if words else ""
    by = ""
    if change.source_name:
        by = _(" D’après la source «\u00a0%(source)s\u00a0».") % {"source": change.source_name}
    sentence = _(_SENTENCES[Kind(change.kind)]) % {"what": told}
    return sentence + by
