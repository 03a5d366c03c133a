"""One moment at which every picture is taken, so that two runs give the same pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Final

from desktop_crm.platform import clock
from desktop_crm.platform.clock import SystemClock

DAY: Final = date(2026, 11, 21)
MOMENT: Final = clock.instant(DAY, time(9, 41))


class StoppedClock:
    """A clock that shows the moment of the pictures."""

    def now(self) -> int:
        """Return that moment, UTC ms."""
        return MOMENT


@contextmanager
def stopped() -> Iterator[None]:
    """Stop the computer's own clock too: what asks it directly must not differ from what asks the store's."""
    running = SystemClock.now
    SystemClock.now = StoppedClock.now  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        SystemClock.now = running  # type: ignore[method-assign]
