"""From answers to places: the one function of the page, the API and the counter.

It puts together what the other modules decide: who fits (`matching`), in which order (`ranking`,
`diversity`), why (`reasons`), and what to do otherwise (`relaxing`). It knows no request.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse

from ifn_site.clock import now as present
from ifn_site.wording import gettext as _
from orientation.advice import Advice, Apart, Found, carried_query
from orientation.answers import Answers
from orientation.candidates import (
    candidates,
    keys_in_order,
    metres_to,
    point_of,
    read_venues,
)
from orientation.data.emergencies import EMERGENCIES, EmergencyNumber
from orientation.diversity import FIRST, diverse, same_place
from orientation.helplines import HelplineShown, helpline_for
from orientation.learning import LinkShown, links_for
from orientation.matching import Fit, Promise
from orientation.neighbours import near_rows
from orientation.particular import public_of
from orientation.ranking import is_set_back, rank
from orientation.reach import Here, radius_of, way_in_words
from orientation.reasons import doubts, reasons
from orientation.relaxing import ENOUGH, Relaxation, relaxations
from orientation.wishes import day_asked, only_from_home, services_asked
from territories.distance import haversine_m
from venues.cards import card_of
from venues.facet_table import Rows
from venues.facets import count
from venues.list_scope import UNREACHABLE_M
from venues.models import Venue
from venues.vocabulary import SUPPORT

#: How many of the nearest venues are ranked; those beyond follow by distance.
POOL = 60
#: Cards after the first three, on each page.
PER_PAGE = 10
#: Venues shown of what is kept apart: hours unknown, farther, at a distance.
SHOWN_APART = 3
#: Venues read for them: some are one place told twice.
_READ_APART = 3 * SHOWN_APART
#: Beyond so many times the distance asked, or so many metres, a place is told in one line, not
#: advised; from a département, whose middle distances start from, beyond so many metres.
_TIMES_FARTHER = 3
_ADVISED_M = 60_000.0
_ADVISED_FROM_MIDDLE_M = 100_000.0
#: Public lines for who is the victim of a fraud or wants to avoid one, whatever places do.
_CYBER = ("pirate", "arnaque-en-cours", "sms-spam")
_SECURITY = "securite"
#: Answers that say how and when one comes: a helper at a distance needs none of them.
_COMING = ("quand", "jour", "rdv", "minutes", "mode")


class Outcome:
    """What some answers lead to, each part read when it is asked for."""

    def __init__(
        self,
        answers: Answers,
        moment: datetime | None = None,
        *,
        page: int = 1,
        unknown_hours: bool = False,
        carried: Mapping[str, list[str]] | None = None,
        whole: bool = False,
    ) -> None:
        self.answers = answers
        self._whole = whole
        self._carried = urlencode({**carried_query(answers), **(carried or {})}, doseq=True)
        self.now = moment or present()
        self.asked_page = page
        #: The places shown are those whose hours nobody knows.
        self.shows_unknown_hours = unknown_hours
        self.fit = Fit(answers, moment=moment)

    @property
    def here(self) -> Here | None:
        """Where the person is, None when it is not known."""
        return self.fit.here

    # --- Places that fit ---------------------------------------------------------------------
    @cached_property
    def _rows(self) -> Rows:
        return self.fit.rows_of_unknown_hours() if self.shows_unknown_hours else self.fit.rows()

    @cached_property
    def count(self) -> int:
        """How many places fit within reach."""
        return count(self._rows)

    @property
    def pages(self) -> int:
        """How many pages the places make."""
        return max(1, -(-(self.count - FIRST) // PER_PAGE))

    @property
    def page(self) -> int:
        """The page shown: the one asked, or the last."""
        return min(max(1, self.asked_page), self.pages)

    @cached_property
    def _ranked(self) -> list[Found]:
        """The nearest places, the best first."""
        found = self._read(keys_in_order(self.fit, self._rows, POOL))
        by_key = {one.facts.key: one for one in found}
        order = diverse(rank([one.facts for one in found], self.answers))
        return [by_key[one.candidate.key] for one in order]

    @cached_property
    def first(self) -> list[Advice]:
        """The three places advised, on the first page."""
        return [self._advice(one) for one in self._ranked[:FIRST]] if self.page == 1 else []

    @cached_property
    def rest(self) -> list[Advice]:
        """The other places of the page."""
        start = FIRST + (self.page - 1) * PER_PAGE
        stop = start + PER_PAGE
        found = self._ranked[start:stop] if start < POOL else []
        if stop > POOL and self.count > POOL:
            found += self._read(keys_in_order(self.fit, self._rows, stop)[max(start, POOL) :])
        return [self._advice(one) for one in found]

    # --- What is kept apart ------------------------------------------------------------------
    @cached_property
    def unknown_hours(self) -> Apart:
        """The places left out because nobody knows their hours."""
        if self.shows_unknown_hours:
            return Apart(0, [])
        return self._apart(self.fit.rows_of_unknown_hours())

    @cached_property
    def unknown_costs(self) -> int:
        """How many places are left out because nobody knows what they cost."""
        return count(self.fit.rows_of_unknown_costs())

    # --- When little fits --------------------------------------------------------------------
    @property
    def is_short(self) -> bool:
        """Tell whether so few places fit that something else is proposed."""
        return self.count < ENOUGH

    @cached_property
    def relaxations(self) -> list[Relaxation]:
        """What to change, in the order in which to try it."""
        if not self.is_short or self.shows_unknown_hours:
            return []
        return relaxations(self.fit, Promise(self.count, self.nearest_m))

    @cached_property
    def nearest_m(self) -> float:
        """How far the nearest place that fits is, in metres: 0 within reach, inf for none."""
        return self.fit.nearest_m() if not self.count else 0.0

    @cached_property
    def farther(self) -> list[Advice]:
        """The nearest places that fit beyond the distance asked, when few are within it."""
        if not self.is_short or self.here is None or self.shows_unknown_hours:
            return []
        near = [one for one in self._beyond if self._metres_of(one.venue) <= self._advised_m()]
        return self._first_of(near)

    @cached_property
    def _beyond(self) -> list[Found]:
        """The nearest places that fit beyond the distance asked."""
        return self._once(self._read(self._nearest_keys(self.fit.beyond(), _READ_APART)))

    def _metres_of(self, venue: Venue) -> float:
        """Return how far a place is from where distances start, inf when nobody knows."""
        point = point_of(venue)
        if self.here is None or self.here.centre is None or point is None:
            return float("inf")
        return haversine_m(*self.here.centre, *point)

    def _advised_m(self) -> float:
        """Return how far a place may be and still be advised, in metres."""
        if self.here is None or self.here.point is None:
            return _ADVISED_FROM_MIDDLE_M
        return min(_TIMES_FARTHER * radius_of(self.answers, self.here), _ADVISED_M)

    @property
    def nearest(self) -> Advice | None:
        """The nearest place that fits, however far, when none is within reach."""
        if self.count or self.here is None or self.shows_unknown_hours or not self._beyond:
            return None
        return self._advice(self._beyond[0])

    @cached_property
    def neighbours(self) -> list[Advice]:
        """Near places that miss one wish, when none fits: their doubts say which."""
        if self.count or self.here is None or self.shows_unknown_hours:
            return []
        tiers = [keys_in_order(self.fit, rows, _READ_APART) for rows in near_rows(self.fit)]
        place_of = {key: at for at, keys in enumerate(tiers) for key in keys}
        found = self._read([key for keys in tiers for key in keys])
        tier = {one.facts.key: place_of[one.venue.pk] for one in found}
        by_key = {one.facts.key: one for one in found}
        order = rank([one.facts for one in found], self.answers)
        # They are to be called: those that give a phone come first.
        order.sort(
            key=lambda one: (one.is_set_back, not one.candidate.phone, tier[one.candidate.key])
        )
        return self._first_of(self._once([by_key[one.candidate.key] for one in order]))

    @property
    def knows_no_place(self) -> bool:
        """Tell whether nobody helps anywhere that one may go from there, whatever is asked."""
        if self.here is None or self.count:
            return False
        bare = self.fit.like(Answers(place=self.answers.place))
        return not bare.reachable().any() and not bare.rows().any()

    @cached_property
    def lines(self) -> list[EmergencyNumber]:
        """Public lines of the need itself, when few places answer it."""
        if not self.is_short or _SECURITY not in services_asked(self.answers):
            return []
        known = {one.key: one for one in EMERGENCIES}
        told = [known[key] for key in _CYBER]
        return [one._replace(label=_(one.label), hours=_(one.hours)) for one in told]

    @cached_property
    def remote(self) -> Apart:
        """The places that help by phone or on line, whatever the distance, the nearest first."""
        wanted = self.fit.like(self.answers.without(_COMING))
        table = self.fit.table
        helping = table.with_term(SUPPORT.field, "distance")
        rows = self.fit.sheets.once(wanted.rows_anywhere() & helping)
        able = rows & (table.with_phone() | table.switched("prise_rdv", True))
        found = rows if not able.any() else able
        return Apart(count(found), self._advise_once(self._nearest_keys(found, _READ_APART)))

    @cached_property
    def helpline(self) -> HelplineShown | None:
        """Whom to call instead, where the person is."""
        return helpline_for(self._levels())

    def _levels(self) -> dict[str, str]:
        if self.here is None:
            return {}
        levels = {"departement": self.here.departement}
        return levels if self.here.point is None else {**levels, "commune": self.here.place.code}

    @cached_property
    def learning(self) -> list[LinkShown]:
        """Where to learn alone what was asked."""
        return links_for(services_asked(self.answers))

    @property
    def leads_somewhere(self) -> bool:
        """Tell whether a place is shown, or a number to call."""
        places = self.count or self.neighbours or self.farther or self.remote.count
        return bool(places or self.unknown_hours.count or self.helpline)

    # --- Advice ------------------------------------------------------------------------------
    def _apart(self, rows: Rows) -> Apart:
        number = count(rows)
        keys = keys_in_order(self.fit, rows, _READ_APART) if number else []
        return Apart(number, self._advise_once(keys))

    def _nearest_keys(self, rows: Rows, most: int) -> list[int]:
        """Return the keys of the first rows by distance from the place, or from its middle."""
        if self.here is None or self.here.centre is None:
            return keys_in_order(self.fit, rows, most) if rows.any() else []
        positions = np.flatnonzero(rows & self.fit.table.located())
        metres = self.fit.table.metres_from(*self.here.centre)[positions]
        keys = self.fit.table.keys[positions]
        return [int(key) for key in keys[np.lexsort((keys, metres))[:most]]]

    def _advise_once(self, keys: list[int]) -> list[Advice]:
        """Return the advice for the first of some venues, one sheet a place."""
        return self._first_of(self._once(self._read(keys)))

    def _first_of(self, found: list[Found]) -> list[Advice]:
        """Return the advice for the first, those for some people only after the others."""
        order = sorted(found, key=lambda one: is_set_back(one.facts, self.answers))
        return [self._advice(one) for one in order[:SHOWN_APART]]

    @staticmethod
    def _once(found: list[Found]) -> list[Found]:
        """Return the first sheet of each place, as the eye tells places."""
        kept: list[Found] = []
        for one in found:
            if not any(same_place(one.facts, other.facts) for other in kept):
                kept.append(one)
        return kept

    def _read(self, keys: list[int]) -> list[Found]:
        venues = read_venues(keys, whole=self._whole)
        facts = candidates(venues, self.fit, self.now)
        return [Found(*pair) for pair in zip(venues, facts, strict=True)]

    def _advice(self, found: Found) -> Advice:
        venue, facts = found
        metres = metres_to(venue, self.fit)
        if metres is not None and metres > UNREACHABLE_M:
            metres = None
        public = public_of(facts.kinds, facts.programmes, facts.name)
        card = card_of(
            venue,
            self.now,
            metres=metres,
            query=self._carried,
            asked=services_asked(self.answers),
            day=day_asked(self.answers),
        )
        paper = reverse("venue-paper", args=[venue.public_id])
        # Nobody drives across the sea, nor to a phone.
        goes = not facts.crossing and not only_from_home(self.answers)
        way = ""
        if goes and metres is not None and self.here is not None:
            way = way_in_words(metres, self.answers, self.here)
        return Advice(
            card=card,
            reasons=reasons(facts, self.answers),
            doubts=doubts(facts, self.answers),
            minutes=max(1, round(facts.minutes)) if goes and facts.minutes is not None else None,
            minutes_text=way,
            sheet_url=card.url,
            paper_url=f"{paper}?{self._carried}" if self._carried else paper,
            for_whom=_(public.words) if public else "",
            crossing=facts.crossing,
        )


def orient(
    answers: Answers,
    moment: datetime | None = None,
    *,
    page: int = 1,
    unknown_hours: bool = False,
    carried: Mapping[str, list[str]] | None = None,
    whole: bool = False,
) -> Outcome:
    """Return what answers lead to, at a moment (now when None).

    `unknown_hours`: the places left out for want of known hours, instead of those that fit;
    `carried`: more parameters that the addresses of sheets hold; `whole`: read long texts too.
    """
    return Outcome(
        answers,
        moment,
        page=page,
        unknown_hours=unknown_hours,
        carried=carried,
        whole=whole,
    )
