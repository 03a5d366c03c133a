"""Follow-ups as rows."""

from __future__ import annotations

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, Instant, part_of, refers_to


class FollowUpTable(Business, Base):
    """One thing to do for a customer: a local day, perhaps a wall time, and the zone both are meant in."""

    __tablename__ = "followups"
    customer_id: Mapped[int | None] = part_of("customers")
    title: Mapped[str] = mapped_column(Text, info=PERSONAL)
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    channel: Mapped[str | None]
    owner_id: Mapped[int | None] = refers_to("staff")
    due_date: Mapped[str]
    due_time: Mapped[str | None]
    zone: Mapped[str]
    state: Mapped[str]
    closed_at: Mapped[Instant | None]
    created_at: Mapped[Instant]
    __table_args__ = (Index("ix_followups_state_due", "state", "due_date", "due_time"),)
