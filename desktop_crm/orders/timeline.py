"""A customer's orders as lines of their history."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.orders import queries
from desktop_crm.orders.tables import OrderLineTable, OrderTable
from desktop_crm.orders.types import STATUS_NAMES, OrderRow, OrderStatus
from desktop_crm.platform.i18n import _, counted
from desktop_crm.platform.money import shown
from desktop_crm.platform.plugs import Ref, TimelineEntry

_TONES = {OrderStatus.CANCELLED: "red", OrderStatus.RETURNED: "amber"}


def order_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's orders before the instant `before` (all where None), newest first."""
    asked = select(OrderTable.id).where(
        OrderTable.customer_id == customer_id, OrderTable.deleted_at.is_(None), OrderTable.ordered_at.is_not(None)
    )
    if before is not None:
        asked = asked.where(OrderTable.ordered_at < before)
    ids = session.scalars(asked.order_by(OrderTable.ordered_at.desc(), OrderTable.id.desc()).limit(limit)).all()
    found = queries.by_ids(session, ids)
    products = _products(session, ids)
    return [_entry(found[i], products.get(i, [])) for i in ids]


def _entry(order: OrderRow, products: list[str]) -> TimelineEntry:
    said = [shown(order.total, order.currency), _(STATUS_NAMES[order.status])]
    if products:
        said.insert(
            0, products[0] if len(products) == 1 else counted("{count} product", "{count} products", len(products))
        )
    title = _("Order {number} · {shop}").format(number=order.number, shop=order.shop)
    tone = _TONES.get(order.status, "accent")
    return TimelineEntry(Ref("order", order.id), order.ordered_at or 0, "order", title, " · ".join(said), tone)


def _products(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    asked = select(OrderLineTable.order_id, OrderLineTable.name).where(OrderLineTable.order_id.in_(ids))
    found: dict[int, list[str]] = {}
    for order_id, name in session.execute(asked.order_by(OrderLineTable.order_id, OrderLineTable.position)):
        found.setdefault(order_id, []).append(name)
    return found
