"""Customers seen with all they did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_crm.orders.types import Totals


class Sort(StrEnum):
    """What a list of customers can be ordered by."""

    NAME = "name"
    CITY = "city"
    ORDERS = "orders"
    TOTAL = "total"
    LAST_ORDER = "last_order"
    SCORE = "score"
    CREATED = "created"


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a list of customers is narrowed to; all that is given must hold.

    `text` as the search box finds it, `tag` in any casing, `buyers` those with an order that was not cancelled,
    `since` those whose card was made at or after an instant (UTC ms).
    """

    text: str = ""
    tag: str = ""
    buyers: bool = False
    since: int | None = None


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
