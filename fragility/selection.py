"""Which territories and which indicators an export or the API is asked for.

`dans=<niveau>:<code>` keeps the territories inside another, `codes=` those of a list, in its
order (the former code of a commune is followed), `indicateurs=` the columns. It gives places in
the columns of a level and French sentences; it knows no request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fragility.indicators import BY_KEY
from fragility.larger import ORDER, inside
from fragility.method_choice import MethodChoice, Query
from fragility.store import LevelValues
from territories.models import FormerCommune

PARAMETERS = ("dans", "codes", "indicateurs")
MAX_CODES = 1_000
ALL = "tous"
_CODE = re.compile(r"[0-9A-Za-z]{2,9}", re.ASCII)
_SHOWN = 5


@dataclass(frozen=True, eq=False)
class Selection:
    """What is asked: `places` in the columns of the level, in the order of the answer.

    `asked` are the codes as they were written, with `codes=` only (the same length as `places`),
    `unknown` those that no territory of the level has; `holder` is the (level, code) of `dans=`;
    `indicators` the keys of the columns.
    """

    places: NDArray[np.int64]
    indicators: tuple[str, ...]
    asked: tuple[str, ...] = ()
    holder: tuple[str, str] | None = None
    unknown: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was left out of the level."""
        return self.holder is None and not self.asked


def read_selection(
    query: Query, values: LevelValues, choice: MethodChoice
) -> tuple[Selection, dict[str, str]]:
    """Return what is asked of a level and the mistakes by parameter, in French."""
    mistakes: dict[str, str] = {}
    kept = np.ones(len(values.codes), dtype=bool)
    holder = _holder(query, values, mistakes)
    if holder is not None:
        kept = inside(values.codes.level, values.codes.codes, *holder)
        if not kept.any():
            mistakes["dans"] = "Aucun territoire de ce niveau n’est dans ce territoire."
    asked, places, unknown = _codes(query, values, kept, mistakes)
    return (
        Selection(
            np.flatnonzero(kept) if places is None else places,
            _indicators(query, values, choice, mistakes),
            asked,
            holder,
            unknown,
        ),
        mistakes,
    )


def all_indicators(values: LevelValues, choice: MethodChoice) -> tuple[str, ...]:
    """Return the indicators of the method, then the others that the level has."""
    own = choice.preset.indicators
    return own + tuple(key for key in BY_KEY if key in values.series and key not in own)


def _holder(query: Query, values: LevelValues, mistakes: dict[str, str]) -> tuple[str, str] | None:
    given = [text.strip() for text in query.getlist("dans") if text.strip()]
    if not given:
        return None
    level, _, code = given[0].partition(":")
    larger = ORDER[ORDER.index(values.codes.level) + 1 :]
    if len(given) > 1 or level not in larger or not _CODE.fullmatch(code):
        names = ", ".join(larger)
        mistakes["dans"] = (
            f"Écrivez un seul territoire, comme dans=departement:48. Niveaux : {names}."
            if larger
            else "Aucun territoire n’est plus grand que celui-ci : retirez ce paramètre."
        )
        return None
    return level, code.upper()


def _codes(
    query: Query, values: LevelValues, kept: NDArray[np.bool_], mistakes: dict[str, str]
) -> tuple[tuple[str, ...], NDArray[np.int64] | None, tuple[str, ...]]:
    """Return (known codes as written, their places, the unknown codes).

    ((), None, ()) when the parameter is absent. Unknown codes are a mistake when no code is known.
    """
    written = [text.strip() for value in query.getlist("codes") for text in value.split(",")]
    asked = list(dict.fromkeys(text for text in written if text))
    if not asked:
        return (), None, ()
    if len(asked) > MAX_CODES:
        mistakes["codes"] = (
            f"{MAX_CODES:,} codes au plus par demande ; pour tout un niveau, demandez format=csv "
            "sans ce paramètre."
        ).replace(",", "\u202f", 1)
        return (), None, ()
    places = values.codes.positions
    today = {code: code.upper() for code in asked}
    unknown = [code for code, one in today.items() if one not in places]
    if unknown and values.codes.level == "commune":
        moved = _moved([one.upper() for one in unknown])
        today |= {code: moved.get(code.upper(), code) for code in unknown}
        unknown = [code for code in unknown if today[code] not in places]
    outside = [code for code in asked if code not in unknown and not kept[places[today[code]]]]
    found = [code for code in asked if code not in set(unknown)]
    if outside or not found:
        mistakes["codes"] = _refusal(outside or unknown, is_outside=bool(outside))
        return (), None, ()
    held = np.array([places[today[code]] for code in found], dtype=np.int64)
    return tuple(found), held, tuple(unknown)


def _moved(codes: list[str]) -> dict[str, str]:
    """Return the commune of today of each former code that is known: one query."""
    rows = FormerCommune.objects.filter(code__in=codes).order_by("-pk")
    return dict(rows.values_list("code", "current_code"))


def _refusal(codes: list[str], *, is_outside: bool) -> str:
    written = [code for code in codes if _CODE.fullmatch(code)]
    shown = ", ".join(written[:_SHOWN]) + ("…" if len(written) > _SHOWN else "")
    what = "Hors du territoire demandé" if is_outside else "Codes inconnus"
    return (
        f"{what} ({len(codes)}){f' : {shown}' if shown else ''}. Un code est un texte et garde ses "
        "zéros : 01004, 2A004, 200067205."
    )


def _indicators(
    query: Query, values: LevelValues, choice: MethodChoice, mistakes: dict[str, str]
) -> tuple[str, ...]:
    written = [text.strip() for value in query.getlist("indicateurs") for text in value.split(",")]
    asked = tuple(dict.fromkeys(text for text in written if text))
    if not asked:
        return choice.preset.indicators
    if asked == (ALL,):
        return all_indicators(values, choice)
    if any(key not in BY_KEY for key in asked):
        mistakes["indicateurs"] = (
            f"Indicateur inconnu. Écrivez {ALL}, ou des clés parmi : {', '.join(BY_KEY)}."
        )
        return choice.preset.indicators
    return asked
