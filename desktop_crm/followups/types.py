"""Follow-ups as the rest of the program speaks of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from desktop_crm.platform.i18n import N_

LONGEST_BEFORE: Final = 28 * 24 * 60
"""The most minutes a reminder may come before its follow-up: four weeks."""


class State(StrEnum):
    """What became of a follow-up."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


STATE_NAMES: Final = {State.OPEN: N_("open"), State.DONE: N_("Done"), State.CANCELLED: N_("Cancelled")}


class When(StrEnum):
    """Where an open follow-up stands, seen from today."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    LATER = "later"


class Later(StrEnum):
    """Until when something can be put off."""

    TEN_MINUTES = "ten_minutes"
    HOUR = "hour"
    EVENING = "evening"
    TOMORROW = "tomorrow"
    WORKING_DAY = "working_day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Remind:
    """When to be reminded: `before` minutes ahead of the follow-up's moment, or at a wall time on its day.

    Exactly one of the two is given. Raises ValueError otherwise, and for more than LONGEST_BEFORE minutes.
    """

    before: int | None = None
    wall: time | None = None

    def __post_init__(self) -> None:
        if (self.before is None) == (self.wall is None):
            raise ValueError("a reminder has either minutes before or a wall time")
        if self.before is not None and not 0 <= self.before <= LONGEST_BEFORE:
            raise ValueError("a reminder comes at most four weeks before its follow-up")


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """What is to be done: for whom, on which local day, at which wall time if any, over which channel, by whom.

    `minutes` is how long it takes. With `working_day` a day on which the shop is closed becomes the next open one.
    """

    title: str
    due_date: date
    customer_id: int | None = None
    due_time: time | None = None
    note: str = ""
    channel: str = ""
    owner_id: int | None = None
    minutes: int | None = None
    working_day: bool = False
    reminders: tuple[Remind, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A planned follow-up; `due_date` and `due_time` are meant in `zone`, the instants are UTC ms."""

    id: int
    customer_id: int | None
    customer: str
    title: str
    note: str
    channel: str
    owner_id: int | None
    due_date: date
    due_time: time | None
    zone: str
    state: State
    closed_at: int | None
    created_at: int
    minutes: int | None = None
    working_day: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """The ids of open follow-ups by where they stand, each group in the order it falls due."""

    overdue: tuple[int, ...] = ()
    today: tuple[int, ...] = ()
    tomorrow: tuple[int, ...] = ()
    later: tuple[int, ...] = ()

    def groups(self) -> Iterator[tuple[When, tuple[int, ...]]]:
        """Yield the groups that are not empty, the longest due first."""
        for when, ids in zip(When, (self.overdue, self.today, self.tomorrow, self.later), strict=True):
            if ids:
                yield when, ids


@dataclass(frozen=True, slots=True)
class Ring:
    """A follow-up that asks for attention: the reminders that came due, the first of them at `at` (UTC ms).

    `missed` says that the program was not running then; `phone` is the customer's first, '' for none.
    """

    followup: FollowUp
    reminders: tuple[int, ...]
    at: int
    missed: bool
    phone: str
