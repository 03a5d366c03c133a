"""Ties between customers as rows."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, part_of, told_once


class TieTable(Business, Base):
    """`customer_id` is `kind` to `other_id`; seen from both cards."""

    __tablename__ = "customer_ties"
    customer_id: Mapped[int] = part_of("customers")
    other_id: Mapped[int] = part_of("customers")
    kind: Mapped[str]
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    __table_args__ = told_once("customer_id", "other_id", "kind")
