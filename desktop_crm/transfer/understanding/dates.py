"""Dates of a column: the order of day and month is decided by the whole column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from desktop_crm.platform.clock import to_ms
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding.cells import as_stood
from desktop_crm.transfer.understanding.decisions import Decision

Order = Literal["day", "month"]
ABOUT: Final = N_("dates")


class Moment(NamedTuple):
    """A point in time as a file says it: the instant (UTC ms), its day in the shop's zone, whether a time was given."""

    instant: int
    day: str
    timed: bool


@dataclass(frozen=True, slots=True)
class Style:
    """How the dates of one column are read: which of day and month comes first, and the zone of bare times."""

    order: Order
    zone: str


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january oca ocak januar janvier gennaio gen enero ene",
            "feb february sub subat februar fevrier febbraio",
            "mar march mart marz mars marzo",
            "apr april nis nisan avril aprile abr",
            "may mayis mai maggio mag mayo",
            "jun june haz haziran juni juin giugno giu",
            "jul july tem temmuz juli juillet luglio lug",
            "aug august agu agustos aout agosto ago",
            "sep sept september eyl eylul septembre settembre set",
            "oct october eki ekim oktober okt octobre ottobre ott",
            "nov november kas kasim novembre",
            "dec december ara aralik dezember dez decembre dicembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMERIC: Final = re.compile(r"(\d{1,2})([./\-])(\d{1,2})\2(\d{2}|\d{4})(?=$|[\sT,])")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([./\-])(\d{1,2})\2(\d{1,2})(?=$|[\sT,])")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?=$|[\sT])")
_DAY_NAME: Final = re.compile(r"^[^\W\d_]{2,10}\.?,\s+")
_WORDED: Final = re.compile(
    r"(?:(?P<d1>\d{1,2})\.?[\s\-/.]+(?P<m1>[^\W\d_]{3,9})\.?|(?P<m2>[^\W\d_]{3,9})\.?[\s\-/.]+(?P<d2>\d{1,2}))"
    r"(?:st|nd|rd|th)?,?[\s\-/.,]+'?(?P<y>\d{4}|\d{2})(?=$|[\s,T])"
)
_TIME: Final = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm|a\.m\.|p\.m\.|oo|os)?", re.IGNORECASE
)
_OFFSET: Final = re.compile(r"(?:(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?|(Z|GMT|UTC))$", re.IGNORECASE)
_SERIAL: Final = re.compile(r"[2-6]\d{4}(?:[.,]\d+)?")
_EXCEL_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall time; its zone is the shop's
_HALF_DAY: Final = re.compile(r"\d\s*[AaPp]\.?[Mm]\b")
_CENTURY: Final = 70
_DAY: Final = 86_400_000


def decide(values: Iterable[Cell], expected: Order) -> tuple[Order, Decision | None]:
    """Return which of day and month comes first in a column and why; `expected` is taken where nothing settles it."""
    first_over = second_over = total = pointed = 0
    texts = [value for value in values if isinstance(value, str)]
    for start, count in Counter(value.strip(" '")[:11] for value in texts).items():
        found = _NUMERIC.match(start)
        if not found:
            continue
        total += count
        first_over += count * (int(found[1]) > 12)
        second_over += count * (int(found[3]) > 12)
        pointed += count * (found[2] == ".")
    if not total:
        return expected, None
    if first_over or second_over:
        order: Order = "day" if first_over >= second_over else "month"
        because = (
            N_("{count} of {total} values have a first part over 12")
            if order == "day"
            else N_("{count} of {total} values have a second part over 12")
        )
        count = first_over if order == "day" else second_over
        return order, _decision(order, because, count=count, total=total)
    if pointed:
        return "day", _decision("day", N_("dates written with points begin with the day"))
    if any(_HALF_DAY.search(value) for value in texts):
        return "month", _decision("month", N_("times written with AM and PM go with the month first"))
    return expected, _decision(expected, N_("no value settles it; files of this kind write so"))


def _decision(order: Order, because: str, **values: object) -> Decision:
    return Decision(ABOUT, order_name(order), because, because_args=values)


def order_name(order: Order) -> str:
    """Return what an order of day and month is called, as a message id."""
    return N_("day first") if order == "day" else N_("month first")


def reader(style: Style) -> Callable[[Cell], Moment | None]:
    """Return a reader of cells into moments; it gives None for a blank and raises ValueError for anything else."""
    zone = ZoneInfo(style.zone)

    def read(cell: Cell) -> Moment | None:
        if cell is None:
            return None
        if isinstance(cell, datetime):
            return _moment(cell, zone, timed=cell.time() != time())
        if isinstance(cell, date):
            return _moment(datetime.combine(cell, time()), zone, timed=False)
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return _from_serial(float(cell), zone)
        if isinstance(cell, str):
            return _from_text(cell, style.order, zone)
        raise ValueError(as_stood(cell))

    return read


@lru_cache(maxsize=50_000)
def _midnight(day: date, zone: ZoneInfo) -> tuple[int, str, bool]:
    """Return the instant at which a day begins, the day in ISO digits, and whether the clocks stay as they are."""
    if not 1900 <= day.year <= 2200:
        raise ValueError(day.isoformat())
    start = to_ms(datetime.combine(day, time(), zone).astimezone(UTC))
    end = to_ms(datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC))
    return start, day.isoformat(), end - start == _DAY


