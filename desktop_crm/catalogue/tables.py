"""Products, their variants and discount codes as rows."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import LIVING, Base, Business, Instant, Micro, Minor, part_of, refers_to


class ProductTable(Business, Base):
    """One product of one shop; `number` is what that shop knows it by (a handle, a card number, a model code)."""

    __tablename__ = "products"
    shop_id: Mapped[int] = refers_to("shops")
    number: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    name_folded: Mapped[str] = mapped_column(Text)
    brand: Mapped[str | None]
    category: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None]
    link: Mapped[str | None] = mapped_column(Text)
    image: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (Index("ix_products_shop_number", "shop_id", "number", unique=True, sqlite_where=LIVING),)


class VariantTable(Business, Base):
    """What is bought of a product: a size, a colour, or the product itself (`name` is then blank).

    Prices are in minor units of `currency`, `stock` is an exact decimal and `vat_rate` in percent.
    """

    __tablename__ = "product_variants"
    product_id: Mapped[int] = part_of("products")
    external_id: Mapped[str | None]
    sku: Mapped[str | None] = mapped_column(index=True)
    barcode: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str | None] = mapped_column(Text)
    currency: Mapped[str]
    price: Mapped[Minor | None]
    list_price: Mapped[Minor | None]
    cost: Mapped[Minor | None]
    stock: Mapped[Decimal | None] = mapped_column(Micro)
    vat_rate: Mapped[Decimal | None] = mapped_column(Micro)
    image: Mapped[str | None] = mapped_column(Text)


class CouponTable(Business, Base):
    """One discount code of one shop, its letters as the shop wrote them.

    `kind` is percent, amount or shipping; `value` is the percent, or the amount in whole units of `currency`.
    """

    __tablename__ = "coupons"
    shop_id: Mapped[int] = refers_to("shops")
    code: Mapped[str] = mapped_column(Text)
    code_folded: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str | None]
    value: Mapped[Decimal | None] = mapped_column(Micro)
    currency: Mapped[str]
    minimum: Mapped[Minor | None]
    usage_limit: Mapped[int | None]
    once_each: Mapped[bool | None]
    used: Mapped[int | None]
    starts_at: Mapped[Instant | None]
    ends_at: Mapped[Instant | None]
    status: Mapped[str | None]
    __table_args__ = (Index("ix_coupons_shop_code", "shop_id", "code", unique=True, sqlite_where=LIVING),)
