"""What a column of an exported list is: its name, how its cells are typed, and where its values come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

Cell = str | int | Decimal | None
"""A value to write: text stays text whatever it looks like; numbers are numbers; None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable English name, the value of a thing's row, and how wide it is shown (in letters)."""

    name: str
    value: Callable[[Any], Cell]
    width: int = 14


@dataclass(frozen=True, slots=True)
class List:
    """A list that can be exported.

    `count` tells how many things there are at most, `batches` yields them a few at a time in the order of their ids,
    `keeps` whether one belongs into the list.
    """

    columns: tuple[Column, ...]
    count: Callable[[Session], int]
    batches: Callable[[Session], Iterator[Sequence[Any]]]
    keeps: Callable[[Any], bool] = lambda _thing: True
