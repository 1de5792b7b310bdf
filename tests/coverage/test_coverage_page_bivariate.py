"""The classes of the page of coverage: words, bounds, counts, colours that anyone tells apart."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

from coverage.bivariate import (
    class_words,
    counted,
    crossed_scale,
    drawn_bytes,
    grid,
    measure_numbers,
    measure_scale,
)
from coverage.coverage_choices import DOUBLE, MEASURES
from coverage.thirds import CLASS_LABELS
from coverage.verdict_words import flagged_words, robustness_words

CSS = Path(__file__).resolve().parents[2] / "coverage/static/coverage/coverage.css"
#: How each kind of colour blindness sees linear red, green and blue (Machado and others, 2009).
SIGHTS = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
#: Two colours this far apart in CIELAB are told apart at a glance.
APART = 14.0
READABLE = 4.5


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours of the light and dark schemes, as the browser cascades them."""
    css = CSS.read_text("utf-8")
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    of_light = dict(re.findall(r"--gap-([\w-]+): (#[0-9a-f]{3,6})", light))
    given = dict(
        re.findall(r"--gap-([\w-]+): (#[0-9a-f]{3,6})", dark.split("@layer components")[0])
    )
    return {"light": of_light, "dark": of_light | given}


def linear(colour: str) -> np.ndarray:
    text = colour.lstrip("#")
    text = "".join(2 * one for one in text) if len(text) == 3 else text
    parts = np.array([int(text[at : at + 2], 16) / 255 for at in (0, 2, 4)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, sight: str) -> np.ndarray:
    red, green, blue = np.clip(np.array(SIGHTS[sight]) @ linear(colour), 0, 1)
    xyz = np.array(
        [
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
        ]
    )
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(linear(c) @ (0.2126, 0.7152, 0.0722)) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_two_classes_are_told_apart_by_every_eye(scheme: str, sight: str) -> None:
    colours = palettes()[scheme]
    for one, other in itertools.combinations(CLASS_LABELS, 2):
        distance = np.linalg.norm(
            lab(colours[one.lower()], sight) - lab(colours[other.lower()], sight)
        )
        assert distance >= APART, (one, other)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_letters_are_readable_on_every_class(scheme: str) -> None:
    css = CSS.read_text("utf-8")
    colours = palettes()[scheme]
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    aliases = dict(re.findall(r"--gap-([\w-]+-ink): var\(--gap-([\w-]+)\)", light))
    if scheme == "dark":
        own = dark.split("@layer components")[0]
        aliases = {name: of for name, of in aliases.items() if f"--gap-{name}: #" not in own}
        aliases |= dict(re.findall(r"--gap-([\w-]+-ink): var\(--gap-([\w-]+)\)", own))
    for label in CLASS_LABELS:
        key = label.lower()
        ink = re.search(rf"\.gap-{key} {{ background: [^;]+; color: var\(--gap-([\w-]+)\)", css)
        assert ink is not None
        name = aliases.get(ink[1], ink[1])
        assert contrast(colours[key], colours[name]) >= READABLE, label


def test_every_class_has_its_words_and_its_place_in_the_grid() -> None:
    scale = crossed_scale()
    assert class_words("C3") == "besoin fort, accès faible"
    assert class_words("A1") == "besoin faible, accès fort"
    assert class_words("Z9") == ""
    rows = grid(scale)
    assert [row["letter"] for row in rows] == ["C", "B", "A"]
    assert [one.key for one in rows[0]["cells"]] == ["C1", "C2", "C3"]


@pytest.mark.parametrize("measure", [one for one in MEASURES if one != DOUBLE])
def test_a_measure_goes_from_the_palest_to_the_deepest(measure: str) -> None:
    scale = measure_scale(measure)
    assert scale[0].token == "need-1"
    assert scale[-1].token == "need-7"
    assert len({one.token for one in scale}) == len(scale)


@pytest.mark.parametrize(
    ("minutes", "number"),
    [(0, 1), (5, 1), (5.1, 2), (20, 4), (20.1, 5), (60, 6), (float("inf"), 7), (float("nan"), 0)],
)
def test_a_bound_of_minutes_is_in_the_lower_class(minutes: float, number: int) -> None:
    assert measure_numbers("minutes", np.array([minutes]))[0] == number


@pytest.mark.parametrize(
    ("access", "mean", "number"),
    [(3, 2, 1), (2, 2, 2), (1, 2, 4), (0.1, 2, 6), (0, 2, 7), (0, 0, 7), (float("nan"), 2, 0)],
)
def test_an_access_is_placed_by_its_share_of_the_mean(
    access: float, mean: float, number: int
) -> None:
    assert measure_numbers("acces", np.array([access]), np.array([mean]))[0] == number


@pytest.mark.parametrize(("choice", "number"), [(20, 1), (19, 2), (1, 5), (0, 6)])
def test_a_choice_of_none_is_the_last_class(choice: float, number: int) -> None:
    assert measure_numbers("choix", np.array([float(choice)]))[0] == number


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(KeyError):
        measure_numbers("magie", np.zeros(1))


def test_counts_leave_out_what_is_outside_and_keep_what_has_no_data() -> None:
    numbers = np.array([9, 9, 1, 0], dtype=np.uint8)
    people = np.array([10.0, 20.0, 40.0, np.nan])
    within = np.array([True, False, True, True])
    scale, without = counted(crossed_scale(), numbers, people, within)
    assert (scale[8].count, scale[8].people) == (1, 10)
    assert (scale[0].count, scale[0].people) == (1, 40)
    assert (without.count, without.people) == (1, 0)
    assert drawn_bytes(numbers, within).tolist() == [8, 254, 0, 255]


@pytest.mark.parametrize(
    ("flagged", "ranks", "words"),
    [
        (0.92, (12, 5, 40, 300),
         "rang médian 12 sur 300, entre 5 et 40 ; robuste (92 % des scénarios)"),
        (0.5, (3, 3, 3, 9),
         "rang 3 sur 9 dans presque tous les scénarios ; probable (50 % des scénarios)"),
        # No rank among what is not told, beyond the list, or in the thousands.
        (0.92, (12, 5, 40, 0), "robuste (92 % des scénarios)"),
        (0.92, (12, 5, 40, 39), "robuste (92 % des scénarios)"),
        (0.92, (900, 800, 1_000, 7_845), "robuste (92 % des scénarios)"),
        (0.888, (0, 0, 0, 9), "robuste (89 % des scénarios)"),
        (0.885, (0, 0, 0, 9), "robuste (89 % des scénarios)"),
        # Rounding never puts a share under the words of another.
        (0.499, (0, 0, 0, 9), "dépend des hypothèses (49,9 % des scénarios)"),
        (0.795, (0, 0, 0, 9), "probable (79,5 % des scénarios)"),
        (0.2, (0, 0, 0, 9), "dépend des hypothèses (20 % des scénarios)"),
        (0.0, (0, 0, 0, 9), ""),
        (float("nan"), (0, 0, 0, 9), ""),
    ],
)  # fmt: skip
def test_a_rank_is_said_with_its_range_and_its_sureness(
    flagged: float, ranks: tuple[int, int, int, int], words: str
) -> None:
    assert robustness_words(flagged, *ranks).replace("\u00a0", " ") == words


def test_what_the_base_does_not_flag_has_a_share_and_no_rank() -> None:
    assert flagged_words(0.25) == "signalée par 25\u00a0% des scénarios"
    assert flagged_words(0.0) == flagged_words(float("nan")) == ""
