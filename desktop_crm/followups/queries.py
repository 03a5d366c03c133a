"""Reading follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop_crm.customers.tables import CustomerTable
from desktop_crm.followups.tables import FollowUpTable
from desktop_crm.followups.types import FollowUp, State
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_


def due(session: Session, until: date, owner_id: int | None = None) -> list[FollowUp]:
    """Return the open follow-ups due on or before the local day `until`, the longest due first.

    Those without a wall time come after those with one on the same day. `owner_id` keeps one person's only.
    """
    asked = _all().where(FollowUpTable.state == State.OPEN, FollowUpTable.due_date <= until.isoformat())
    if owner_id is not None:
        asked = asked.where(FollowUpTable.owner_id == owner_id)
    asked = asked.order_by(FollowUpTable.due_date, func.coalesce(FollowUpTable.due_time, "24:00"), FollowUpTable.id)
    return _read(session, asked)


def of_customer(session: Session, customer_id: int, limit: int = 200) -> list[FollowUp]:
    """Return a customer's follow-ups: open ones first by day, then closed ones, newest first."""
    asked = _all().where(FollowUpTable.customer_id == customer_id)
    found = _read(session, asked.order_by(FollowUpTable.due_date, FollowUpTable.id).limit(limit))
    still_open = [item for item in found if item.state is State.OPEN]
    closed = [item for item in found if item.state is not State.OPEN]
    return still_open + sorted(closed, key=lambda item: -(item.closed_at or 0))


def one(session: Session, followup_id: int) -> FollowUp:
    """Return one follow-up. Raises NotFound."""
    found = _read(session, _all().where(FollowUpTable.id == followup_id))
    if not found:
        raise NotFound(N_("This follow-up is not there any more."))
    return found[0]


def count(session: Session) -> int:
    """Return how many follow-ups there are, open and closed, the bin left out."""
    return session.scalar(select(func.count()).where(FollowUpTable.deleted_at.is_(None))) or 0


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, FollowUp]:
    """Return follow-ups by id, those in the bin left out."""
    return {item.id: item for item in _read(session, _all().where(FollowUpTable.id.in_(ids)))}


def _all() -> Select[FollowUpTable, str]:
    return (
        select(FollowUpTable, CustomerTable.name)
        .outerjoin(CustomerTable, CustomerTable.id == FollowUpTable.customer_id)
        .where(FollowUpTable.deleted_at.is_(None))
    )


def _read(session: Session, asked: Select[FollowUpTable, str]) -> list[FollowUp]:
    return [
        FollowUp(
            row.id, row.customer_id, customer or "", row.title, row.note or "", row.channel or "", row.owner_id,
            date.fromisoformat(row.due_date), time.fromisoformat(row.due_time) if row.due_time else None, row.zone,
            State(row.state), row.closed_at, row.created_at,
        )
        for row, customer in session.execute(asked)
    ]  # fmt: skip
