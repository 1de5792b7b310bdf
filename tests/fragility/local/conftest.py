"""A small country, read afresh by each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fragility.level_names import forget_names
from fragility.levels import forget_memberships
from territories.models import FormerCommune
from tests.fragility.factories import make_country


def forget() -> None:
    """Drop what the process remembers of another test's territories."""
    for one in (forget_memberships, forget_names):
        one()


@pytest.fixture
def country() -> Iterator[None]:
    """Sixteen communes, two of Corsica, Paris and its arrondissements, one old commune."""
    make_country()
    for code in ("42901", "42902"):
        FormerCommune.objects.create(
            code=code, name=f"Ancienne {code}", folded="ancienne", current_code="42001",
            kind=FormerCommune.Kind.MERGED,
        )  # fmt: skip
    forget()
    yield
    forget()
