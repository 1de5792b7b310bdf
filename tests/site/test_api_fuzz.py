"""The API against requests made from its own contract, right ones and wrong ones."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ifn_site.openapi import document
from ifn_site.wsgi import application
from tests.coverage.factories import make_run
from tests.factories import CommuneFactory, DepartementFactory, RegionFactory, VenueFactory
from tests.fragility.factories import active_release, make_country

pytestmark = pytest.mark.long

api = schemathesis.openapi.from_dict(document())
api.app = application
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def small_world() -> None:
    """A few venues and an index, so that answers are not all empty."""
    make_country()
    active_release()
    RegionFactory()
    DepartementFactory()
    CommuneFactory()
    VenueFactory.create_batch(3)
    VenueFactory(latitude=None, longitude=None, hours="", phone="")
    make_run()


@pytest.mark.usefixtures("small_world")
@api.parametrize()
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_answer_keeps_the_contract(case: schemathesis.Case) -> None:
    # The in-process transport asks for gzip and does not undo it.
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, checks=CHECKS)
