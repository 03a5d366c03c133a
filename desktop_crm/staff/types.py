"""The people of the shop as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the shop."""

    id: int
    name: str
    active: bool
