"""The list of all orders: narrowed, ordered and summed in SQL, whoever bought and wherever."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.insights.many_ids import fetched_ids
from desktop_crm.orders.types import STATUS_NAMES, OrderStatus, Payment, Totals
from desktop_crm.platform.i18n import _
from desktop_crm.platform.text import fold, folded_words


class Show(StrEnum):
    """Which orders a list shows."""

    ALL = "all"
    UNPAID = "unpaid"
    WAITING = "waiting"
    ON_WAY = "on_way"
    RETURNED = "returned"
    CANCELLED = "cancelled"


_NOT_CANCELLED: Final = f"o.status <> '{OrderStatus.CANCELLED}'"
_SHOWN: Final = {
    Show.ALL: "1",
    Show.UNPAID: f"o.payment = '{Payment.PENDING}' AND {_NOT_CANCELLED}",
    Show.WAITING: f"o.status IN ('{OrderStatus.NEW}', '{OrderStatus.PREPARING}')",
    Show.ON_WAY: f"o.status = '{OrderStatus.SHIPPED}'",
    Show.RETURNED: (
        f"o.status = '{OrderStatus.RETURNED}' OR {_NOT_CANCELLED} AND o.id IN (SELECT order_id FROM order_lines "
        f"WHERE status = '{OrderStatus.RETURNED}' AND deleted_at IS NULL)"
    ),
    Show.CANCELLED: f"o.status = '{OrderStatus.CANCELLED}'",
}
_LIFE: Final = " ".join(f"WHEN '{status}' THEN {place}" for place, status in enumerate(OrderStatus))
_SORTED: Final = {
    "day": ("o.ordered_at",),
    "number": ("o.number",),
    "shop": ("s.name_folded",),
    "customer": ("coalesce(c.sort_key, turkish_order(o.buyer))",),
    "status": (f"CASE o.status {_LIFE} END",),
    "amount": ("o.currency", "o.total"),
}
"""What each column is ordered by; amounts within their currency, since two currencies cannot be compared."""
_LACKING: Final = {"day": "o.ordered_at IS NULL, ", "customer": "c.id IS NULL AND o.buyer IS NULL, "}
"""What has no day or no name stands last, whichever way round."""
SORTS: Final = tuple(_SORTED)
"""The keys a list can be ordered by."""

_JOINED: Final = {
    "shop": " JOIN shops s ON s.id = o.shop_id",
    "customer": " LEFT JOIN customers c ON c.id = o.customer_id AND c.deleted_at IS NULL",
}
_REFUNDED: Final = "coalesce((SELECT sum(r.amount) FROM refunds r WHERE r.order_id = o.id AND r.deleted_at IS NULL), 0)"
_LETTERED: Final = "o.number GLOB '*[^ -~]*'"
"""A number with letters of which SQLite does not know the capitals: only these are folded, which takes long."""
_PARTLY_RETURNED: Final = (
    f"o.status NOT IN ('{OrderStatus.RETURNED}', '{OrderStatus.CANCELLED}') AND EXISTS (SELECT 1 FROM order_lines l "
    f"WHERE l.order_id = o.id AND l.status = '{OrderStatus.RETURNED}' AND l.deleted_at IS NULL)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list shows and in which order: `text` is what was typed, `sort` one of `SORTS`."""

    text: str = ""
    show: Show = Show.ALL
    sort: str = "day"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """An order as the list shows it; money in minor units of `currency`, the local day in ISO form.

    `customer_id` is None where nobody was recognised or the customer is in the bin; `name` is then the buyer's.
    `status_text` is what the shop itself calls the status, `partly_returned` whether a line came back though the order
    as a whole did not.
    """

    id: int
    day: str | None
    number: str
    shop: str
    customer_id: int | None
    name: str
    status: OrderStatus
    payment: Payment | None
    currency: str
    total: int
    refunded: int
    status_text: str
    partly_returned: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What the orders shown come to: how many, how many of them cancelled, and `totals` of the others by currency."""

    orders: int
    cancelled: int
    totals: tuple[Totals, ...]


def ids(session: Session, asked: Asked) -> array[int]:
    """Return the ids of the orders asked for, in order."""
    statement, values = _statement(session, asked)
    return fetched_ids(session, statement, values)


def first_ids(session: Session, asked: Asked, limit: int) -> array[int]:
    """Return the ids that `ids` begins with, at most `limit`."""
    statement, values = _statement(session, asked)
    return fetched_ids(session, f"{statement} LIMIT {int(limit)}", values)


def rows(session: Session, wanted: Sequence[int]) -> list[ListedOrder | None]:
    """Return the orders of these ids in the same order, None where one is gone."""
    statement = (
        "SELECT o.id, o.local_date, o.number, s.name, c.id, coalesce(c.name, o.buyer, ''), o.status, o.payment, "
        f"o.currency, o.total, {_REFUNDED}, coalesce(o.status_text, ''), {_PARTLY_RETURNED} "
        f"FROM json_each(?) w CROSS JOIN orders o ON o.id = w.value{_JOINED['shop']}{_JOINED['customer']} "
        "WHERE o.deleted_at IS NULL"
    )
    read: Any = session.connection().exec_driver_sql(statement, (json.dumps(list(wanted)),))
    found = {
        row[0]: ListedOrder(
            row[0], row[1], row[2], row[3], row[4], row[5], OrderStatus(row[6]), Payment(row[7]) if row[7] else None,
            row[8], row[9], row[10], row[11], bool(row[12]),
        )
        for row in read
    }  # fmt: skip
    return [found.get(row_id) for row_id in wanted]


def sums(session: Session, asked: Asked) -> Sums:
    """Return what the orders asked for come to.

    Revenue = Σ(total − refunded), refunds = Σ refunded, both over orders not cancelled, in minor units by currency.
    """
    where, values = _narrowed(session, asked)
    statement = (
        f"SELECT o.currency, {_NOT_CANCELLED}, count(*), sum(o.total), sum(coalesce(r.amount, 0)) FROM orders o "
        "LEFT JOIN (SELECT order_id, sum(amount) AS amount FROM refunds WHERE deleted_at IS NULL GROUP BY order_id) r "
        f"ON r.order_id = o.id WHERE {where} GROUP BY 1, 2 ORDER BY 3 DESC, 1"
    )
    found = session.connection().exec_driver_sql(statement, values).all()
    return Sums(
        sum(row[2] for row in found),
        sum(row[2] for row in found if not row[1]),
        tuple(Totals(row[0], int(row[3] - row[4]), int(row[4]), row[2]) for row in found if row[1]),
    )


def _statement(session: Session, asked: Asked) -> tuple[str, tuple[Any, ...]]:
    where, values = _narrowed(session, asked)
    direction = "DESC" if asked.descending else "ASC"
    order = ", ".join(f"{key} {direction}" for key in (*_SORTED[asked.sort], "o.id"))
    joined = _JOINED.get(asked.sort, "")
    return f"SELECT o.id FROM orders o{joined} WHERE {where} ORDER BY {_LACKING.get(asked.sort, '')}{order}", values


def _narrowed(session: Session, asked: Asked) -> tuple[str, tuple[Any, ...]]:
    """Return the condition for an order, and its values: every word typed stands in it.

    In its number, its discount code, the name of its customer or buyer, its shop or what its state is called.
    """
    conditions, values = ["o.deleted_at IS NULL", f"({_SHOWN[asked.show]})"], list[str]()
    words = fold(asked.text).split()
    shops: Sequence[Any] = session.connection().exec_driver_sql("SELECT id, name_folded FROM shops").all()
    for word in words:
        held = f"%{word.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
        states = [state for state, said in STATUS_NAMES.items() if _begins(said, word)]
        conditions.append(
            f"(o.number LIKE ? ESCAPE '!' OR {_LETTERED} AND fold(o.number) LIKE ? ESCAPE '!' "
            "OR o.customer_id IN (SELECT id FROM customers WHERE deleted_at IS NULL AND name_folded LIKE ? ESCAPE '!') "
            "OR o.buyer IS NOT NULL AND fold(o.buyer) LIKE ? ESCAPE '!' "
            "OR o.coupon IS NOT NULL AND fold(o.coupon) LIKE ? ESCAPE '!' "
            "OR o.shop_id IN (SELECT value FROM json_each(?)) OR o.status IN (SELECT value FROM json_each(?)))"
        )
        values += [*[held] * 5, json.dumps([row[0] for row in shops if word in row[1]]), json.dumps(states)]
    return " AND ".join(conditions), tuple(values)


def _begins(said: str, word: str) -> bool:
    return any(part.startswith(word) for part in folded_words(_(said)))
