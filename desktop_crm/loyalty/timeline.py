"""Points given and used as lines of a customer's history."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.loyalty.tables import PointsTable
from desktop_crm.platform.i18n import counted
from desktop_crm.platform.plugs import Ref, TimelineEntry


def points_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's points before the instant `before` (all where None), newest first."""
    asked = select(PointsTable).where(PointsTable.customer_id == customer_id, PointsTable.deleted_at.is_(None))
    if before is not None:
        asked = asked.where(PointsTable.at < before)
    rows = session.scalars(asked.order_by(PointsTable.at.desc(), PointsTable.id.desc()).limit(limit))
    return [_entry(row) for row in rows]


def _entry(row: PointsTable) -> TimelineEntry:
    if row.points >= 0:
        title = counted("{count} point given", "{count} points given", row.points)
    else:
        title = counted("{count} point used", "{count} points used", -row.points)
    tone = "green" if row.points >= 0 else "amber"
    return TimelineEntry(Ref("points", row.id), row.at, "points", title, row.reason or "", tone)
