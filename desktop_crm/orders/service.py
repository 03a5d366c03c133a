"""Changing orders: those taken by hand, and whether they are paid."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers.service import living
from desktop_crm.orders.tables import OrderLineTable, OrderTable
from desktop_crm.orders.types import NewLine, NewOrder, OrderStatus, Payment
from desktop_crm.platform import settings
from desktop_crm.platform.clock import local_date
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.money import to_minor
from desktop_crm.shops.service import ShopService


class OrderService:
    """The verbs on orders."""

    def __init__(self, db: Database, shops: ShopService) -> None:
        self._db = db
        self._shops = shops

    def take(self, new: NewOrder) -> int:
        """Record an order taken by hand; returns its id.

        The total is the lines' sum and the shipping less the discount. Raises UserError naming the field,
        NotFound for a missing customer.
        """
        _check(new)
        with self._db.write(N_("Take an order")) as session:
            living(session, new.customer_id)
            shop_id = self._shops.ensure(new.shop, currency=new.currency)
            ordered_at = new.ordered_at if new.ordered_at is not None else self._db.clock.now()
            sums = [to_minor(line.quantity * line.unit_price, new.currency) for line in new.lines]
            number = new.number.strip() or _next_number(session, shop_id)
            if _known(session, shop_id, number):
                raise UserError(N_("There is an order {number} already."), field="number", number=number)
            row = OrderTable(
                shop_id=shop_id, number=number, customer_id=new.customer_id, ordered_at=ordered_at,
                local_date=local_date(ordered_at, settings.value(session, settings.ZONE)).isoformat(),
                status=OrderStatus.DELIVERED if new.delivered else OrderStatus.NEW,
                payment=Payment.PAID if new.paid else Payment.PENDING, payment_method=new.payment_method or None,
                currency=new.currency, subtotal=sum(sums), discount=new.discount, shipping=new.shipping,
                total=sum(sums) + new.shipping - new.discount, note=new.note or None,
            )  # fmt: skip
            session.add(row)
            session.flush()
            for position, (line, total) in enumerate(zip(new.lines, sums, strict=True), start=1):
                session.add(_line(row.id, position, line, total))
            return row.id

    def mark_paid(self, order_id: int) -> None:
        """Note that the money for an order came. Raises NotFound."""
        with self._db.write(N_("Mark order as paid")) as session:
            row = session.get(OrderTable, order_id)
            if row is None or row.deleted_at is not None:
                raise NotFound(N_("This order is not there any more."))
            row.payment = Payment.PAID


def _check(new: NewOrder) -> None:
    if not new.lines:
        raise UserError(N_("An order needs at least one line."), field="lines")
    for line in new.lines:
        if not line.name.strip():
            raise UserError(N_("Write what was bought."), field="lines")
        if line.quantity <= Decimal(0):
            raise UserError(N_("The quantity must be more than zero."), field="lines")
        if line.unit_price < Decimal(0):
            raise UserError(N_("A price cannot be below zero."), field="lines")


def _line(order_id: int, position: int, line: NewLine, total: int) -> OrderLineTable:
    return OrderLineTable(
        order_id=order_id, position=position, name=line.name.strip(), sku=line.sku or None,
        quantity=line.quantity, unit_price=line.unit_price, total=total,
    )  # fmt: skip


def _known(session: Session, shop_id: int, number: str) -> bool:
    asked = select(OrderTable.id).where(
        OrderTable.shop_id == shop_id, OrderTable.number == number, OrderTable.deleted_at.is_(None)
    )
    return session.scalar(asked) is not None


def _next_number(session: Session, shop_id: int) -> str:
    """Return the next number of the shop's own count: E-1, E-2, …"""
    numbers = session.scalars(
        select(OrderTable.number).where(OrderTable.shop_id == shop_id, OrderTable.number.like("E-%"))
    )
    counted = [int(number[2:]) for number in numbers if number[2:].isdecimal()]
    return f"E-{max(counted, default=0) + 1}"
