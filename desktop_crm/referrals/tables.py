"""Referrals as rows."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, Instant, part_of, told_once


class ReferralTable(Business, Base):
    """`referrer_id` brought `customer_id` to the shop; `thanked_at` is when they were thanked for it."""

    __tablename__ = "referrals"
    customer_id: Mapped[int] = part_of("customers")
    referrer_id: Mapped[int] = part_of("customers")
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    at: Mapped[Instant]
    thanked_at: Mapped[Instant | None]
    __table_args__ = told_once("customer_id")
