"""When follow-ups are recalled and put off: in every zone, over clocks that jump, on days the shop is closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_crm.followups import rules, working_days
from desktop_crm.followups.types import LONGEST_BEFORE, Later, Remind, When
from desktop_crm.platform import clock, i18n

BERLIN, ISTANBUL = "Europe/Berlin", "Europe/Istanbul"
ZONES = (ISTANBUL, BERLIN, "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")

days = st.dates(date(2015, 1, 1), date(2040, 12, 31))
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
zones = st.sampled_from(ZONES)
reminds = st.integers(0, LONGEST_BEFORE).map(lambda n: Remind(before=n)) | walls.map(lambda w: Remind(wall=w))


def moment(day: date, wall: time, zone: str) -> int:
    return clock.to_ms(datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC))


@given(days, walls, zones)
@example(date(2026, 3, 29), time(2, 30), BERLIN)  # the hour that is skipped
@example(date(2026, 10, 25), time(2, 30), BERLIN)  # the hour that comes twice
@example(date(2016, 3, 27), time(3, 30), ISTANBUL)  # the last change of clocks in Turkey
def test_a_follow_up_turns_late_at_its_moment_and_not_before(day: date, wall: time, zone: str) -> None:
    due = rules.due_at(day, wall, zone)
    assert rules.when(day, wall, zone, due) is When.OVERDUE
    assert rules.when(day, wall, zone, due - 1) is not When.OVERDUE


@given(days, zones)
def test_a_follow_up_without_a_time_is_due_until_its_day_is_over(day: date, zone: str) -> None:
    due = rules.due_at(day, None, zone)
    assert clock.local_date(due - 1, zone) <= day < clock.local_date(due, zone)
    assert rules.when(day, None, zone, due - 1) is When.TODAY
    assert rules.when(day, None, zone, due) is When.OVERDUE


def test_a_time_skipped_in_spring_means_the_hour_after_and_a_double_one_the_first() -> None:
    skipped = rules.due_at(date(2026, 3, 29), time(2, 30), BERLIN)
    assert clock.iso(skipped, BERLIN) == "2026-03-29T03:30:00+02:00"
    double = rules.due_at(date(2026, 10, 25), time(2, 30), BERLIN)
    assert clock.iso(double, BERLIN) == "2026-10-25T02:30:00+02:00"


@given(st.integers(0, LONGEST_BEFORE), days, walls, zones)
@example(90, date(2026, 3, 29), time(3, 15), BERLIN)
@example(90, date(2026, 10, 25), time(3, 15), BERLIN)
def test_minutes_before_are_real_minutes_over_any_change_of_clocks(
    before: int, day: date, wall: time, zone: str
) -> None:
    at = rules.reminds_at(Remind(before=before), day, wall, zone)
    assert rules.due_at(day, wall, zone) - at == before * 60_000


@given(walls, days, walls | st.none(), st.sampled_from((ISTANBUL, "Asia/Kathmandu")))
def test_a_wall_time_is_meant_on_the_day_itself(wall: time, day: date, due: time | None, zone: str) -> None:
    if zone == ISTANBUL and day.year < 2017:
        return
    at = rules.reminds_at(Remind(wall=wall), day, due, zone)
    assert (clock.at(at, zone).date(), clock.at(at, zone).time()) == (day, wall)


def test_minutes_before_a_day_without_a_time_count_from_nine_in_the_morning() -> None:
    at = rules.reminds_at(Remind(before=24 * 60), date(2026, 11, 24), None, ISTANBUL)
    assert at == moment(date(2026, 11, 23), time(9), ISTANBUL)


def test_a_reminder_says_either_minutes_or_a_time() -> None:
    for wrong in ({}, {"before": 5, "wall": time(9)}, {"before": -1}, {"before": LONGEST_BEFORE + 1}):
        with pytest.raises(ValueError, match="reminder"):
            Remind(**wrong)


@given(days, walls, st.integers(0, 59), zones, st.sampled_from(Later))
@example(date(2026, 3, 29), time(1, 55), 0, BERLIN, Later.TEN_MINUTES)
@example(date(2026, 10, 25), time(1, 55), 30, BERLIN, Later.HOUR)
@example(date(2026, 11, 21), time(23, 55), 59, ISTANBUL, Later.TEN_MINUTES)
@example(date(2026, 11, 21), time(18, 0), 0, ISTANBUL, Later.EVENING)
def test_putting_off_always_leads_later(day: date, wall: time, second: int, zone: str, later: Later) -> None:
    now = clock.instant(day, wall.replace(second=second), zone)
    until = rules.put_off(later, now, zone, lambda one: working_days.after(one, "TR"))
    assert until > now
    assert until % rules.MINUTE == 0


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (Later.TEN_MINUTES, (date(2026, 10, 28), time(12, 11))),
        (Later.HOUR, (date(2026, 10, 28), time(13, 1))),
        (Later.EVENING, (date(2026, 10, 28), time(18))),
        (Later.TOMORROW, (date(2026, 10, 29), time(9))),
        (Later.WORKING_DAY, (date(2026, 10, 30), time(9))),
        (Later.WEEK, (date(2026, 11, 4), time(9))),
    ],
)
@pytest.mark.feature("C5")
def test_things_are_put_off_as_people_mean_it(later: Later, expected: tuple[date, time]) -> None:
    now = moment(date(2026, 10, 28), time(12, 0, 20), ISTANBUL)  # the day before Cumhuriyet Bayramı
    until = rules.put_off(later, now, ISTANBUL, lambda one: working_days.after(one, "TR"))
    assert until == moment(*expected, ISTANBUL)


def test_no_evening_is_offered_once_it_is_evening() -> None:
    noon, night = (moment(date(2026, 11, 21), time(hour), ISTANBUL) for hour in (12, 18))
    assert Later.EVENING in rules.choices(noon, ISTANBUL)
    assert Later.EVENING not in rules.choices(night, ISTANBUL)


@pytest.mark.feature("C9")
@pytest.mark.parametrize(
    ("day", "working", "name"),
    [
        (date(2026, 10, 28), True, "Cumhuriyet Bayramı (saat 13.00'ten)"),
        (date(2026, 10, 29), False, "Cumhuriyet Bayramı"),
        (date(2026, 11, 22), False, ""),
        (date(2026, 11, 21), True, ""),
        (date(2026, 3, 20), False, "Ramazan Bayramı"),
        (date(2027, 5, 19), False, "Atatürk'ü Anma, Gençlik ve Spor Bayramı, Kurban Bayramı"),
        (date(2036, 2, 7), False, "Kurban Bayramı (tahmini)"),
    ],
)
def test_sundays_and_holidays_are_free_and_half_days_are_not(day: date, working: bool, name: str) -> None:
    i18n.use("tr")
    assert (working_days.is_working(day, "TR"), working_days.holiday(day, "TR")) == (working, name)


@pytest.mark.feature("C9")
def test_a_day_in_the_middle_of_bayram_shifts_behind_it() -> None:
    assert working_days.from_day(date(2026, 5, 27), "TR") == date(2026, 6, 1)  # four days, then a Sunday
    assert working_days.from_day(date(2026, 5, 26), "TR") == date(2026, 5, 26)
    assert working_days.after(date(2026, 5, 26), "TR") == date(2026, 6, 1)


def test_a_country_nobody_listed_rests_on_sundays_only() -> None:
    free = [day for n in range(60) if not working_days.is_working(day := date(2026, 10, 1) + timedelta(n), "XX")]
    assert {day.weekday() for day in free} == {6}


@given(days, st.sampled_from(("TR", "DE", "GB", "XX")))
def test_the_next_working_day_is_the_first_one_that_is_worked(day: date, region: str) -> None:
    found = working_days.from_day(day, region)
    assert working_days.is_working(found, region)
    assert not any(working_days.is_working(day + timedelta(n), region) for n in range((found - day).days))
