"""Sales channels as rows."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from desktop_crm.platform.columns import LIVING, Base, Business


class ShopTable(Business, Base):
    """One sales channel."""

    __tablename__ = "shops"
    name: Mapped[str]
    name_folded: Mapped[str]
    kind: Mapped[str]
    currency: Mapped[str]
    zone: Mapped[str]
    __table_args__ = (Index("ix_shops_name_folded", "name_folded", unique=True, sqlite_where=LIVING),)
