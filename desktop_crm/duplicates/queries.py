"""Reading what was decided about pairs of customers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.duplicates.tables import ApartTable, MergedTable


def apart(session: Session) -> set[tuple[int, int]]:
    """Return the pairs of customers who are not the same, the lesser id first."""
    rows = session.execute(select(ApartTable.first_id, ApartTable.second_id).where(ApartTable.deleted_at.is_(None)))
    return {(min(pair), max(pair)) for pair in ((row[0], row[1]) for row in rows)}


def lives_on_as(session: Session, customer_id: int) -> int:
    """Return the id of the card a customer's history is on now: of the one it was merged into, else its own."""
    merged = select(MergedTable.into_id).where(MergedTable.customer_id == customer_id, MergedTable.deleted_at.is_(None))
    return session.scalar(merged) or customer_id
