"""Every commune in memory, to place thousands of venues by code, name and postal code.

Loaded once per import (about half a second); pure afterwards. It knows the order in which clues are
believed, not where the clues come from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from territories.names import fold, with_articles, without_article
from territories.postal import departement_of_postal_code

#: Below this similarity (0–100) a misspelt name is not corrected.
CERTAIN = 90.0
#: Above this similarity a name is taken for another spelling of the commune of the code.
AKIN = 80.0
_CEDEX = re.compile(r"\bcedex\b.*$")
_NUMBERED = re.compile(
    r"^(?P<city>paris|lyon|marseille)\s+(?P<number>\d{1,2})(\s*(er|e|eme|ere|nd))?(\s*arr\w*)?$"
)


class CommuneFacts(NamedTuple):
    """What is known of a commune; degrees, inhabitants and km² (None when unknown)."""

    code: str
    name: str
    folded: str
    departement: str
    region: str
    epci: str
    latitude: float
    longitude: float
    population: int | None
    area_km2: float | None
    postal_codes: tuple[str, ...]


class ArrondissementFacts(NamedTuple):
    """A municipal arrondissement and the commune it is part of."""

    code: str
    commune_code: str
    postal_codes: tuple[str, ...]


class FormerFacts(NamedTuple):
    """A code or a name no longer borne, and the commune of today."""

    code: str
    folded: str
    current_code: str


class Current(NamedTuple):
    """The commune that a code means today; `former` when the code itself is no longer one."""

    commune: CommuneFacts
    arrondissement: str | None
    former: bool


class Resolution(NamedTuple):
    """Which commune the clues mean, and how it was found.

    `how`: code, ancien_code, nom, nom_et_code_postal, nom_et_departement, ancien_nom, orthographe,
    code_postal, or "" when none was found. `notes`: code_inconnu, code_contredit, nom_different,
    code_postal_different, nom_inconnu. `ambiguous` lists the candidates, largest first, when the
    clues fit several.
    """

    commune: CommuneFacts | None
    arrondissement: str | None
    how: str
    ambiguous: list[CommuneFacts]
    notes: tuple[str, ...] = ()


class Gazetteer:
    """Communes by code, name, former name and postal code."""

    def __init__(
        self,
        communes: Iterable[CommuneFacts],
        arrondissements: Iterable[ArrondissementFacts] = (),
        former: Iterable[FormerFacts] = (),
    ) -> None:
        self._communes = {commune.code: commune for commune in communes}
        self._arrondissements = {one.code: one for one in arrondissements}
        self._moved: dict[str, str] = {}
        self._by_name: dict[str, list[CommuneFacts]] = defaultdict(list)
        self._by_former: dict[str, list[CommuneFacts]] = defaultdict(list)
        self._by_postal: dict[str, list[CommuneFacts]] = defaultdict(list)
        self._by_departement: dict[str, list[CommuneFacts]] = defaultdict(list)
        for commune in sorted(self._communes.values(), key=_largest_first):
            self._by_name[commune.folded].append(commune)
            self._by_departement[commune.departement].append(commune)
            for postal_code in commune.postal_codes:
                self._by_postal[postal_code].append(commune)
        for one in former:
            self._add_former(one)

    def _add_former(self, one: FormerFacts) -> None:
        commune = self._communes.get(one.current_code)
        if commune is None:
            return
        if one.code not in self._communes:
            self._moved[one.code] = one.current_code
        if one.folded and commune not in self._by_former[one.folded]:
            self._by_former[one.folded].append(commune)
            self._by_former[one.folded].sort(key=_largest_first)

    @classmethod
    def load(cls) -> Gazetteer:
        """Read the tables into memory."""
        from territories.models import Arrondissement, Commune, FormerCommune, PostalCode

        postal: dict[str, list[str]] = defaultdict(list)
        for code, place in PostalCode.objects.order_by("code").values_list("code", "commune_code"):
            postal[place].append(code)
        communes = Commune.objects.order_by().values_list(
            "code", "name", "folded", "departement_code", "region_code", "epci_code",
            "latitude", "longitude", "population", "area_km2",
        )  # fmt: skip
        arrondissements = Arrondissement.objects.order_by().values_list("code", "commune_code")
        former = FormerCommune.objects.order_by("pk").values_list("code", "folded", "current_code")
        return cls(
            (CommuneFacts._make((*row, tuple(postal.get(row[0], ())))) for row in communes),
            (ArrondissementFacts(*row, tuple(postal.get(row[0], ()))) for row in arrondissements),
            (FormerFacts(*row) for row in former),
        )

    def __len__(self) -> int:
        return len(self._communes)

    def commune(self, code: str) -> CommuneFacts | None:
        """Return a commune of today by its own code."""
        return self._communes.get(code)

    def current(self, code: str) -> Current | None:
        """Return the commune that a code means today: former codes and arrondissements followed."""
        if commune := self._communes.get(code):
            return Current(commune, None, former=False)
        if (one := self._arrondissements.get(code)) and one.commune_code in self._communes:
            return Current(self._communes[one.commune_code], code, former=False)
        if moved := self._moved.get(code):
            return Current(self._communes[moved], None, former=True)
        return None

    def named(self, text: str) -> list[CommuneFacts]:
        """Return the communes of this name, largest first: by name, then by former name, then with
        or without its article."""
        folded = fold(text)
        if not folded:
            return []
        found = self._by_name.get(folded) or self._by_former.get(folded)
        if found:
            return list(found)
        bare = without_article(folded)
        variants = [bare] if bare != folded else with_articles(folded)
        return [commune for name in variants for commune in self._by_name.get(name, ())]

    def resolve(self, insee_code: str, name: str, postal_code: str) -> Resolution:
        """Return the commune that these clues mean (each may be ""), already cleaned as text."""
        folded = _CEDEX.sub("", fold(name)).strip()
        number = _NUMBERED.match(folded)
        city = number["city"] if number else folded
        current = self.current(insee_code) if insee_code else None
        if current is None:
            notes = ("code_inconnu",) if insee_code else ()
            found = self._by_words(city, postal_code, notes)
        else:
            found = self._by_code(current, city, postal_code)
        if found.commune is None:
            return found
        own = current.arrondissement if current and current.commune is found.commune else None
        return found._replace(
            arrondissement=own
            or self._arrondissement(found.commune, postal_code, number["number"] if number else "")
        )

    def _by_code(self, current: Current, folded: str, postal_code: str) -> Resolution:
        """Believe the code unless name and postal code agree on another commune."""
        commune = current.commune
        name_fits = not folded or self._is_name_of(folded, commune)
        postal_fits = not postal_code or (
            postal_code in commune.postal_codes
            or (
                postal_code not in self._by_postal
                and departement_of_postal_code(postal_code) == commune.departement
            )
        )
        how = "ancien_code" if current.former else "code"
        if name_fits and postal_fits:
            return Resolution(commune, None, how, [])
        if not name_fits and postal_code:
            other = self._by_words(folded, postal_code, ())
            if (
                other.how in {"nom", "nom_et_code_postal"}
                and other.commune is not commune
                and (other.commune is not None and postal_code in other.commune.postal_codes)
            ):
                return other._replace(notes=("code_contredit",))
        notes: tuple[str, ...] = () if name_fits else ("nom_different",)
        if not postal_fits:
            notes += ("code_postal_different",)
        return Resolution(commune, None, how, [], notes)

    def _is_name_of(self, folded: str, commune: CommuneFacts) -> bool:
        if folded == commune.folded or commune in self._by_former.get(folded, ()):
            return True
        bare, own = without_article(folded), without_article(commune.folded)
        return bare == own or fuzz.ratio(bare, own) >= AKIN

    def _by_words(self, folded: str, postal_code: str, notes: tuple[str, ...]) -> Resolution:
        """Find the commune by name and postal code, in the order in which clues are believed."""
        homonyms = self.named(folded) if folded else []
        found = self._among(homonyms, postal_code, notes)
        if homonyms and folded not in self._by_name and folded in self._by_former:
            found = found._replace(how="ancien_nom" if found.commune else "")
        if found.commune is not None and "code_postal_different" not in found.notes:
            return found
        for how, candidates in self._weaker_clues(folded, postal_code):
            if len(candidates) == 1:
                return Resolution(candidates[0], None, how, [], notes)
        if homonyms:
            return found
        sharing = self._by_postal.get(postal_code, [])
        if len(sharing) == 1:
            unknown = ("nom_inconnu",) if folded else ()
            return Resolution(sharing[0], None, "code_postal", [], notes + unknown)
        return Resolution(None, None, "", list(sharing), notes)

    def _weaker_clues(
        self, folded: str, postal_code: str
    ) -> Iterator[tuple[str, list[CommuneFacts]]]:
        """Yield what a name may mean around its postal code: former, shortened, misspelt."""
        if not folded or not postal_code:
            return
        sharing = self._by_postal.get(postal_code, [])
        departement = departement_of_postal_code(postal_code)
        former = self._by_former.get(folded, [])
        yield "ancien_nom", [one for one in former if one in sharing]
        yield "nom_et_code_postal", [one for one in sharing if _same_beginning(folded, one.folded)]
        yield "orthographe", _nearly(folded, sharing)
        yield "ancien_nom", [one for one in former if one.departement == departement]
        yield "orthographe", _nearly(folded, self._by_departement.get(departement, []))

    def _among(
        self, homonyms: list[CommuneFacts], postal_code: str, notes: tuple[str, ...]
    ) -> Resolution:
        """Choose between communes of one name: alone, then by postal code, then by département."""
        exact = [commune for commune in homonyms if postal_code in commune.postal_codes]
        if len(exact) == 1:
            how = "nom" if len(homonyms) == 1 else "nom_et_code_postal"
            return Resolution(exact[0], None, how, [], notes)
        departement = departement_of_postal_code(postal_code)
        near = [commune for commune in homonyms if commune.departement == departement]
        if len(near) == 1:
            how = "nom" if len(homonyms) == 1 else "nom_et_departement"
            return Resolution(near[0], None, how, [], notes)
        if len(homonyms) == 1:
            doubt = ("code_postal_different",) if postal_code else ()
            return Resolution(homonyms[0], None, "nom", [], notes + doubt)
        return Resolution(None, None, "", exact or near or homonyms, notes)

    def _arrondissement(self, commune: CommuneFacts, postal_code: str, number: str) -> str | None:
        """Return the arrondissement that a postal code or a number names in this commune."""
        ours = [one for one in self._arrondissements.values() if one.commune_code == commune.code]
        for one in ours:
            if postal_code in one.postal_codes:
                return one.code
        for one in ours:
            if number and any(int(code[-2:]) == int(number) for code in one.postal_codes):
                return one.code
        return None


def _same_beginning(one: str, other: str) -> bool:
    """Tell whether one name is the other with words more: « aix », « aix en provence »."""
    return one.startswith(f"{other} ") or other.startswith(f"{one} ")


def _nearly(folded: str, communes: list[CommuneFacts]) -> list[CommuneFacts]:
    """Return the communes spelled nearly so."""
    return [one for one in communes if fuzz.ratio(folded, one.folded, score_cutoff=CERTAIN)]


def _largest_first(commune: CommuneFacts) -> tuple[int, str]:
    return (-(commune.population or 0), commune.code)
