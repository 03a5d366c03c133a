"""Pure rules of the automatic backups: when one is due, and which old ones are kept (the schedule Anki uses)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

EVERY_MS: Final = 30 * 60 * 1000
"""At most one automatic backup in this many milliseconds."""

RECENT_DAYS: Final = 2
DAILY: Final = 12
WEEKLY: Final = 10
MONTHLY: Final = 9


def is_due(last: int | None, now: int, *, changed: bool) -> bool:
    """Return whether a backup is due at the instant `now`, the last one being of `last` (UTC ms; None for never).

    One that lies in the future, because the clock was put back, does not stop the next.
    """
    return changed and (last is None or not 0 <= now - last < EVERY_MS)


def obsolete(made: Iterable[datetime], today: date) -> set[datetime]:
    """Return which of the local times at which backups were made can go.

    Everything of today and yesterday stays; then the newest of each day for 12 days that have one, of each week for
    10 and of each month for 9. The newest of all always stays; thinning what is left again changes nothing.
    """
    stages = (_Stage(_by_day, DAILY), _Stage(_by_week, WEEKLY), _Stage(_by_month, MONTHLY))
    gone: set[datetime] = set()
    for moment in sorted(made, reverse=True):
        if (today - moment.date()).days < RECENT_DAYS:
            kept = True
        else:
            stage = next((one for one in stages if one.left), None)
            kept = stage is not None and stage.takes(moment.date())
        if kept:
            for one in stages:
                one.last = one.period(moment.date())
        else:
            gone.add(moment)
    return gone


class _Stage:
    """One grain of the schedule: keeps the newest backup of each period until as many as it may were kept."""

    def __init__(self, period: Callable[[date], tuple[int, ...]], left: int) -> None:
        self.period, self.left = period, left
        self.last: tuple[int, ...] | None = None

    def takes(self, day: date) -> bool:
        """Return whether a backup of `day` opens a period not seen yet, and count it."""
        if self.period(day) == self.last:
            return False
        self.left -= 1
        return True


def _by_day(day: date) -> tuple[int, ...]:
    return (day.toordinal(),)


def _by_week(day: date) -> tuple[int, ...]:
    return tuple(day.isocalendar()[:2])


def _by_month(day: date) -> tuple[int, ...]:
    return (day.year, day.month)
