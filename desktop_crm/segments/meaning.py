"""What comparisons mean, said once for both compilers: bounds of numbers, money in thousandths, digits of phones."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from desktop_crm.platform.text import digits
from desktop_crm.segments.tree import Number, Op, Span

_NATIONAL: Final = 10


def bounds(op: Op, value: Number | Span) -> tuple[Decimal | None, Decimal | None, bool]:
    """Return the least and the most a number may be, None where that side is open, and whether it must differ."""
    if isinstance(value, Span):
        first = value.first.number if isinstance(value.first, Number) else None
        last = value.last.number if isinstance(value.last, Number) else None
        if first is not None and last is not None and last < first:
            first, last = last, first
        return first, last, False
    number = value.number
    if op in (Op.MORE, Op.AT_LEAST):
        return number, None, op is Op.MORE
    if op in (Op.LESS, Op.AT_MOST):
        return None, number, op is Op.LESS
    return number, number, False


def thousandths(number: Decimal) -> int:
    """Return an amount of major units in whole thousandths, the finest that any currency has."""
    return int((number * 1000).to_integral_value(ROUND_HALF_UP))


def asked_digits(text: str) -> str:
    """Return the digits of a phone as it is looked for: without 0, 00 or, where it is whole, +90 before them."""
    number = digits(text).lstrip("0")
    return number.removeprefix("90") if len(number) > _NATIONAL else number or digits(text)
