"""A tree as SQL: a condition on the rows asked about, every value bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from typing import Any as Anything
from typing import Final, TypeAlias

from desktop_crm.platform.clock import instant
from desktop_crm.platform.text import fold
from desktop_crm.segments.days import Stretch, dates_of_year, stretch
from desktop_crm.segments.fields import DAYS, NUMBERS, Field, FieldKind, Language, Moment
from desktop_crm.segments.meaning import asked_digits, bounds, thousandths
from desktop_crm.segments.tree import All, Any, Condition, Given, Node, Not, Number, Op, Phrase, Span, Text, Words

Sql: TypeAlias = "tuple[str, tuple[Anything, ...]]"
"""A condition and its values in order."""

_NEVER: Final[Sql] = ("0", ())


@dataclass(frozen=True, slots=True)
class Searching:
    """How words are found: SELECTs of the ids of things with the words, or the phrase, and their values."""

    words: Callable[[str], tuple[str, Sequence[Anything]]]
    phrase: Callable[[str], tuple[str, Sequence[Anything]]]


def condition(tree: Node, known: Language, moment: Moment, searching: Searching) -> Sql:
    """Return the SQL that holds for what the tree asks, over the aliases that the fields speak of; null is no."""
    match tree:
        case Words(text):
            return _found(searching.words(text))
        case Phrase(text):
            return _found(searching.phrase(text))
        case Condition(key, op, value):
            field = known.by_key.get(key)
            return _NEVER if field is None else _compared(field, op, value, moment)
        case Not(part):
            inner, values = condition(part, known, moment, searching)
            return f"(({inner}) IS NOT TRUE)", values
        case All(parts):
            return _joined(" AND ", "1", [condition(part, known, moment, searching) for part in parts])
        case Any(parts):
            return _joined(" OR ", "0", [condition(part, known, moment, searching) for part in parts])


def _found(select: tuple[str, Sequence[Anything]]) -> Sql:
    return f"c.id IN ({select[0]})", tuple(select[1])


def _joined(by: str, nothing: str, parts: list[Sql]) -> Sql:
    if not parts:
        return nothing, ()
    return f"({by.join(sql for sql, _ in parts)})", tuple(value for _, values in parts for value in values)


def _compared(field: Field, op: Op, value: Anything, moment: Moment) -> Sql:
    if isinstance(value, Given):
        return _given(field, there=value.there)
    if isinstance(value, Text):
        inner, values = _text(field, op, value)
    elif field.kind in NUMBERS:
        inner, values = _number(field, op, value)
    else:
        inner, values = _day(field, stretch(op, value, moment.today, ahead=field.ahead), moment)
    return _within(field, inner), values


def _within(field: Field, inner: str) -> str:
    return f"{field.column} IN ({field.within.replace('{match}', inner)})" if field.within else inner


def _given(field: Field, *, there: bool) -> Sql:
    if field.there:
        known = f"= '{field.there}'"
    elif field.counted:
        known = "<> 0"
    else:
        known = "IS NOT NULL" if field.kind in NUMBERS | DAYS else "<> ''"
    inner = _within(field, f"{field.sql} {known}")
    return (inner if there else f"(({inner}) IS NOT TRUE)"), ()


def _text(field: Field, op: Op, value: Text) -> Sql:
    if field.among:
        return f"instr({field.sql}, ?) > 0", (value.text,)
    if field.options:
        return f"{field.sql} = ?", (value.text,)
    wanted = asked_digits(value.text) if field.kind is FieldKind.DIGITS else fold(value.text)
    if value.begins:
        return f"substr({field.sql}, 1, length(?)) = ?", (wanted, wanted)
    if op is Op.HAS and field.kind is not FieldKind.WORD:
        return f"instr({field.sql}, ?) > 0", (wanted,)
    return f"{field.sql} = ?", (wanted,)


def _number(field: Field, op: Op, value: Number | Span) -> Sql:
    least, most, strict = bounds(op, value)
    parts: list[Sql] = []
    for sign, bound in ((">" if strict else ">=", least), ("<" if strict else "<=", most)):
        if bound is not None:
            parts.append((f"{field.sql} {sign} ?", (_bound(field, bound),)))
    return _joined(" AND ", f"{field.sql} IS NOT NULL", parts)


def _bound(field: Field, number: Decimal) -> int | float:
    if field.kind is FieldKind.MONEY:
        return thousandths(number)
    return int(number) if number == number.to_integral_value() else float(number)


def _day(field: Field, days: Stretch, moment: Moment) -> Sql:
    if field.kind is FieldKind.BIRTHDAY:
        wanted = dates_of_year(days)
        return f"substr({field.sql}, -5) IN ({', '.join('?' * len(wanted))})", tuple(wanted)
    first, last = days
    parts: list[Sql] = []
    if field.kind is FieldKind.DAY:
        parts += [(f"{field.sql} >= ?", (first.isoformat(),))] if first is not None else []
        parts += [(f"{field.sql} <= ?", (last.isoformat(),))] if last is not None else []
    else:
        if first is not None:
            parts.append((f"{field.sql} >= ?", (instant(first, time(0), moment.zone),)))
        if last is not None:
            parts.append((f"{field.sql} < ?", (instant(last + timedelta(days=1), time(0), moment.zone),)))
    return _joined(" AND ", f"{field.sql} IS NOT NULL", parts)
