"""What became of each product: sold, returned, cancelled, what it brought, and how it is liked, by size as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.insights import shelf
from desktop_crm.insights.product_names import Called, parted
from desktop_crm.insights.shelf import Shelf, plain
from desktop_crm.orders.types import OrderStatus
from desktop_crm.platform.exact import decimal
from desktop_crm.platform.text import fold, sort_key

FEWEST: Final = 5
"""Pieces sold before a share of them says anything."""

CANCELLED, RETURNED, REFUNDED, KEPT = "cancelled", "returned", "refunded", "kept"
FATE: Final = (
    f"CASE WHEN o.status = '{OrderStatus.CANCELLED}' OR l.status = '{OrderStatus.CANCELLED}' THEN '{CANCELLED}' "
    f"WHEN coalesce(l.status, o.status) = '{OrderStatus.RETURNED}' THEN '{RETURNED}' "
    f"WHEN r.amount >= o.total AND o.total > 0 THEN '{REFUNDED}' ELSE '{KEPT}' END"
)
"""What became of a line `l` of an order `o` whose refunds come to `r.amount`."""
LINES: Final = (
    "order_lines l JOIN orders o ON o.id = l.order_id LEFT JOIN "
    "(SELECT order_id, sum(amount) AS amount FROM refunds WHERE deleted_at IS NULL GROUP BY order_id) r "
    "ON r.order_id = o.id"
)
LIVING: Final = "l.deleted_at IS NULL AND o.deleted_at IS NULL"
_SOLD: Final = f"""
SELECT l.name, l.variant, l.sku, l.barcode, max(l.brand), o.shop_id, o.currency, {FATE}, min(l.id), sum(l.quantity),
    sum(l.total), sum(l.total IS NULL)
FROM {LINES} WHERE {LIVING} GROUP BY 1, 2, 3, 4, 6, 7, 8
"""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Exact quantities: `sold` were ordered and not cancelled, `returned` are those of them that came back."""

    sold: Decimal = Decimal(0)
    returned: Decimal = Decimal(0)
    cancelled: Decimal = Decimal(0)

    @property
    def return_rate(self) -> float | None:
        """Return returned ÷ sold, 0 to 1; None where fewer than `FEWEST` were sold."""
        return float(self.returned / self.sold) if self.sold >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Brought:
    """What lines of one currency brought, in minor units.

    Revenue = Σ line totals of what was neither cancelled nor returned, in orders not refunded in full; `refunded` = Σ
    line totals of what was returned or refunded so. A refund of a part of an order that no line tells of is in neither.
    """

    currency: str
    revenue: int
    refunded: int


@dataclass(frozen=True, slots=True)
class SoldVariant:
    """A size or colour of a product; `stock` where the catalogue knows it, `name` '' for the product itself."""

    name: str
    sku: str
    pieces: Pieces
    stock: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SoldProduct:
    """A product with all that was sold of it.

    `id` tells it from every other one: below zero that of the catalogue, else of its first line. `unpriced` lines have
    no amount and are in no sum. `stars` is the mean of `reviews` reviews, 1 to 5. `called` is what the lines of which
    shop (its id) call it.
    """

    id: int
    name: str
    brand: str
    pieces: Pieces
    brought: tuple[Brought, ...] = ()
    unpriced: int = 0
    stock: Decimal | None = None
    stars: float | None = None
    reviews: int = 0
    variants: tuple[SoldVariant, ...] = ()
    called: frozenset[tuple[int, Called]] = frozenset()


def products(session: Session) -> list[SoldProduct]:
    """Return every product that was ordered or stands in the catalogue, in order of their names.

    Lines are one product where a barcode, stock code or name leads to the same one of the catalogue, else where they
    share a barcode or the name without its size and colour. Cancelled pieces were not sold; returned ones were.
    """
    known = shelf.read(session)
    made = _grouped(session, known)
    for product in known.products.values():
        if product.key not in made:
            made[product.key] = _listed(product)
    scores = shelf.scores(session, known)
    found = [_product(making, known.products.get(key), scores.of(key, making.name)) for key, making in made.items()]
    return sorted(found, key=lambda product: (sort_key(product.name), product.id))


