"""What staff said of a customer's stage, as rows; what the rules say is worked out, never kept."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, Instant, part_of, refers_to


class StageMarkTable(Business, Base):
    """Someone of the shop said where a customer stands; without a stage, that the rules say it from then on.

    One that is not `pinned` holds until the rules see something newer than its local `day`. `reason` says why they
    were lost.
    """

    __tablename__ = "stage_marks"
    customer_id: Mapped[int] = part_of("customers")
    stage: Mapped[str | None]
    pinned: Mapped[bool]
    reason: Mapped[str | None]
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    day: Mapped[str]
    at: Mapped[Instant] = mapped_column(index=True)
    staff_id: Mapped[int | None] = refers_to("staff")
