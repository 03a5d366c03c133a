"""Orders as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from desktop_crm.platform.i18n import N_


class OrderStatus(StrEnum):
    """The life cycle every platform's words are mapped to."""

    NEW = "new"
    PREPARING = "preparing"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Payment(StrEnum):
    """How far an order is paid."""

    PENDING = "pending"
    PAID = "paid"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"


STATUS_NAMES = {
    OrderStatus.NEW: N_("New"),
    OrderStatus.PREPARING: N_("Being prepared"),
    OrderStatus.SHIPPED: N_("On its way"),
    OrderStatus.DELIVERED: N_("Delivered"),
    OrderStatus.RETURNED: N_("Returned"),
    OrderStatus.CANCELLED: N_("Cancelled"),
    OrderStatus.UNKNOWN: N_("Unknown"),
}
PAYMENT_NAMES = {
    Payment.PENDING: N_("Waiting for payment"),
    Payment.PAID: N_("Paid"),
    Payment.PARTIALLY_REFUNDED: N_("Partly refunded"),
    Payment.REFUNDED: N_("Refunded"),
    Payment.VOIDED: N_("Payment cancelled"),
}

METHOD_NAMES = {
    "transfer": N_("Bank transfer"),
    "card": N_("Card"),
    "cash": N_("Cash"),
    "on_delivery": N_("Cash on delivery"),
    "link": N_("Payment link"),
}
"""How an order taken by hand may be paid; files bring words of their own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One product: exact quantity and unit price (major units), total in minor units of the order's currency."""

    name: str
    quantity: Decimal
    unit_price: Decimal | None
    total: int | None
    sku: str = ""
    barcode: str = ""
    variant: str = ""
    vat_rate: Decimal | None = None
    status_text: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """One package: instants in UTC ms."""

    number: str
    carrier: str
    tracking: str
    status_text: str
    shipped_at: int | None
    delivered_at: int | None


LINE_CANCELLED: Final = N_("the line was cancelled")
LINE_RETURNED: Final = N_("the line was returned")
ORDER_RETURNED: Final = N_("the order was returned")
WITHOUT_REASON: Final = (LINE_CANCELLED, LINE_RETURNED, ORDER_RETURNED)
"""What a refund says whose file gives no reason for it."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as lists show it; money in minor units of `currency`, `refunded` is what was given back.

    `why_returned` is the reason of a return or a cancellation as the shop's file told it.
    """

    id: int
    shop: str
    number: str
    customer_id: int | None
    buyer: str
    ordered_at: int | None
    local_date: str | None
    status: OrderStatus
    payment: Payment | None
    currency: str
    total: int
    refunded: int
    subtotal: int | None = None
    discount: int | None = None
    shipping: int | None = None
    tax: int | None = None
    coupon: str = ""
    note: str = ""
    payment_method: str = ""
    lines: tuple[Line, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    why_returned: str = ""


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line of an order taken by hand; unit price in major units."""

    name: str
    quantity: Decimal
    unit_price: Decimal
    sku: str = ""


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order taken by hand: at the counter, on Instagram, on WhatsApp."""

    customer_id: int
    shop: str
    lines: tuple[NewLine, ...]
    currency: str = "TRY"
    number: str = ""
    payment_method: str = ""
    paid: bool = False
    delivered: bool = False
    shipping: int = 0
    discount: int = 0
    note: str = ""
    ordered_at: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of one currency in minor units: revenue = Σ(total − refunded) over orders not cancelled."""

    currency: str
    revenue: int
    refunds: int
    orders: int = field(default=0)
