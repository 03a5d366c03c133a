"""Consents as rows."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import Base, Business, Instant, part_of


class ConsentEventTable(Business, Base):
    """Someone allowed or refused one channel at one time; later events stand beside it."""

    __tablename__ = "consent_events"
    customer_id: Mapped[int] = part_of("customers")
    channel: Mapped[str]
    state: Mapped[str]
    at: Mapped[Instant]
    source: Mapped[str]
    text: Mapped[str | None] = mapped_column(Text)
