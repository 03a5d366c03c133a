"""Lists without columns on the screen, as a person would write them down: in the language in use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop_crm.followups.types import STATE_NAMES, State
from desktop_crm.interactions.types import CHANNEL_NAMES, Channel
from desktop_crm.orders.types import PAYMENT_NAMES, STATUS_NAMES, OrderStatus, Payment
from desktop_crm.platform.clock import Clock
from desktop_crm.platform.i18n import _
from desktop_crm.transfer.writing import queries
from desktop_crm.transfer.writing.columns import Cell, Kind, field
from desktop_crm.transfer.writing.lists import amount, moment
from desktop_crm.transfer.writing.queries import Purchase, Task
from desktop_crm.transfer.writing.shape import Shape, of_fields


def followups(session: Session, clock: Clock) -> Shape:
    """Return the shape of follow-ups, one a row."""
    return of_fields(
        queries.followups,
        (
            field(_("Follow-up"), lambda task: task.title, 36),
            field(_("Day"), lambda task: date.fromisoformat(task.due_date), 12, Kind.DAY),
            field(_("Time"), lambda task: task.due_time, 10),
            field(_("Customer"), lambda task: task.customer, 26),
            field(_("Channel"), _channel, 12),
            field(_("Who does it"), lambda task: task.owner, 18),
            field(_("Status"), lambda task: _(STATE_NAMES[State(task.state)]), 12),
            field(_("Note"), lambda task: task.note, 36),
        ),
    )(session, clock)


def orders(session: Session, clock: Clock) -> Shape:
    """Return the shape of orders, one a row; amounts have their currency beside them."""
    return of_fields(
        queries.purchases,
        (
            field(_("Order number"), lambda order: order.number, 16),
            field(_("Sales channel"), lambda order: order.shop, 18),
            field(_("Order date"), lambda order: moment(order.ordered_at, order.zone), 20, Kind.MOMENT),
            field(_("Order status"), lambda order: _(STATUS_NAMES[OrderStatus(order.status)]), 14),
            field(_("Order total"), _money("total"), 12, Kind.MONEY),
            field(_("Refunded amount"), _money("refunded"), 12, Kind.MONEY),
            field(_("Currency"), lambda order: order.currency, 10),
            field(_("Payment"), _payment, 18),
            field(_("Coupon"), lambda order: order.coupon, 14),
            field(_("Customer"), lambda order: order.customer, 26),
            field(_("Note"), lambda order: order.note, 36),
        ),
    )(session, clock)


def _channel(task: Task) -> Cell:
    return _(CHANNEL_NAMES[Channel(task.channel)]) if task.channel else None


def _payment(order: Purchase) -> Cell:
    return _(PAYMENT_NAMES[Payment(order.payment)]) if order.payment else None


def _money(name: str) -> Callable[[Any], Cell]:
    def value(order: Purchase) -> Cell:
        return amount(getattr(order, name) or 0, order.currency)

    return value
