"""axe-core on a page, strict: any violation of WCAG 2.2 A or AA, or of good practice, fails."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    return SOURCE.read_text("utf-8")


def axe_violations(page: Page, only: list[str] | None = None) -> list[str]:
    """Return one line per violation of all rules (or `only` some): rule, element, what is wrong."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(_source())
    rules = {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS}
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules
    )
    return [
        f"{violation['id']} {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_no_axe_violation(page: Page, where: str = "", only: list[str] | None = None) -> None:
    """Fail with every violation of the page as it stands."""
    violations = axe_violations(page, only)
    assert not violations, f"{where or page.url}\n" + "\n".join(violations)
