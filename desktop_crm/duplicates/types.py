"""Customers who may be the same, as the rest of the program speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from desktop_crm.duplicates.likeness import Likeness


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers who may be the same, the lesser id first."""

    first: int
    second: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Crowd:
    """Something so many cards share that they were not compared by it: a number, an e-mail, a name."""

    shared: str
    cards: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search through the whole book found: pairs, best first; crowds, largest first; how many were compared."""

    pairs: tuple[Pair, ...]
    crowds: tuple[Crowd, ...]
    compared: int


class Kind(StrEnum):
    """Which pairs are wanted: all, those beyond doubt, or by what they share."""

    ALL = "all"
    SURE = "sure"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


BOTH: Final = 0
"""Chosen instead of a card: the words of all cards, one below the other."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose for a merged card: whose value each field has, and which lines of the lists do not stay.

    `fields` names a card's id (or `BOTH`) by the field's column; `left_out` are rows by table and id.
    """

    fields: Mapping[str, int] = field(default_factory=dict[str, int])
    left_out: frozenset[tuple[str, int]] = frozenset()


AS_FOUND: Final = Choices()
"""Nobody chose: the card that stays goes first, all lines stay."""
