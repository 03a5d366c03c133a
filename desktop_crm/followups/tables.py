"""Follow-ups as rows."""

from __future__ import annotations

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, BigInt, Business, Instant, part_of, refers_to


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
    minutes: Mapped[int | None]
    working_day: Mapped[bool | None]
    __table_args__ = (
        Index("ix_followups_state_due", "state", "due_date", "due_time"),
        Index("ix_followups_state_closed", "state", "closed_at"),
    )


class ReminderTable(Business, Base):
    """When to recall a follow-up: minutes before it or a wall time on its day, or later where it was snoozed.

    `dismissed` is the occurrence somebody has answered; another one rings again.
    """

    __tablename__ = "followup_reminders"
    followup_id: Mapped[int] = part_of("followups")
    minutes_before: Mapped[int | None]
    wall: Mapped[str | None]
    snoozed_until: Mapped[Instant | None]
    dismissed: Mapped[str | None]


class RungTable(Base):
    """Which occurrences of reminders have rung: kept outside the journal, so that undoing a step rings nothing twice.

    A row may outlive its reminder: one whose planning is undone and done again has still rung.
    """

    __tablename__ = "followup_rung"
    reminder_id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    occurrence: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[Instant]
    rung_at: Mapped[Instant]
    __table_args__ = ({"sqlite_with_rowid": False},)
