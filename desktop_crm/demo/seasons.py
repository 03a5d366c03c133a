"""How much a boutique sells on each day and at each hour: growth, weekdays, holidays and a quiet summer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Final

import holidays

HOURS: Final = (
    2.0, 1.0, 0.4, 0.3, 0.2, 0.2, 0.4, 0.9, 1.6, 2.6, 3.4, 3.9,
    4.9, 5.0, 4.1, 3.9, 4.0, 4.4, 5.1, 6.6, 9.1, 10.0, 8.4, 5.2,
)  # fmt: skip
"""Weight of each hour of a day."""
MIDNIGHT: Final = time()
_WEEKDAYS: Final = (1.05, 1.0, 0.98, 1.0, 1.0, 0.9, 1.2)
_MONTHS: Final = (0.95, 1.0, 1.05, 1.05, 1.1, 0.95, 0.72, 0.7, 1.0, 1.08, 1.2, 1.15)
_GROWTH: Final = 1.4
_BARGAINS: Final = 11
_SPRING: Final = frozenset({3, 4, 5, 9, 10})
_SUMMER: Final = frozenset({5, 6, 7, 8})
_WINTER: Final = frozenset({10, 11, 12, 1, 2})


def demand(days: Sequence[date]) -> list[float]:
    """Return the weight of each of the days, which follow one another."""
    feasts = bayrams(days[0].year, days[-1].year)
    span = max(1, len(days) - 1)
    return [
        (1 + _GROWTH * place / span) * _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()] * occasion(day, feasts)
        for place, day in enumerate(days)
    ]


def bayrams(first: int, last: int) -> list[date]:
    """Return the first day of each Ramazan and Kurban Bayramı from the year `first` to the year `last` and after."""
    names = holidays.country_holidays("TR", years=range(first, last + 2), language="tr")
    days = sorted(day for day in names if "Ramazan Bayramı" in names[day] or "Kurban Bayramı" in names[day])
    return [day for day in days if day - timedelta(days=1) not in days]


def mothers_day(year: int) -> date:
    """Return the second Sunday of May."""
    first = date(year, 5, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7)


def gifts(day: date, feasts: Sequence[date]) -> bool:
    """Return whether people look for presents on that day; November's crowds look for bargains."""
    return occasion(day, feasts) > 1.25 and day.month != _BARGAINS


def occasion(day: date, feasts: Sequence[date]) -> float:
    """Return by how much more (or less) is bought on a day because of what is celebrated around it."""
    for feast in feasts:
        before = (feast - day).days
        if 3 <= before <= 14:
            return 1.7
        if -3 <= before <= 1:
            return 0.4
    month_day = (day.month, day.day)
    if (11, 10) <= month_day <= (11, 12):
        return 3.6
    if (11, 24) <= month_day <= (11, 30):
        return 1.9
    if (2, 5) <= month_day <= (2, 12):
        return 1.9
    if (3, 4) <= month_day <= (3, 8):
        return 1.3
    if 1 <= (mothers_day(day.year) - day).days <= 9:
        return 2.1
    if (12, 14) <= month_day <= (12, 27):
        return 1.6
    return 1.0


def liking(season: str, month: int) -> float:
    """Return how well things of a season sell in a month."""
    months = {"summer": _SUMMER, "winter": _WINTER, "spring": _SPRING}.get(season)
    if months is None:
        return 1.0
    return 1.8 if month in months else 0.35
