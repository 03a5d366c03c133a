"""Points and levels as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Points:
    """One entry of the ledger: points given, or used where below zero; `at` in UTC ms."""

    id: int
    points: int
    reason: str
    at: int
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of loyalty and from how many points given it begins."""

    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Account:
    """A customer's points: given and used so far (both not below zero), and what level they have come to, if any."""

    given: int = 0
    used: int = 0
    level: str = ""
    by_hand: bool = False

    @property
    def balance(self) -> int:
        """Return how many points are left."""
        return self.given - self.used
