"""The moderators' queue: what visitors pointed out, beside what the sheet says today.

A report changes nothing by itself: a moderator decides, and what they correct goes through
`venues/corrections.py` and `venues/withdrawal.py`, as everything that people correct.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ifn_site.read_only_admin import ReadOnlyAdmin
from territories.models import Departement
from venues.corrections import correct
from venues.history import history_of
from venues.imports.normalise.hours import normalise_hours
from venues.models import Venue, VenueReport
from venues.moderation import within_reach
from venues.phone_display import display_phone
from venues.withdrawal import restore, withdraw

State = VenueReport.State
#: Days after which a report is called old, and how the filter says it.
_AGES = (("7", "plus d’une semaine"), ("30", "plus d’un mois"), ("90", "plus de trois mois"))
_NOTHING = "—"


class AgeFilter(admin.SimpleListFilter):
    """Reports that have waited for some time."""

    title = "ancienneté"
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the ages offered."""
        return _AGES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the reports at least that old."""
        if self.value() not in dict(_AGES):
            return queryset
        limit = timezone.now() - timedelta(days=int(self.value() or 0))
        return queryset.filter(created_at__lte=limit)


class DepartementFilter(admin.SimpleListFilter):
    """Reports of one département, among those that have some."""

    title = "département"
    parameter_name = "departement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the départements that have a report."""
        rows = model_admin.get_queryset(request).order_by()
        codes = set(rows.values_list("venue__departement_code", flat=True))
        names = Departement.objects.filter(pk__in=codes).order_by("code")
        return [(one.code, f"{one.code} {one.name}") for one in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the reports of the chosen one."""
        code = self.value()
        return queryset.filter(venue__departement_code=code) if code else queryset


class VenueReportAdmin(admin.ModelAdmin[VenueReport]):
    """The queue, and one report with what can be done about it."""

    list_display = ("venue", "departement", "reason", "state", "created_at", "reporter")
    list_filter = ("state", "reason", AgeFilter, DepartementFilter)
    list_select_related = ("venue",)
    search_fields = ("venue__search_text", "venue__public_id")
    ordering = ("-created_at", "-id")
    date_hierarchy = "created_at"
    change_form_template = "venues/admin_report.html"
    actions = ("accept", "refuse", "drop")
    readonly_fields = (
        "venue_link",
        "reason",
        "details",
        "reporter",
        "created_at",
        "compared",
        "history",
        "handled_at",
        "handled_by",
    )
    fieldsets = (
        ("Ce qui est signalé", {"fields": ("reason", "details", "reporter", "created_at")}),
        ("Ce que dit la fiche", {"fields": ("venue_link", "compared", "history")}),
        ("Suite donnée", {"fields": ("state", "handled_at", "handled_by")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[VenueReport]:
        """Show a hub the reports on the venues of its own sources."""
        return within_reach(super().get_queryset(request), request.user, "venue__")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Reports come from visitors."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Reports are erased by their age alone."""
        return False

    # --- What is shown ---------------------------------------------------------------------------
    @admin.display(description="département", ordering="venue__departement_code")
    def departement(self, report: VenueReport) -> str:
        """Return the code of the département."""
        return report.venue.departement_code or _NOTHING

    @admin.display(description="lieu")
    def venue_link(self, report: VenueReport) -> SafeString:
        """Link to the public sheet and to the form that corrects every field."""
        venue = report.venue
        state = " (retiré)" if venue.withdrawn_at else ""
        return format_html(
            '{}{} : <a href="{}">fiche publique</a>, <a href="{}">corriger toute la fiche</a>',
            venue,
            state,
            venue.get_absolute_url(),
            reverse("admin:venues_venue_change", args=[venue.pk]),
        )

    @admin.display(description="affiché, et proposé")
    def compared(self, report: VenueReport) -> SafeString:
        """Set the values of the sheet beside those that the visitor proposes."""
        venue = report.venue
        rows = [
            ("téléphone", display_phone(venue.phone), display_phone(report.phone)),
            ("horaires", venue.hours or venue.hours_text, _hours_words(report)),
            ("adresse", f"{venue.address} {venue.postal_code} {venue.commune_name}", ""),
            ("mise à jour", venue.updated_on or "", ""),
        ]
        lines = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>',
            ((name, now or _NOTHING, new or _NOTHING) for name, now, new in rows),
        )
        return format_html(
            '<table><thead><tr><td></td><th scope="col">Affiché</th><th scope="col">Proposé</th>'
            "</tr></thead><tbody>{}</tbody></table>",
            lines,
        )

    @admin.display(description="historique")
    def history(self, report: VenueReport) -> SafeString:
        """Tell what changed on the sheet so far."""
        lines = ((f"{line.day:%d/%m/%Y}", line.sentence) for line in history_of(report.venue))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} : {}</li>", lines))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Offer the acts that make sense for this report."""
        report = self.get_object(request, object_id)
        acts = acts_on(report) if report and self._may_act(request, report) else {}
        context = {**(extra_context or {}), "acts": acts}
        return super().change_view(request, object_id, form_url, context)

    # --- What can be done ------------------------------------------------------------------------
    def _may_act(self, request: HttpRequest, report: VenueReport) -> bool:
        return request.user.has_perm("venues.change_venue") and self.has_change_permission(
            request, report
        )

    def save_model(self, request: HttpRequest, obj: VenueReport, form: Any, change: bool) -> None:
        """Remember who gave it a state, and when."""
        handle(obj, State(obj.state), request.user)

    def response_change(self, request: HttpRequest, obj: VenueReport) -> HttpResponse:
        """Do what the pressed button says, then show the report again."""
        act = next((key for key in ACTS if f"acte-{key}" in request.POST), "")
        if not act:
            return super().response_change(request, obj)
        if not self._may_act(request, obj) or act not in acts_on(obj):
            self.message_user(request, "Cet acte n’est pas possible ici.", messages.ERROR)
        else:
            do(act, obj, request.user)
            self.message_user(request, f"Fait : {ACTS[act]}.", messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    @admin.action(description="Marquer comme accepté", permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[VenueReport]) -> None:
        """Mark the chosen reports as right."""
        self._mark(request, queryset, State.ACCEPTED)

    @admin.action(description="Marquer comme refusé", permissions=["change"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[VenueReport]) -> None:
        """Mark the chosen reports as wrong."""
        self._mark(request, queryset, State.REFUSED)

    @admin.action(description="Classer sans suite", permissions=["change"])
    def drop(self, request: HttpRequest, queryset: QuerySet[VenueReport]) -> None:
        """Mark the chosen reports as not to be followed."""
        self._mark(request, queryset, State.DROPPED)

    def _mark(
        self, request: HttpRequest, queryset: QuerySet[VenueReport], state: VenueReport.State
    ) -> None:
        for report in queryset:
            handle(report, state, request.user)


class VenueChangeAdmin(ReadOnlyAdmin):
    """What changed on sheets."""

    list_display = ("venue", "at", "kind", "source_name")
    list_filter = ("kind",)
    list_select_related = ("venue",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Show a hub the changes of its own venues."""
        return within_reach(super().get_queryset(request), request.user, "venue__")


#: What a button does, in the words of its label.
ACTS = {
    "telephone": "mettre le téléphone proposé sur la fiche",
    "horaires": "mettre les horaires proposés sur la fiche",
    "retirer": "retirer le lieu",
    "remettre": "remettre le lieu",
}


def acts_on(report: VenueReport) -> dict[str, str]:
    """Return the acts that make sense for a report: {key: label}."""
    venue = report.venue
    is_possible = {
        "telephone": bool(report.phone) and report.phone != venue.phone,
        "horaires": _proposed_hours(report) not in ("", venue.hours),
        "retirer": venue.withdrawn_at is None,
        "remettre": venue.withdrawn_at is not None,
    }
    return {key: label for key, label in ACTS.items() if is_possible[key]}


def do(act: str, report: VenueReport, author: Any) -> None:
    """Correct, withdraw or restore the venue of a report, and mark the report as accepted.

    Raises KeyError for an act that does not exist.
    """
    venue: Venue = report.venue
    if act == "telephone":
        venue.phone = report.phone
        correct(venue, ["phone"], author)
    elif act == "horaires":
        venue.hours = _proposed_hours(report)
        correct(venue, ["hours"], author)
    elif act == "retirer":
        withdraw(venue, author)
    else:
        restore(venue)
    handle(report, State.ACCEPTED, author)


def handle(report: VenueReport, state: VenueReport.State, author: Any) -> None:
    """Give a report its state; going back to « à traiter » forgets who had handled it."""
    is_open = state == State.TO_DO
    report.state = state
    report.handled_at = None if is_open else timezone.now()
    report.handled_by = None if is_open else author
    report.save(update_fields=["state", "handled_at", "handled_by"])


def _proposed_hours(report: VenueReport) -> str:
    """Return the proposed hours as the sheet keeps them, "" when they are not certain."""
    return normalise_hours(report.hours).value or ""


def _hours_words(report: VenueReport) -> str:
    """Return the proposed hours as written, and as they would be kept."""
    if not report.hours:
        return ""
    kept = _proposed_hours(report)
    return f"{report.hours} ({kept or 'à récrire : corrigez la fiche'})"
