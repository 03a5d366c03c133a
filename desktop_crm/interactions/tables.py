"""Conversations as rows."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, Instant, part_of, refers_to


class InteractionTable(Business, Base):
    """One conversation: who, when, over which channel, in which direction, and what was said."""

    __tablename__ = "interactions"
    customer_id: Mapped[int] = part_of("customers")
    channel: Mapped[str]
    direction: Mapped[str]
    at: Mapped[Instant] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(Text, info=PERSONAL)
    reason: Mapped[str | None]
    mood: Mapped[str | None]
    minutes: Mapped[int | None]
    staff_id: Mapped[int | None] = refers_to("staff")
