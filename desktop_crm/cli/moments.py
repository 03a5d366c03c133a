"""Days, times and instants as typed on a command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, datetime, time

from desktop_crm.platform import clock
from desktop_crm.platform.i18n import _


def day(text: str) -> date:
    """Return a day typed as 2026-11-21 or 21.11.2026. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        number, month, year = (int(part) for part in text.split("."))
        return date(year, month, number)
    except ValueError as error:
        raise ArgumentTypeError(_("write the day as 2026-11-21")) from error


def wall_time(text: str) -> time:
    """Return a time of day typed as 14:30. Raises ArgumentTypeError."""
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError as error:
        raise ArgumentTypeError(_("write the time as 14:30")) from error


def moment(text: str) -> datetime:
    """Return a moment typed as 2026-11-21T14:30, with an offset or without. Raises ArgumentTypeError."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("write the moment as 2026-11-21T14:30")) from error


def instant(typed: datetime, zone: str) -> int:
    """Return a typed moment as UTC ms; one without an offset is meant in `zone`."""
    if typed.tzinfo is not None:
        return clock.to_ms(typed)
    return clock.instant(typed.date(), typed.time(), zone)
