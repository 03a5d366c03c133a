"""Days in words, in the language in use: names of months and weekdays, and a day with its weekday."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QLocale

from desktop_crm.platform.clock import SystemClock, local_date, shown_date
from desktop_crm.platform.i18n import N_, _, language

_SHORT: Final = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))


def today() -> date:
    """Return the present day of this computer in the shop's zone."""
    return local_date(SystemClock().now())


def weekday_name(day: date) -> str:
    """Return the full name of a day's weekday: Salı, Tuesday."""
    return QLocale(language()).standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)


def weekday_letters() -> list[str]:
    """Return the two-letter weekdays from Monday on."""
    return [_(short) for short in _SHORT]


def month_title(year: int, month: int) -> str:
    """Return a month's heading: Kasım 2026."""
    return f"{QLocale(language()).standaloneMonthName(month, QLocale.FormatType.LongFormat)} {year}"


def with_weekday(day: date) -> str:
    """Return a day as a date field shows it: 24.11.2026 Salı."""
    return f"{shown_date(day)} {weekday_name(day)}"
