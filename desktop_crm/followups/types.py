"""Follow-ups as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class State(StrEnum):
    """What became of a follow-up."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class When(StrEnum):
    """Where an open follow-up stands, seen from today."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """What is to be done: for whom, on which local day, at which wall time if any, over which channel, by whom."""

    title: str
    due_date: date
    customer_id: int | None = None
    due_time: time | None = None
    note: str = ""
    channel: str = ""
    owner_id: int | None = None


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
