"""Which days a shop works: Sundays and the public holidays of its country are free, half days are not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

from desktop_crm.platform.i18n import language

_SUNDAY: Final = 6
_HALF: Final = "half_day"
_PUBLIC: Final = "public"
_LANGUAGES: Final = {"tr": "tr", "en": "en_US"}


def holiday(day: date, region: str) -> str:
    """Return what `day` celebrates in the country `region` (ISO code), '' where nothing; half days included.

    The name is in the language in use, `(tahmini)` or `(estimated)` behind it where the date is not announced yet.
    """
    names = {
        name: None for kind in (_PUBLIC, _HALF) for name in _named(region, day.year, kind, language()).get(day, ())
    }
    return ", ".join(names)


def is_working(day: date, region: str) -> bool:
    """Return whether the shop works on `day`: neither a Sunday nor a whole public holiday of `region`."""
    return day.weekday() != _SUNDAY and day not in _named(region, day.year, _PUBLIC, language())


def from_day(day: date, region: str) -> date:
    """Return `day` where the shop works then, else the next day on which it does."""
    while not is_working(day, region):
        day += timedelta(days=1)
    return day


def after(day: date, region: str) -> date:
    """Return the next working day after `day`."""
    return from_day(day + timedelta(days=1), region)


@cache
def _named(region: str, year: int, kind: str, code: str) -> dict[date, tuple[str, ...]]:
    """Return the holidays of a year by day; of a country nobody has listed, none."""
    from holidays import country_holidays

    try:
        found = country_holidays(region, years=year, categories=(kind,), language=_LANGUAGES[code])
    except (NotImplementedError, ValueError):  # a country nobody has listed, or one without half days
        return {}
    return {day: tuple(found.get_list(day)) for day in found}
