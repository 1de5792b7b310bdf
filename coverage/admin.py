"""Coverage in the administration: notes about territories. Runs are looked at elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from coverage.annotation_models import Annotation, AnnotationQuerySet
from coverage.annotations import may_write, may_write_about, territory_exists, within_reach
from ifn_site.clock import today
from ifn_site.models import bump_data_version


class AnnotationForm(forms.ModelForm[Annotation]):
    """The form of a note: it refuses a territory that is unknown, or another hub's."""

    #: Given by the administration, which knows who writes.
    user: Any = None

    class Meta:
        model = Annotation
        fields = ("level", "code", "kind", "text", "organisation", "is_visible")

    def clean(self) -> dict[str, Any]:
        """Check the territory."""
        found = super().clean() or self.cleaned_data
        level, code = found.get("level", ""), found.get("code", "").strip().upper()
        found["code"] = code
        if level and code and not territory_exists(level, code):
            self.add_error("code", "Aucun territoire d’aujourd’hui n’a ce code à ce niveau.")
        elif level and code and not may_write_about(self.user, level, code):
            self.add_error(
                "code",
                "Ce territoire n’est pas dans ceux de votre hub. Demandez à l’équipe de l’ajouter.",
            )
        return found


@admin.register(Annotation)
class AnnotationAdmin(admin.ModelAdmin[Annotation]):
    """Notes: a hub sees and changes its own."""

    form = AnnotationForm
    list_display = ("level", "code", "kind", "organisation", "written_on", "is_visible")
    list_filter = ("level", "kind", "is_visible")
    search_fields = ("code", "organisation", "text")

    def get_queryset(self, request: HttpRequest) -> AnnotationQuerySet:
        """Leave the notes of others out."""
        return within_reach(Annotation.objects.all(), request.user)

    def get_form(
        self,
        request: HttpRequest,
        obj: Annotation | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Tell the form who writes."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the notes to those who may write some."""
        return may_write(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Annotation | None = None) -> bool:
        """As the list."""
        return may_write(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The team and the hubs."""
        return may_write(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Annotation | None = None) -> bool:
        """One's own, or all of them for the team: the list holds no other."""
        return may_write(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Annotation | None = None) -> bool:
        """As a change."""
        return may_write(request.user)

    def save_model(self, request: HttpRequest, obj: Annotation, form: Any, change: bool) -> None:
        """Sign and date the note; what people read changes at once."""
        if not change:
            obj.author_id = request.user.pk
        obj.written_on = today()
        super().save_model(request, obj, form, change)
        bump_data_version()

    def delete_model(self, request: HttpRequest, obj: Annotation) -> None:
        """Forget the note."""
        super().delete_model(request, obj)
        bump_data_version()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Forget several notes."""
        super().delete_queryset(request, queryset)
        bump_data_version()
