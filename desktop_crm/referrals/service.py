"""Noting who brought whom: each verb is one step that can be undone."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers.service import living
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.referrals.tables import ReferralTable


class ReferralService:
    """The verbs on referrals."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, customer_id: int, referrer_id: int, note: str = "") -> int:
        """Note who brought a customer, in place of whoever was noted before; returns the referral's id.

        Raises UserError for somebody who would have brought themselves, directly or by others; NotFound.
        """
        with self._db.write(N_("Note who brought them")) as session:
            living(session, customer_id)
            living(session, referrer_id)
            if customer_id in _line_of(session, referrer_id):
                raise UserError(N_("Nobody brings themselves, not even by way of others."), field="referrer")
            for row in _of(session, customer_id):
                row.deleted_at = self._db.clock.now()
            row = ReferralTable(
                customer_id=customer_id, referrer_id=referrer_id, note=note.strip() or None, at=self._db.clock.now()
            )
            session.add(row)
            return row.id

    def forget(self, referral_id: int) -> None:
        """Take a referral back. Raises NotFound."""
        with self._db.write(N_("Remove a referral")) as session:
            _living(session, referral_id).deleted_at = self._db.clock.now()

    def thank(self, referral_id: int) -> None:
        """Note that whoever brought somebody was thanked. Raises NotFound."""
        with self._db.write(N_("Note the thanks")) as session:
            _living(session, referral_id).thanked_at = self._db.clock.now()


def _living(session: Session, referral_id: int) -> ReferralTable:
    row = session.get(ReferralTable, referral_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(N_("This referral is not there any more."))
    return row


def _of(session: Session, customer_id: int) -> list[ReferralTable]:
    asked = select(ReferralTable).where(ReferralTable.customer_id == customer_id, ReferralTable.deleted_at.is_(None))
    return list(session.scalars(asked))


def _line_of(session: Session, customer_id: int) -> set[int]:
    """Return a customer, who brought them, who brought those, and so on."""
    line: set[int] = set()
    waiting = [customer_id]
    while waiting:
        one = waiting.pop()
        if one not in line:
            line.add(one)
            waiting += [row.referrer_id for row in _of(session, one)]
    return line
