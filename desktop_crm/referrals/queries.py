"""Reading who brought whom, with what came of it."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from desktop_crm.customers.tables import CustomerTable
from desktop_crm.orders import queries as orders
from desktop_crm.orders.types import Totals
from desktop_crm.referrals.tables import ReferralTable
from desktop_crm.referrals.types import Referral, Referrals


def of_customer(session: Session, customer_id: int) -> Referrals:
    """Return who brought a customer and whom they brought; who is in the bin is left out."""
    came = _asked().join(CustomerTable, CustomerTable.id == ReferralTable.referrer_id)
    brought_by = session.execute(
        came.where(ReferralTable.customer_id == customer_id, CustomerTable.deleted_at.is_(None)).limit(1)
    ).first()
    brought = _asked().join(CustomerTable, CustomerTable.id == ReferralTable.customer_id)
    rows = session.execute(
        brought.where(ReferralTable.referrer_id == customer_id, CustomerTable.deleted_at.is_(None))
    ).all()
    return Referrals(
        _referral(brought_by[0], brought_by[1], brought_by[0].referrer_id, ()) if brought_by is not None else None,
        tuple(
            _referral(row, name, row.customer_id, tuple(orders.totals(session, row.customer_id))) for row, name in rows
        ),
    )


def brought_totals(session: Session, customer_id: int) -> tuple[Totals, ...]:
    """Return what all those whom a customer brought have ordered, by currency."""
    sums: dict[str, Totals] = {}
    for one in of_customer(session, customer_id).brought:
        for total in one.totals:
            had = sums.get(total.currency, Totals(total.currency, 0, 0, 0))
            sums[total.currency] = Totals(
                total.currency, had.revenue + total.revenue, had.refunds + total.refunds, had.orders + total.orders
            )
    return tuple(sums[currency] for currency in sorted(sums))


def _asked() -> Select[ReferralTable, str]:
    return (
        select(ReferralTable, CustomerTable.name)
        .where(ReferralTable.deleted_at.is_(None), ReferralTable.customer_id != ReferralTable.referrer_id)
        .order_by(ReferralTable.at.desc(), ReferralTable.id.desc())
    )


def _referral(row: ReferralTable, name: str, other: int, totals: tuple[Totals, ...]) -> Referral:
    return Referral(row.id, other, name, row.note or "", row.at, row.thanked_at, totals)


def touching(customer_id: int) -> Select[ReferralTable]:
    """Return the SELECT of the living referrals a customer stands at either end of."""
    return select(ReferralTable).where(
        ReferralTable.deleted_at.is_(None),
        or_(ReferralTable.customer_id == customer_id, ReferralTable.referrer_id == customer_id),
    )
