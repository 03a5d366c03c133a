"""Orders, lines, parcels, refunds, codes and reviews as files would bring them, put into a store for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from desktop_crm.app import App
from desktop_crm.catalogue.tables import CouponTable, ProductTable, VariantTable
from desktop_crm.orders.tables import OrderLineTable, OrderTable, PackageTable, RefundTable
from desktop_crm.platform.clock import local_date
from desktop_crm.platform.text import fold
from desktop_crm.surveys.tables import ReviewTable
from tests.clock import NOON

DAY = 86_400_000


class Planter:
    """Puts rows into a store, each call in a step of its own."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._numbers = 0

    def shop(self, name: str = "Trendyol") -> int:
        with self.app.db.write("Plant"):
            return self.app.shops.ensure(name)

    def order(self, days: float = 1, status: str = "delivered", shop: str = "Trendyol", **more: Any) -> int:
        self._numbers += 1
        at = None if days < 0 else NOON - round(days * DAY)
        lines, refunds = more.pop("lines", ()), more.pop("refunds", ())
        values = {
            "shop_id": self.shop(shop), "number": f"T-{self._numbers}", "status": status, "currency": "TRY",
            "ordered_at": at, "local_date": None if at is None else local_date(at).isoformat(), "total": 10_000,
        } | more  # fmt: skip
        with self.app.db.write("Plant") as session:
            row = OrderTable(**values)
            session.add(row)
            session.flush()
            for position, line in enumerate(lines, 1):
                said = {"name": "Fincan", "quantity": Decimal(1), "total": 10_000, "position": position} | dict(line)
                session.add(OrderLineTable(order_id=row.id, **said))
            for refund in refunds:
                session.add(RefundTable(order_id=row.id, **dict(refund)))
            return row.id

    def parcel(self, order_id: int, carrier: str | None = "Yurtiçi", **days_ago: Any) -> int:
        """Put a parcel of an order; `due`, `shipped` and `delivered` are days before noon."""
        status = days_ago.pop("status", None)
        at = {f"{name}_at": NOON - round(days * DAY) for name, days in days_ago.items()}
        with self.app.db.write("Plant") as session:
            row = PackageTable(order_id=order_id, number=str(order_id), carrier=carrier, status=status, **at)
            session.add(row)
            session.flush()
            return row.id

    def product(self, number: str, name: str, *variants: dict[str, Any], shop: str = "Trendyol") -> int:
        shop_id = self.shop(shop)
        with self.app.db.write("Plant") as session:
            row = ProductTable(shop_id=shop_id, number=number, name=name, name_folded=fold(name))
            session.add(row)
            session.flush()
            for variant in variants:
                session.add(VariantTable(product_id=row.id, currency="TRY", **variant))
            return row.id

    def coupon(self, code: str, shop: str = "Trendyol", **more: Any) -> int:
        shop_id = self.shop(shop)
        with self.app.db.write("Plant") as session:
            row = CouponTable(shop_id=shop_id, code=code, code_folded=fold(code), currency="TRY", **more)
            session.add(row)
            session.flush()
            return row.id

    def review(self, stars: int | None, shop: str = "Trendyol", **more: Any) -> None:
        shop_id = self.shop(shop)
        with self.app.db.write("Plant") as session:
            session.add(ReviewTable(shop_id=shop_id, stars=stars, **more))

    def bin(self, table: Any, row_id: int) -> None:
        with self.app.db.write("Bin") as session:
            session.get_one(table, row_id).deleted_at = NOON
