"""The columns of the list of orders as painted, and where its rows come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from desktop_crm.insights import order_list
from desktop_crm.insights.order_list import Asked, ListedOrder
from desktop_crm.orders.types import PAYMENT_NAMES, OrderStatus, Payment
from desktop_crm.platform import money
from desktop_crm.platform.i18n import N_, _
from ui.kit.paging import Sort
from ui.kit.tables import Cells, Column, Kind
from ui.orders.words import NOTHING, day_words, status_chip

COLUMNS: Final = (
    Column("day", N_("Day"), 104, Kind.DATE),
    Column("number", N_("Order number"), 114),
    Column("shop", N_("Sales channel"), 108, Kind.MUTED),
    Column("customer", N_("Customer"), 148, Kind.PERSON, stretch=True),
    Column("status", N_("Status"), 116, Kind.CHIP),
    Column("payment", N_("Payment"), 124, Kind.MUTED, sortable=False),
    Column("amount", N_("Amount"), 106, Kind.MONEY),
    Column("refunded", N_("Given back"), 104, Kind.MONEY, sortable=False),
)
LEAST_NEEDED: Final = ("refunded", "payment", "shop")
"""The columns in the order in which a narrow list does without them."""
NEWEST: Final = Sort("day", descending=True)


class OrderSource:
    """Orders as `asked` narrows them; it may be changed between two readings."""

    def __init__(self) -> None:
        self.asked = Asked()

    def sorted(self, sort: Sort | None) -> Asked:
        """Return what is asked for in the order of a column."""
        order = sort or NEWEST
        return replace(self.asked, sort=order.key, descending=order.descending)

    def ids(self, session: Any, sort: Sort | None) -> Sequence[int]:
        """Return the ids in order."""
        return order_list.ids(session, self.sorted(sort))

    def first(self, session: Any, sort: Sort | None, limit: int) -> Sequence[int]:
        """Return the ids that `ids` begins with."""
        return order_list.first_ids(session, self.sorted(sort), limit)

    def rows(self, session: Any, ids: Sequence[int]) -> Sequence[Cells | None]:
        """Return the rows ready to paint, None where an order is gone."""
        return [None if order is None else _cells(order) for order in order_list.rows(session, ids)]


def _cells(order: ListedOrder) -> Cells:
    unpaid = order.payment is Payment.PENDING and order.status is not OrderStatus.CANCELLED
    paid = _("Unpaid") if unpaid else _(PAYMENT_NAMES[order.payment]) if order.payment else NOTHING
    return [
        day_words(order.day),
        order.number,
        order.shop,
        order.name,
        status_chip(order.status, partly_returned=order.partly_returned),
        paid,
        money.shown(order.total, order.currency),
        money.shown(order.refunded, order.currency) if order.refunded else NOTHING,
    ]