def _at(day: date, clock: tuple[time, timezone | None] | None, zone: ZoneInfo) -> Moment:
    if clock is None or clock[1] is None:
        start, shown, steady = _midnight(day, zone)
        if clock is None:
            return Moment(start, shown, timed=False)
        wall = clock[0]
        if steady:
            passed = ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1000 + wall.microsecond // 1000
            return Moment(start + passed, shown, timed=True)
    return _moment(datetime.combine(day, clock[0], tzinfo=clock[1]), zone, timed=True)


def _moment(wall: datetime, zone: ZoneInfo, *, timed: bool) -> Moment:
    aware = wall if wall.tzinfo else wall.replace(tzinfo=zone)
    if not 1900 <= aware.year <= 2200:
        raise ValueError(wall.isoformat())
    return Moment(to_ms(aware.astimezone(UTC)), aware.astimezone(zone).date().isoformat(), timed)


def _from_serial(serial: float, zone: ZoneInfo) -> Moment:
    if 19_000_101 <= serial <= 22_001_231 and serial.is_integer():
        return _from_text(str(int(serial)), "day", zone) or _moment(_EXCEL_ZERO, zone, timed=False)
    if not 1 <= serial < 110_000:
        raise ValueError(f"{serial:g}")
    wall = _EXCEL_ZERO + timedelta(seconds=round(serial * 86_400))
    return _moment(wall, zone, timed=not serial.is_integer())


def _from_text(cell: str, order: Order, zone: ZoneInfo) -> Moment | None:
    plain = cell.strip().strip("'\u200e\u200f").strip()
    if not plain or plain in {"-", "–", "0", "0000-00-00", "0000-00-00 00:00:00"}:
        return None
    if _SERIAL.fullmatch(plain):
        return _from_serial(float(plain.replace(",", ".")), zone)
    if len(plain) > 10 and plain[10] == " ":
        early = _first_ten(plain[:10], order)
        if early:
            return _at(early, _clock(plain[10:]), zone)
    day, rest = _day(plain, order)
    return _at(day, _clock(rest), zone)


@lru_cache(maxsize=20_000)
def _first_ten(start: str, order: Order) -> date | None:
    """Return the day that fills the first ten signs of a value, or None where it does not end there."""
    try:
        day, rest = _day(start, order)
    except ValueError:
        return None
    return None if rest else day


def _day(plain: str, order: Order) -> tuple[date, str]:
    found = _YEAR_FIRST.match(plain)
    if found:
        return date(int(found[1]), int(found[3]), int(found[4])), plain[found.end() :]
    found = _NUMERIC.match(plain)
    if found:
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if order == "day" else (second, first)
        return date(_year(found[4]), month, day), plain[found.end() :]
    found = _COMPACT.match(plain)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3])), plain[found.end() :]
    unnamed = _DAY_NAME.sub("", plain)
    found = _WORDED.match(unnamed)
    if found:
        month = _MONTHS.get(fold(found["m1"] or found["m2"]))
        if month:
            return date(_year(found["y"]), month, int(found["d1"] or found["d2"])), unnamed[found.end() :]
    raise ValueError(plain)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < _CENTURY else 1900 + year


@lru_cache(maxsize=20_000)
def _clock(rest: str) -> tuple[time, timezone | None] | None:
    plain = rest.strip(" ,T\u202f\u00a0").replace("\u202f", " ")
    if not plain:
        return None
    found = _TIME.match(fold(plain).replace("z", "Z"))
    if not found:
        if any(sign.isdigit() for sign in plain):
            raise ValueError(rest)
        return None
    hour = int(found[1])
    half = (found[5] or "").replace(".", "")
    if half in {"pm", "os"} and hour < 12:
        hour += 12
    elif half in {"am", "oo"} and hour == 12:
        hour = 0
    fraction = int((found[4] or "0").ljust(6, "0")[:6])
    offset = _OFFSET.search(plain[found.end() :].strip()) if found.end() <= len(plain) else None
    return time(hour, int(found[2]), int(found[3] or 0), fraction), _zone_of(offset)


def _zone_of(offset: re.Match[str] | None) -> timezone | None:
    if offset is None:
        return None
    if offset[4]:
        return UTC
    shift = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return timezone(-shift if offset[1] == "-" else shift)


def with_time(moment: Moment, clock_text: str, zone: str) -> Moment:
    """Return the moment at the wall time of a second column (`9:15:51 AM`); unchanged where that says none."""
    clock = _clock(clock_text)
    if clock is None or moment.timed:
        return moment
    wall = datetime.combine(date.fromisoformat(moment.day), clock[0], tzinfo=clock[1])
    return _moment(wall, ZoneInfo(zone), timed=True)


def day_without_year(cell: str, order: Order) -> str | None:
    """Return a birthday without its year (`04/12`, `--04-12`) as `--04-12`, or None where it is not one."""
    found = re.fullmatch(r"'?(--)?(\d{1,2})[./\-](\d{1,2})", cell.strip())
    if not found:
        return None
    first, second = int(found[2]), int(found[3])
    day, month = (first, second) if order == "day" and not found[1] else (second, first)
    try:
        date(2000, month, day)
    except ValueError:
        return None
    return f"--{month:02d}-{day:02d}"
