"""Reading whole lists a batch at a time, each thing with everything its row needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop_crm.consents import queries as consents
from desktop_crm.customers import queries as customers
from desktop_crm.customers.tables import CustomerTable
from desktop_crm.customers.types import Address, Email, Phone
from desktop_crm.followups.tables import FollowUpTable
from desktop_crm.interactions.tables import InteractionTable
from desktop_crm.orders.tables import OrderLineTable, OrderTable, RefundTable
from desktop_crm.platform import settings
from desktop_crm.shops.tables import ShopTable
from desktop_crm.staff import queries as staff
from desktop_crm.surveys.tables import AnswerTable

BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Person:
    """A customer with all parts; instants in UTC ms, `zone` is the shop's."""

    row: Any
    emails: Sequence[Email]
    phones: Sequence[Phone]
    addresses: Sequence[Address]
    tags: Sequence[str]
    consents: Mapping[str, str]
    zone: str


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order; amounts in minor units, `zone` is that of its sales channel."""

    row: Any
    shop: str
    zone: str
    refunded: int
    customer: str


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """A line with the order it belongs to."""

    row: Any
    shop: str
    order_number: str
    currency: str


@dataclass(frozen=True, slots=True)
class Event:
    """A conversation, follow-up or answer with the names of the people it is about."""

    row: Any
    customer: str
    person: str
    zone: str


def people(session: Session) -> Iterator[list[Person]]:
    """Yield all customers in the order of their ids, the bin left out."""
    zone = settings.value(session, settings.ZONE)
    for rows in _batches(session, select(*_columns(CustomerTable)), CustomerTable):
        ids = [row.id for row in rows]
        emails, phones = customers.emails(session, ids), customers.phones(session, ids)
        addresses, tags = customers.addresses(session, ids), customers.tags(session, ids)
        allowed = consents.states(session, ids)
        yield [
            Person(
                row, emails.get(row.id, ()), phones.get(row.id, ()), addresses.get(row.id, ()), tags.get(row.id, ()),
                allowed.get(row.id, {}), zone,
            )
            for row in rows
        ]  # fmt: skip


def purchases(session: Session) -> Iterator[list[Purchase]]:
    """Yield all orders in the order of their ids, cancelled ones included."""
    shop, zone = ShopTable.name.label("shop"), ShopTable.zone.label("zone")
    asked = select(*_columns(OrderTable), shop, zone).join(ShopTable, ShopTable.id == OrderTable.shop_id)
    for rows in _batches(session, asked, OrderTable):
        refunded = _refunded(session, [row.id for row in rows])
        names = customers.names(session, [row.customer_id for row in rows if row.customer_id is not None])
        yield [
            Purchase(
                row, row.shop, row.zone, refunded.get(row.id, 0), names.get(row.customer_id, "") or row.buyer or ""
            )
            for row in rows
        ]


def purchase_lines(session: Session) -> Iterator[list[PurchaseLine]]:
    """Yield the lines of all orders in the order of their ids."""
    shop, number = ShopTable.name.label("shop"), OrderTable.number.label("order_number")
    asked = (
        select(*_columns(OrderLineTable), shop, number, OrderTable.currency)
        .join(OrderTable, OrderTable.id == OrderLineTable.order_id)
        .join(ShopTable, ShopTable.id == OrderTable.shop_id)
        .where(OrderTable.deleted_at.is_(None))
    )
    for rows in _batches(session, asked, OrderLineTable):
        yield [PurchaseLine(row, row.shop, row.order_number, row.currency) for row in rows]


def interactions(session: Session) -> Iterator[list[Event]]:
    """Yield all conversations in the order of their ids."""
    return _events(session, InteractionTable, lambda row: row.staff_id)


def followups(session: Session) -> Iterator[list[Event]]:
    """Yield all follow-ups, open and closed, in the order of their ids."""
    return _events(session, FollowUpTable, lambda row: row.owner_id)


def answers(session: Session) -> Iterator[list[Event]]:
    """Yield all answers in the order of their ids."""
    return _events(session, AnswerTable, lambda _: None)


def _events(session: Session, table: Any, person: Callable[[Any], int | None]) -> Iterator[list[Event]]:
    zone, people_names = settings.value(session, settings.ZONE), staff.names(session)
    for rows in _batches(session, select(*_columns(table)), table):
        names = customers.names(session, {row.customer_id for row in rows if row.customer_id is not None})
        yield [Event(row, names.get(row.customer_id, ""), people_names.get(person(row) or 0, ""), zone) for row in rows]


def _refunded(session: Session, order_ids: Sequence[int]) -> dict[int, int]:
    asked = (
        select(RefundTable.order_id, func.sum(RefundTable.amount))
        .where(RefundTable.order_id.in_(order_ids), RefundTable.deleted_at.is_(None))
        .group_by(RefundTable.order_id)
    )
    return {order_id: int(amount) for order_id, amount in session.execute(asked)}


def _columns(table: Any) -> Sequence[Any]:
    """Return the columns of a table: plain rows of them cost less than mapped objects."""
    return tuple(table.__table__.columns)


def _batches(session: Session, asked: Select[*tuple[Any, ...]], table: Any) -> Iterator[list[Any]]:
    """Yield the living rows of `table` as `asked` selects them, BATCH at a time, holding none of the earlier ones."""
    last = 0
    ordered = asked.where(table.deleted_at.is_(None)).order_by(table.id).limit(BATCH)
    while rows := list(session.execute(ordered.where(table.id > last))):
        yield rows
        last = rows[-1].id
