"""Phones, e-mails and addresses of the web for invented venues, none of which can exist.

Phones come only from the numbers that the telecommunications authority (ARCEP) keeps for works of
fiction; e-mails and sites only from the reserved top-level name ``.example`` (RFC 2606).
"""

from random import Random

from demo.naming import slug

FICTION_PREFIXES = ("019900", "026191", "035301", "046571", "053649", "063998")
_PREFIX_OF_REGION = {
    "11": "019900", "24": "026191", "28": "026191", "52": "026191", "53": "026191",
    "27": "035301", "32": "035301", "44": "035301", "84": "046571", "93": "046571",
    "94": "046571", "75": "053649", "76": "053649",
}  # fmt: skip
_LANGUEDOC = frozenset(("11", "30", "34", "48", "66"))
NUMBERS_PER_PREFIX = 10_000


class FictionPhones:
    """Deals national numbers of fiction, each once until its prefix is used up."""

    def __init__(self, rng: Random) -> None:
        self._decks = {
            prefix: rng.sample(range(NUMBERS_PER_PREFIX), NUMBERS_PER_PREFIX)
            for prefix in sorted(FICTION_PREFIXES)
        }
        self._dealt = dict.fromkeys(FICTION_PREFIXES, 0)

    def number_for(self, region: str, departement: str) -> str:
        """Return an international number, or "" overseas where no number is kept for fiction."""
        prefix = _PREFIX_OF_REGION.get(region, "")
        if departement in _LANGUEDOC:
            prefix = "046571"
        if not prefix:
            return ""
        rank = self._dealt[prefix]
        self._dealt[prefix] = rank + 1
        return f"+33{prefix[1:]}{self._decks[prefix][rank % NUMBERS_PER_PREFIX]:04d}"


def domain_of(kind_label: str, commune: str) -> str:
    """Return a name nobody can own: ``mediatheque-arles.example``."""
    return f"{slug(kind_label)}-{slug(commune)}.example"


def email_of(domain: str, rng: Random) -> str:
    """Return an address of a service, never of a person."""
    return f"{rng.choice(('contact', 'accueil', 'numerique', 'bonjour'))}@{domain}"
