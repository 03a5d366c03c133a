"""A query as a tree: what is asked of a thing, joined by and, or, not; trees that ask the same are equal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


class Op(StrEnum):
    """How a field is compared with a value; `HAS` is the colon: whatever is natural for the field."""

    HAS = ":"
    IS = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Unit(StrEnum):
    """What a distance from today is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Text:
    """Words, or the value of a choice; with `begins` only their beginning."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number; of money in major units."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    day: date


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar."""

    year: int


@dataclass(frozen=True, slots=True)
class Away:
    """A distance from today, into the past or the future as the field is about."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Named:
    """A day or a stretch of days with a name of its own: `today`, `this_month`."""

    name: str


Point: TypeAlias = "Number | Day | Month | Year | Away | Named"


@dataclass(frozen=True, slots=True)
class Span:
    """From one point to another, both included; None leaves that side open."""

    first: Point | None
    last: Point | None


@dataclass(frozen=True, slots=True)
class Given:
    """Whether there is anything at all."""

    there: bool


Value: TypeAlias = "Text | Point | Span | Given"


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, by its key, compared with a value."""

    field: str
    op: Op
    value: Value


@dataclass(frozen=True, slots=True)
class Words:
    """Words as the search box finds them."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together just so, where a word begins."""

    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """All parts must hold; without parts everything fits. Made by `all_of`."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """One of the parts must hold. Made by `any_of`."""

    parts: tuple[Node, ...]


Node: TypeAlias = "Condition | Words | Phrase | Not | All | Any"

EVERYBODY = All()
"""The query that asks nothing."""
NOBODY = Any(())
"""The query that nobody fits: what is asked where a kept query is not understood any more."""


def all_of(parts: Iterable[Node]) -> Node:
    """Return what holds where all parts hold: nested ones are laid open, words side by side become one."""
    flat: list[Node] = []
    for part in parts:
        for one in part.parts if isinstance(part, All) else (part,):
            last = flat[-1] if flat else None
            if isinstance(one, Words) and isinstance(last, Words):
                flat[-1] = Words(f"{last.text} {one.text}")
            else:
                flat.append(one)
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def any_of(parts: Iterable[Node]) -> Node:
    """Return what holds where one of the parts holds, nested ones laid open."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Any) else (part,))]
    return flat[0] if len(flat) == 1 else Any(tuple(flat))


def conditions(tree: Node) -> tuple[Node, ...]:
    """Return what a query asks one by one: the parts that must all hold; none for the query that asks nothing."""
    return tree.parts if isinstance(tree, All) else (tree,)


def asked_fields(tree: Node) -> frozenset[str]:
    """Return the keys of the fields that a query asks about."""
    match tree:
        case Condition(key):
            return frozenset((key,))
        case Not(part):
            return asked_fields(part)
        case All(parts) | Any(parts):
            return frozenset[str]().union(*map(asked_fields, parts))
        case _:
            return frozenset()


def without(tree: Node, place: int) -> Node:
    """Return a query without the part at a place of `conditions`."""
    kept = conditions(tree)
    return all_of((*kept[:place], *kept[place + 1 :]))
