"""The lines of an order: read row by row, amounts in minor units, each known again by its own key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from desktop_crm.platform.exact import MILLION
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.transfer.understanding.numbers import to_minor
from desktop_crm.transfer.understanding.sheet import Sheet

_TOO_MUCH: Final = 10**15 * MILLION**2  # more would not fit the store
_BODY: Final = ("line.name", "line.sku", "line.barcode", "line.id", "line.quantity", "line.unit_price", "line.total")


@dataclass(slots=True)
class Line:
    """One product of an order: quantity, unit price and rates in millionths, money in minor units."""

    index: int
    key: str
    external_id: str | None
    sku: str | None
    barcode: str | None
    name: str
    variant: str | None
    brand: str | None
    quantity: int
    unit_price: int | None
    discount: int | None
    total: int | None
    vat_rate: int | None
    commission: int | None
    status: str | None
    status_text: str | None


class LineReader:
    """Reads the line a row speaks of."""

    def __init__(self, sheet: Sheet) -> None:
        get = sheet.get
        self.any = any(sheet.has(name) for name in _BODY if name != "line.quantity")
        self.counted = sheet.has("line.quantity")
        self._body = [get(name) for name in _BODY if sheet.has(name)]
        self._before_discount = sheet.profile.orders.before_discount
        self._id, self._sku, self._barcode = get("line.id"), get("line.sku"), get("line.barcode")
        self._name, self._variant, self._brand = get("line.name"), get("line.variant"), get("line.brand")
        self._quantity, self._price = get("line.quantity"), get("line.unit_price")
        self._discount, self._total = get("line.discount"), get("line.total")
        self._vat, self._commission = get("line.vat_rate"), get("line.commission")
        self._rate, self._status = get("line.commission_rate"), get("line.status")

    def is_there(self, index: int) -> bool:
        """Return whether the row holds anything of a line."""
        return any(column[index] is not None for column in self._body)

    def line(self, index: int, order: str, exponent: int, seen: dict[str, int]) -> Line | None:
        """Return the line of a row, or None where its quantity is missing.

        `seen` counts the keys of the order's lines: the same product twice makes two lines.
        """
        quantity = self._quantity[index]
        if quantity is None:
            if self.counted:
                return None
            quantity = MILLION
        sku, barcode, external = self._sku[index], self._barcode[index], self._id[index]
        name = self._name[index] or sku or barcode or external or ""
        known_by = external or barcode or sku or squeeze(fold(name))
        count = seen[known_by] = seen.get(known_by, 0) + 1
        discount = _minor(self._discount[index], exponent)
        if discount is not None and quantity > 0:  # some shops write what comes off as a negative number
            discount = abs(discount)
        total = self._total_of(index, quantity, discount, exponent)
        status: Any = self._status[index] or (None, None)
        return Line(
            index, f"{order}|{known_by}|{count}", external, sku, barcode, name, self._variant[index],
            self._brand[index], quantity, self._price[index], discount, total, self._vat[index],
            self._commission_of(index, total, exponent), status[0], status[1],
        )  # fmt: skip

    def _total_of(self, index: int, quantity: int, discount: int | None, exponent: int) -> int | None:
        given = self._total[index]
        if given is not None:
            total = to_minor(given, exponent)
            return total - (discount or 0) if self._before_discount else total
        price = self._price[index]
        if price is None:
            return None
        whole = price * quantity
        if abs(whole) >= _TOO_MUCH:
            return None
        return to_minor((abs(whole) + MILLION // 2) // MILLION * (1 if whole >= 0 else -1), exponent) - (discount or 0)

    def _commission_of(self, index: int, total: int | None, exponent: int) -> int | None:
        given = self._commission[index]
        if given is not None:
            return to_minor(given, exponent)
        rate = self._rate[index]
        if rate is None or total is None:
            return None
        whole, rest = divmod(total * rate, 100 * MILLION)
        return whole + (rest * 2 >= 100 * MILLION)


def _minor(micro: int | None, exponent: int) -> int | None:
    return None if micro is None else to_minor(micro, exponent)
