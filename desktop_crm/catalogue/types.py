"""Products as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Variant:
    """What is bought of a product; prices in minor units of `currency`, `vat_rate` in percent."""

    id: int
    sku: str | None
    barcode: str | None
    name: str
    currency: str
    price: int | None
    list_price: int | None
    cost: int | None
    stock: Decimal | None
    vat_rate: Decimal | None
    image: str | None


@dataclass(frozen=True, slots=True)
class Product:
    """A product of one shop with its variants; `number` is what the shop knows it by."""

    id: int
    shop_id: int
    number: str
    name: str
    brand: str
    category: str
    status: str | None
    link: str | None
    image: str | None
    variants: list[Variant] = field(default_factory=list[Variant])
