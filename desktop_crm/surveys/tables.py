"""Survey answers and product reviews as rows."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.customers.tables import PERSONAL
from desktop_crm.platform.columns import Base, Business, Instant, part_of, refers_to


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


class ReviewTable(Business, Base):
    """What somebody wrote of a product; `product` is what the shop calls it (a handle, a number), `stars` 1 to 5."""

    __tablename__ = "reviews"
    shop_id: Mapped[int] = refers_to("shops")
    customer_id: Mapped[int | None] = part_of("customers")
    product: Mapped[str | None] = mapped_column(Text, index=True)
    product_name: Mapped[str | None] = mapped_column(Text)
    stars: Mapped[int | None]
    title: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    text: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    author: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    written_at: Mapped[Instant | None] = mapped_column(index=True)
    status: Mapped[str | None]
    reply: Mapped[str | None] = mapped_column(Text)
    replied_at: Mapped[Instant | None]
