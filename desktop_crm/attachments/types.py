"""Files kept with customers as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LARGEST: Final = 25_000_000
"""Bytes a kept file may have at most: the store is copied whole with each backup."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A kept file; `at` (UTC ms) is when it was kept, `size` in bytes."""

    id: int
    customer_id: int
    name: str
    size: int
    note: str
    at: int
    staff_id: int | None
