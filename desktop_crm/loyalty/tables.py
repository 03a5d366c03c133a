"""The ledger of points as rows."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, Instant, part_of, refers_to


class PointsTable(Business, Base):
    """Points given to a customer, or used by them where below zero, and what for."""

    __tablename__ = "loyalty_points"
    customer_id: Mapped[int] = part_of("customers")
    points: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    at: Mapped[Instant]
    staff_id: Mapped[int | None] = refers_to("staff")
