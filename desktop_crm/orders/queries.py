"""Reading orders, their lines, and what they sum up to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from desktop_crm.orders.tables import OrderLineTable, OrderTable, PackageTable, RefundTable
from desktop_crm.orders.types import WITHOUT_REASON, Line, OrderRow, OrderStatus, Parcel, Payment, Totals
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_
from desktop_crm.shops.tables import ShopTable


def of_customer(session: Session, customer_id: int, limit: int = 200) -> list[OrderRow]:
    """Return a customer's orders with lines and packages, newest first."""
    asked = _orders().where(OrderTable.customer_id == customer_id)
    rows = session.execute(asked.order_by(OrderTable.ordered_at.desc(), OrderTable.id.desc()).limit(limit))
    return _filled(session, [tuple(row) for row in rows])


def order(session: Session, order_id: int) -> OrderRow:
    """Return one order with lines and packages. Raises NotFound."""
    rows = [tuple(row) for row in session.execute(_orders().where(OrderTable.id == order_id))]
    if not rows:
        raise NotFound(N_("This order is not there any more."))
    return _filled(session, rows)[0]


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, OrderRow]:
    """Return orders without their lines, by id."""
    rows = session.execute(_orders().where(OrderTable.id.in_(ids)))
    return {found.id: found for found in (_order_row(tuple(row)) for row in rows)}


def count(session: Session) -> int:
    """Return how many orders there are, cancelled ones included."""
    return session.scalar(select(func.count()).where(OrderTable.deleted_at.is_(None))) or 0


def count_lines(session: Session) -> int:
    """Return how many lines these orders have."""
    binned = select(OrderTable.id).where(OrderTable.deleted_at.is_not(None))
    living = OrderLineTable.deleted_at.is_(None) & OrderLineTable.order_id.not_in(binned)
    return session.scalar(select(func.count()).where(living)) or 0


def first_day(session: Session, customer_id: int) -> str | None:
    """Return the local day of a customer's first order in ISO form, None where there is none."""
    return session.scalar(
        select(func.min(OrderTable.local_date)).where(
            OrderTable.customer_id == customer_id, OrderTable.deleted_at.is_(None)
        )
    )


def totals(session: Session, customer_id: int | None = None) -> list[Totals]:
    """Return revenue and refunds by currency, of one customer or of all; currencies are never added together."""
    found = session.execute(_totals(one=customer_id is not None), {"customer": customer_id})
    return [Totals(currency, int(r or 0), int(b or 0), int(n or 0)) for currency, r, b, n in found]


@cache
def _totals(*, one: bool) -> Select[str, Any, Any, Any]:
    given_back = _refunded()
    refunded = func.coalesce(given_back.c.amount, 0)
    counts = OrderTable.status != OrderStatus.CANCELLED
    asked = (
        select(
            OrderTable.currency,
            func.sum(case((counts, OrderTable.total - refunded), else_=0)),
            func.sum(refunded),
            func.sum(case((counts, 1), else_=0)),
        )
        .select_from(OrderTable)
        .outerjoin(given_back, given_back.c.order_id == OrderTable.id)
        .where(OrderTable.deleted_at.is_(None))
        .group_by(OrderTable.currency)
        .order_by(OrderTable.currency)
    )
    return asked.where(OrderTable.customer_id == bindparam("customer")) if one else asked


def _refunded() -> Any:
    return (
        select(RefundTable.order_id, func.sum(RefundTable.amount).label("amount"))
        .where(RefundTable.deleted_at.is_(None))
        .group_by(RefundTable.order_id)
        .subquery("refunded")
    )


def _orders() -> Select[OrderTable, str, int, str | None]:
    mine = (RefundTable.order_id == OrderTable.id, RefundTable.deleted_at.is_(None))
    given_back = select(func.coalesce(func.sum(RefundTable.amount), 0)).where(*mine).scalar_subquery()
    told = RefundTable.reason.not_in(WITHOUT_REASON)
    why = select(func.group_concat(RefundTable.reason.distinct())).where(*mine, told).scalar_subquery()
    return (
        select(OrderTable, ShopTable.name, given_back, why)
        .join(ShopTable, ShopTable.id == OrderTable.shop_id)
        .where(OrderTable.deleted_at.is_(None))
    )


def _order_row(found: tuple[Any, ...], lines: tuple[Line, ...] = (), parcels: tuple[Parcel, ...] = ()) -> OrderRow:
    row, shop, refunded, why = found
    return OrderRow(
        id=row.id, shop=shop, number=row.number, customer_id=row.customer_id, buyer=row.buyer or "",
        ordered_at=row.ordered_at, local_date=row.local_date, status=OrderStatus(row.status),
        payment=Payment(row.payment) if row.payment else None, currency=row.currency, total=row.total,
        refunded=int(refunded), subtotal=row.subtotal, discount=row.discount, shipping=row.shipping, tax=row.tax,
        coupon=row.coupon or "", note=row.note or "", payment_method=row.payment_method or "",
        lines=lines, parcels=parcels, why_returned=why or "",
    )  # fmt: skip


def _filled(session: Session, rows: list[tuple[Any, ...]]) -> list[OrderRow]:
    ids = [row[0].id for row in rows]
    lines: dict[int, list[Line]] = {}
    for found in session.scalars(
        select(OrderLineTable)
        .where(OrderLineTable.order_id.in_(ids), OrderLineTable.deleted_at.is_(None))
        .order_by(OrderLineTable.order_id, OrderLineTable.position, OrderLineTable.id)
    ):
        lines.setdefault(found.order_id, []).append(
            Line(
                found.name, found.quantity, found.unit_price, found.total, found.sku or "", found.barcode or "",
                found.variant or "", found.vat_rate, found.status_text or "", found.position,
            )
        )  # fmt: skip
    parcels: dict[int, list[Parcel]] = {}
    for parcel in session.scalars(
        select(PackageTable)
        .where(PackageTable.order_id.in_(ids), PackageTable.deleted_at.is_(None))
        .order_by(PackageTable.order_id, PackageTable.id)
    ):
        parcels.setdefault(parcel.order_id, []).append(
            Parcel(
                parcel.number, parcel.carrier or "", parcel.tracking or "", parcel.status_text or "",
                parcel.shipped_at, parcel.delivered_at,
            )
        )  # fmt: skip
    return [_order_row(row, tuple(lines.get(row[0].id, ())), tuple(parcels.get(row[0].id, ()))) for row in rows]
