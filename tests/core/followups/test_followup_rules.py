"""When a follow-up is due and late, in its own zone."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.followups import rules
from desktop_crm.followups.types import State, When
from desktop_crm.platform.clock import instant

ISTANBUL = "Europe/Istanbul"
DAY = date(2026, 11, 21)


def at(wall: time, day: date = DAY) -> int:
    return instant(day, wall, ISTANBUL)


@pytest.mark.parametrize(
    ("now", "expected"),
    [(at(time(9, 59)), When.TODAY), (at(time(10, 0)), When.OVERDUE), (at(time(0), DAY + timedelta(1)), When.OVERDUE)],
)
def test_a_follow_up_with_a_time_is_late_when_its_minute_comes(now: int, expected: When) -> None:
    assert rules.when(DAY, time(10), ISTANBUL, now) is expected


def test_a_follow_up_without_a_time_has_the_whole_day() -> None:
    assert rules.when(DAY, None, ISTANBUL, at(time(23, 59))) is When.TODAY
    assert rules.when(DAY, None, ISTANBUL, at(time(0), DAY + timedelta(1))) is When.OVERDUE


@pytest.mark.parametrize(("days", "expected"), [(1, When.TOMORROW), (2, When.LATER), (400, When.LATER)])
def test_what_lies_ahead_is_tomorrow_or_later(days: int, expected: When) -> None:
    assert rules.when(DAY + timedelta(days), None, ISTANBUL, at(time(12))) is expected


def test_the_day_is_the_day_of_its_zone() -> None:
    now = instant(DAY, time(23, 30), ISTANBUL)
    assert rules.when(DAY, None, "America/New_York", now) is When.TODAY
    assert rules.when(DAY + timedelta(1), None, "Asia/Tokyo", now) is When.TODAY


def test_a_time_the_clocks_skip_is_due_after_the_gap() -> None:
    due = rules.due_at(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
    assert due == instant(date(2026, 3, 29), time(3, 30), "Europe/Berlin")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["Europe/Berlin", ISTANBUL, "America/New_York"]))
def test_the_end_of_a_day_is_the_beginning_of_the_next_even_where_the_clocks_change(day: date, zone: str) -> None:
    assert rules.due_at(day, None, zone) == instant(day + timedelta(1), time(0), zone)


@pytest.mark.parametrize(("days", "late"), [(-3, 3), (-1, 1), (0, 0), (5, 0)])
def test_days_late_are_counted_by_the_calendar(days: int, late: int) -> None:
    assert rules.days_late(DAY + timedelta(days), ISTANBUL, at(time(12))) == late


def test_open_may_be_closed_and_closed_may_be_opened_and_nothing_else() -> None:
    allowed = {(a, b) for a in State for b in State if rules.may_become(a, b)}
    assert allowed == {
        (State.OPEN, State.DONE), (State.OPEN, State.CANCELLED), (State.DONE, State.OPEN),
        (State.CANCELLED, State.OPEN),
    }  # fmt: skip
