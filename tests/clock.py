"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Final

from desktop_crm.platform.clock import instant

NOON: Final = instant(date(2026, 11, 21), time(12, 0))
"""Saturday, 2026-11-21, 12:00 in Istanbul, UTC ms."""


class FakeClock:
    """Says the time it was told."""

    def __init__(self, now: int = NOON) -> None:
        self._now = now

    def now(self) -> int:
        """Return the instant the clock stands at, UTC ms."""
        return self._now

    def set(self, day: date, wall: time = time(12, 0), zone: str = "Europe/Istanbul") -> None:
        """Move the clock to a wall time."""
        self._now = instant(day, wall, zone)

    def tick(self, **span: float) -> None:
        """Move the clock on by a span: `tick(minutes=5)`."""
        self._now += round(timedelta(**span) / timedelta(milliseconds=1))
