"""Which file `verify_methods` recomputes the measures of access from, and its hash.

Light enough to be imported when the site starts: what computes comes later.
"""

from __future__ import annotations

from pathlib import Path

from ifn_site.verifications import Check, register

NAME = "Couverture"
WORKED_EXAMPLE = "gap/worked_example.json"
INPUTS: dict[str, str] = {
    WORKED_EXAMPLE: "7c14b332f0db4970df66aa07ccfc9786866c2f5c43eb13d3dad7d8b2db205a14",
}
"""The sha256 of each file as it was put together."""


def register_verification() -> None:
    """Register what the app recomputes."""

    def run(folder: Path) -> list[Check]:
        from coverage.verification import checks

        return checks(folder)

    register(60, NAME, run, inputs=INPUTS)
