"""What the tests of coverage share with those of fragility: a small country and its release."""

from tests.fragility.conftest import published as published
