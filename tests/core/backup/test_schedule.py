"""When automatic backups are due, and which old ones stay."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.backup.schedule import EVERY_MS, is_due, obsolete

TODAY = date(2026, 11, 21)
MOMENTS = st.sets(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 22)).map(lambda moment: moment.replace(tzinfo=UTC)),
    min_size=1,
    max_size=150,
)


def noon(days_ago: int, hour: int = 12) -> datetime:
    return datetime(2026, 11, 21, hour, tzinfo=UTC) - timedelta(days=days_ago)


@pytest.mark.feature("I2")
def test_a_backup_is_due_half_an_hour_after_the_last_if_something_changed() -> None:
    assert is_due(None, 0, changed=True)
    assert not is_due(None, 0, changed=False)
    assert not is_due(1000, 1000 + EVERY_MS - 1, changed=True)
    assert is_due(1000, 1000 + EVERY_MS, changed=True)
    assert not is_due(1000, 1000 + EVERY_MS, changed=False)


def test_a_clock_that_was_put_back_does_not_stop_the_backups() -> None:
    assert is_due(10 * EVERY_MS, 0, changed=True)


def test_everything_of_today_and_yesterday_stays() -> None:
    made = {noon(ago, hour) for ago in (0, 1) for hour in range(24)}
    assert obsolete(made, TODAY) == set()


def test_of_older_days_the_newest_of_each_stays() -> None:
    made = {noon(ago, hour) for ago in range(2, 14) for hour in (9, 12, 18)}
    assert made - obsolete(made, TODAY) == {noon(ago, 18) for ago in range(2, 14)}


@pytest.mark.feature("I2")
def test_a_backup_a_day_for_three_years_leaves_days_then_weeks_then_months() -> None:
    made = {noon(ago) for ago in range(3 * 365)}
    kept = sorted((made - obsolete(made, TODAY)), reverse=True)
    assert len(kept) == 2 + 12 + 10 + 9
    gaps = [(newer - older).days for newer, older in pairwise(kept)]
    assert gaps[:13] == [1] * 13
    assert all(gap <= 7 for gap in gaps[13:23])
    assert all(20 <= gap <= 31 for gap in gaps[24:])
    assert (kept[0] - kept[-1]).days > 300


@given(MOMENTS)
def test_the_newest_is_never_thinned_out(made: set[datetime]) -> None:
    assert max(made) not in obsolete(made, TODAY)


@given(MOMENTS)
def test_thinning_twice_is_thinning_once(made: set[datetime]) -> None:
    kept = made - obsolete(made, TODAY)
    assert obsolete(kept, TODAY) == set()


@given(MOMENTS, st.integers(1, 400))
def test_thinning_every_day_leaves_no_more_than_the_schedule_allows(made: set[datetime], days: int) -> None:
    today = TODAY + timedelta(days=days)
    kept = made - obsolete(made, TODAY)
    kept -= obsolete(kept, today)
    recent = [moment for moment in kept if (today - moment.date()).days < 2]
    assert max(made) in kept
    assert len(kept) - len(recent) <= 12 + 10 + 9
