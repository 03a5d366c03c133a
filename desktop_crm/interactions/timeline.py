"""A customer's conversations as lines of their history."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.interactions.queries import interaction_of
from desktop_crm.interactions.tables import InteractionTable
from desktop_crm.interactions.types import CHANNEL_NAMES, Direction, Interaction
from desktop_crm.platform.i18n import _, counted
from desktop_crm.platform.plugs import Ref, TimelineEntry


def interaction_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's conversations before the instant `before` (all where None), newest first."""
    asked = select(InteractionTable).where(
        InteractionTable.customer_id == customer_id, InteractionTable.deleted_at.is_(None)
    )
    if before is not None:
        asked = asked.where(InteractionTable.at < before)
    rows = session.scalars(asked.order_by(InteractionTable.at.desc(), InteractionTable.id.desc()).limit(limit))
    return [_entry(interaction_of(row)) for row in rows]


def _entry(talk: Interaction) -> TimelineEntry:
    direction = _("incoming") if talk.direction is Direction.IN else _("outgoing")
    said = [_(CHANNEL_NAMES[talk.channel]), direction]
    if talk.minutes:
        said.append(counted("{count} minute", "{count} minutes", talk.minutes))
    return TimelineEntry(Ref("interaction", talk.id), talk.at, talk.channel, " · ".join(said), talk.text, "blue")
