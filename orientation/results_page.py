"""What the page of results shows: the places advised, why, and what to do otherwise.

It words and links an `Outcome`; it reads an address and knows no HTTP answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from ifn_site.wording import gettext as _
from ifn_site.wording import ngettext
from orientation.advice import Advice
from orientation.answer_words import said
from orientation.answers import Answers
from orientation.candidates import given_by
from orientation.diversity import FIRST
from orientation.outcome import orient
from orientation.question_page import read_page
from orientation.reach import Here
from orientation.refugees import refugees_url
from orientation.relaxing import Relaxation
from orientation.steps import STEP
from orientation.wishes import (
    FREE,
    FREE_COSTS,
    HALF_DAYS,
    NOW,
    SATURDAY,
    care_asked,
    publics_asked,
    services_asked,
)
from venues.cards import distance_words, spaced
from venues.choices import list_url
from venues.sharing import Shared, share
from venues.shortlist import CARRIED, picked_ids, spelled

#: The parameter, and its value, that shows the places whose hours nobody knows.
HOURS_PARAMETER, UNKNOWN_HOURS = "horaires", "inconnus"


class Link(NamedTuple):
    """Words and an address."""

    label: str
    url: str


class Group(NamedTuple):
    """Places to call under one heading, shown or for screen readers only, and where more are."""

    anchor: str
    title: str
    is_titled: bool
    shown: list[Advice]
    more_url: str = ""


class Step(NamedTuple):
    """One step of the answers: its name, what was said ("" for nothing), where to change it."""

    title: str
    words: str
    url: str


class ResultsPage:
    """The page for one address."""

    def __init__(self, data: QueryDict) -> None:
        self.answers, self.notices = read_page(data)
        unknown_hours = data.get(HOURS_PARAMETER, "").strip() == UNKNOWN_HOURS
        picked = picked_ids(data)
        self.kept_list = {CARRIED: [spelled(picked)]} if picked else {}
        self.outcome = orient(
            self.answers,
            page=self._number(data),
            unknown_hours=unknown_hours,
            carried=self.kept_list,
        )

    def _number(self, data: QueryDict) -> int:
        text = data.get("page", "").strip() or "1"
        if text.isascii() and text.isdigit() and int(text[:9]) >= 1:
            return int(text[:9])
        self.notices.append(_("Cette page n’existe pas : voici la première."))
        return 1

    @property
    def place_name(self) -> str:
        """The name of the place asked, "" when there is none."""
        return self.outcome.here.place.label if self.outcome.here else ""

    def steps(self) -> list[Step]:
        """Return the answers, step by step."""
        return [
            Step(
                one.title,
                " · ".join(one.words),
                STEP[one.step].url(self.answers),
            )
            for one in said(self.answers, self.place_name)
        ]

    # --- Sentences ---------------------------------------------------------------------------
    def heading(self) -> str:
        """Return the title of the page: what it found."""
        outcome = self.outcome
        if outcome.here is None:
            return _("Dites-nous où vous êtes")
        if not outcome.count:
            return self._heading_of_none()
        if outcome.shows_unknown_hours:
            return ngettext(
                "%(count)s lieu aux horaires à vérifier",
                "%(count)s lieux aux horaires à vérifier",
                outcome.count,
            ) % {"count": spaced(outcome.count)}
        return ngettext(
            "%(count)s lieu peut vous aider", "%(count)s lieux peuvent vous aider", outcome.count
        ) % {"count": spaced(outcome.count)}

    def _heading_of_none(self) -> str:
        """Say that nothing fits for certain: places to call come before « no place »."""
        unknown = self.outcome.unknown_hours.count
        if unknown:
            return ngettext(
                "%(count)s lieu à appeler\u00a0: ses horaires ne sont pas connus",
                "%(count)s lieux à appeler\u00a0: leurs horaires ne sont pas connus",
                unknown,
            ) % {"count": spaced(unknown)}
        if self.outcome.knows_no_place:
            return _("Nous ne connaissons aucun lieu d’aide ici")
        return _("Aucun lieu ne convient tout près")

    def lede(self) -> str:
        """Say what is shown first, or how far the nearest is."""
        outcome = self.outcome
        if outcome.here is None:
            return self._lede_without_a_place()
        if not outcome.count:
            return self._lede_of_none()
        if outcome.page > 1:
            return _("Page %(number)s sur %(total)s.") % {
                "number": outcome.page,
                "total": outcome.pages,
            }
        if outcome.count <= FIRST:
            return ngettext("Le voici.", "Les voici.", outcome.count)
        return _("Voici ceux que nous vous conseillons d’abord.")

    def _lede_without_a_place(self) -> str:
        number = self.outcome.count
        if not number:
            return _("Nous vous dirons qui peut vous aider près de chez vous.")
        return ngettext(
            "%(count)s lieu correspond en France.",
            "%(count)s lieux correspondent en France.",
            number,
        ) % {"count": spaced(number)}

    def _lede_of_none(self) -> str:
        outcome = self.outcome
        assert outcome.here is not None
        if outcome.unknown_hours.count:
            return _("Téléphonez avant de venir.")
        if outcome.knows_no_place:
            return self._lede_of_no_place(outcome.here)
        if outcome.neighbours:
            return _("Appelez les lieux proches\u00a0: ils peuvent vous aider ou vous guider.")
        if nearest := self.nearest_words():
            return nearest
        return _("Voici ce que vous pouvez faire.")

    def _lede_of_no_place(self, here: Here) -> str:
        name = here.place._replace(label=here.place.label.partition(" (")[0]).of
        is_remote = bool(self.outcome.remote.count)
        if here.point is None:
            return _("Téléphonez, ou demandez à votre mairie.")
        if is_remote:
            return _(
                "Téléphonez, faites-vous aider à distance, ou demandez à la mairie %(of_place)s."
            ) % {"of_place": name}
        return _("Téléphonez, ou demandez à la mairie %(of_place)s.") % {"of_place": name}

    def nearest_words(self) -> str:
        """Say how far the nearest place that fits is; "" when there is none, or within reach."""
        metres = self.outcome.nearest_m
        if not metres or not isfinite(metres):
            return ""
        distance, nearest = distance_words(metres), self.outcome.nearest
        if nearest is not None and nearest.crossing:
            return _("Le plus proche qui convient est %(distance)s, %(crossing)s.") % {
                "distance": distance,
                "crossing": nearest.crossing,
            }
        return _("Le plus proche qui convient est %(distance)s.") % {"distance": distance}

    def neighbours_title(self) -> str:
        """Say why near places that miss a wish are shown."""
        wanted = set(services_asked(self.answers))
        told = [set(given_by(one.venue)) for one in self.outcome.neighbours]
        if wanted and not any(wanted & given for given in told):
            return _("Près de chez vous, ils aident pour autre chose\u00a0: appelez")
        return _("Près de chez vous, ils peuvent peut-être vous aider\u00a0: appelez")

    # --- Links -------------------------------------------------------------------------------
    def url(self, answers: Answers | None = None, more: Mapping[str, str] | None = None) -> str:
        """Return the address of results, for these or other answers."""
        query = {**(answers or self.answers).query(), **self.kept_list}
        query |= {name: [value] for name, value in (more or {}).items()}
        encoded = urlencode(query, doseq=True, safe=",")
        return reverse("orientation-results") + (f"?{encoded}" if encoded else "")

    def _page_url(self, number: int) -> str:
        return self.url(more=self._state(number))

    def _state(self, number: int) -> dict[str, str]:
        """Return what the address holds beside the answers."""
        state = {HOURS_PARAMETER: UNKNOWN_HOURS} if self.outcome.shows_unknown_hours else {}
        return state | ({"page": str(number)} if number > 1 else {})

    def changes(self) -> list[Link]:
        """Return what to change, each with what it brings."""
        return [Link(promised(one), self.url(one.answers)) for one in self.outcome.relaxations]

    def unknown_costs(self) -> Link | None:
        """Return the way to the places whose cost nobody knows, None when there is none."""
        number = self.outcome.unknown_costs
        if not number or self.outcome.page > 1:
            return None
        label = ngettext(
            "%(count)s autre lieu ne dit pas son prix",
            "%(count)s autres lieux ne disent pas leur prix",
            number,
        ) % {"count": spaced(number)}
        left = tuple(one for one in self.answers.access if one != FREE)
        return Link(label, self.url(self.answers.changed(access=left)))

    def context(self, absolute: Callable[[str], str]) -> dict[str, Any]:
        """Return what the template `orientation/results.html` reads."""
        outcome = self.outcome
        number, pages = outcome.page, outcome.pages
        has_place, steps = outcome.here is not None, self.steps()
        return {
            "answers": self.answers,
            "outcome": outcome,
            "has_place": has_place,
            "is_first": number == 1,
            "notices": self.notices,
            "heading": self.heading(),
            "lede": self.lede(),
            "steps": steps,
            "unsaid": [one for one in steps if not one.words],
            "first": outcome.first if has_place else [],
            "rest": outcome.rest if has_place else [],
            "to_call": self.to_call(),
            "farther": outcome.farther,
            "nearest_words": self.nearest_words(),
            "lines": outcome.lines,
            "unknown_hours": outcome.unknown_hours if has_place and self._calls_last else None,
            "unknown_hours_url": self.url(more={HOURS_PARAMETER: UNKNOWN_HOURS}),
            "unknown_costs": self.unknown_costs() if has_place else None,
            "changes": self.changes() if has_place else [],
            "show_helpline": not outcome.count or not has_place,
            "remote": outcome.remote if self._needs_remote else None,
            "place_url": STEP["lieu"].url(self.answers),
            "list_url": list_url(equivalent_list(self.answers)),
            "learning": outcome.learning if number == 1 else [],
            "refugees_url": refugees_url(self.answers) if number == 1 else "",
            "map_url": list_url(equivalent_list(self.answers), carte="1"),
            "restart_url": reverse("orientation-start"),
            "previous_url": self._page_url(number - 1) if number > 1 else "",
            "next_url": self._page_url(number + 1) if has_place and number < pages else "",
            "page_number": number,
            "shared": self._shared(absolute) if outcome.count and has_place else None,
            "kept_services": list(self.answers.services),
            "kept_list": ",".join(self.kept_list.get(CARRIED, [])),
            "pick_query": self._pick_query(number),
        }

    def to_call(self) -> list[Group]:
        """Return the places to call when none fits for certain.

        Those of unknown hours come first, unless they are for some people only.
        """
        outcome = self.outcome
        if outcome.count or outcome.here is None:
            return []
        unknown, groups = outcome.unknown_hours, []
        if unknown.count:
            is_titled = all(one.for_whom for one in unknown.shown) and bool(outcome.neighbours)
            more = unknown.count > len(unknown.shown)
            url = self.url(more={HOURS_PARAMETER: UNKNOWN_HOURS}) if more else ""
            title = _("Leurs horaires ne sont pas connus")
            groups.append(Group("appeler", title, is_titled, unknown.shown, url))
        if outcome.neighbours:
            title = self.neighbours_title()
            groups.append(Group("proches", title, True, outcome.neighbours))
        return sorted(groups, key=lambda one: one.anchor == "appeler" and one.is_titled)

    @property
    def _calls_last(self) -> bool:
        return bool(self.outcome.count) and self.outcome.page == 1

    def _pick_query(self, number: int) -> dict[str, list[str]]:
        state = {name: [value] for name, value in self._state(number).items()}
        return {**self.answers.query(), **state}

    @property
    def _needs_remote(self) -> bool:
        """Help at a distance is for who asked for it, or has no place near, or said no place."""
        outcome = self.outcome
        asked = {"telephone", "distance"} & set(self.answers.when)
        return outcome.page == 1 and bool(asked or outcome.is_short or outcome.here is None)

    def _shared(self, absolute: Callable[[str], str]) -> Shared:
        lines = [_line(one) for one in (self.outcome.first or self.outcome.rest[:3])]
        return share(_("Lieux d’aide au numérique"), lines, absolute(self.url()))


def promised(one: Relaxation) -> str:
    """Say a change and what it brings."""
    if one.promise.number:
        return ngettext(
            "%(count)s lieu %(change)s", "%(count)s lieux %(change)s", one.promise.number
        ) % {"count": spaced(one.promise.number), "change": one.label}
    return _("Un lieu %(distance)s, %(change)s") % {
        "distance": distance_words(one.promise.nearest_m),
        "change": one.label,
    }


def _line(one: Advice) -> str:
    phone = one.card.phone.display if one.card.phone else ""
    return ", ".join(filter(None, [one.venue.name, phone, one.card.distance_text]))


def equivalent_list(answers: Answers) -> dict[str, list[str]]:
    """Return the query of the plain list that is nearest to these answers.

    The list asks one day and one half-day at most: several are left out.
    """
    query: dict[str, list[str]] = {
        "services": list(services_asked(answers)),
        "prise_en_charge_specifique": list(care_asked(answers)),
        "publics_specifiquement_adresses": list(publics_asked(answers)),
        "frais_a_charge": list(FREE_COSTS) if FREE in answers.access else [],
        "a_ma_place": ["true"] if answers.doing == "a_ma_place" else [],
        "prise_rdv": ["true"] if answers.appointment == "avec" else [],
        "modalites_accompagnement": ["distance"] if answers.when == ("distance",) else [],
        **_opening_of_list(answers),
        "lieu": [answers.place] if answers.place else [],
    }
    return {name: values for name, values in query.items() if values}


def _opening_of_list(answers: Answers) -> dict[str, list[str]]:
    if answers.when == (NOW,) and not answers.days:
        return {"ouvert": [NOW]}
    days = answers.days or ((SATURDAY,) if answers.when == (SATURDAY,) else ())
    half_days = [one for one in answers.when if one in HALF_DAYS]
    if len(days) != 1 or len(half_days) > 1 or set(answers.when) - {SATURDAY, *half_days}:
        return {}
    if not half_days:
        return {"ouvert_le": list(days)}
    start, end = HALF_DAYS[half_days[0]]
    hours = {"de": [f"{start:%H:%M}"], "a": [f"{end:%H:%M}"]}
    return {"ouvert_le": list(days), **hours}
