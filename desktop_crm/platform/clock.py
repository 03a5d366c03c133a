"""Time: the one place that asks the computer what time it is, and the only arithmetic of instants and zones.

Instants are UTC milliseconds since 1970; local dates and wall times carry the zone they are meant in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from desktop_crm.platform.i18n import language

DEFAULT_ZONE: Final = "Europe/Istanbul"
_MONTHS_TR: Final = ("Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara")
_MONTHS_EN: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Clock(Protocol):
    """Whoever knows the time: the computer, or a test."""

    def now(self) -> int:
        """Return the present instant in UTC milliseconds."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> int:
        """Return the present instant in UTC milliseconds."""
        return to_ms(datetime.now(UTC))


def to_ms(moment: datetime) -> int:
    """Return an aware datetime as UTC milliseconds. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime is no instant")
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


def at(instant: int, zone: str = DEFAULT_ZONE) -> datetime:
    """Return UTC milliseconds as an aware datetime in `zone` (IANA name)."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)).astimezone(ZoneInfo(zone))


def local_date(instant: int, zone: str = DEFAULT_ZONE) -> date:
    """Return the calendar day of an instant in `zone`."""
    return at(instant, zone).date()


def instant(day: date, wall: time, zone: str = DEFAULT_ZONE) -> int:
    """Return the instant of a wall time on a day in `zone`, UTC milliseconds.

    A time that the clocks skip (spring) is moved on by the gap; one that comes twice means the first.
    """
    moment = datetime.combine(day, wall, tzinfo=ZoneInfo(zone))
    return to_ms(moment.astimezone(UTC))


def iso(instant_: int, zone: str = DEFAULT_ZONE) -> str:
    """Return an instant as ISO 8601 with its offset, seconds precision: 2026-11-21T10:30:00+03:00."""
    return at(instant_, zone).isoformat(timespec="seconds")


def shown_date(day: date) -> str:
    """Return a day in digits as the language in use writes it: 21.11.2026 or 21/11/2026."""
    sign = "." if language() == "tr" else "/"
    return f"{day.day:02}{sign}{day.month:02}{sign}{day.year:04}"


def shown_day(day: date, today: date | None = None) -> str:
    """Return a day in short words, `16 Kas`, with the year where it is not the year of `today`."""
    months = _MONTHS_TR if language() == "tr" else _MONTHS_EN
    words = f"{day.day} {months[day.month - 1]}"
    return words if today is not None and day.year == today.year else f"{words} {day.year}"
