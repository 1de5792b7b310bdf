import pytest

from demo.natural_earth import french_outline

# A square of 1 degree cut in two arcs, the second given backwards, then a hole inside it.
TOPOLOGY = {
    "transform": {"scale": [0.5, 0.5], "translate": [2.0, 46.0]},
    "arcs": [
        [[0, 0], [2, 0], [0, 2]],
        [[0, 0], [0, 2], [2, 0]],
        [[1, 1], [0, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {
                    "type": "MultiPolygon",
                    "properties": {"name": "France"},
                    "arcs": [[[0, ~1]]],
                }
            ]
        }
    },
}


def test_arcs_are_decoded_and_joined_in_both_directions() -> None:
    outline = french_outline(TOPOLOGY)
    assert outline.bounds == (2.0, 46.0, 3.0, 47.0)
    assert outline.area == pytest.approx(1.0)


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(LookupError, match="Atlantide"):
        french_outline(TOPOLOGY, country="Atlantide")
