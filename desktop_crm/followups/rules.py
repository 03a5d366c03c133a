"""Pure decisions about follow-ups: when one is due, late, and what may become of it."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Final

from desktop_crm.followups.types import State, When
from desktop_crm.platform import clock

_ALLOWED: Final = {
    State.OPEN: frozenset({State.DONE, State.CANCELLED}),
    State.DONE: frozenset({State.OPEN}),
    State.CANCELLED: frozenset({State.OPEN}),
}


def may_become(state: State, wanted: State) -> bool:
    """Return whether a follow-up may go from one state to the other."""
    return wanted in _ALLOWED[state]


def due_at(day: date, wall: time | None, zone: str) -> int:
    """Return the instant (UTC ms) at which a follow-up is due: its wall time, or the end of its day without one."""
    if wall is None:
        return clock.instant(day + timedelta(days=1), time(0), zone)
    return clock.instant(day, wall, zone)


def when(day: date, wall: time | None, zone: str, now: int) -> When:
    """Return where a follow-up stands at the instant `now`: late as soon as its moment has passed."""
    if now >= due_at(day, wall, zone):
        return When.OVERDUE
    days = (day - clock.local_date(now, zone)).days
    return {0: When.TODAY, 1: When.TOMORROW}.get(days, When.LATER)


def days_late(day: date, zone: str, now: int) -> int:
    """Return by how many calendar days a follow-up is late at the instant `now`; 0 on its day and before."""
    return max(0, (clock.local_date(now, zone) - day).days)
