"""Reading products and their variants, and counting discount codes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.catalogue.tables import CouponTable, ProductTable, VariantTable
from desktop_crm.catalogue.types import Product, Variant


def count(session: Session) -> int:
    """Return how many products there are, the bin left out."""
    return session.scalar(select(func.count()).where(ProductTable.deleted_at.is_(None))) or 0


def count_coupons(session: Session) -> int:
    """Return how many discount codes there are, the bin left out."""
    return session.scalar(select(func.count()).where(CouponTable.deleted_at.is_(None))) or 0


def products(session: Session, limit: int = 200) -> list[Product]:
    """Return products with their variants, in order of their names."""
    rows = session.scalars(
        select(ProductTable)
        .where(ProductTable.deleted_at.is_(None))
        .order_by(ProductTable.name_folded, ProductTable.id)
        .limit(limit)
    ).all()
    variants = _variants(session, [row.id for row in rows])
    return [
        Product(
            row.id, row.shop_id, row.number, row.name, row.brand or "", row.category or "", row.status, row.link,
            row.image, variants.get(row.id, []),
        )
        for row in rows
    ]  # fmt: skip


def _variants(session: Session, product_ids: Sequence[int]) -> dict[int, list[Variant]]:
    found: dict[int, list[Variant]] = {}
    rows = session.scalars(
        select(VariantTable)
        .where(VariantTable.product_id.in_(product_ids), VariantTable.deleted_at.is_(None))
        .order_by(VariantTable.id)
    )
    for row in rows:
        found.setdefault(row.product_id, []).append(
            Variant(
                row.id, row.sku, row.barcode, row.name or "", row.currency, row.price, row.list_price, row.cost,
                row.stock, row.vat_rate, row.image,
            )
        )  # fmt: skip
    return found
