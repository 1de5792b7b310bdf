"""Names of venues."""

import pytest

from venues.imports.findings import Level, rejects
from venues.imports.normalise.name import normalise_name


@pytest.mark.parametrize("value", [None, "", "null", "---", "\u200b", "\x00"])
def test_a_row_without_a_name_is_rejected(value):
    result = normalise_name(value)
    assert result.value is None
    assert rejects(result.notes)
    assert result.notes[-1].code == "nom_absent"


@pytest.mark.parametrize("value", ["Wifi", "ORDINATEUR", "Permanence numérique"])
def test_a_generic_name_is_kept_with_a_warning(value):
    result = normalise_name(value)
    assert result.value == value
    assert [(note.level, note.code) for note in result.notes] == [(Level.WARNING, "nom_generique")]


@pytest.mark.parametrize(
    "value", ["MAIRIE DE TARASCON", "Médiathèque", "<script>alert(1)</script>"]
)
def test_a_name_is_kept_as_its_producer_writes_it(value):
    assert normalise_name(value) == (value, ())


def test_a_name_of_ten_megabytes_is_cut():
    assert len(normalise_name("x" * 10_000_000).value) == 250
