"""Fills a store with very many plain customers, orders and conversations, set-wise: for size, not for reading.

Rows go in by the driver, one statement a table and step; the search index follows once a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_crm.demo.bulk_rows import Row, Rows
from desktop_crm.platform.columns import all_tables
from desktop_crm.platform.database import Database
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.transaction import Transaction
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
    people = rows.people(_block(running, "customers", amount.customers), amount.customers)
    _insert(running, "customers", "id kind name name_folded sort_key first_name last_name gender source created_at",
            [rows.customer(person) for person in people])  # fmt: skip
    _add(running, "customer_emails", "customer_id position address folded masked", rows.emails(people))
    _add(running, "customer_phones", "customer_id position number digits", rows.phones(people))
    _add(running, "customer_addresses", "customer_id position line district city country folded",
         rows.addresses(people))  # fmt: skip
    orders, lines = rows.orders(_block(running, "orders", amount.orders), people, amount.orders)
    _insert(running, "orders",
            "id number shop_id customer_id ordered_at local_date status payment currency subtotal total",
            orders)  # fmt: skip
    _add(running, "order_lines", "order_id position sku barcode name variant quantity unit_price total vat_rate", lines)
    _add(running, "interactions", "customer_id channel direction at text reason",
         rows.conversations(people, amount.conversations))  # fmt: skip


def _block(running: Transaction, name: str, count: int) -> int:
    return running.block(all_tables().tables[name], count)


def _add(running: Transaction, name: str, columns: str, rows: Sequence[Row]) -> None:
    """Insert rows with fresh ids."""
    first = _block(running, name, len(rows))
    _insert(running, name, f"id {columns}", [(first + place, *row) for place, row in enumerate(rows)])


def _insert(running: Transaction, name: str, columns: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = columns.split()
    running.connection.exec_driver_sql(
        f"INSERT INTO {name} (change_id, {', '.join(names)}) "  # noqa: S608 - names of our own tables
        f"VALUES ({running.change_id}, {', '.join('?' * len(names))})",
        list(rows),
    )
