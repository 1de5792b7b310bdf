"""What is taken off our scripts and style sheets when they are collected, and what never is."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile

from ifn_site.static_files import HashedStaticFiles, without_comments


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/* What it is for.\n\n   More. */\n\nlet a = 1;\n", "\nlet a = 1;\n"),
        ("  /* One line. */\nlet a = 1;\n", "let a = 1;\n"),
        ("/** Starred **/\na {}\n", "a {}\n"),
        ("/* a */ b {}\nc {}\n/* d */\n", "/* a */ b {}\nc {}\n"),
        ("let a = 1; /* beside */\n", "let a = 1; /* beside */\n"),
        ("const any = '*/*';\n", "const any = '*/*';\n"),
        ("a { background: url(/* not this */) }\n", "a { background: url(/* not this */) }\n"),
    ],
)
def test_comments_with_lines_of_their_own_are_taken_off(source: str, expected: str) -> None:
    assert without_comments(source) == expected


def rules(source: str) -> list[str]:
    """Return the words of a style sheet, without any comment."""
    return re.sub(r"/\*.*?\*/", " ", source, flags=re.DOTALL).split()


def test_a_rule_never_goes_with_the_comments_around_it() -> None:
    path = finders.find("ifn_site/site.css")
    assert isinstance(path, str)
    with open(path, encoding="utf-8") as file:
        source = file.read()
    bare = without_comments(source)
    assert len(bare) < len(source)
    assert rules(bare) == rules(source)


@pytest.mark.parametrize(
    ("name", "is_ours"), [("app/a.js", True), ("app/a.css", True), ("vendor/lib-1.0/a.js", False),
                          ("app/a.svg", False)],
)  # fmt: skip
def test_files_of_others_are_collected_as_they_are(
    tmp_path: object, name: str, is_ours: bool
) -> None:
    storage = HashedStaticFiles(location=str(tmp_path))
    storage.save(name, ContentFile(b"/* Word */\nrest"))
    with storage.open(name) as saved:
        assert saved.read() == (b"rest" if is_ours else b"/* Word */\nrest")
