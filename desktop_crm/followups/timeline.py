"""Follow-ups in a customer's history: open ones where they were planned, closed ones where they ended."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.followups.tables import FollowUpTable
from desktop_crm.followups.types import State
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.plugs import Ref, TimelineEntry

_TITLES: Final = {
    State.OPEN: N_("Follow-up planned: {title}"),
    State.DONE: N_("Follow-up done: {title}"),
    State.CANCELLED: N_("Follow-up cancelled: {title}"),
}
_TONES: Final = {State.OPEN: "accent", State.DONE: "green", State.CANCELLED: ""}


def timeline(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return at most `limit` follow-ups of a customer from before the instant `before` (UTC ms), newest first."""
    at = func.coalesce(FollowUpTable.closed_at, FollowUpTable.created_at)
    asked = select(FollowUpTable).where(FollowUpTable.customer_id == customer_id, FollowUpTable.deleted_at.is_(None))
    if before is not None:
        asked = asked.where(at < before)
    return [_entry(row) for row in session.scalars(asked.order_by(at.desc(), FollowUpTable.id.desc()).limit(limit))]


def _entry(row: FollowUpTable) -> TimelineEntry:
    state = State(row.state)
    day = " ".join(filter(None, (shown_date(date.fromisoformat(row.due_date)), row.due_time)))
    text = " · ".join(filter(None, (day, row.note)))
    at = row.created_at if row.closed_at is None else row.closed_at
    return TimelineEntry(
        Ref("followup", row.id), at, "follow_up", _(_TITLES[state]).format(title=row.title), text, _TONES[state]
    )
