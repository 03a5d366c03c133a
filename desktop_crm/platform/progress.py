"""How long work reports and is stopped: one callable that does both."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called now and then by long work; it reports, and raises Cancelled when the user has had enough."""

    def __call__(self, done: int, total: int | None = None, /) -> None:
        """Report `done` of `total` steps (None where the total is unknown). Raises Cancelled."""
        ...


def silent(done: int, total: int | None = None, /) -> None:
    """Report to nobody and never stop: for callers that do not wait."""
