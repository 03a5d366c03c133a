"""Reading orders, their lines, conversations, follow-ups and answers whole, thousands at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy.orm import Session

from desktop_crm.platform import settings
from desktop_crm.transfer.writing.columns import Reader

_GIVEN: Final = "FROM json_each(?) w CROSS JOIN"
_ORDERS: Final = f"""
SELECT o.id, s.name, s.zone, o.number, o.ordered_at, o.status, o.currency, o.subtotal, o.discount, o.shipping, o.tax,
    o.total, (SELECT sum(r.amount) FROM refunds r WHERE r.order_id = o.id AND r.deleted_at IS NULL), o.coupon,
    o.customer_id, coalesce(nullif(c.name, ''), o.buyer, ''), o.payment, o.note
{_GIVEN} orders o ON o.id = w.value JOIN shops s ON s.id = o.shop_id LEFT JOIN customers c ON c.id = o.customer_id
WHERE o.deleted_at IS NULL
"""
_LINES: Final = f"""
SELECT s.name, o.number, o.currency, l.position, l.sku, l.barcode, l.name, l.quantity, l.unit_price, l.total, l.vat_rate
{_GIVEN} order_lines l ON l.id = w.value JOIN orders o ON o.id = l.order_id JOIN shops s ON s.id = o.shop_id
WHERE l.deleted_at IS NULL AND o.deleted_at IS NULL
"""
_LIVING_LINES: Final = """
SELECT l.id FROM order_lines l JOIN orders o ON o.id = l.order_id
WHERE l.deleted_at IS NULL AND o.deleted_at IS NULL ORDER BY l.id
"""
_CONVERSATIONS: Final = f"""
SELECT i.id, i.at, i.channel, i.direction, i.text, i.reason, i.mood, i.minutes, coalesce(s.name, ''), i.customer_id,
    coalesce(c.name, ''), ?
{_GIVEN} interactions i ON i.id = w.value LEFT JOIN staff s ON s.id = i.staff_id
LEFT JOIN customers c ON c.id = i.customer_id WHERE i.deleted_at IS NULL
"""
_FOLLOWUPS: Final = f"""
SELECT f.id, f.title, f.due_date, f.due_time, f.state, f.channel, coalesce(s.name, ''), f.note, f.created_at,
    f.closed_at, f.customer_id, coalesce(c.name, ''), ?
{_GIVEN} followups f ON f.id = w.value LEFT JOIN staff s ON s.id = f.owner_id
LEFT JOIN customers c ON c.id = f.customer_id WHERE f.deleted_at IS NULL
"""
_ANSWERS: Final = f"""
SELECT a.survey, a.kind, a.question, a.answer, a.score, a.customer_id, a.answered_at, ?
{_GIVEN} answers a ON a.id = w.value WHERE a.deleted_at IS NULL
"""
_COUPONS: Final = f"""
SELECT s.name, p.code, p.kind, p.value, p.currency, p.minimum, p.usage_limit, p.once_each, p.used, p.starts_at,
    p.ends_at, p.status, s.zone
{_GIVEN} coupons p ON p.id = w.value JOIN shops s ON s.id = p.shop_id WHERE p.deleted_at IS NULL
"""


class Purchase(NamedTuple):
    """An order; amounts in minor units, the instant in UTC ms, `zone` is that of its sales channel."""

    id: int
    shop: str
    zone: str
    number: str
    ordered_at: int | None
    status: str
    currency: str
    subtotal: int | None
    discount: int | None
    shipping: int | None
    tax: int | None
    total: int
    refunded: int | None
    coupon: str | None
    customer_id: int | None
    customer: str
    payment: str | None
    note: str | None


class PurchaseLine(NamedTuple):
    """A line with the order it belongs to; quantity, price and VAT rate in millionths, the total in minor units."""

    shop: str
    order_number: str
    currency: str
    position: int
    sku: str | None
    barcode: str | None
    name: str
    quantity: int
    unit_price: int | None
    total: int | None
    vat_rate: int | None


class Conversation(NamedTuple):
    """A conversation with the names of the people it is about; instants in UTC ms, `zone` is the shop's."""

    id: int
    at: int
    channel: str
    direction: str
    text: str
    reason: str | None
    mood: str | None
    minutes: int | None
    staff: str
    customer_id: int
    customer: str
    zone: str


class Task(NamedTuple):
    """A follow-up with the names of the people it is about; instants in UTC ms, `zone` is the shop's."""

    id: int
    title: str
    due_date: str
    due_time: str | None
    state: str
    channel: str | None
    owner: str
    note: str | None
    created_at: int
    closed_at: int | None
    customer_id: int | None
    customer: str
    zone: str


class Reply(NamedTuple):
    """An answer to a survey's question; the instant in UTC ms, `zone` is the shop's."""

    survey: str
    kind: str
    question: str
    answer: str | None
    score: int | None
    customer_id: int | None
    answered_at: int
    zone: str


class Coupon(NamedTuple):
    """A discount code; the value in millionths, the least sum in minor units, instants in UTC ms."""

    shop: str
    code: str
    kind: str | None
    value: int | None
    currency: str
    minimum: int | None
    usage_limit: int | None
    once_each: bool | None
    used: int | None
    starts_at: int | None
    ends_at: int | None
    status: str | None
    zone: str


def ids_of(table: str) -> Callable[[Session], list[int]]:
    """Return what reads the ids of all living rows of a table in order."""
    living = f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id"

    def ids(session: Session) -> list[int]:
        raw: Any = session.connection().connection.driver_connection
        return [row[0] for row in raw.execute(living)]

    return ids


def line_ids(session: Session) -> list[int]:
    """Return the ids of the lines of all orders in order."""
    return list(session.connection().exec_driver_sql(_LIVING_LINES).scalars())


def purchases(session: Session) -> Reader:
    """Return what reads orders as `Purchase`, cancelled ones included."""
    return _reader(session, _ORDERS, Purchase)


def purchase_lines(session: Session) -> Reader:
    """Return what reads lines as `PurchaseLine`."""
    return _reader(session, _LINES, PurchaseLine)


def conversations(session: Session) -> Reader:
    """Return what reads conversations as `Conversation`."""
    return _reader(session, _CONVERSATIONS, Conversation, settings.value(session, settings.ZONE))


def followups(session: Session) -> Reader:
    """Return what reads follow-ups, open and closed, as `Task`."""
    return _reader(session, _FOLLOWUPS, Task, settings.value(session, settings.ZONE))


def answers(session: Session) -> Reader:
    """Return what reads answers as `Reply`."""
    return _reader(session, _ANSWERS, Reply, settings.value(session, settings.ZONE))


def coupons(session: Session) -> Reader:
    """Return what reads discount codes as `Coupon`."""
    return _reader(session, _COUPONS, Coupon)


def _reader(session: Session, statement: str, thing: Any, *first: str) -> Reader:
    """Return what runs a statement over the ids in its last mark, in their order, and makes a `thing` of each row.

    `first` are the values its earlier marks stand for.
    """
    raw: Any = session.connection().connection.driver_connection

    def read(ids: Sequence[int]) -> list[Any]:
        return [thing._make(row) for row in raw.execute(statement, (*first, json.dumps(ids)))]

    return read
