"""The choices of the list page as people read them: themes, questions, values and their counts.

Pure but for the names of sources and labels, which the filters know: it draws nothing and counts
nothing (`facets` does).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues.cards import spaced
from venues.facets import AGES, CARE, PUBLICS, SWITCHES, Counts
from venues.filter_fields import visible
from venues.filters import VenueFilter
from venues.page_mistakes import page_mistake
from venues.vocabulary import VOCABULARIES

#: Of a long list, how many values are drawn as boxes to tick; the others stand in a menu.
DRAWN = 6
#: Lists too long to be drawn whole.
_LONG = {"typologie", "source", "autres_formations_labels"}


@dataclass(frozen=True)
class Choice:
    """One value: as an address spells it, in words, how many venues (None: not counted)."""

    value: str
    label: str
    count: int | None
    is_chosen: bool

    @property
    def with_count(self) -> str:
        """The words and the number, for a menu."""
        return self.label if self.count is None else f"{self.label} ({spaced(self.count)})"


class Question(NamedTuple):
    """One filter: values to tick (one only, when `is_single`), and a menu when the list is long."""

    name: str
    legend: str
    choices: list[Choice]
    menu: list[Choice]
    menu_label: str
    hint: str
    mistake: str
    is_single: bool


class Theme(NamedTuple):
    """Questions folded together; `chosen` values are in force."""

    key: str
    title: str
    questions: list[Question]
    chosen: int
    is_open: bool


_LEGENDS = {
    "frais_a_charge": noop("À quel prix\u00a0?"),
    "services": noop("Pour quoi faire\u00a0?"),
    PUBLICS: noop("Un lieu qui accueille en particulier"),
    CARE: noop("Un lieu qui sait accueillir"),
    "modalites_accompagnement": noop("Comment voulez-vous être aidé\u00a0?"),
    "modalites_acces": noop("Comment y aller, ou le joindre\u00a0?"),
    "itinerance": noop("Un lieu fixe, ou qui se déplace\u00a0?"),
    "dispositif_programmes_nationaux": noop("Programmes publics"),
    "formations_labels": noop("Formations et labels"),
    "autres_formations_labels": noop("Autres labels"),
    "typologie": noop("Type de structure"),
    "source": noop("Source des informations"),
    "fraicheur_max": noop("Fiche mise à jour depuis"),
}
_HINTS = {
    PUBLICS: noop("Les lieux ouverts à tout le monde sont gardés."),
    CARE: noop("Le lieu doit proposer tout ce que vous cochez."),
}
_MENUS = {
    "typologie": noop("Un autre type de structure"),
    "source": noop("Une autre source"),
    "autres_formations_labels": noop("Un autre label"),
}
_SWITCHED = {
    "a_ma_place": (
        noop("Quelqu’un peut faire la démarche à ma place"),
        noop("Ne fait pas à ma place"),
    ),
    "prise_rdv": (noop("Rendez-vous en ligne"), noop("Sans rendez-vous en ligne")),
    "fiche_acces_libre": (
        noop("Avec une fiche d’accessibilité du bâtiment"),
        noop("Sans fiche d’accessibilité"),
    ),
}
_STRICT = noop("Seulement les lieux qui nomment ce public")
FIRST = ("frais_a_charge", "services")
#: Theme by theme, in the order of the page.
_THEMES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("pour-qui", noop("Pour qui"), (PUBLICS, "strict")),
    ("accueil", noop("Accueil adapté"), (CARE,)),
    (
        "comment",
        noop("Comment"),
        ("modalites_accompagnement", "a_ma_place", "modalites_acces", "prise_rdv", "itinerance"),
    ),
    (
        "reseaux",
        noop("Réseaux et labels"),
        (
            "dispositif_programmes_nationaux",
            "formations_labels",
            "autres_formations_labels",
            "typologie",
            "source",
        ),
    ),
    ("fiche", noop("Qualité de la fiche"), ("fiche_acces_libre", "fraicheur_max")),
)
#: Every filter that the page draws through this module.
DRAWN_FILTERS = (*FIRST, *(name for _key, _title, names in _THEMES for name in names))


def label_of_question(name: str) -> str:
    """Return the words of a filter, for a summary of mistakes."""
    if name in _SWITCHED:
        return _(_SWITCHED[name][0])
    return _(_LEGENDS.get(name, _STRICT))


def first_questions(filters: VenueFilter, counts: Counts) -> list[Question]:
    """Return the questions that everybody sees: price and need."""
    return [_question(name, filters, counts) for name in FIRST]


def themes(filters: VenueFilter, counts: Counts) -> list[Theme]:
    """Return the folded questions; a theme is open when one of its choices is in force or wrong."""
    found = []
    for key, title, names in _THEMES:
        questions = [_question(name, filters, counts) for name in names]
        chosen = sum(
            choice.is_chosen for one in questions for choice in one.choices if choice.value
        )
        is_open = bool(chosen) or any(question.mistake for question in questions)
        drawn = [question for question in questions if question.choices or question.mistake]
        found.append(Theme(key, _(title), drawn, chosen, is_open))
    return found


def _question(name: str, filters: VenueFilter, counts: Counts) -> Question:
    choices = list(_choices(name, filters, counts))
    menu: list[Choice] = []
    if name in _LONG:
        choices, menu = _parted(choices)
    return Question(
        name,
        _said(_LEGENDS, name),
        choices,
        menu,
        _said(_MENUS, name),
        _said(_HINTS, name),
        page_mistake(name, filters.mistakes[name]) if name in filters.mistakes else "",
        name == "fraicheur_max",
    )


def _said(texts: dict[str, str], name: str) -> str:
    """Return the text of a filter in the language of the page, "" when it has none."""
    return _(texts[name]) if name in texts else ""


def _parted(choices: list[Choice]) -> tuple[list[Choice], list[Choice]]:
    """Part a long list: what is chosen and the commonest, drawn; the others that exist, by name."""
    ranked = sorted(choices, key=lambda one: (not one.is_chosen, -(one.count or 0), one.label))
    common = [one for one in ranked[:DRAWN] if one.count]
    drawn = [one for one in ranked if one.is_chosen or one in common]
    others = [one for one in ranked if one not in drawn and one.count]
    return drawn, sorted(others, key=lambda one: one.label.casefold())


def _choices(name: str, filters: VenueFilter, counts: Counts) -> Iterable[Choice]:
    given = filters.given
    if name in SWITCHES:
        return [_switch(name, given.get(name), counts)]
    if name == "strict":
        return [Choice("true", label_of_question(name), None, bool(given.get(name)))]
    if name == "fraicheur_max":
        return _ages(given.get(name), counts)
    if name in VOCABULARIES:
        chosen = set(given.get(name, ()))
        return [
            Choice(term.code, term.plain, counts.at(name, term.code), term.code in chosen)
            for term in VOCABULARIES[name]
        ]
    chosen = {one.label for one in given.get(name, ())}
    return [
        Choice(label, visible(label), number, label in chosen)
        for label, number in counts.of[name].items()
    ]


def _switch(name: str, value: bool | None, counts: Counts) -> Choice:
    """Return the box of a switch; asked the other way round, it says so and stays as it is."""
    yes, no = _SWITCHED[name]
    if value is False:
        return Choice("false", _(no), None, True)
    return Choice("true", _(yes), counts.at(name, "true"), bool(value))


def _ages(asked: int | None, counts: Counts) -> Iterable[Choice]:
    yield Choice("", _("Peu importe"), None, not asked)
    offered = [*AGES, *([asked] if asked and asked not in AGES else [])]
    for age in sorted(offered):
        number = counts.at("fraicheur_max", str(age)) if age in AGES else None
        label = _("Moins de %(months)s\u00a0mois") % {"months": age}
        yield Choice(str(age), label, number, age == asked)
