"""Chance with a seed, the same on every computer and every Python: built on the one method that is promised to be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Things to draw from, each with a weight."""

    def __init__(self, things: Sequence[T], weights: Sequence[float]) -> None:
        self.things = things
        self.sums = list(accumulate(weights))


def by_rank(things: Sequence[T], start: int = 12) -> Weighted[T]:
    """Return things weighted as frequent words are: the one of rank r by 1 / (r + start)."""
    return Weighted(things, [1 / (rank + start) for rank in range(len(things))])


class Dice:
    """Draws numbers and things; two dice of one seed draw the same."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random  # noqa: S311 - invented data, no secret

    def share(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return self._random()

    def chance(self, share: float) -> bool:
        """Return True in `share` of the cases."""
        return self._random() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, things: Sequence[T]) -> T:
        """Return one of `things`."""
        return things[int(self._random() * len(things))]

    def draw(self, table: Weighted[T]) -> T:
        """Return one of the weighted things."""
        place = bisect_right(table.sums, self._random() * table.sums[-1])
        return table.things[min(place, len(table.things) - 1)]

    def draw_within(self, sums: Sequence[float], first: int, last: int) -> int:
        """Return an index from `first` to `last`, both included, weighted by what running sums add there."""
        low = sums[first - 1] if first else 0.0
        place = bisect_right(sums, low + self._random() * (sums[last] - low))
        return min(max(place, first), last)
