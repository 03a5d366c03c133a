"""A tree as a plain Python filter over what is known of one thing; a test holds it equal to the SQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any as Anything
from typing import TypeAlias

from desktop_crm.platform.clock import local_date
from desktop_crm.platform.text import digits, fold
from desktop_crm.segments.days import dates_of_year, stretch
from desktop_crm.segments.fields import NUMBERS, TEXTS, Field, FieldKind, Language, Moment
from desktop_crm.segments.meaning import asked_digits, bounds, thousandths
from desktop_crm.segments.tree import All, Any, Condition, Given, Node, Not, Op, Phrase, Text, Words

Found: TypeAlias = "Callable[[Words | Phrase, Anything], bool]"
"""Whether the search finds a thing by words or by a phrase: the index knows, not this module."""


def fits(tree: Node, thing: Anything, known: Language, moment: Moment, found: Found) -> bool:
    """Return whether a thing, of the kind that the fields' `get` take, is what the tree asks for."""
    match tree:
        case Words() | Phrase():
            return found(tree, thing)
        case Condition(key, op, value):
            field = known.by_key.get(key)
            return field is not None and _holds(field, op, value, field.get(thing), moment)
        case Not(part):
            return not fits(part, thing, known, moment, found)
        case All(parts):
            return all(fits(part, thing, known, moment, found) for part in parts)
        case Any(parts):
            return any(fits(part, thing, known, moment, found) for part in parts)


def _is_there(field: Field, has: Anything) -> bool:
    if field.there:
        return field.there in has
    return any(has) if field.kind in TEXTS else has is not None and not (field.counted and has == 0)


def _holds(field: Field, op: Op, value: Anything, has: Anything, moment: Moment) -> bool:
    if isinstance(value, Given):
        return _is_there(field, has) is value.there
    if isinstance(value, Text):
        return any(_same(field, op, value, one) for one in has)
    if has is None:
        return False
    if field.kind in NUMBERS:
        least, most, strict = bounds(op, value)
        if field.kind is FieldKind.MONEY:
            least, most = (None if one is None else thousandths(one) for one in (least, most))
        elif isinstance(has, float):
            least, most = (None if one is None else float(one) for one in (least, most))
        if least is not None and (has < least or (strict and has == least)):
            return False
        return most is None or not (has > most or (strict and has == most))
    first, last = days = stretch(op, value, moment.today, ahead=field.ahead)
    if field.kind is FieldKind.BIRTHDAY:
        return str(has)[-5:] in dates_of_year(days)
    day = date.fromisoformat(has) if field.kind is FieldKind.DAY else local_date(has, moment.zone)
    return (first is None or day >= first) and (last is None or day <= last)


def _same(field: Field, op: Op, value: Text, has: str) -> bool:
    if field.options:
        return has == value.text
    if field.kind is FieldKind.DIGITS:
        wanted, there = asked_digits(value.text), digits(has)
    else:
        wanted, there = fold(value.text), fold(has)
    if value.begins:
        return there.startswith(wanted)
    if op is Op.HAS and field.kind is not FieldKind.WORD:
        return wanted in there
    return wanted == there
