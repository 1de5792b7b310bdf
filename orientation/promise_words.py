"""What an answer leads to, in the few words that stand beside it: never an empty « 0 ».

Pure but for translation; the counting is in `matching`.
"""

from __future__ import annotations

from math import isfinite

from ifn_site.wording import gettext as _
from ifn_site.wording import ngettext
from orientation.matching import Promise
from venues.cards import distance_words, spaced


def promise_words(promise: Promise) -> str:
    """Return « 24 lieux », « le plus proche est à 14 km », or that nobody is known to do it."""
    if promise.number and promise.unknown_hours:
        return _("%(places)s, + %(unsure)s aux horaires à vérifier") % {
            "places": places_words(promise.number),
            "unsure": spaced(promise.unknown_hours),
        }
    if promise.number:
        return places_words(promise.number)
    if promise.unknown_hours:
        return _("%(places)s aux horaires à vérifier") % {
            "places": places_words(promise.unknown_hours)
        }
    if isfinite(promise.nearest_m):
        return _("le plus proche est %(distance)s") % {
            "distance": distance_words(promise.nearest_m)
        }
    return _("aucun lieu connu")


def places_words(number: int) -> str:
    """Return « 1 lieu », « 1 204 lieux »."""
    return ngettext("%(count)s lieu", "%(count)s lieux", number) % {"count": spaced(number)}
