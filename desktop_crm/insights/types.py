"""Customers seen with all they did."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_crm.orders.types import Totals
from desktop_crm.segments.tree import EVERYBODY, Node


@dataclass(frozen=True, slots=True)
class Asked:
    """Which customers a list shows and in which order: `sort` is the key of a column, `now` the instant (UTC ms) that
    what the query says of today is counted from."""

    tree: Node = EVERYBODY
    sort: str = "name"
    descending: bool = False
    now: int = 0


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as the list shows it.

    `total` is what they brought in `currency`, the one that brought most, in minor units; None without an order.
    `last_order` is a local day in ISO form, `score` the last NPS score.
    """

    id: int
    name: str
    company: bool
    phone: str
    email: str
    city: str
    orders: int
    total: int | None
    currency: str
    last_order: str | None
    score: int | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerSums:
    """The figures on top of a card; totals by currency, never added together."""

    totals: tuple[Totals, ...]
    orders: int
    last_order: str | None
    interactions: int
    score: int | None
