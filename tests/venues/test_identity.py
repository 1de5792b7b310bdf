"""Public identifiers and slugs."""

from __future__ import annotations

import pytest

from venues.identity import SLUG_LENGTH, is_public_id, new_public_id, slug_of


def test_a_new_id_has_the_public_shape_and_no_ambiguous_letter() -> None:
    for _ in range(200):
        new = new_public_id()
        assert is_public_id(new)
        assert not set(new[2:]) & set("01oil")


def test_ids_are_not_guessed_one_from_another() -> None:
    assert len({new_public_id() for _ in range(1_000)}) == 1_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rn",
        "rn7k2m9x4",
        "rn7k2m9x4qq",
        "xx7k2m9x4q",
        "rn7k2m9x4o",
        "RN7K2M9X4Q",
        "rn7k2m9x4q\n",
    ],
)
def test_other_texts_are_no_public_ids(text: str) -> None:
    assert not is_public_id(text)


@pytest.mark.parametrize(
    ("name", "commune", "slug"),
    [
        ("Médiathèque de l’Île", "Saint-Étienne", "mediatheque-de-l-ile-saint-etienne"),
        ("Cœur de ville", "Reims", "coeur-de-ville-reims"),
        ("<script>", "", "script"),
        ("中心", "", "lieu"),
        ("", "", "lieu"),
    ],
)
def test_a_slug_is_plain_and_never_empty(name: str, commune: str, slug: str) -> None:
    assert slug_of(name, commune) == slug


def test_a_slug_is_cut_without_a_loose_hyphen() -> None:
    slug = slug_of("a" * (SLUG_LENGTH - 1) + " suite", "Reims")

    assert slug == "a" * (SLUG_LENGTH - 1)
