"""« Mode accueil »: what an agent at a counter asks for a person, in three fields of one form.

It reads the form and says what it means; words and addresses end with the answer: nothing typed
leaves it but the codes that it stands for. It words no page.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from ifn_site.wording import gettext as _
from orientation.answers import WHEN, Answers
from orientation.needs.shapes import Understanding
from orientation.procedures import PROCEDURES
from orientation.questions import NEED
from orientation.word_page import typed_words, understood
from territories.forms import typed_place
from territories.names import fold
from territories.places import Place
from territories.whereabouts import resolve_place
from venues.starting_point import starting_point
from venues.vocabulary import SERVICES

#: Fields: the place, the code it stands for, and the moment. The words are `word_page.FIELD`.
PLACE, KNOWN_PLACE, KNOWN_CODE, CHOSEN_CODE = "ou", "ou_connu", "code_connu", "lieu"
MOMENT, CHOSEN_NEED = "quand", "besoin"
_LEVELS = ("commune", "arrondissement", "departement")


@dataclass(frozen=True)
class Asked:
    """What a form means. `answers` has a place only when it is sure; `mistakes` are by field.

    `understanding` is None when the need was picked in the list; `places` are those to choose from.
    """

    words: str
    where: str
    answers: Answers
    understanding: Understanding | None
    places: tuple[Place, ...]
    mistakes: dict[str, str]
    #: The agent chose a need after the words were read: no answer of theirs stops the search.
    insists: bool = False

    @property
    def can_answer(self) -> bool:
        """Tell whether venues can be looked for."""
        return bool(self.answers.place)

    @property
    def is_urgent(self) -> bool:
        """Tell whether numbers to call stand alone on the screen."""
        found = self.understanding
        return found is not None and found.emergency is not None and not self.insists

    @property
    def is_stopped(self) -> bool:
        """Tell whether the words ask for something else than a place."""
        found = self.understanding
        is_elsewhere = found is not None and (found.off_topic or found.elsewhere is not None)
        return self.is_urgent or (is_elsewhere and not self.insists)


def read_form(data: QueryDict) -> Asked:
    """Return what the three fields mean."""
    words = typed_words(data)
    need, understanding = _need(words, data.get(CHOSEN_NEED, ""))
    code, where, places, mistake = _place(data)
    moment = data.get(MOMENT, "")
    answers = need.changed(
        whom="autre", place=code, when=(moment,) if moment in WHEN else (), minutes=None
    )
    mistakes = {PLACE: mistake} if mistake else {}
    insists = data.get(CHOSEN_NEED, "") in SERVICES.by_code
    return Asked(words, where, answers, understanding, tuple(places), mistakes, insists)


def _need(words: str, chosen: str) -> tuple[Answers, Understanding | None]:
    """Return the need of some words: picked in the list, corrected by a button, or understood."""
    picked = listed_needs().get(fold(words)) if words else None
    if picked is not None:
        return picked, None
    if not words:
        return Answers(), None
    from orientation.needs import understand

    found = understand(words)
    answers = understood(Answers(), found)
    if chosen in SERVICES.by_code:
        procedure = found.procedure if chosen == "demarches" else ""
        return answers.changed(services=(chosen,), procedure=procedure), found
    return answers, found


def listed_needs() -> dict[str, Answers]:
    """Return what can be picked in the list, by its folded words in the language of the page."""
    found = {fold(NEED.label_of(one.value)): Answers(services=(one.value,)) for one in NEED.choices}
    for key, one in PROCEDURES.items():
        found[fold(_(one.label))] = Answers(services=("demarches",), procedure=key)
    return found


def listed_words() -> list[str]:
    """Return the same as words to pick."""
    procedures = [_(one.label) for one in PROCEDURES.values()]
    return [*(NEED.label_of(one.value) for one in NEED.choices), *procedures]


def _place(data: QueryDict) -> tuple[str, str, list[Place], str]:
    """Return the code of the place, its words, the places to choose from, and what is wrong."""
    typed = typed_place(data)
    chosen = data.get(CHOSEN_CODE, "")
    if not chosen and typed and typed == data.get(KNOWN_PLACE, ""):
        chosen = data.get(KNOWN_CODE, "")
    if chosen and (point := starting_point(chosen)) is not None:
        return point.code, point.label, [], ""
    found = resolve_place(typed)
    places = [one for one in found.places if one.kind in _LEVELS]
    if found.kind == "found" and places:
        return places[0].code, _label(places[0]), [], ""
    if found.kind == "found":
        return "", typed, [], _("Ce territoire est trop grand. Donnez une commune.")
    said = "" if found.kind == "several" else _(found.said)
    return "", typed, places, said


def _label(place: Place) -> str:
    point = starting_point(place.code)
    return point.label if point else place.label
