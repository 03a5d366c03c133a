"""Reading conversations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.interactions.tables import InteractionTable
from desktop_crm.interactions.types import Channel, Direction, Interaction


def of_customer(session: Session, customer_id: int, limit: int = 200) -> list[Interaction]:
    """Return a customer's conversations, newest first."""
    asked = select(InteractionTable).where(
        InteractionTable.customer_id == customer_id, InteractionTable.deleted_at.is_(None)
    )
    rows = session.scalars(asked.order_by(InteractionTable.at.desc(), InteractionTable.id.desc()).limit(limit))
    return [interaction_of(row) for row in rows]


def count(session: Session) -> int:
    """Return how many conversations there are, the bin left out."""
    return session.scalar(select(func.count()).where(InteractionTable.deleted_at.is_(None))) or 0


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, Interaction]:
    """Return conversations by id, those in the bin left out."""
    rows = session.scalars(
        select(InteractionTable).where(InteractionTable.id.in_(ids), InteractionTable.deleted_at.is_(None))
    )
    return {row.id: interaction_of(row) for row in rows}


def interaction_of(row: InteractionTable) -> Interaction:
    """Return a row as a conversation."""
    return Interaction(
        row.id, row.customer_id, Channel(row.channel), Direction(row.direction), row.at, row.text,
        row.reason or "", row.mood or "", row.minutes, row.staff_id,
    )  # fmt: skip
