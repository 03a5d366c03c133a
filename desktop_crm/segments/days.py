"""What days a query means: every comparison with a date or a distance from today becomes a stretch of days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, TypeAlias

from desktop_crm.segments.tree import Away, Day, Month, Named, Number, Op, Point, Span, Unit, Year

FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2199, 12, 31)

Stretch: TypeAlias = "tuple[date | None, date | None]"
"""The first and the last day, both included; None leaves a side open."""

_ONE: Final = timedelta(days=1)
_LEAP_DAY: Final = "02-29"


def stretch(op: Op, value: Point | Span, today: date, *, ahead: bool) -> Stretch:
    """Return the days for which `op value` holds, seen from `today`; `ahead` where distances look into the future.

    A distance without `<` or `>` means up to it: `last:90d` is within the last 90 days. With them, it is compared:
    `last>90d` is longer ago than 90 days.
    """
    if isinstance(value, Span):
        return _spanned(value, today, ahead=ahead)
    first, last = _known(value, today, ahead=ahead)
    if isinstance(value, Away):
        if op is Op.HAS:
            return (today, last) if ahead else (first, today)
        if not ahead:
            op = _TURNED.get(op, op)
    if op is Op.LESS:
        return None, first - _ONE
    if op is Op.AT_MOST:
        return None, last
    if op is Op.MORE:
        return last + _ONE, None
    return (first, None) if op is Op.AT_LEAST else (first, last)


_TURNED: Final = {Op.LESS: Op.MORE, Op.MORE: Op.LESS, Op.AT_MOST: Op.AT_LEAST, Op.AT_LEAST: Op.AT_MOST}
"""Longer ago is an earlier day."""


def _spanned(span: Span, today: date, *, ahead: bool) -> Stretch:
    begins = None if span.first is None else _known(span.first, today, ahead=ahead)
    ends = None if span.last is None else _known(span.last, today, ahead=ahead)
    if begins is not None and ends is not None:
        return min(begins[0], ends[0]), max(begins[1], ends[1])
    if begins is not None:
        away = isinstance(span.first, Away) and not ahead
        return (None, begins[1]) if away else (begins[0], None)
    if ends is not None:
        away = isinstance(span.last, Away) and not ahead
        return (ends[0], None) if away else (None, ends[1])
    return None, None


def _known(point: Point, today: date, *, ahead: bool) -> tuple[date, date]:
    """Return the first and last day of a point."""
    match point:
        case Day(day):
            return day, day
        case Month(year, month):
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        case Year(year):
            return date(year, 1, 1), date(year, 12, 31)
        case Away(count, unit):
            day = moved(today, count if ahead else -count, unit)
            return day, day
        case Named(name):
            return _named(name, today)
        case Number():
            raise TypeError("a number is no day")


def moved(day: date, count: int, unit: Unit) -> date:
    """Return the day `count` units on, between 1900 and 2199; the end of a shorter month stands for days it lacks."""
    if unit in (Unit.DAY, Unit.WEEK):
        ordinal = day.toordinal() + count * (7 if unit is Unit.WEEK else 1)
        return date.fromordinal(min(max(ordinal, FIRST.toordinal()), LAST.toordinal()))
    months = day.year * 12 + day.month - 1 + count * (12 if unit is Unit.YEAR else 1)
    year, month = divmod(months, 12)
    if year < FIRST.year:
        return FIRST
    if year > LAST.year:
        return LAST
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _named(name: str, today: date) -> tuple[date, date]:
    if name in _BESIDE:
        day = today + timedelta(days=_BESIDE[name])
        return day, day
    which, _, what = name.partition("_")
    back = 1 if which == "last" else 0
    if what == "week":
        first = today - timedelta(days=today.weekday() + 7 * back)
        return first, first + timedelta(days=6)
    if what == "month":
        day = moved(today.replace(day=1), -back, Unit.MONTH)
        return _known(Month(day.year, day.month), today, ahead=False)
    return _known(Year(today.year - back), today, ahead=False)


_BESIDE: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}


def dates_of_year(days: Stretch) -> list[str]:
    """Return the MM-DD of the days of a stretch that has both ends; every one where it is a year or longer.

    In a year without a 29 February that day is kept on the 28th.
    """
    first, last = days
    if first is None or last is None or (last - first).days >= 365:
        first, last = date(2000, 1, 1), date(2000, 12, 31)
    found = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    leap = [_LEAP_DAY for day in found if (day.month, day.day) == (2, 28) and not calendar.isleap(day.year)]
    return [day.strftime("%m-%d") for day in found] + leap
