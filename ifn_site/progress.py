"""A progress bar for commands: silent where nobody watches."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from tqdm import tqdm


class ProgressBar:
    """Shows (phase, done, total) as a bar on a terminal, as nothing elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._disabled = quiet or not sys.stderr.isatty()
        self._phase = ""
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Show where the work is."""
        if self._disabled:
            return
        if phase != self._phase:
            self._close()
            self._phase = phase
            self._bar = tqdm(total=total or None, desc=phase, unit="", leave=False)
        if self._bar is not None and done - self._bar.n >= max(1, total // 200):
            self._bar.update(done - self._bar.n)
