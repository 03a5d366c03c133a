"""Values of a query: read as their field's kind wants them, and printed so that they are read again as the same."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from desktop_crm.platform.i18n import N_, language
from desktop_crm.platform.text import digits, fold, squeeze
from desktop_crm.segments.days import FIRST, LAST
from desktop_crm.segments.errors import QueryError
from desktop_crm.segments.fields import DAYS, NUMBERS, TEXTS, Field, FieldKind, Option
from desktop_crm.segments.tree import (
    Away,
    Day,
    Given,
    Month,
    Named,
    Number,
    Op,
    Point,
    Span,
    Text,
    Value,
    Year,
)
from desktop_crm.segments.words import GIVEN, NAME_OF, NAMED, NOTHING, UNIT_OF, UNITS, printed

LARGEST: Final = Decimal(10**15)
_FARTHEST: Final = 100_000
_TURKISH: Final = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_ENGLISH: Final = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_PLAIN: Final = re.compile(r"-?\d+([.,]\d+)?")
_AWAY: Final = re.compile(r"(\d{1,6})([^\W\d_]+)")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DOTTED: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_YEAR: Final = re.compile(r"\d{4}")
_UNSAFE: Final = re.compile(r'[\s()"*|&]|\.\.|^-|^[<>=!:]')


def parsed(field: Field, op: Op, raw: str, at: int, *, quoted: bool) -> Value:
    """Return what `raw`, written after `op` at place `at`, means for a field. Raises QueryError."""
    if op is Op.HAS and not quoted and fold(raw) in GIVEN:
        return Given(GIVEN[fold(raw)])
    if field.kind in TEXTS:
        return _text(field, op, raw, at, quoted=quoted)
    first, dots, last = raw.partition("..")
    if not dots:
        point = _point(field, raw, at)
        if field.kind is FieldKind.BIRTHDAY and op not in (Op.HAS, Op.IS):
            raise QueryError(N_("“{about}” takes : and =, not < and >."), at=at, about=_name(field))
        return point
    if op is not Op.HAS or not (first or last):
        raise _unfit(field, raw, at)
    if field.kind is FieldKind.BIRTHDAY and not (first and last):
        raise _unfit(field, raw, at)
    return Span(
        _point(field, first, at) if first else None,
        _point(field, last, at + len(first) + 2) if last else None,
    )


def printed_value(field: Field, value: Value, code: str) -> str:
    """Return a value as it is written in `tr` or `en`."""
    match value:
        case Given(there):
            return printed(NOTHING, code) if not there else ("var" if code == "tr" else "any")
        case Text(text, begins):
            for option in field.options:
                if option.value == text:
                    return printed((option.tr, option.en), code)
            return f"{quoted_if_needed(text)}{'*' if begins else ''}"
        case Span(first, last):
            return f"{_printed_point(first, code)}..{_printed_point(last, code)}"
        case _:
            return _printed_point(value, code)


def quoted_if_needed(text: str) -> str:
    """Return text as a value is written: in quotes where it would be read otherwise."""
    safe = text and not _UNSAFE.search(text) and fold(text) not in GIVEN
    return text if safe else '"' + text.replace('"', '""') + '"'


def _text(field: Field, op: Op, raw: str, at: int, *, quoted: bool) -> Text:
    if op not in (Op.HAS, Op.IS):
        raise QueryError(N_("“{about}” takes : and =, not < and >."), at=at, about=_name(field))
    if field.options:
        return Text(_option(field, raw, at).value)
    begins = not quoted and raw.endswith("*") and len(raw) > 1
    text = squeeze(raw.removesuffix("*") if begins else raw)
    if field.kind is FieldKind.DIGITS and not digits(text):
        raise QueryError(
            N_("“{value}” has no digit; “{about}” takes digits, or {none}."),
            at=at, length=len(raw), value=raw, about=_name(field), none=" / ".join(NOTHING[:2]),
        )  # fmt: skip
    if not fold(text).strip():
        raise _unfit(field, raw, at)
    return Text(text, begins)


def _option(field: Field, raw: str, at: int) -> Option:
    wanted = fold(squeeze(raw))
    for option in field.options:
        if wanted in (fold(option.tr), fold(option.en), option.value):
            return option
    raise QueryError(
        N_("“{value}” does not go with “{about}”; one of these does: {words}."),
        at=at, length=len(raw), value=raw, about=_name(field), words=_words(field),
    )  # fmt: skip


def _point(field: Field, raw: str, at: int) -> Point:
    point = _number(raw) if field.kind in NUMBERS else _day(raw)
    if point is None or (field.kind is FieldKind.BIRTHDAY and isinstance(point, Year)):
        raise _unfit(field, raw, at)
    return point


def _number(raw: str) -> Number | None:
    text = raw.strip("₺$€£")
    if _TURKISH.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    elif not _PLAIN.fullmatch(text):
        return None
    with suppress(InvalidOperation):
        number = Decimal(text.replace(",", "."))
        if abs(number) <= LARGEST and len(text) <= 24:
            return Number(number)
    return None


def _day(raw: str) -> Point | None:
    word = fold(raw)
    if word in NAME_OF:
        return Named(NAME_OF[word])
    if found := _AWAY.fullmatch(word):
        unit = UNIT_OF.get(found[2])
        return Away(int(found[1]), unit) if unit is not None and int(found[1]) <= _FARTHEST else None
    if found := _ISO.fullmatch(raw):
        return _calendar(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := _DOTTED.fullmatch(raw):
        return _calendar(int(found[3]), int(found[2]), int(found[1]))
    if _YEAR.fullmatch(raw) and FIRST.year <= int(raw) <= LAST.year:
        return Year(int(raw))
    return None


def _calendar(year: int, month: int, day: int | None) -> Point | None:
    with suppress(ValueError):
        known = date(year, month, day or 1)
        if FIRST <= known <= LAST:
            return Day(known) if day is not None else Month(year, month)
    return None


def _printed_point(point: Point | None, code: str) -> str:
    match point:
        case None:
            return ""
        case Number(number):
            plain = f"{number:f}"
            whole, dot, part = plain.partition(".")
            return f"{whole}.{part}0" if dot and len(part) == 3 else plain
        case Day(day):
            return day.isoformat()
        case Month(year, month):
            return f"{year:04d}-{month:02d}"
        case Year(year):
            return str(year)
        case Away(count, unit):
            return f"{count}{printed(UNITS[unit][:2], code)}"
        case Named(name):
            return printed(NAMED[name], code)


def _unfit(field: Field, raw: str, at: int) -> QueryError:
    """Return the error that says what a field takes instead."""
    if field.kind in NUMBERS:
        message = N_("“{value}” is no number; “{about}” takes such as 3, 1.500 or 2..5.")
    elif field.kind in DAYS:
        message = N_("“{value}” is no date; “{about}” takes such as 90d, 3mo, 2026-03-01 or today.")
    else:
        message = N_("After “{about}” something is missing.")
    return QueryError(message, at=at, length=max(1, len(raw)), value=raw, about=_name(field))


def _name(field: Field) -> str:
    return field.name(language())


def _words(field: Field) -> str:
    return ", ".join(printed((option.tr, option.en), language()) for option in field.options)
