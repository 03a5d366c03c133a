"""Reading consents."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.consents.rules import ConsentEvent, effective
from desktop_crm.consents.tables import ConsentEventTable


def events(session: Session, customer_ids: Sequence[int]) -> dict[int, list[ConsentEvent]]:
    """Return the consent events of each of the customers who have any, oldest first."""
    rows = session.scalars(
        select(ConsentEventTable)
        .where(ConsentEventTable.customer_id.in_(customer_ids), ConsentEventTable.deleted_at.is_(None))
        .order_by(ConsentEventTable.at, ConsentEventTable.id)
    )
    found: dict[int, list[ConsentEvent]] = {}
    for row in rows:
        event = ConsentEvent(row.channel, row.state, row.at, row.source, row.text or "")
        found.setdefault(row.customer_id, []).append(event)
    return found


def states(session: Session, customer_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the state of each channel a customer spoke of, by customer."""
    return {customer: effective(found) for customer, found in events(session, customer_ids).items()}
