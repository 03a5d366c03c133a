"""Giving and using points: each verb is one step that can be undone."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.customers.service import living
from desktop_crm.loyalty.tables import PointsTable
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze

MOST = 10_000_000


class LoyaltyService:
    """The verbs on points and levels."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def give(self, customer_id: int, points: int, reason: str = "") -> int:
        """Give points; returns the entry's id. Raises UserError for no or too many points, NotFound."""
        _check(points)
        label = N_("Give one point") if points == 1 else N_("Give {count} points")
        with self._db.write(label, count=points) as session:
            return self._enter(session, customer_id, points, reason)

    def use(self, customer_id: int, points: int, reason: str = "") -> int:
        """Take off points that a customer used; returns the entry's id. Raises UserError beyond what they have."""
        _check(points)
        label = N_("Use one point") if points == 1 else N_("Use {count} points")
        with self._db.write(label, count=points) as session:
            left = _balance(session, customer_id)
            if points > left:
                raise UserError(N_("They have only {count} points."), field="points", count=left)
            return self._enter(session, customer_id, -points, reason)

    def remove(self, entry_id: int) -> None:
        """Take an entry out of the ledger. Raises NotFound."""
        with self._db.write(N_("Remove an entry of points")) as session:
            row = session.get(PointsTable, entry_id)
            if row is None or row.deleted_at is not None:
                raise NotFound(N_("This entry is not there any more."))
            row.deleted_at = self._db.clock.now()

    def set_level(self, customer_id: int, level: str) -> None:
        """Say by hand which level a customer has; '' leaves it to their points. Raises NotFound."""
        with self._db.write(N_("Change the loyalty level")) as session:
            living(session, customer_id).loyalty_level = squeeze(level) or None

    def _enter(self, session: Session, customer_id: int, points: int, reason: str) -> int:
        living(session, customer_id)
        row = PointsTable(
            customer_id=customer_id, points=points, reason=reason.strip() or None, at=self._db.clock.now(),
            staff_id=self._db.author(),
        )  # fmt: skip
        session.add(row)
        return row.id


def _check(points: int) -> None:
    if not 0 < points <= MOST:
        raise UserError(N_("Write how many points: from 1 to {most}."), field="points", most=MOST)


def _balance(session: Session, customer_id: int) -> int:
    asked = select(func.sum(PointsTable.points)).where(
        PointsTable.customer_id == customer_id, PointsTable.deleted_at.is_(None)
    )
    return session.scalar(asked) or 0
