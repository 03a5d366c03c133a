"""Fills a store with very many plain customers, orders and conversations, set-wise: for size, not for reading.

Rows go in by the driver, one statement a table and step; the search index follows once a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_crm.demo.bulk_rows import Rows
from desktop_crm.platform.columns import Base
from desktop_crm.platform.database import Database, Transaction
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.shops.service import ShopService

STEP: Final = 20_000
"""Customers a step."""
_SHOPS: Final = (("Trendyol", "trendyol", 0.55), ("Hepsiburada", "hepsiburada", 0.2), ("Shopify", "shopify", 0.25))


@dataclass(frozen=True, slots=True)
class Amount:
    """How much to make."""

    customers: int
    orders: int
    conversations: int

    @classmethod
    def of(cls, customers: int) -> Amount:
        """Return what a shop of that many customers has; nothing for none."""
        count = max(0, customers)
        return cls(count, count * 28 // 10, count * 3 // 4)

    def part(self, done: int, upto: int) -> Amount:
        """Return what belongs to the customers from `done` up to, not including, `upto`."""
        return Amount(upto - done, _share(self.orders, self, done, upto), _share(self.conversations, self, done, upto))


def _share(total: int, amount: Amount, done: int, upto: int) -> int:
    return total * upto // amount.customers - total * done // amount.customers


def fill(db: Database, amount: Amount, now: int, *, seed: int, progress: Progress = silent) -> None:
    """Add plain customers with their orders and conversations up to the instant `now`, some thousands a step.

    Raises Cancelled from `progress` (the steps before it stay), StoreError.
    """
    if not amount.customers:
        return
    shops = [(ShopService(db).ensure(name, kind), share) for name, kind, share in _SHOPS]
    rows = Rows(seed, now, shops)
    for done in range(0, amount.customers, STEP):
        progress(done, amount.customers)
        with db.write_bulk(N_("Fill the demo shop")) as running:
            _step(running, rows, amount.part(done, min(done + STEP, amount.customers)))
    progress(amount.customers, amount.customers)


def _step(running: Transaction, rows: Rows, amount: Amount) -> None:
    people = rows.people(amount.customers)
    first = _put(
        running, "customers", "kind name name_folded sort_key first_name last_name gender source created_at",
        [rows.customer(person) for person in people],
    )  # fmt: skip
    _put(running, "customer_emails", "customer_id position address folded masked", rows.emails(first, people))
    _put(running, "customer_phones", "customer_id position number digits", rows.phones(first, people))
    _put(running, "customer_addresses", "customer_id position line district city country folded",
         rows.addresses(first, people))  # fmt: skip
    orders, lines = rows.orders(first, people, amount.orders)
    first_order = _put(
        running, "orders",
        "shop_id number customer_id ordered_at local_date status payment currency subtotal total", orders,
    )  # fmt: skip
    _put(running, "order_lines", "order_id position sku barcode name variant quantity unit_price total vat_rate",
         [(first_order + order, *line) for order, *line in lines])  # fmt: skip
    _put(running, "interactions", "customer_id channel direction at text reason",
         rows.conversations(first, people, amount.conversations))  # fmt: skip


def _put(running: Transaction, name: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> int:
    """Insert rows with fresh ids that follow one another; returns the first id."""
    first = running.block(Base.metadata.tables[name], len(rows))
    if rows:
        names = ("id", "change_id", *columns.split())
        change = running.change_id
        running.connection.exec_driver_sql(
            f"INSERT INTO {name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608 - our names
            [(first + place, change, *row) for place, row in enumerate(rows)],
        )
    return first
