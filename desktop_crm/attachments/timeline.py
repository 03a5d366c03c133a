"""The files kept with a customer as lines of their history."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.attachments.tables import AttachmentTable
from desktop_crm.platform.i18n import _
from desktop_crm.platform.plugs import Ref, TimelineEntry


def attachment_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return the files kept with a customer before the instant `before` (all where None), newest first."""
    asked = select(AttachmentTable).where(
        AttachmentTable.customer_id == customer_id, AttachmentTable.deleted_at.is_(None)
    )
    if before is not None:
        asked = asked.where(AttachmentTable.at < before)
    rows = session.scalars(asked.order_by(AttachmentTable.at.desc(), AttachmentTable.id.desc()).limit(limit))
    return [_entry(row) for row in rows]


def _entry(row: AttachmentTable) -> TimelineEntry:
    title = _("File: {name}").format(name=row.name)
    return TimelineEntry(Ref("attachment", row.id), row.at, "file", title, row.note or "", "neutral")
