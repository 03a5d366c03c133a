"""Pure decisions about follow-ups: when one is due, late or to be recalled, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Final

from desktop_crm.followups.types import Later, Remind, State, When
from desktop_crm.platform import clock

MORNING: Final = time(9)
"""When the day begins for what has no wall time of its own."""
EVENING: Final = time(18)
MINUTE: Final = 60_000
DAY: Final = 24 * 60 * MINUTE
EARLY: Final = DAY
"""What rang this long before its time was rung by a clock that ran ahead, and does not count once that is right."""
MISSED_AFTER: Final = 2 * MINUTE
"""A program that runs looks at least once a minute; a reminder that comes later than this found it not running."""

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


def reminds_at(remind: Remind, day: date, wall: time | None, zone: str) -> int:
    """Return the instant (UTC ms) at which a follow-up is to be recalled.

    Minutes count back in real time from its wall time, from nine in the morning where it has none.
    """
    if remind.wall is not None:
        return clock.instant(day, remind.wall, zone)
    return clock.instant(day, wall or MORNING, zone) - (remind.before or 0) * MINUTE


def occurrence(day: date, wall: time | None, snoozed_until: int | None) -> str:
    """Return what tells one coming of a reminder from another: each is rung for once."""
    if snoozed_until is not None:
        return f"snoozed {snoozed_until}"
    return f"{day.isoformat()} {wall.isoformat('minutes') if wall else ''}"


def usual_reminders(wall: time | None) -> tuple[Remind, ...]:
    """Return how people want to be reminded unless they say otherwise."""
    return (Remind(before=15),) if wall else (Remind(wall=MORNING),)


def choices(now: int, zone: str) -> tuple[Later, ...]:
    """Return until when things can sensibly be put off at the instant `now`: no evening once it is evening."""
    evening = clock.at(now, zone).time() < EVENING
    return tuple(later for later in Later if evening or later is not Later.EVENING)


def put_off(later: Later, now: int, zone: str, next_working: Callable[[date], date]) -> int:
    """Return the instant (UTC ms, a whole minute) meant by `later`, said at the instant `now`; always after it.

    `next_working` gives the next working day after a day.
    """
    if later in (Later.TEN_MINUTES, Later.HOUR):
        minutes = 10 if later is Later.TEN_MINUTES else 60
        return -(-now // MINUTE) * MINUTE + minutes * MINUTE
    here = clock.at(now, zone)
    today = here.date()
    if later is Later.EVENING:
        return clock.instant(today + timedelta(days=here.time() >= EVENING), EVENING, zone)
    if later is Later.WORKING_DAY:
        return clock.instant(next_working(today), MORNING, zone)
    return clock.instant(today + timedelta(days=7 if later is Later.WEEK else 1), MORNING, zone)
