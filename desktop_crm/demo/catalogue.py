"""What the demo shop sells: products in sizes and colours, each variant with a barcode that checks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from desktop_crm.demo.dice import Dice
from desktop_crm.demo.words import book

_UNASSIGNED: Final = "29"
"""GS1 keeps barcodes that begin so for use within a shop: no product of the world has one."""
_FACTORS: Final = (Decimal("0.75"), Decimal("0.9"), Decimal(1), Decimal("1.1"), Decimal("1.3"))


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing on the shelf; `price` in lira today, `vat` in percent, `season` summer, spring, winter or all."""

    name: str
    option: str
    sku: str
    barcode: str
    price: Decimal
    vat: int
    group: str
    season: str
    gift: bool

    @property
    def full_name(self) -> str:
        """The name with its colour and size, as marketplaces write it."""
        return f"{self.name}, {self.option}" if self.option else self.name


@dataclass(frozen=True, slots=True)
class Product:
    """A product with its variants."""

    name: str
    season: str
    gift: bool
    variants: tuple[Variant, ...]


def check_digit(digits: str) -> str:
    """Return the last digit of the EAN-13 barcode that begins with these twelve."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)


def products(dice: Dice) -> list[Product]:
    """Return the whole catalogue, about ninety products."""
    shelf = book("catalogue")
    made: list[Product] = []
    for group in shelf["group"]:
        for name in group["products"]:
            number = len(made) + 1
            price = _shelf_price(Decimal(str(group["price"])), dice)
            variants = tuple(
                Variant(
                    name=name, option=option, sku=f"{group['code']}-{number:03d}-{place:02d}",
                    barcode=_barcode(number, place), price=price, vat=group["vat"], group=group["name"],
                    season=group["season"], gift=group.get("gift", False),
                )
                for place, option in enumerate(_options(group, shelf, dice), start=1)
            )  # fmt: skip
            made.append(Product(name, group["season"], group.get("gift", False), variants))
    return made


def _barcode(number: int, place: int) -> str:
    digits = f"{_UNASSIGNED}{20_000_000 + number * 100 + place:010d}"
    return digits + check_digit(digits)


def _shelf_price(middle: Decimal, dice: Dice) -> Decimal:
    whole = int(middle * dice.pick(_FACTORS)) // 10 * 10
    return Decimal(whole) - (Decimal("0.10") if dice.chance(0.6) else Decimal(0))


def _options(group: dict[str, Any], shelf: dict[str, Any], dice: Dice) -> list[str]:
    colours: list[str] = group["colours"]
    kept = [colour for colour in colours if dice.chance(0.6)] or colours[:1]
    sizes: list[str] = shelf["sizes"] if group.get("sizes") else shelf["shoe_sizes"] if group.get("shoes") else []
    if sizes and kept:
        return [f"{colour} / {size}" for colour in kept for size in sizes]
    return kept or sizes or [""]
