"""What is told of one product beside its figures: why it came back or was cancelled, and who bought it lately."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.insights.products import CANCELLED, FATE, LINES, LIVING, RETURNED, SoldProduct
from desktop_crm.orders.types import WITHOUT_REASON
from desktop_crm.platform.exact import decimal

_OF_PRODUCT: Final = (
    "l.name IN (SELECT value FROM json_each(?)) AND o.shop_id || char(31) || l.name || char(31) "
    "|| coalesce(l.variant, '') || char(31) || coalesce(l.sku, '') || char(31) || coalesce(l.barcode, '') "
    "IN (SELECT value FROM json_each(?))"
)
_BUYERS: Final = 30


@dataclass(frozen=True, slots=True)
class Reason:
    """Why orders with the product came back or were cancelled, '' where nobody said; how many orders."""

    text: str
    cancelled: bool
    orders: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """One line of an order in which the product was bought; `fate` is one of `products.FATE`, the day in ISO form."""

    order_id: int
    number: str
    customer_id: int | None
    name: str
    day: str | None
    variant: str
    quantity: Decimal
    fate: str


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """The reasons of a product, most frequent first, and its newest purchases."""

    reasons: tuple[Reason, ...]
    purchases: tuple[Purchase, ...]


def detail(session: Session, product: SoldProduct, limit: int = _BUYERS) -> ProductDetail:
    """Return why a product came back and was cancelled, and its newest `limit` purchases, the newest first."""
    names = json.dumps(sorted({one.name for _shop, one in product.called}))
    forms = json.dumps(
        ["\x1f".join((str(shop), one.name, one.variant, one.sku, one.barcode)) for shop, one in product.called]
    )
    ask = session.connection().exec_driver_sql
    reasons = ask(
        "SELECT coalesce((SELECT max(trim(f.reason)) FROM refunds f WHERE f.order_id = o.id AND f.deleted_at IS NULL "
        f"AND f.reason NOT IN (SELECT value FROM json_each(?))), ''), {FATE} AS fate, count(DISTINCT o.id) "
        f"FROM {LINES} WHERE {LIVING} AND {_OF_PRODUCT} AND fate IN ('{RETURNED}', '{CANCELLED}') "
        "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
        (json.dumps(WITHOUT_REASON), names, forms),
    )
    purchases = ask(
        "SELECT o.id, o.number, c.id, coalesce(c.name, o.buyer, ''), o.local_date, coalesce(l.variant, ''), "
        f"l.quantity, {FATE} FROM {LINES} LEFT JOIN customers c ON c.id = o.customer_id AND c.deleted_at IS NULL "
        f"WHERE {LIVING} AND {_OF_PRODUCT} ORDER BY o.ordered_at DESC, o.id DESC, l.position LIMIT ?",
        (names, forms, limit),
    )
    return ProductDetail(
        tuple(Reason(row[0], row[1] == CANCELLED, row[2]) for row in reasons),
        tuple(Purchase(row[0], row[1], row[2], row[3], row[4], row[5], decimal(row[6]), row[7]) for row in purchases),
    )
