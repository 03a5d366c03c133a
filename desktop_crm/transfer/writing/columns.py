"""What a column of an exported list is: its name, how its cells are typed, and where its values come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

Cell = str | int | Decimal | date | datetime | None
"""A value to write: text stays text whatever it looks like; an instant is aware and in its own zone; None is empty."""


class Kind(StrEnum):
    """How the cells of a column are typed."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it is written: its name (no two are called the same), and how wide it is shown (in letters)."""

    name: str
    width: int = 14
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a thing: the column and the value of a thing in it."""

    column: Column
    value: Callable[[Any], Cell]


def field(name: str, value: Callable[[Any], Cell], width: int = 14, kind: Kind = Kind.TEXT) -> Field:
    """Return a field of a thing."""
    return Field(Column(name, width, kind), value)


Reader = Callable[[Sequence[int]], Sequence[Any]]
"""Reads the things of some ids, in the order of the ids; those not there any more are left out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a writer fills a file with: a title, columns, and rows of as many cells; `most` is how many rows at most."""

    title: str
    columns: Sequence[Column]
    most: int


Writer = Callable[[Path, Sheet, Any], None]
"""Writes rows (an iterable of sequences of cells) to a file. Raises OSError, and whatever the rows raise."""
