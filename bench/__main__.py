"""`python -m bench [NAME…]`: run the benches, each in a process of its own for its peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NAMES = (
    "importing",
    "nearest",
    "filters",
    "typos",
    "places",
    "pages",
    "fragility_scores",
    "fragility_loading",
    "access",
    "needs",
    "browser",
    "browser_walk",
)
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare the world once, then run what was asked for; 1 when one of them failed."""
    names = sys.argv[1:] or list(NAMES)
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"Mesure inconnue : {', '.join(unknown)}. Mesures : {', '.join(NAMES)}.")
        return 2
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "IFN_VAR_DIR": str(ROOT / "var" / "bench"),
    }
    failed = 0
    for name in ("world", *names):
        print(f"\n=== {name}", flush=True)
        failed += bool(
            subprocess.run(
                [sys.executable, "-m", f"bench.{name}"], env=environment, cwd=ROOT
            ).returncode
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
