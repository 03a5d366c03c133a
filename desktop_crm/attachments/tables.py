"""Files kept with customers as rows: what each is called, and its contents once however often it is kept."""

from __future__ import annotations

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, Instant, part_of, refers_to


class AttachmentTable(Business, Base):
    """A file of a customer; `sha256` names its contents."""

    __tablename__ = "attachments"
    customer_id: Mapped[int] = part_of("customers")
    name: Mapped[str] = mapped_column(Text, info=PERSONAL)
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    at: Mapped[Instant]
    staff_id: Mapped[int | None] = refers_to("staff")


class ContentsTable(Base):
    """The bytes of a file, which never change: no step of the journal carries them, rows refer to them by name."""

    __tablename__ = "attachment_contents"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, info=PERSONAL)
