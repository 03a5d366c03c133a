"""Reads what people type: amounts with either decimal sign, quantities, days like `24.11` or `yarın`, times."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from PySide6.QtCore import QLocale

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, language
from desktop_crm.platform.money import exponent, to_minor
from desktop_crm.platform.text import fold

_NUMBER: Final = re.compile(r"-?\d[\d.,' \u00a0]*|-?[.,]\d+")
_DAY: Final = re.compile(r"(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{4}|\d{2}))?[.,]?")
_MONTH: Final = re.compile(r"(\d{1,2})\.? ([^\W\d]{3,})[.,]?(?: (\d{4}|\d{2}))?")
_MONTH_FIRST: Final = re.compile(r"([^\W\d]{3,})\.? (\d{1,2}),?(?: (\d{4}|\d{2}))?")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_AWAY: Final = re.compile(r"\+?(\d{1,3}) ?(gun|day|hafta|week|ay|month)?s?(?: (sonra|later|once|ago))?")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?")
_WORDS: Final = {
    "bugun": 0, "today": 0, "yarin": 1, "tomorrow": 1, "obur gun": 2, "oburgun": 2, "ertesi gun": 1, "dun": -1,
    "yesterday": -1, "evvelsi gun": -2, "onceki gun": -2, "haftaya": 7, "haftaya bugun": 7, "gelecek hafta": 7,
    "next week": 7, "gecen hafta": -7, "last week": -7,
}  # fmt: skip
_BACK: Final = ("once", "ago")
_GROUP: Final = 3
_SHORTEST_NAME: Final = 3
_SHORT_YEAR: Final = 2
_LARGEST: Final = Decimal(10) ** 13


def read_amount(text: str, currency: str) -> int | None:
    """Return a typed amount in minor units of `currency`, None for nothing typed.

    `1.234,50`, `1,234.50`, `1234.5` and `₺1234` are all understood; three digits after a lone sign are a group.
    Raises UserError.
    """
    bare = re.sub(r"[^\d.,'\-\s]", "", text).strip()
    if not text.strip():
        return None
    return to_minor(_decimal(bare, text.strip(), exponent(currency)), currency)


def read_quantity(text: str) -> Decimal | None:
    """Return a typed quantity, None for nothing; the language's own decimal sign counts first. Raises UserError."""
    if not text.strip():
        return None
    return _decimal(text.strip(), text.strip(), None)


def _decimal(bare: str, text: str, places: int | None) -> Decimal:
    if not _NUMBER.fullmatch(bare):
        raise UserError(N_("“{text}” is not a number"), text=text)
    digits = re.sub(r"[' \u00a0]", "", bare)
    sign = _decimal_sign(digits, places)
    other = "," if sign == "." else "."
    plain = digits.replace(other, "")
    plain = plain.replace(sign, ".") if sign else plain.replace(",", "").replace(".", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise UserError(N_("“{text}” is not a number"), text=text) from None
    if abs(number) >= _LARGEST:
        raise UserError(N_("“{text}” is too large"), text=text)
    return number


def _decimal_sign(digits: str, places: int | None) -> str:
    """Return which of `.` and `,` opens the fraction, "" for neither."""
    used = [sign for sign in ".," if sign in digits]
    if not used:
        return ""
    if len(used) > 1:
        return max(used, key=digits.rindex)
    sign = used[0]
    if digits.count(sign) > 1:
        return ""
    after = len(digits) - digits.index(sign) - 1
    own = "," if language() == "tr" else "."
    if after == _GROUP and (places is not None or sign != own):
        return sign if places == _GROUP and sign == own else ""
    return sign


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """Return a typed day, None for nothing: 24.11, 24.11.2026, 24 Kasım, yarın, salı, +3, 2 hafta. Raises UserError.

    Without a year, the nearest such day from `today` on is meant, or up to it where `past` is set.
    """
    plain = " ".join(fold(text).split())
    if not plain:
        return None
    for reading in (_numbers, _iso, _words, _month_name, _weekday):
        day = reading(plain, today, past=past)
        if day is not None:
            return day
    raise UserError(N_("“{text}” is not a day; type 24.11 or tomorrow"), text=text.strip())


def _numbers(plain: str, today: date, *, past: bool) -> date | None:
    found = _DAY.match(plain)
    if found is None or (found.end() < len(plain) and plain[found.end()] != " "):
        return None
    return _nearest(int(found[1]), int(found[2]), found[3], today, past=past)


def _month_name(plain: str, today: date, *, past: bool) -> date | None:
    found, first = _MONTH.fullmatch(plain), _MONTH_FIRST.fullmatch(plain)
    if found is None and first is None:
        return None
    day, name, year = found.groups() if found else (first[2], first[1], first[3]) if first else ("", "", "")
    begun = _called(name, QLocale.standaloneMonthName, 12)
    return _nearest(int(day), begun, year, today, past=past) if begun else None


def _nearest(day: int, month: int, digits: str | None, today: date, *, past: bool) -> date | None:
    """Return the day of the year typed, else of the year in which it is nearest."""
    years = [_year(digits, today, past=past)] if digits else []
    step = -1 if past else 1
    for year in years or [today.year + step * n for n in range(9)]:
        made = _made(year, month, day)
        if made is not None and (years or (made <= today if past else made >= today)):
            return made
    return None


def _year(digits: str, today: date, *, past: bool) -> int:
    """Return the year meant; of two digits one of this century, or of the last where that has yet to come."""
    if len(digits) > _SHORT_YEAR:
        return int(digits)
    year = 2000 + int(digits)
    return year - 100 if past and year > today.year else year


def _iso(plain: str, today: date, *, past: bool) -> date | None:  # noqa: ARG001 - one shape for all readings
    found = _ISO.fullmatch(plain)
    return _made(int(found[1]), int(found[2]), int(found[3])) if found else None


def _words(plain: str, today: date, *, past: bool) -> date | None:
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    found = _AWAY.fullmatch(plain)
    if found is None or not (found[2] or plain.startswith("+")):
        return None
    back = found[3] in _BACK if found[3] else past
    count = -int(found[1]) if back else int(found[1])
    if found[2] in ("ay", "month"):
        month = today.month - 1 + count
        year, month = today.year + month // 12, month % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    return today + timedelta(days=count * (7 if found[2] in ("hafta", "week") else 1))


def _weekday(plain: str, today: date, *, past: bool) -> date | None:
    begun = _called(plain.removesuffix(" gunu"), QLocale.standaloneDayName, 7)
    if not begun:
        return None
    away = (begun - today.isoweekday()) % 7
    return today + timedelta(days=(away - 7 if past and away else away) or (-7 if past else 7))


def _called(plain: str, name_of: Callable[[QLocale, int, QLocale.FormatType], str], count: int) -> int:
    """Return the number of the month or weekday called so or so begun in either language, 0 where it is not clear."""
    names = {
        fold(name_of(QLocale(code), number, QLocale.FormatType.LongFormat)): number
        for code in ("tr", "en")
        for number in range(1, count + 1)
    }
    begun = {names[plain]} if plain in names else {names[name] for name in names if name.startswith(plain)}
    return begun.pop() if len(plain) >= _SHORTEST_NAME and len(begun) == 1 else 0


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """Return a typed time of day, None for nothing: 10:30, 10.30, 1030, 9. Raises UserError."""
    plain = text.strip()
    if not plain:
        return None
    if plain.isdecimal() and len(plain) == _GROUP:
        plain = f"0{plain}"
    found = _TIME.fullmatch(plain)
    try:
        if found is not None:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise UserError(N_("“{text}” is not a time; type 10:30"), text=plain)
