"""A customer's consents as lines of their history."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.consents.rules import GRANTED, HAND
from desktop_crm.consents.tables import ConsentEventTable
from desktop_crm.customers.types import CHANNEL_NAMES
from desktop_crm.platform.i18n import _
from desktop_crm.platform.plugs import Ref, TimelineEntry


def consent_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's consents before the instant `before` (all where None), newest first."""
    asked = select(ConsentEventTable).where(
        ConsentEventTable.customer_id == customer_id, ConsentEventTable.deleted_at.is_(None)
    )
    if before is not None:
        asked = asked.where(ConsentEventTable.at < before)
    rows = session.scalars(asked.order_by(ConsentEventTable.at.desc(), ConsentEventTable.id.desc()).limit(limit))
    return [_entry(row) for row in rows]


def _entry(row: ConsentEventTable) -> TimelineEntry:
    channel = _(CHANNEL_NAMES.get(row.channel, row.channel))
    granted = row.state == GRANTED
    title = (_("{channel}: allowed") if granted else _("{channel}: refused")).format(channel=channel)
    text = row.text or ("" if row.source == HAND else row.source)
    return TimelineEntry(Ref("consent", row.id), row.at, "consent", title, text, "green" if granted else "red")
