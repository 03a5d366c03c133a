"""How orders, products and parcels are put into words: amounts, shares, days, quantities, states."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from desktop_crm.insights.products import FEWEST
from desktop_crm.orders.types import STATUS_NAMES, OrderStatus
from desktop_crm.platform import money
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import _, language, whole
from ui.kit.chips import Chip

NOTHING: Final = "–"
_TONES: Final = {
    OrderStatus.CANCELLED: "red", OrderStatus.RETURNED: "amber", OrderStatus.DELIVERED: "green",
    OrderStatus.SHIPPED: "blue", OrderStatus.PREPARING: "blue",
}  # fmt: skip


def status_chip(status: OrderStatus, *, partly_returned: bool = False) -> Chip:
    """Return the state of an order as a chip."""
    if partly_returned:
        return Chip(_("Partly returned"), "amber")
    return Chip(_(STATUS_NAMES[status]), _TONES.get(status, "neutral"))


def day_words(day: str | None) -> str:
    """Return a local day in digits, `–` where it is not known."""
    return shown_date(date.fromisoformat(day)) if day else NOTHING


def amounts(sums: Iterable[tuple[str, int]]) -> str:
    """Return amounts of several currencies beside each other, `–` for none; they are never added."""
    return " · ".join(money.shown(minor, currency) for currency, minor in sums) or NOTHING


def plain(number: Decimal) -> str:
    """Return an exact quantity: 3 or 1,5."""
    if number == number.to_integral_value():
        return whole(int(number))
    return _pointed(f"{number.normalize():f}")


def days(span: float | None) -> str:
    """Return a span of days with one decimal, `–` where nothing tells it."""
    return NOTHING if span is None else _pointed(f"{span:.1f}")


def share(part: Decimal | int, of: Decimal | int) -> str:
    """Return a part of something: `12%`, of nothing `–`.

    Of fewer than `FEWEST` things `1 of 3`, since a percentage would sound surer than it is.
    """
    if not of:
        return NOTHING
    if of < FEWEST:
        return _("{part} of {all}").format(part=plain(Decimal(part)), all=plain(Decimal(of)))
    percent = f"{round(100 * float(part) / float(of))}"
    return f"%{percent}" if language() == "tr" else f"{percent}%"


def stars(mean: float | None, reviews: int) -> str:
    """Return a score with how many reviews it rests on: `4,5 (12)`."""
    return NOTHING if mean is None else f"{_pointed(f'{mean:.1f}')} ({whole(reviews)})"


def _pointed(number: str) -> str:
    return number.replace(".", ",") if language() == "tr" else number
