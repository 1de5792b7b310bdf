"""Our export against the table schema that the standard itself publishes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from frictionless import Resource, Schema, system

pytestmark = pytest.mark.usefixtures("loaded")

#: Required by the standard, and unknown to some producers: an empty cell is the honest answer.
LACKING = {"adresse", "code_postal"}


def test_the_export_breaks_the_standard_only_where_producers_say_nothing(
    tmp_path: Path, real_france: Path
) -> None:
    path = tmp_path / "lieux.csv"
    call_command("export_venues", str(path), verbosity=0)
    schema = real_france / "venues" / "standard" / "standard__schema__v1.0.2-main.json"

    with system.use_context(trusted=True):
        report = Resource(path=str(path), schema=Schema.from_descriptor(str(schema))).validate(
            limit_errors=1_000_000
        )

    found = Counter(
        (error.type, getattr(error, "field_name", ""), "required" in error.note)
        for error in report.tasks[0].errors
    )
    assert {key for key in found if not (key[1] in LACKING and key[2])} == set(), found