@dataclass(slots=True)
class _Making:
    """A product as far as its lines were read; quantities in millionths by variant and fate, money by currency."""

    name: str
    brand: str = ""
    first: int = 0
    variants: dict[str, _Variant] = field(default_factory=dict[str, "_Variant"])
    money: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    unpriced: int = 0
    called: set[tuple[int, Called]] = field(default_factory=set[tuple[int, Called]])


@dataclass(slots=True)
class _Variant:
    name: str
    sku: str
    counts: dict[str, int] = field(default_factory=lambda: defaultdict[str, int](int))


def _listed(product: shelf.Listed) -> _Making:
    return _Making(product.name, product.brand, -product.id)


def _grouped(session: Session, known: Shelf) -> dict[str, _Making]:
    rows: Sequence[Any] = session.connection().exec_driver_sql(_SOLD).all()
    said = [Called(row[0], row[1] or "", row[2] or "", row[3] or "") for row in rows]
    names, made, by_barcode = parted(dict.fromkeys(said)), dict[str, _Making](), dict[str, str]()
    for row, line in sorted(zip(rows, said, strict=True), key=lambda pair: pair[0][8]):
        name, variant = names[line]
        place = known.place(row[5], line)
        if place is not None:
            key = place.product
        else:
            key = by_barcode.get(line.barcode) or known.called(name) or f"name {plain(name)}"
        if line.barcode and place is None:
            by_barcode.setdefault(line.barcode, key)
        if key not in made:
            listed = known.products.get(key)
            made[key] = _listed(listed) if listed else _Making(name, first=row[8])
        _add(made[key], row, line, (place.variant if place is not None else "") or variant)
    return made


def _add(making: _Making, row: Any, line: Called, variant: str) -> None:
    brand, currency, fate, quantity, total, unpriced = row[4], row[6], row[7], row[9], row[10], row[11]
    making.brand = making.brand or brand or ""
    making.called.add((row[5], line))
    kept = making.variants.setdefault(fold(variant), _Variant(variant, line.sku or line.barcode))
    kept.counts[fate] += int(quantity)
    if fate != CANCELLED:
        sums = making.money.setdefault(currency, [0, 0])
        sums[fate != KEPT] += int(total or 0)
        making.unpriced += int(unpriced)


def _product(making: _Making, listed: shelf.Listed | None, score: shelf.Score) -> SoldProduct:
    stocks = {fold(variant.name): variant for variant in listed.variants} if listed else {}
    variants = [
        SoldVariant(one.name, one.sku, _pieces([one.counts]), stocks[key].stock if key in stocks else None)
        for key, one in making.variants.items()
    ]
    variants += [
        SoldVariant(one.name, one.sku, Pieces(), one.stock) for key, one in stocks.items() if key not in making.variants
    ]
    stock = [one.stock for one in stocks.values() if one.stock is not None]
    return SoldProduct(
        making.first, making.name, making.brand, _pieces(one.counts for one in making.variants.values()),
        tuple(Brought(code, kept, back) for code, (kept, back) in sorted(making.money.items())), making.unpriced,
        sum(stock, Decimal(0)) if stock else None, score.stars, score.reviews,
        tuple(sorted(variants, key=lambda one: (-one.pieces.sold, sort_key(one.name)))), frozenset(making.called),
    )  # fmt: skip


def _pieces(counts: Iterable[dict[str, int]]) -> Pieces:
    sums: dict[str, int] = dict.fromkeys((CANCELLED, RETURNED, REFUNDED, KEPT), 0)
    for one in counts:
        for fate, quantity in one.items():
            sums[fate] += quantity
    sold = sums[RETURNED] + sums[REFUNDED] + sums[KEPT]
    return Pieces(decimal(sold), decimal(sums[RETURNED]), decimal(sums[CANCELLED]))
