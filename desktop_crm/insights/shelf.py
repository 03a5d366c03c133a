"""The catalogue as order lines and reviews meet it: which product a line is, and how a product was reviewed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from desktop_crm.insights.product_names import Called
from desktop_crm.platform.exact import decimal
from desktop_crm.platform.text import fold

_BARCODE, _SKU, _OWN_SHOP = 4, 2, 1
"""How much each says that a line is a variant: both codes outweigh one, and the order's own shop breaks a tie."""
_NO_LETTER: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class ListedVariant:
    """A size or colour of the catalogue; `name` is '' for the product itself."""

    name: str
    sku: str
    stock: Decimal | None


@dataclass(slots=True)
class Listed:
    """A product of the catalogue; `key` is what `place` calls it."""

    id: int
    key: str
    shop_id: int
    number: str
    name: str
    brand: str
    variants: list[ListedVariant] = field(default_factory=list[ListedVariant])


class Place(NamedTuple):
    """Where a line belongs: the key of a product, and the name of its variant, '' where that is not certain."""

    product: str
    variant: str


class Score(NamedTuple):
    """The mean stars of so many reviews, 1 to 5; None without any."""

    stars: float | None
    reviews: int


@dataclass(slots=True)
class Shelf:
    """The products by their keys, and the variants by barcode and by stock code; `named` are keys by plain name."""

    products: dict[str, Listed]
    barcodes: dict[str, list[tuple[str, int, str]]]
    skus: dict[str, list[tuple[str, int, str]]]
    named: dict[str, set[str]]

    def called(self, name: str) -> str | None:
        """Return the key of the product called so, None where none is, or several are."""
        found = self.named.get(plain(name), ())
        return next(iter(found)) if len(found) == 1 else None

    def place(self, shop_id: int, line: Called) -> Place | None:
        """Return which product a line of an order of a shop is, None where its codes name none, or several."""
        weights: dict[tuple[str, str], int] = defaultdict(int)
        for code, found, weight in ((line.barcode, self.barcodes, _BARCODE), (line.sku, self.skus, _SKU)):
            for product, _shop, variant in found.get(code, ()) if code else ():
                weights[product, variant] += weight
        if not weights:
            return None
        for product, variant in weights:
            weights[product, variant] += _OWN_SHOP if self.products[product].shop_id == shop_id else 0
        heaviest = max(weights.values())
        best = [one for one, weight in weights.items() if weight == heaviest]
        if len({product for product, _variant in best}) > 1:
            return None
        return Place(best[0][0], best[0][1] if len(best) == 1 else "")


class Scores:
    """How products were reviewed, by the key of the catalogue and by folded name."""

    def __init__(self) -> None:
        self._by: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, key: str, stars: int, count: int) -> None:
        """Count reviews of what a key or a name stands for."""
        sums = self._by[key]
        sums[0] += stars
        sums[1] += count

    def of(self, key: str, name: str) -> Score:
        """Return the score of a product, by its key or by its name."""
        stars, count = map(sum, zip(self._by.get(key, (0, 0)), self._by.get(plain(name), (0, 0)), strict=True))
        return Score(stars / count if count else None, count)


def read(session: Session) -> Shelf:
    """Return the living products of the catalogue."""
    ask = session.connection().exec_driver_sql
    found = Shelf({}, defaultdict(list), defaultdict(list), defaultdict(set))
    for row in ask("SELECT id, shop_id, number, name, brand FROM products WHERE deleted_at IS NULL ORDER BY id"):
        listed = Listed(row[0], f"listed {row[0]}", row[1], row[2], row[3], row[4] or "")
        found.products[listed.key] = listed
        found.named[plain(listed.name)].add(listed.key)
    for product_id, name, sku, barcode, stock in ask(
        "SELECT product_id, name, sku, barcode, stock FROM product_variants WHERE deleted_at IS NULL ORDER BY id"
    ):
        listed = found.products.get(f"listed {product_id}")
        if listed is not None:
            listed.variants.append(ListedVariant(name or "", sku or "", None if stock is None else decimal(stock)))
            for code, codes in ((barcode, found.barcodes), (sku, found.skus)):
                if code:
                    codes[code].append((listed.key, listed.shop_id, name or ""))
    return found


def scores(session: Session, known: Shelf) -> Scores:
    """Return how products were reviewed: what is spam or in the bin, and what gave no stars, left out.

    A review names its product by the number the shop knows it by (in any shop, where that is one product), else by
    its name, as letters or as part of a web address.
    """
    numbers: dict[str, list[Listed]] = defaultdict(list)
    for listed in known.products.values():
        numbers[listed.number].append(listed)
    found = Scores()
    for shop, number, name, stars, count in session.connection().exec_driver_sql(
        "SELECT shop_id, coalesce(product, ''), coalesce(product_name, ''), sum(stars), count(*) FROM reviews "
        "WHERE deleted_at IS NULL AND stars IS NOT NULL AND coalesce(status, '') <> 'spam' GROUP BY 1, 2, 3"
    ):
        named = numbers.get(number, [])
        own = [one for one in named if one.shop_id == shop] or named
        found.add(own[0].key if len(own) == 1 else plain(name or number), int(stars), int(count))
    return found


def plain(name: str) -> str:
    """Return a name as it stands in a web address, whatever signs part its words: `savon-bio`."""
    return _NO_LETTER.sub("-", fold(name)).strip("-")
