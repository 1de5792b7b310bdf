"""The form « Signaler une erreur »: few questions, no name, no address to answer to.

What a visitor types is made visible text before it is checked, and comes back whole with any error.
"""

from __future__ import annotations

from typing import Any

from django import forms

from ifn_site.wording import gettext as _
from ifn_site.wording import lazy
from venues.imports.normalise.phone import normalise_phone
from venues.imports.normalise.text import clean_multiline, clean_text
from venues.reports import (
    DETAILS_LENGTH,
    HOURS_LENGTH,
    PHONE_LENGTH,
    Reason,
    Reporter,
    without_contacts,
)

#: A field that people do not see: only programs fill it.
TRAP = "site"
#: Names by which a report keeps what the French form asks: {field of the form: field of the model}.
MODEL_FIELDS = {
    "motif": "reason",
    "telephone": "phone",
    "horaires": "hours",
    "details": "details",
    "vous": "reporter",
}


class VisibleText(forms.CharField):
    """Text that a person can read: no control, invisible or direction-changing character."""

    def to_python(self, value: Any) -> str:
        """Return the text as it would be seen."""
        clean = clean_multiline if isinstance(self.widget, forms.Textarea) else clean_text
        return str(clean(value).value)


class ReportForm(forms.Form):
    """What is wrong on the sheet of one venue, and what would be right."""

    motif = forms.ChoiceField(
        label=lazy("Qu’est-ce qui ne va pas\u00a0?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": lazy("Choisissez ce qui ne va pas."),
            "invalid_choice": lazy("Choisissez une des réponses proposées."),
        },
    )
    telephone = VisibleText(
        label=lazy("Le bon numéro de téléphone"),
        required=False,
        max_length=PHONE_LENGTH,
        error_messages={"max_length": lazy("Ce numéro est trop long. Écrivez un seul numéro.")},
    )
    horaires = VisibleText(
        label=lazy("Les bons horaires"),
        required=False,
        max_length=HOURS_LENGTH,
        error_messages={"max_length": lazy("Écrivez les horaires en %(limit_value)d caractères.")},
    )
    details = VisibleText(
        label=lazy("Précisions"),
        required=False,
        max_length=DETAILS_LENGTH,
        widget=forms.Textarea,
        error_messages={"max_length": lazy("Écrivez moins de %(limit_value)d caractères.")},
    )
    vous = forms.ChoiceField(
        label=lazy("Vous êtes"),
        required=False,
        choices=Reporter.choices,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": lazy("Choisissez une des réponses proposées, ou aucune.")
        },
    )
    site = forms.CharField(label=lazy("Laissez ce champ vide"), required=False)

    def __init__(self, *args: Any, departement: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._departement = departement

    def clean_telephone(self) -> str:
        """Return the number in international form; a number nobody can call is an error."""
        typed: str = self.cleaned_data["telephone"]
        number = normalise_phone(typed, self._departement).value.main if typed else ""
        if typed and not number:
            raise forms.ValidationError(
                _("Ce numéro n’a pas été compris. Écrivez tous ses chiffres, ou laissez vide.")
            )
        return str(number)

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason alone says nothing; stop what only programs fill."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get(TRAP):
            self.add_error(
                None,
                _("Un champ caché a été rempli. Il est de nouveau vide : renvoyez vos réponses."),
            )
        if cleaned.get("motif") == Reason.OTHER and cleaned.get("details") == "":
            self.add_error("details", _("Dites en quelques mots ce qui ne va pas."))
        return cleaned

    def facts(self) -> dict[str, str]:
        """Return what a valid form says, by field of `VenueReport`; the phone number proposed is
        the venue's, any other contact is hidden."""
        said = {field: self.cleaned_data[name] for name, field in MODEL_FIELDS.items()}
        return said | {"details": without_contacts(said["details"])[:DETAILS_LENGTH]}
