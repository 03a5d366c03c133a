"""Reading points and levels."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.loyalty import rules
from desktop_crm.loyalty.tables import PointsTable
from desktop_crm.loyalty.types import Account, Level, Points
from desktop_crm.platform import settings
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.settings import Setting

LEVELS: Final = Setting("loyalty.levels", "", N_("Customers"), N_("Loyalty levels"))
"""The shop's levels, one a line: a name and from how many points on. Empty stands for the proposed ones."""
PROPOSED: Final = N_("Bronze 0\nSilver 500\nGold 1500")


def levels(session: Session) -> tuple[Level, ...]:
    """Return the levels of the shop, lowest first."""
    return rules.read_levels(settings.value(session, LEVELS) or _(PROPOSED))


def entries(session: Session, customer_id: int) -> list[Points]:
    """Return a customer's ledger, newest first."""
    asked = (
        select(PointsTable)
        .where(PointsTable.customer_id == customer_id, PointsTable.deleted_at.is_(None))
        .order_by(PointsTable.at.desc(), PointsTable.id.desc())
    )
    return [Points(row.id, row.points, row.reason or "", row.at, row.staff_id) for row in session.scalars(asked)]


def account(session: Session, customer_id: int, by_hand: str = "") -> Account:
    """Return what a customer's points come to; `by_hand` is the level set on their card."""
    asked = select(PointsTable.points).where(PointsTable.customer_id == customer_id, PointsTable.deleted_at.is_(None))
    return rules.account(list(session.scalars(asked)), levels(session), by_hand)
