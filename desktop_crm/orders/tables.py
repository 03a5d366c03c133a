"""Orders and their parts as rows."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import (
    LIVING,
    Base,
    BigInt,
    Business,
    Instant,
    Micro,
    Minor,
    part_of,
    refers_to,
)


class OrderTable(Business, Base):
    """One order. `total` is as ordered, also when cancelled; `buyer` is kept where nobody could be recognised."""

    __tablename__ = "orders"
    shop_id: Mapped[int] = refers_to("shops")
    number: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[int | None] = refers_to("customers")
    buyer: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    ordered_at: Mapped[Instant | None]
    local_date: Mapped[str | None]
    status: Mapped[str]
    status_text: Mapped[str | None]
    payment: Mapped[str | None]
    payment_method: Mapped[str | None]
    currency: Mapped[str]
    subtotal: Mapped[Minor | None]
    discount: Mapped[Minor | None]
    shipping: Mapped[Minor | None]
    tax: Mapped[Minor | None]
    total: Mapped[Minor]
    coupon: Mapped[str | None]
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    cancelled_at: Mapped[Instant | None]
    __table_args__ = (Index("ix_orders_shop_number", "shop_id", "number", unique=True, sqlite_where=LIVING),)


class OrderAddressTable(Business, Base):
    """Where an order went (`delivery`) or was billed to (`invoice`), as it stood at the time."""

    __tablename__ = "order_addresses"
    order_id: Mapped[int] = part_of("orders")
    kind: Mapped[str]
    name: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    company: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    tax_number: Mapped[str | None] = mapped_column(info=PERSONAL)
    tax_office: Mapped[str | None] = mapped_column(info=PERSONAL)
    phone: Mapped[str | None] = mapped_column(info=PERSONAL)
    line: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    district: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    city: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    region: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    postal_code: Mapped[str | None] = mapped_column(info=PERSONAL)
    country: Mapped[str | None] = mapped_column(info=PERSONAL)


class PackageTable(Business, Base):
    """One parcel of an order."""

    __tablename__ = "packages"
    order_id: Mapped[int] = part_of("orders")
    number: Mapped[str]
    carrier: Mapped[str | None]
    tracking: Mapped[str | None]
    status: Mapped[str | None]
    status_text: Mapped[str | None]
    due_at: Mapped[Instant | None]
    shipped_at: Mapped[Instant | None]
    delivered_at: Mapped[Instant | None]
    cargo_fee: Mapped[Minor | None]


class OrderLineTable(Business, Base):
    """One product of an order. Quantity and unit price are exact decimals; `vat_rate` is in percent."""

    __tablename__ = "order_lines"
    order_id: Mapped[int] = part_of("orders")
    package_id: Mapped[int | None] = refers_to("packages")
    position: Mapped[int]
    external_id: Mapped[str | None]
    sku: Mapped[str | None]
    barcode: Mapped[str | None]
    name: Mapped[str] = mapped_column(Text)
    variant: Mapped[str | None]
    brand: Mapped[str | None]
    quantity: Mapped[Decimal] = mapped_column(Micro)
    unit_price: Mapped[Decimal | None] = mapped_column(Micro)
    discount: Mapped[Minor | None]
    total: Mapped[Minor | None]
    vat_rate: Mapped[Decimal | None] = mapped_column(Micro)
    commission: Mapped[Minor | None]
    status: Mapped[str | None]
    status_text: Mapped[str | None]


class RefundTable(Business, Base):
    """Money given back on an order, nothing where a cancellation is kept for its reason alone."""

    __tablename__ = "refunds"
    order_id: Mapped[int] = part_of("orders")
    amount: Mapped[Minor]
    at: Mapped[Instant | None] = mapped_column(BigInt)
    reason: Mapped[str | None]
