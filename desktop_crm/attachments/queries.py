"""Reading the files kept with customers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.attachments.tables import AttachmentTable, ContentsTable
from desktop_crm.attachments.types import Attachment
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_


def of_customer(session: Session, customer_id: int) -> list[Attachment]:
    """Return the files kept with a customer, newest first."""
    asked = select(AttachmentTable).where(
        AttachmentTable.customer_id == customer_id, AttachmentTable.deleted_at.is_(None)
    )
    rows = session.scalars(asked.order_by(AttachmentTable.at.desc(), AttachmentTable.id.desc()))
    return [attachment_of(row) for row in rows]


def contents(session: Session, attachment_id: int) -> tuple[str, bytes]:
    """Return a kept file's name and bytes. Raises NotFound where it, or what it held, is not there any more."""
    asked = (
        select(AttachmentTable.name, ContentsTable.data)
        .outerjoin(ContentsTable, ContentsTable.sha256 == AttachmentTable.sha256)
        .where(AttachmentTable.id == attachment_id, AttachmentTable.deleted_at.is_(None))
    )
    found = session.execute(asked).one_or_none()
    if found is None or found.data is None:
        raise NotFound(N_("This file is not there any more."))
    return found.name, found.data


def attachment_of(row: AttachmentTable) -> Attachment:
    """Return a row as a kept file."""
    return Attachment(row.id, row.customer_id, row.name, row.size, row.note or "", row.at, row.staff_id)
