"""The national address service: what it answers, and what happens when it does not."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from ifn_site.http import UpstreamError
from territories import geocoding
from territories.geocoding import Breaker, GeocodedAddress, geocode


def feature(**facts: Any) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [5.048, 43.405]},
                "properties": {
                    "label": "Rue des Lilas 13500 Martigues",
                    "score": 0.91,
                    "citycode": "13056",
                    "postcode": "13500",
                    "city": "Martigues",
                    "type": "street",
                    **facts,
                },
            }
        ],
        "query": "rue des lilas",
    }


class Service:
    """Stands for `get_json`: gives one answer and keeps what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []

    def __call__(self, url: str, params: dict[str, str], *, timeout: float) -> Any:
        self.asked.append({"url": url, **params, "timeout": timeout})
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture(autouse=True)
def closed_breaker() -> Iterator[None]:
    geocoding.breaker.reset()
    yield
    geocoding.breaker.reset()


def given(monkeypatch: pytest.MonkeyPatch, answer: Any) -> Service:
    service = Service(answer)
    monkeypatch.setattr(geocoding, "get_json", service)
    return service


def test_an_address_is_recognised(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    service = given(monkeypatch, feature())
    assert geocode("rue des lilas martigues") == GeocodedAddress(
        "13056", "13500", "Martigues", "rue", 43.405, 5.048, 0.91
    )
    assert service.asked == [
        {
            "url": settings.ADDRESS_SEARCH_URL,
            "q": "rue des lilas martigues",
            "limit": "1",
            "autocomplete": "0",
            "timeout": 3.0,
        }
    ]


@pytest.mark.parametrize(
    ("kind", "precision"),
    [
        ("housenumber", "adresse"),
        ("street", "rue"),
        ("locality", "lieu_dit"),
        ("municipality", "commune"),
        ("autre", "commune"),
    ],
)
def test_how_fine_the_answer_is(monkeypatch: pytest.MonkeyPatch, kind: str, precision: str) -> None:
    given(monkeypatch, feature(type=kind))
    found = geocode("x")
    assert found is not None
    assert found.precision == precision


@pytest.mark.parametrize("answer", [feature(score=0.49), {"features": []}])
def test_a_doubtful_answer_is_none(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    given(monkeypatch, answer)
    assert geocode("x") is None


@pytest.mark.parametrize(
    "answer",
    [
        [],
        None,
        "text",
        {"features": None, "x": 1},
        {"features": [{}]},
        {"features": [{"properties": {"citycode": "1", "score": 1}, "geometry": None}]},
        feature(score="high"),
        feature(score=float("nan")) | {"features": [{"properties": 1}]},
    ],
)
def test_another_shape_is_a_failure(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    given(monkeypatch, answer)
    if answer == {"features": None, "x": 1}:
        assert geocode("x") is None
        return
    with pytest.raises(UpstreamError, match="illisible"):
        geocode("x")


def test_after_a_failure_the_service_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    service = given(monkeypatch, UpstreamError("lent"))
    with pytest.raises(UpstreamError, match="lent"):
        geocode("x")
    with pytest.raises(UpstreamError, match="en_pause"):
        geocode("y")
    assert len(service.asked) == 1


def test_a_refused_text_does_not_stop_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    service = given(monkeypatch, UpstreamError("refus", 400))
    for _ in range(2):
        with pytest.raises(UpstreamError, match="refus"):
            geocode("x")
    assert len(service.asked) == 2


def test_the_pause_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 1000.0
    monkeypatch.setattr(geocoding.time, "monotonic", lambda: moment)
    breaker = Breaker(pause_s=30)
    breaker.failed()
    assert breaker.is_open()
    moment += 30
    assert not breaker.is_open()


def test_an_answer_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    service = given(monkeypatch, feature())
    geocode("x")
    geocode("x")
    assert len(service.asked) == 2


def test_a_failure_is_logged_without_the_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    given(monkeypatch, UpstreamError("refus", 503))
    with caplog.at_level(logging.DEBUG), pytest.raises(UpstreamError):
        geocode("12 rue des Lilas")
    assert "refus (503)" in caplog.text
    assert "Lilas" not in caplog.text
