"""Deciding about customers who look alike: each decision is one step that can be undone."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers.service import living
from desktop_crm.duplicates.tables import ApartTable
from desktop_crm.platform.database import Database
from desktop_crm.platform.i18n import N_


class DuplicateService:
    """The verbs on customers who may be the same."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep_apart(self, one: int, other: int) -> None:
        """Remember that two customers are not the same, so that nobody is asked again. Raises NotFound."""
        with self._db.write(N_("Not the same customer")) as session:
            for customer_id in (one, other):
                living(session, customer_id)
            if one != other and not _decided(session, one, other):
                first, second = sorted((one, other))
                session.add(ApartTable(first_id=first, second_id=second, decided_at=self._db.clock.now()))


def _decided(session: Session, one: int, other: int) -> bool:
    pairs = ((one, other), (other, one))
    return any(
        session.scalar(
            select(ApartTable.id).where(
                ApartTable.first_id == a, ApartTable.second_id == b, ApartTable.deleted_at.is_(None)
            )
        )
        for a, b in pairs
    )
