"""Days, times and instants as typed on a command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, datetime, time
from typing import Final

from desktop_crm.platform import clock
from desktop_crm.platform.i18n import _
from desktop_crm.segments import days

_YEARS: Final = range(days.FIRST.year, days.LAST.year + 1)


def day(text: str) -> date:
    """Return a day typed as 2026-11-21 or 21.11.2026. Raises ArgumentTypeError."""
    try:
        found = _dotted(text) if "." in text else date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("write the day as 2026-11-21")) from error
    _check_year(found)
    return found


def wall_time(text: str) -> time:
    """Return a time of day typed as 14:30. Raises ArgumentTypeError."""
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError as error:
        raise ArgumentTypeError(_("write the time as 14:30")) from error


def moment(text: str) -> datetime:
    """Return a moment typed as 2026-11-21T14:30, with an offset or without. Raises ArgumentTypeError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("write the moment as 2026-11-21T14:30")) from error
    _check_year(found)
    return found


def instant(typed: datetime, zone: str) -> int:
    """Return a typed moment as UTC ms; one without an offset is meant in `zone`."""
    if typed.tzinfo is not None:
        return clock.to_ms(typed)
    return clock.instant(typed.date(), typed.time(), zone)


def _dotted(text: str) -> date:
    number, month, year = (int(part) for part in text.split("."))
    return date(year, month, number)


def _check_year(found: date) -> None:
    if found.year not in _YEARS:
        raise ArgumentTypeError(_("the year must be from {first} to {last}").format(first=_YEARS[0], last=_YEARS[-1]))
