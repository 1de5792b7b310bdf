"""What is asked about a local indicator: which columns, which direction, and what the numbers are.

To try one, only the direction is required; to save one, everything that a reader must know.
"""

from __future__ import annotations

from typing import Any

from django import forms

from fragility.local.codes import LEVEL_LABELS
from fragility.local.preview import holder_name
from fragility.local.reading import LocalTable, visible
from fragility.local_models import LocalIndicator
from ifn_site.clock import today

COUNTS = "nombre"
_FIRST_YEAR = 1962
_REQUIRED = ("nom", "annee", "source", "licence", "organisation")


class VisibleText(forms.CharField):
    """Text that a person can read."""

    def to_python(self, value: Any) -> str:
        """Return the text as it would be seen."""
        return visible(str(value or ""))


def _text(label: str, length: int, hint: str = "", required: str = "") -> VisibleText:
    return VisibleText(
        label=label,
        required=False,
        max_length=length,
        help_text=hint,
        error_messages={
            "required": required,
            "max_length": f"Écrivez {length} caractères au plus.",
        },
    )


class DescriptionForm(forms.Form):
    """What the numbers are. Names of fields are those of the addresses and files: French."""

    sens = forms.ChoiceField(
        label="Dans quel sens lire ces valeurs\u00a0?",
        choices=[
            ("plus", "Plus la valeur est haute, plus le territoire est fragile"),
            ("moins", "Plus la valeur est basse, plus le territoire est fragile"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites si une valeur haute veut dire plus fragile, ou moins fragile.",
            "invalid_choice": "Choisissez une des deux réponses.",
        },
    )
    nature = forms.ChoiceField(
        label="Ces valeurs sont",
        choices=[
            ("taux", "un taux, une part, une moyenne ou un indice"),
            (COUNTS, "un nombre (de personnes, de foyers, de lieux…)"),
        ],
        required=False,
        help_text="Pour les communes qui ont fusionné\u00a0: un nombre s’additionne, un taux fait "
        "une moyenne.",
        error_messages={"invalid_choice": "Choisissez une des réponses proposées."},
    )
    nom = _text("Nom de l’indicateur", 120, "", "Donnez un nom à cet indicateur.")
    unite = _text("Unité", 20, "Par exemple\u00a0: %, foyers, euros. Vide pour un indice.")
    annee = forms.IntegerField(
        label="Année des données",
        required=False,
        min_value=_FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Donnez l’année dont parlent les données.",
            "invalid": "Écrivez une année en quatre chiffres, par exemple 2024.",
            "min_value": "Écrivez une année en quatre chiffres, par exemple 2024.",
        },
    )
    source = _text("Source", 200, "Qui a produit ces chiffres, et comment.", "Citez la source.")
    licence = _text(
        "Licence", 100, "Par exemple\u00a0: Licence Ouverte 2.0.", "Dites sous quelle licence."
    )
    organisation = _text(
        "Votre organisme", 120, "", "Dites quel organisme présente cet indicateur."
    )

    def clean_annee(self) -> int | None:
        """Refuse a year to come."""
        year: int | None = self.cleaned_data["annee"]
        if year is not None and year > today().year:
            raise forms.ValidationError("Cette année n’est pas encore venue. Vérifiez-la.")
        return year

    @property
    def direction(self) -> int:
        """1 when a high value is more fragile, else −1 (of a valid form)."""
        return 1 if self.cleaned_data["sens"] == "plus" else -1


class PreviewForm(DescriptionForm):
    """A file to try: its columns can be chosen once it has been read."""

    colonne_code = forms.ChoiceField(label="Colonne des codes", required=False)
    colonne_valeur = forms.ChoiceField(label="Colonne des valeurs", required=False)
    niveau = forms.ChoiceField(
        label="Niveau des codes",
        required=False,
        choices=[("", "Le reconnaître tout seul"), *LEVEL_LABELS.items()],
        error_messages={"invalid_choice": "Choisissez un des niveaux proposés."},
    )
    dans = forms.CharField(label="Classer dans", required=False, max_length=25)

    def __init__(self, *args: Any, table: LocalTable | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = table.headers if table else ()
        for name in ("colonne_code", "colonne_valeur"):
            field = self.fields[name]
            field.choices = [  # type: ignore[attr-defined]
                ("", "La reconnaître toute seule"),
                *((str(rank), header) for rank, header in enumerate(names)),
            ]
            field.error_messages["invalid_choice"] = "Cette colonne n’est pas dans ce fichier."

    def clean_dans(self) -> str:
        """Return « level:code », "" for France."""
        within: str = self.cleaned_data["dans"]
        if holder_name(within) is None:
            raise forms.ValidationError("Ce territoire n’existe pas. Choisissez-en un autre.")
        return "" if within == "france" else within

    def clean(self) -> dict[str, Any]:
        """Refuse one column chosen twice."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("colonne_code") and (
            cleaned["colonne_code"] == cleaned.get("colonne_valeur")
        ):
            self.add_error("colonne_valeur", "Choisissez une autre colonne que celle des codes.")
        return cleaned

    def rank_of(self, name: str) -> int | None:
        """Return the rank of a chosen column, None to find it (of a valid form)."""
        return int(text) if (text := self.cleaned_data[name]) else None


class SaveForm(DescriptionForm):
    """What must be known to save."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _REQUIRED:
            self.fields[name].required = True

    def fill(self, indicator: LocalIndicator) -> LocalIndicator:
        """Write what a valid form says into an indicator."""
        said = self.cleaned_data
        indicator.label, indicator.unit = said["nom"], said["unite"]
        indicator.direction, indicator.vintage = self.direction, said["annee"]
        indicator.source, indicator.licence = said["source"], said["licence"]
        indicator.organisation = said["organisation"]
        return indicator
