"""Near places that miss one wish only, to be called when nothing within reach fits all of them.

It selects by `Fit`: another moment, another welcome, at last another kind of help. What each place
misses is said by `reasons.doubts`.
"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.answers import Answers
from orientation.matching import Fit
from venues.facet_table import Rows, any_of

_NEED = ("besoin", "materiel", "demarche", "metier")
#: Parameters that are given up together.
_WISHES = (("quand", "jour"), ("rdv",), ("faire",))
#: What stays when all wishes are put aside.
_WHERE = frozenset({"lieu", "minutes", "mode", "pour"})


def near_rows(fit: Fit) -> list[Rows]:
    """Return the rows within reach by what they miss: one wish, the need, several things.

    Rows that fit, and those of unknown hours, are left out; no place stands in two of them.
    """
    bare = fit.answers.without(frozenset(fit.answers.query()) - _WHERE)
    taken = fit.rows() | fit.rows_of_unknown_hours()
    tiers = []
    for ways in (_without_a_wish(fit.answers), _without_the_need(fit.answers), [bare]):
        rows = any_of([~fit.table.every_row(), *(fit.like(one).rows() for one in ways)])
        tier = fit.sheets.once(rows & ~fit.sheets.of_the_same_places(taken))
        tiers.append(tier)
        taken = taken | tier
    return tiers


def _without_a_wish(answers: Answers) -> Iterator[Answers]:
    asked = answers.query().keys()
    for names in _WISHES:
        if asked & set(names):
            yield answers.without(names)
    for value in answers.access:
        yield answers.changed(access=tuple(one for one in answers.access if one != value))


def _without_the_need(answers: Answers) -> Iterator[Answers]:
    if answers.query().keys() & set(_NEED):
        yield answers.without(_NEED)
