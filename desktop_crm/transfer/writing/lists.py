"""The lists that can be exported, column by column; the names are a promise to the files people already have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop_crm.platform import money
from desktop_crm.platform.exact import decimal
from desktop_crm.transfer.writing import plain_customers, queries
from desktop_crm.transfer.writing.columns import Cell, Field, Kind, Reader, field
from desktop_crm.transfer.writing.queries import Purchase, PurchaseLine
from desktop_crm.transfer.writing.shape import Make, of_fields, of_rows

_YES_NO: Final = ("no", "yes")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_zone = lru_cache(maxsize=64)(ZoneInfo)


def moment(at: int | None, zone: str) -> datetime | None:
    """Return an instant to the second as the clocks of its zone show it."""
    return None if at is None else (_EPOCH + timedelta(seconds=at // 1000)).astimezone(_zone(zone))


def amount(minor: int | None, currency: str) -> Decimal | None:
    """Return an amount in major units, with as many decimals as its currency has."""
    return None if minor is None else money.to_major(minor, currency)


def price(millionths: int | None, currency: str) -> Decimal | None:
    """Return a unit price with at least as many decimals as its currency has."""
    if millionths is None:
        return None
    major = decimal(millionths)
    shown = major.quantize(Decimal(1).scaleb(-money.exponent(currency)))
    return shown if shown == major else major


def exact(name: str) -> Callable[[Any], Cell]:
    """Return what reads an exact number kept in millionths."""

    def value(thing: Any) -> Cell:
        found = getattr(thing, name)
        return None if found is None else decimal(found)

    return value


def id_of(name: str) -> Callable[[Any], Cell]:
    """Return what reads an id as text, so that no program rounds it."""

    def value(thing: Any) -> Cell:
        found = getattr(thing, name)
        return None if found is None else str(found)

    return value


def _money(name: str) -> Callable[[Purchase], Cell]:
    return lambda order: amount(getattr(order, name), order.currency)


def _line_total(line: PurchaseLine) -> Cell:
    return amount(line.total, line.currency)


def _unit_price(line: PurchaseLine) -> Cell:
    return price(line.unit_price, line.currency)


def _at(name: str) -> Callable[[Any], Cell]:
    return lambda thing: moment(getattr(thing, name), thing.zone)


def _day(name: str) -> Callable[[Any], Cell]:
    return lambda thing: date.fromisoformat(getattr(thing, name))


_of: Final = attrgetter

_ORDERS: Final = (
    field("shop", _of("shop")),
    field("number", _of("number"), 16),
    field("ordered_at", _at("ordered_at"), 20, Kind.MOMENT),
    field("status", _of("status"), 12),
    field("currency", _of("currency"), 9),
    field("subtotal", _money("subtotal"), 12, Kind.MONEY),
    field("discount", _money("discount"), 12, Kind.MONEY),
    field("shipping", _money("shipping"), 12, Kind.MONEY),
    field("tax", _money("tax"), 12, Kind.MONEY),
    field("total", _money("total"), 12, Kind.MONEY),
    field("refunded", lambda order: amount(order.refunded or 0, order.currency), 12, Kind.MONEY),
    field("coupon", _of("coupon")),
    field("customer_id", id_of("customer_id"), 12),
    field("customer_name", _of("customer"), 26),
)

_LINES: Final = (
    field("shop", _of("shop")),
    field("order_number", _of("order_number"), 16),
    field("position", _of("position"), 9, Kind.WHOLE),
    field("sku", _of("sku"), 16),
    field("barcode", _of("barcode"), 16),
    field("name", _of("name"), 36),
    field("quantity", exact("quantity"), 10, Kind.NUMBER),
    field("unit_price", _unit_price, 12, Kind.MONEY),
    field("total", _line_total, 12, Kind.MONEY),
    field("vat_rate", exact("vat_rate"), 9, Kind.NUMBER),
)

_INTERACTIONS: Final = (
    field("id", id_of("id"), 8),
    field("at", _at("at"), 20, Kind.MOMENT),
    field("channel", _of("channel"), 12),
    field("direction", _of("direction"), 10),
    field("text", _of("text"), 60),
    field("reason", _of("reason")),
    field("mood", _of("mood"), 10),
    field("minutes", _of("minutes"), 9, Kind.WHOLE),
    field("staff", _of("staff"), 18),
    field("customer_id", id_of("customer_id"), 12),
    field("customer_name", _of("customer"), 26),
)

_FOLLOWUPS: Final = (
    field("id", id_of("id"), 8),
    field("title", _of("title"), 36),
    field("due_date", _day("due_date"), 12, Kind.DAY),
    field("due_time", _of("due_time"), 10),
    field("state", _of("state"), 11),
    field("channel", _of("channel"), 12),
    field("owner", _of("owner"), 18),
    field("note", _of("note"), 36),
    field("created_at", _at("created_at"), 20, Kind.MOMENT),
    field("closed_at", _at("closed_at"), 20, Kind.MOMENT),
    field("customer_id", id_of("customer_id"), 12),
    field("customer_name", _of("customer"), 26),
)

_ANSWERS: Final = (
    field("survey", _of("survey"), 18),
    field("kind", _of("kind"), 9),
    field("question", _of("question"), 36),
    field("answer", _of("answer"), 36),
    field("score", _of("score"), 8, Kind.WHOLE),
    field("customer_id", id_of("customer_id"), 12),
    field("answered_at", _at("answered_at"), 20, Kind.MOMENT),
)

_COUPONS: Final = (
    field("shop", _of("shop")),
    field("code", _of("code"), 18),
    field("kind", _of("kind"), 10),
    field("value", exact("value"), 10, Kind.NUMBER),
    field("currency", _of("currency"), 9),
    field("minimum", lambda coupon: amount(coupon.minimum, coupon.currency), 12, Kind.MONEY),
    field("usage_limit", _of("usage_limit"), 10, Kind.WHOLE),
    field("once_each", lambda coupon: None if coupon.once_each is None else _YES_NO[bool(coupon.once_each)], 10),
    field("used", _of("used"), 9, Kind.WHOLE),
    field("starts_at", _at("starts_at"), 20, Kind.MOMENT),
    field("ends_at", _at("ends_at"), 20, Kind.MOMENT),
    field("status", _of("status"), 12),
)


@dataclass(frozen=True, slots=True)
class List:
    """A list that can be exported: all its ids in order, and its things with our own columns."""

    ids: Callable[[Session], list[int]]
    make: Make


def _of_table(table: str, reader: Callable[[Session], Reader], fields: Sequence[Field]) -> List:
    return List(queries.ids_of(table), of_fields(reader, fields))


LISTS: Final = {
    "customers": List(queries.ids_of("customers"), of_rows(plain_customers.reader, plain_customers.COLUMNS)),
    "orders": _of_table("orders", queries.purchases, _ORDERS),
    "lines": List(queries.line_ids, of_fields(queries.purchase_lines, _LINES)),
    "interactions": _of_table("interactions", queries.conversations, _INTERACTIONS),
    "followups": _of_table("followups", queries.followups, _FOLLOWUPS),
    "answers": _of_table("answers", queries.answers, _ANSWERS),
    "coupons": _of_table("coupons", queries.coupons, _COUPONS),
}
"""What `export` writes, by the name it is asked for."""
