"""The columns of the list of products as painted, and by what they are ordered."""

from __future__ import annotations

from typing import Any, Final

from desktop_crm.insights import products
from desktop_crm.insights.products import FEWEST, SoldProduct
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, sort_key
from ui.kit.paging import Sort
from ui.kit.tables import Cells, Column, Kind
from ui.orders.in_hand import InHand, Known
from ui.orders.words import NOTHING, amounts, plain, share, stars

COLUMNS: Final = (
    Column("name", N_("Product"), 144, Kind.STRONG, stretch=True),
    Column("sold", N_("Sold"), 78, Kind.NUMBER),
    Column("returned", N_("Returns"), 90, Kind.NUMBER),
    Column("rate", N_("Return rate"), 90, Kind.NUMBER),
    Column("cancelled", N_("Cancellations"), 100, Kind.NUMBER),
    Column("revenue", N_("Revenue"), 128, Kind.MONEY),
    Column("stock", N_("Stock"), 66, Kind.NUMBER),
    Column("stars", N_("Reviews"), 84, Kind.NUMBER),
)
LEAST_NEEDED: Final = ("cancelled", "stock", "stars", "returned", "revenue")
BEST: Final = Sort("sold", descending=True)


def source() -> InHand[SoldProduct]:
    """Return all products, those of which most was sold first."""
    return InHand(Known(products.products, lambda one: one.id, _cells, _ORDERS, _holds))


def _rate(product: SoldProduct) -> tuple[bool, Any] | None:
    """Return by what a return rate is ordered: a share first, then those of which too few were sold for one."""
    pieces = product.pieces
    return None if not pieces.sold else (pieces.sold >= FEWEST, pieces.returned / pieces.sold)


def _revenue(product: SoldProduct) -> tuple[str, int] | None:
    """Return the first currency and what was brought in it: amounts are ordered within their currency."""
    return (product.brought[0].currency, product.brought[0].revenue) if product.brought else None


_ORDERS: Final = {
    "name": lambda one: sort_key(one.name),
    "sold": lambda one: one.pieces.sold,
    "returned": lambda one: one.pieces.returned,
    "rate": _rate,
    "cancelled": lambda one: one.pieces.cancelled,
    "revenue": _revenue,
    "stock": lambda one: one.stock,
    "stars": lambda one: one.stars,
}


def _holds(product: SoldProduct, word: str) -> bool:
    codes = (code for variant in product.variants for code in (variant.name, variant.sku))
    return any(word in fold(text) for text in (product.name, product.brand, *codes))


def _cells(product: SoldProduct) -> Cells:
    pieces = product.pieces
    return [
        product.name,
        plain(pieces.sold),
        plain(pieces.returned) if pieces.returned else NOTHING,
        share(pieces.returned, pieces.sold),
        plain(pieces.cancelled) if pieces.cancelled else NOTHING,
        amounts((one.currency, one.revenue) for one in product.brought),
        NOTHING if product.stock is None else plain(product.stock),
        stars(product.stars, product.reviews),
    ]
