"""The people of the shop as rows."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import Base, Business


class StaffTable(Business, Base):
    """One person of the shop; who left stays, so that what they wrote keeps its author."""

    __tablename__ = "staff"
    name: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
