"""Product lists: rows become products and the variants that are bought of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_crm.platform import money
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.transfer.understanding import words
from desktop_crm.transfer.understanding.numbers import to_minor
from desktop_crm.transfer.understanding.rows import Fates
from desktop_crm.transfer.understanding.sheet import Sheet
from desktop_crm.transfer.understanding.sink import Sink, said

_OWN: Final = ("sku", "barcode", "name", "price", "sale_price", "stock", "id", "cost")
_NO_VARIANT: Final = frozenset({"default title", "default", "tek ebat", "standart", "-"})
_BY_ID: Final = "id:"


@dataclass(slots=True)
class Product:
    """One product while its rows come in: the places of the rows that speak of it, and of those that can be bought."""

    number: str
    indexes: list[int] = field(default_factory=list[int])
    variants: list[int] = field(default_factory=list[int])


class ProductReader:
    """Groups the rows of a product list and writes its products."""

    def __init__(self, sheet: Sheet, fates: Fates) -> None:
        self._sheet = sheet
        self._fates = fates
        get = sheet.get
        self._number, self._parent, self._name = get("product.number"), get("product.parent"), get("product.name")
        self._variant = {name: get(f"variant.{name}") for name in (*_OWN, "list_price", "vat_rate", "image")}
        self._currency = get("variant.currency")

    def read(self, rows: list[int]) -> list[Product]:
        """Return the products of the rows at these places, in file order; rows that name none are refused."""
        named = self._aliases(rows)
        products: dict[str, Product] = {}
        for index in rows:
            number = self._number_of(index, named)
            if number is None:
                self._fates.refuse(index, N_("there is no product number, name, stock code or barcode"))
                continue
            product = products.setdefault(number, Product(number))
            product.indexes.append(index)
            if any(self._variant[name][index] is not None for name in _OWN):
                product.variants.append(index)
        if self._sheet.has("product.parent"):
            for product in products.values():
                self._settle_parent(product)
        return list(products.values())

    def _aliases(self, rows: list[int]) -> dict[str, str]:
        """Return the number of each product that variants name as theirs, by its number and its stock code."""
        if not self._sheet.has("product.parent"):
            return {}
        named: dict[str, str] = {}
        for index in rows:
            if self._parent[index] is None:
                number, sku = self._number[index], self._variant["sku"][index]
                own = number or sku
                for alias in (number and _BY_ID + number, sku):
                    if own and alias:
                        named.setdefault(alias, own)
        return named

    def _number_of(self, index: int, named: dict[str, str]) -> str | None:
        parent = self._parent[index]
        if parent is not None:
            return named.get(parent, parent.removeprefix(_BY_ID))
        codes = (self._number[index], self._variant["sku"][index], self._variant["barcode"][index])
        known_by = next((code for code in codes if code), None)
        return known_by or (squeeze(fold(self._name[index])) if self._name[index] else None)

    def _settle_parent(self, product: Product) -> None:
        """Let a row that others name as their product speak first, and be bought only through them."""
        product.indexes.sort(key=lambda index: self._parent[index] is not None)
        product.variants = [index for index in product.variants if self._parent[index] is not None] or product.variants

    def write(self, product: Product, sink: Sink) -> None:
        """Write a product and its variants."""
        number, first = self._fates.number, product.indexes[0]
        name = self._first("product.name", product.indexes) or product.number
        status = self._first("product.status", product.indexes)
        values: dict[str, Any] = {
            "name": name, "name_folded": squeeze(fold(name)), "brand": self._first("product.brand", product.indexes),
            "category": self._first("product.category", product.indexes),
            "status": status and (words.meaning(status, "shelf") or status),
            "link": self._first("product.link", product.indexes),
            "image": _one_link(self._first("product.image", product.indexes)),
        }  # fmt: skip
        last = said(number=product.number, **{key: value for key, value in values.items() if key != "name_folded"})
        sink.add("products", product.number, number(first), product.number, *values.values(), last)
        for index in product.indexes:
            sink.add("row_things", number(index), "products", product.number)
        seen: dict[str, int] = {}
        for index in product.variants:
            self._write_variant(product, index, seen, sink)

    def _write_variant(self, product: Product, index: int, seen: dict[str, int], sink: Sink) -> None:
        of = {name: column[index] for name, column in self._variant.items()}
        name = of["name"]
        if name and fold(name) in _NO_VARIANT:
            name = None
        currency = self._currency[index] or self._sheet.currency
        price, list_price = self._prices(index, currency)
        cost = of["cost"]
        values: dict[str, Any] = {
            "external_id": of["id"], "sku": of["sku"], "barcode": of["barcode"], "name": name, "currency": currency,
            "price": price, "list_price": list_price,
            "cost": None if cost is None else to_minor(cost, money.exponent(currency)),
            "stock": of["stock"], "vat_rate": of["vat_rate"], "image": _one_link(of["image"]),
        }  # fmt: skip
        known_by = of["id"] or of["barcode"] or of["sku"] or squeeze(fold(name or ""))
        count = seen[known_by] = seen.get(known_by, 0) + 1
        key, row = f"{product.number}|{known_by}|{count}", self._fates.number(index)
        last = said(product_key=product.number, **values)
        sink.add("variants", key, row, product.number, *values.values(), last)
        sink.add("row_things", row, "variants", key)

    def _prices(self, index: int, currency: str) -> tuple[int | None, int | None]:
        """Return what a variant sells at and its list price; a reduced price of nothing is none."""
        exponent = money.exponent(currency)
        price, listed, reduced = (
            None if (micro := self._variant[name][index]) is None else to_minor(micro, exponent)
            for name in ("price", "list_price", "sale_price")
        )
        return (reduced, listed or price) if reduced else (price, listed)

    def _first(self, target: str, indexes: Sequence[int]) -> Any:
        column = self._sheet.values.get(target)
        if column is None:
            return None
        return next((column[index] for index in indexes if column[index] is not None), None)


def _one_link(text: str | None) -> str | None:
    """Return the first of the links in a cell that lists several."""
    if not text:
        return None
    for sign in (", ", ",http", ";", "|", " "):
        text = text.split(sign)[0]
    return text or None
