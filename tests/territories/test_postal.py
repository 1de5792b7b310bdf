"""The département that a postal code tells."""

from __future__ import annotations

import pytest

from territories.postal import departement_of_postal_code


@pytest.mark.parametrize(
    ("postal_code", "departement"),
    [
        ("42000", "42"),
        ("01400", "01"),
        ("20000", "2A"),
        ("20167", "2A"),
        ("20200", "2B"),
        ("20600", "2B"),
        ("97400", "974"),
        ("97133", "977"),
        ("97150", "978"),
        ("98800", "988"),
        ("4200", ""),
        ("abcde", ""),
        ("", ""),
    ],
)
def test_a_postal_code_tells_its_departement(postal_code: str, departement: str) -> None:
    assert departement_of_postal_code(postal_code) == departement
