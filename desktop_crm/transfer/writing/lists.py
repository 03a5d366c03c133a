"""The lists that can be exported, column by column; the names are a promise to the files people already have."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from desktop_crm.consents.rules import UNKNOWN
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address
from desktop_crm.followups import queries as followups
from desktop_crm.interactions import queries as interactions
from desktop_crm.orders import queries as orders
from desktop_crm.platform import clock, money
from desktop_crm.surveys import queries as surveys
from desktop_crm.transfer.writing import queries
from desktop_crm.transfer.writing.columns import Cell, Column, List
from desktop_crm.transfer.writing.queries import Event, Person, Purchase, PurchaseLine

JOINED_BY: Final = ";"


def joined(values: list[str]) -> str:
    """Return several values as one cell; a `;` within one of them becomes a comma."""
    return JOINED_BY.join(value.replace(JOINED_BY, ",") for value in values)


def instant(at: int | None, zone: str) -> str | None:
    """Return an instant as ISO 8601 with its offset."""
    return None if at is None else clock.iso(at, zone)


def amount(minor: int | None, currency: str) -> Decimal | None:
    """Return an amount in major units, with as many decimals as its currency has."""
    return None if minor is None else money.to_major(minor, currency)


def price(major: Decimal | None, currency: str) -> Decimal | None:
    """Return a unit price with at least as many decimals as its currency has."""
    if major is None:
        return None
    least = Decimal(1).scaleb(-money.exponent(currency))
    shown = major.quantize(least)
    return shown if shown == major else major


def address(person: Person) -> Address:
    """Return the first address of a customer, an empty one where there is none."""
    return person.addresses[0] if person.addresses else Address()


def of_row(name: str) -> Callable[[Any], Cell]:
    """Return what reads a text or a whole number of a thing's own row."""
    return lambda thing: getattr(thing.row, name)


def id_of(name: str) -> Callable[[Any], Cell]:
    """Return what reads an id as text, so that no program rounds it."""
    return lambda thing: None if getattr(thing.row, name) is None else str(getattr(thing.row, name))


def _consent(channel: str) -> Callable[[Person], Cell]:
    return lambda person: person.consents.get(channel, UNKNOWN)


def _money(name: str) -> Callable[[Purchase], Cell]:
    return lambda order: amount(getattr(order.row, name), order.row.currency)


def _line_total(line: PurchaseLine) -> Cell:
    return amount(line.row.total, line.currency)


def _unit_price(line: PurchaseLine) -> Cell:
    return price(line.row.unit_price, line.currency)


def _at(name: str) -> Callable[[Any], Cell]:
    return lambda thing: instant(getattr(thing.row, name), thing.zone)


def _customer(event: Event | Purchase) -> Cell:
    return event.customer


def _emails(person: Person) -> Cell:
    return joined([email.address for email in person.emails])


def _phones(person: Person) -> Cell:
    return joined([phone.number for phone in person.phones])


_CUSTOMERS: Final = (
    Column("id", id_of("id"), 8),
    Column("name", of_row("name"), 26),
    Column("first_name", of_row("first_name"), 18),
    Column("last_name", of_row("last_name"), 18),
    Column("company", of_row("company"), 22),
    Column("emails", _emails, 30),
    Column("phones", _phones, 18),
    Column("city", lambda person: address(person).city),
    Column("district", lambda person: address(person).district),
    Column("postal_code", lambda person: address(person).postal_code, 11),
    Column("country", lambda person: address(person).country, 10),
    Column("tags", lambda person: joined(list(person.tags)), 20),
    Column("birthday", of_row("birthday"), 12),
    Column("tax_number", of_row("tax_number")),
    Column("email_consent", _consent("email")),
    Column("sms_consent", _consent("sms")),
    Column("call_consent", _consent("call")),
    Column("source", of_row("source")),
    Column("created_at", _at("created_at"), 26),
)

_ORDERS: Final = (
    Column("shop", lambda order: order.shop),
    Column("number", of_row("number"), 16),
    Column("ordered_at", _at("ordered_at"), 26),
    Column("status", of_row("status"), 12),
    Column("currency", of_row("currency"), 9),
    Column("subtotal", _money("subtotal"), 12),
    Column("discount", _money("discount"), 12),
    Column("shipping", _money("shipping"), 12),
    Column("tax", _money("tax"), 12),
    Column("total", _money("total"), 12),
    Column("refunded", lambda order: amount(order.refunded, order.row.currency), 12),
    Column("coupon", of_row("coupon")),
    Column("customer_id", id_of("customer_id"), 12),
    Column("customer_name", _customer, 26),
)

_LINES: Final = (
    Column("shop", lambda line: line.shop),
    Column("order_number", lambda line: line.order_number, 16),
    Column("position", of_row("position"), 9),
    Column("sku", of_row("sku"), 16),
    Column("barcode", of_row("barcode"), 16),
    Column("name", of_row("name"), 36),
    Column("quantity", of_row("quantity"), 10),
    Column("unit_price", _unit_price, 12),
    Column("total", _line_total, 12),
    Column("vat_rate", of_row("vat_rate"), 9),
)

_INTERACTIONS: Final = (
    Column("id", id_of("id"), 8),
    Column("at", _at("at"), 26),
    Column("channel", of_row("channel"), 12),
    Column("direction", of_row("direction"), 10),
    Column("text", of_row("text"), 60),
    Column("reason", of_row("reason")),
    Column("mood", of_row("mood"), 10),
    Column("minutes", of_row("minutes"), 9),
    Column("staff", lambda event: event.person, 18),
    Column("customer_id", id_of("customer_id"), 12),
    Column("customer_name", _customer, 26),
)

_FOLLOWUPS: Final = (
    Column("id", id_of("id"), 8),
    Column("title", of_row("title"), 36),
    Column("due_date", of_row("due_date"), 12),
    Column("due_time", of_row("due_time"), 10),
    Column("state", of_row("state"), 11),
    Column("channel", of_row("channel"), 12),
    Column("owner", lambda event: event.person, 18),
    Column("note", of_row("note"), 36),
    Column("created_at", _at("created_at"), 26),
    Column("closed_at", _at("closed_at"), 26),
    Column("customer_id", id_of("customer_id"), 12),
    Column("customer_name", _customer, 26),
)

_ANSWERS: Final = (
    Column("survey", of_row("survey"), 18),
    Column("kind", of_row("kind"), 9),
    Column("question", of_row("question"), 36),
    Column("answer", of_row("answer"), 36),
    Column("score", of_row("score"), 8),
    Column("customer_id", id_of("customer_id"), 12),
    Column("answered_at", _at("answered_at"), 26),
)

LISTS: Final = {
    "customers": List(_CUSTOMERS, customers.count, queries.people),
    "orders": List(_ORDERS, orders.count, queries.purchases),
    "lines": List(_LINES, orders.count_lines, queries.purchase_lines),
    "interactions": List(_INTERACTIONS, interactions.count, queries.interactions),
    "followups": List(_FOLLOWUPS, followups.count, queries.followups),
    "answers": List(_ANSWERS, surveys.count, queries.answers),
}
"""What `export` writes, by the name it is asked for."""
