"""Orders written into the staging file with their addresses, packages, lines and refunds."""

from __future__ import annotations

from typing import Any, Final

from desktop_crm.orders.types import LINE_CANCELLED, LINE_RETURNED, ORDER_RETURNED
from desktop_crm.platform import money
from desktop_crm.transfer.understanding import words
from desktop_crm.transfer.understanding.addresses import NOWHERE
from desktop_crm.transfer.understanding.buyers import value_of
from desktop_crm.transfer.understanding.numbers import to_minor
from desktop_crm.transfer.understanding.order_lines import Line
from desktop_crm.transfer.understanding.orders import Order, OrderReader, address_reader
from desktop_crm.transfer.understanding.people import tax_number
from desktop_crm.transfer.understanding.sink import Sink, said

_MONEY: Final = ("subtotal", "discount", "shipping", "tax")
_PACKAGE_TIMES: Final = ("due_at", "shipped_at", "delivered_at")


class OrderWriter:
    """Writes orders: their parts as they are read, themselves when the people they belong to are settled."""

    def __init__(self, reader: OrderReader, sink: Sink) -> None:
        self._reader = reader
        self._sink = sink
        self._sheet = reader.sheet
        self._addresses = {part: address_reader(self._sheet, part) for part in ("delivery", "invoice")}
        get = self._sheet.get
        self._package: dict[str, list[Any]] = {
            name: get(f"package.{name}")
            for name in ("number", "carrier", "tracking", "cargo_fee", *_PACKAGE_TIMES)
            if self._sheet.has(f"package.{name}")
        }
        self._heads = ["name", "company", "tax_number", "tax_office", "phone"]
        self._summed = self._sheet.profile.orders.summed
        self._columns = self._sheet.values

    def write_parts(self, order: Order) -> None:
        """Write what is part of an order, whoever bought it: addresses, packages, lines, refunds."""
        for part, kind in (("delivery", "delivery"), ("invoice", "invoice")):
            self._write_address(order, part, kind)
        packages = self._write_packages(order)
        for position, line in enumerate(order.lines, start=1):
            self._write_line(order, line, position, packages.get(line.index))
        self._write_refunds(order, self._reader.fates.number(order.indexes[0]))
        order.status_text = ", ".join(dict.fromkeys(line.status_text for line in order.lines if line.status_text))

    def write(self, order: Order) -> None:
        """Write an order whose buyer is settled."""
        number = self._reader.fates.number
        rows = [number(index) for index in order.indexes]
        person = self._reader.people.of(order.buyer).key if order.buyer is not None else None
        self._write_order(order, rows[0], person)
        for row in rows:
            self._sink.add("row_things", row, "orders", order.number)
        if person is not None:
            for row in rows[1:]:
                self._sink.add("row_things", row, "people", person)

    def _first(self, target: str, order: Order) -> Any:
        return self._reader.first(target, order) if target in self._columns else None

    def _amounts(self, order: Order) -> dict[str, int | None]:
        exponent = money.exponent(order.currency)
        found: dict[str, int | None] = {}
        for name in _MONEY:
            target = f"order.{name}"
            column = self._sheet.values.get(target)
            if column is None:
                found[name] = None
                continue
            if target in self._summed:
                given = [column[index] for index in order.indexes if column[index] is not None]
                micro = sum(given) if given else None
            else:
                micro = value_of(column, order.indexes)
            found[name] = None if micro is None else to_minor(micro, exponent)
        if found["discount"] is not None:
            found["discount"] = abs(found["discount"])
        return found

    def _write_order(self, order: Order, row: int, person: str | None) -> None:
        moment = self._reader.ordered_at(order)
        payment = self._first("order.payment", order)
        texts = [self._first(target, order) for target in ("order.status", "order.fulfilment")]
        status_text = next((given[1] for given in texts if given), None)
        if status_text is None:
            status_text = order.status_text
        cancelled = self._first("order.cancelled_at", order)
        values: dict[str, Any] = {
            "buyer": order.name,
            "ordered_at": moment.instant if moment else None,
            "local_date": moment.day if moment else None,
            "status": order.status,
            "status_text": status_text or None,
            "payment": payment[0] if payment and payment[0] in words.PAYMENTS else None,
            "payment_method": self._first("order.payment_method", order),
            "currency": order.currency,
            **self._amounts(order),
            "total": order.total,
            "coupon": self._first("order.coupon", order),
            "note": self._first("order.note", order),
            "cancelled_at": cancelled.instant if cancelled else None,
        }
        added = self._reader.decided_lines or None
        last = said(number=order.number, person_key=person, added=added, **values)
        self._sink.add("orders", order.number, row, order.number, person, *values.values(), last)

    def _write_address(self, order: Order, part: str, kind: str) -> None:
        address = NOWHERE
        for index in order.indexes:
            address = self._addresses[part](index)
            if address:
                break
        heads = [self._first(f"{part}.{name}", order) for name in self._heads]
        heads[2] = tax_number(heads[2])
        heads[4] = heads[4][0].number if heads[4] else None
        if part == "delivery" and address and heads[0] is None:
            heads[0] = order.name
        if not address and not any(heads):
            return
        self._sink.add(
            "order_addresses", order.number, kind, *heads, address.line, address.district, address.city,
            address.region, address.postal_code, address.country,
        )  # fmt: skip

    def _write_packages(self, order: Order) -> dict[int, str]:
        """Write the order's packages; returns the package key of each row."""
        if not self._package:
            return {}
        groups: dict[str, list[int]] = {}
        numbers, trackings = self._package.get("number"), self._package.get("tracking")
        for index in order.indexes:
            number = (numbers[index] if numbers else None) or (trackings[index] if trackings and not numbers else None)
            if (
                number is None
                and not numbers
                and any(self._package[name][index] for name in _PACKAGE_TIMES if name in self._package)
            ):
                number = "1"
            if number is not None:
                groups.setdefault(number, []).append(index)
        states: dict[int, Line] = {line.index: line for line in order.lines}
        keys: dict[int, str] = {}
        for number, indexes in groups.items():
            key = f"{order.number}|{number}"
            self._write_package(order, key, number, indexes, [states[index] for index in indexes if index in states])
            keys.update(dict.fromkeys(indexes, key))
        return keys

    def _write_package(self, order: Order, key: str, number: str, indexes: list[int], lines: list[Line]) -> None:
        said_of = {name: value_of(column, indexes) for name, column in self._package.items()}
        told = [line.status for line in lines if line.status]
        fee = said_of.get("cargo_fee")
        times = [said_of.get(name) for name in _PACKAGE_TIMES]
        values: dict[str, Any] = {
            "carrier": said_of.get("carrier"),
            "tracking": said_of.get("tracking"),
            "status": words.order_status(told) if told else None,
            "status_text": next((line.status_text for line in lines if line.status_text), None),
            **{name: moment.instant if moment else None for name, moment in zip(_PACKAGE_TIMES, times, strict=True)},
            "cargo_fee": None if fee is None else to_minor(fee, money.exponent(order.currency)),
        }
        row = self._reader.fates.number
        last = said(number=number, order_key=order.number, **values)
        self._sink.add("packages", key, row(indexes[0]), order.number, number, *values.values(), last)
        for index in indexes:
            self._sink.add("row_things", row(index), "packages", key)

    def _write_line(self, order: Order, line: Line, position: int, package: str | None) -> None:
        row = self._reader.fates.number(line.index)
        values: dict[str, Any] = {
            "external_id": line.external_id, "sku": line.sku, "barcode": line.barcode, "name": line.name,
            "variant": line.variant, "brand": line.brand, "quantity": line.quantity, "unit_price": line.unit_price,
            "discount": line.discount, "total": line.total, "vat_rate": line.vat_rate,
            "commission": line.commission, "status": line.status, "status_text": line.status_text,
        }  # fmt: skip
        amount = self._reader.amount_of(line.index, money.exponent(order.currency))
        last = said(package_key=package, position=position, amount=amount, **values)
        self._sink.add("lines", line.key, row, order.number, package, position, *values.values(), last)
        self._sink.add("row_things", row, "lines", line.key)

    def _write_refunds(self, order: Order, row: int) -> None:
        said_why, whole = self._first("order.refund_reason", order), f"{order.number}|refund"
        if order.refunded or (order.status == "cancelled" and said_why):
            at = self._first("order.cancelled_at", order)
            self._refund(order, whole, row, order.refunded or 0, at.instant if at else None, said_why)
            return
        if order.status == "cancelled":
            return
        said_of_line = self._columns.get("order.refund_reason")
        reasons = {"cancelled": LINE_CANCELLED, "returned": LINE_RETURNED}
        told = False
        for line in order.lines:
            if line.status in reasons and line.total:
                told = True
                number = self._reader.fates.number(line.index)
                why = (said_of_line[line.index] if said_of_line else None) or reasons[line.status]
                self._refund(order, f"{line.key}|refund", number, line.total, None, why)
        if order.status == "returned" and not told and order.total:
            self._refund(order, whole, row, order.total, None, said_why or ORDER_RETURNED)

    def _refund(self, order: Order, key: str, row: int, amount: int, at: int | None, reason: str | None) -> None:
        last = said(order_key=order.number, amount=amount, at=at, reason=reason)
        self._sink.add("refunds", key, row, order.number, amount, at, reason, last)
        self._sink.add("row_things", row, "refunds", key)
