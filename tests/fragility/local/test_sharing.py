"""What travels signed: tokens, carried tables, links that expire."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone

from fragility.local import sharing
from fragility.local.sharing import FormState


def test_a_token_is_good_for_a_while() -> None:
    now = timezone.now()
    token = sharing.new_form_token(now)
    assert sharing.read_form_token(token, now) is FormState.GOOD
    assert sharing.read_form_token(token, now + timedelta(hours=5)) is FormState.TOO_OLD
    for bad in ("", "x", token + "x", token[1:], "a" * 5000):
        assert sharing.read_form_token(bad, now) is FormState.WRONG


def test_a_carried_table_comes_back_whole_and_a_changed_one_does_not() -> None:
    text = sharing.pack({"a": [1, "é"]})
    assert sharing.unpack(text) == {"a": [1, "é"]}
    assert sharing.unpack(text[:-2]) is None
    assert sharing.unpack("x" + text) is None
    assert sharing.unpack("") is None
    assert sharing.unpack("a" * 5_000_000) is None


def test_a_table_too_long_for_a_page_is_not_carried() -> None:
    long = [random.Random(seed).randbytes(40).hex() for seed in range(20_000)]
    assert sharing.pack(long[:10])
    assert sharing.pack(long) == ""


def test_a_link_opens_one_indicator_until_it_expires() -> None:
    now = timezone.now()
    key = sharing.share_key("abc", 1, now + timedelta(days=7))
    assert sharing.opens(key, "abc", 1, now)
    assert not sharing.opens(key, "abd", 1, now)
    assert not sharing.opens(key, "abc", 2, now)
    assert not sharing.opens(key, "abc", 1, now + timedelta(days=8))
    for bad in ("", "x", key + "x", sharing.new_form_token(now), "é" * 400):
        assert not sharing.opens(bad, "abc", 1, now)
