"""Discount codes as Shopify exports them, which is what its discount tools take back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from desktop_crm.transfer.writing.columns import Cell, Kind, field
from desktop_crm.transfer.writing.lists import amount, exact, moment
from desktop_crm.transfer.writing.queries import Coupon, coupons
from desktop_crm.transfer.writing.shape import Left, of_fields

_VALUE_TYPES: Final = {"percent": "percentage", "amount": "fixed_amount", "shipping": "percentage"}
_TYPES: Final = {"percent": "Amount off order", "amount": "Amount off order", "shipping": "Free shipping"}
_CLASSES: Final = {"percent": "order", "amount": "order", "shipping": "shipping"}
_WHOLLY: Final = Decimal(-100)


def _value(coupon: Coupon) -> Cell:
    if coupon.kind == "shipping":
        return _WHOLLY
    value = exact("value")(coupon)
    return -abs(value) if isinstance(value, Decimal) else None


def _at(name: str) -> Callable[[Coupon], Cell]:
    """Return what reads an instant as Shopify writes it: 2025-12-08 11:28:18 -0600."""

    def value(coupon: Coupon) -> Cell:
        shown = moment(getattr(coupon, name), coupon.zone)
        return shown.strftime("%Y-%m-%d %H:%M:%S %z") if shown is not None else None

    return value


def _of(words: dict[str, str]) -> Callable[[Coupon], Cell]:
    return lambda coupon: words.get(coupon.kind or "")


def _least(coupon: Coupon) -> Cell:
    return amount(coupon.minimum or 0, coupon.currency)


def _flag(coupon: Coupon) -> Cell:
    return "true" if coupon.once_each else "false"


def _leaves(coupon: Coupon) -> Left | None:
    """Leave out codes of which nobody knows what they give."""
    known = coupon.kind == "shipping" or (coupon.kind in _TYPES and coupon.value is not None)
    return None if known else Left.NO_KIND


def _fixed(word: str) -> Callable[[Any], Cell]:
    return lambda _coupon: word


_FIELDS: Final[Sequence[Any]] = (
    field("Name", attrgetter("code"), 18),
    field("Value", _value, 10, Kind.NUMBER),
    field("Value Type", _of(_VALUE_TYPES)),
    field("Type", _of(_TYPES), 18),
    field("Discount Class", _of(_CLASSES)),
    field("Minimum Purchase Requirements", _least, 14, Kind.NUMBER),
    field("Combines with Order Discounts", _fixed("false")),
    field("Combines with Product Discounts", _fixed("false")),
    field("Combines with Shipping Discounts", _fixed("false")),
    field("Customer Selection", _fixed("everyone")),
    field("Context", _fixed("")),
    field("Times Used In Total", lambda coupon: coupon.used or 0, 10, Kind.WHOLE),
    field("Applies Once Per Customer", _flag),
    field("Usage Limit Per Code", attrgetter("usage_limit"), 10, Kind.WHOLE),
    field("Status", attrgetter("status"), 12),
    field("Start", _at("starts_at"), 26),
    field("End", _at("ends_at"), 26),
)

codes: Final = of_fields(coupons, _FIELDS, _leaves)
