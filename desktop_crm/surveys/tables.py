"""Survey answers as rows."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, Instant, part_of


class AnswerTable(Business, Base):
    """One answer to one question; `kind` is the question's type, `score` its number where it has one."""

    __tablename__ = "answers"
    customer_id: Mapped[int | None] = part_of("customers")
    survey: Mapped[str]
    kind: Mapped[str]
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    score: Mapped[int | None]
    answered_at: Mapped[Instant] = mapped_column(index=True)
