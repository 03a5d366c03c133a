"""Instants, zones and the days people write."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.platform import clock, i18n

ZONES = st.sampled_from(["Europe/Istanbul", "Europe/Berlin", "America/New_York", "UTC", "Asia/Kathmandu"])


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)), ZONES)
def test_an_instant_read_back_in_its_zone_is_the_same_instant(moment: datetime, zone: str) -> None:
    known = clock.instant(moment.date(), moment.time().replace(microsecond=0), zone)
    again = clock.at(known, zone)
    assert clock.to_ms(again) == known


def test_a_time_the_clocks_skip_is_moved_on_by_the_gap() -> None:
    skipped = clock.instant(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
    assert clock.iso(skipped, "Europe/Berlin") == "2026-03-29T03:30:00+02:00"


def test_a_time_that_comes_twice_means_the_first() -> None:
    first = clock.instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin")
    assert clock.iso(first, "Europe/Berlin") == "2026-10-25T02:30:00+02:00"


def test_istanbul_has_kept_one_offset_since_2016() -> None:
    for month in (1, 7):
        assert clock.iso(clock.instant(date(2026, month, 1), time(9)), "Europe/Istanbul").endswith("+03:00")


def test_the_day_changes_at_local_midnight() -> None:
    before = clock.instant(date(2026, 11, 21), time(23, 59))
    assert clock.local_date(before) == date(2026, 11, 21)
    assert clock.local_date(before + 60_000) == date(2026, 11, 22)
    assert clock.local_date(before, "UTC") == date(2026, 11, 21)


def test_a_naive_moment_is_no_instant() -> None:
    with pytest.raises(ValueError, match="naive"):
        clock.to_ms(datetime(2026, 1, 1))


def test_the_system_clock_tells_milliseconds_since_1970() -> None:
    now = clock.SystemClock().now()
    assert abs(now - datetime.now(UTC).timestamp() * 1000) < 60_000


def test_days_are_written_as_the_language_does() -> None:
    day = date(2026, 11, 5)
    assert clock.shown_date(day) == "05/11/2026"
    assert clock.shown_day(day, today=date(2026, 1, 1)) == "5 Nov"
    assert clock.shown_day(day, today=date(2025, 1, 1)) == "5 Nov 2026"
    i18n.use("tr")
    assert clock.shown_date(day) == "05.11.2026"
    assert clock.shown_day(day, today=date(2026, 1, 1)) == "5 Kas"
