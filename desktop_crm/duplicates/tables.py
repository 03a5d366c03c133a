"""What was decided about pairs of customers as rows: apart for good, or one of them now part of the other."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from desktop_crm.platform.columns import LIVING, Base, Business, Instant, part_of


class ApartTable(Business, Base):
    """Two customers who look alike and are not the same; in either order."""

    __tablename__ = "customers_apart"
    first_id: Mapped[int] = part_of("customers")
    second_id: Mapped[int] = part_of("customers")
    decided_at: Mapped[Instant]
    __table_args__ = (Index("ix_customers_apart_pair", "first_id", "second_id", unique=True, sqlite_where=LIVING),)


class MergedTable(Business, Base):
    """A card in the bin whose customer lives on as another card."""

    __tablename__ = "customers_merged"
    customer_id: Mapped[int] = part_of("customers")
    into_id: Mapped[int] = part_of("customers")
    merged_at: Mapped[Instant]
    __table_args__ = (Index("ix_customers_merged_customer", "customer_id", unique=True, sqlite_where=LIVING),)
