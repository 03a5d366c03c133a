"""Reading survey answers and product reviews."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.surveys.tables import AnswerTable, ReviewTable
from desktop_crm.surveys.types import Answer, Review


def of_customer(session: Session, customer_id: int, limit: int = 200) -> list[Answer]:
    """Return a customer's answers, newest first."""
    rows = session.scalars(
        select(AnswerTable)
        .where(AnswerTable.customer_id == customer_id, AnswerTable.deleted_at.is_(None))
        .order_by(AnswerTable.answered_at.desc(), AnswerTable.id.desc())
        .limit(limit)
    )
    return [answer_of(row) for row in rows]


def count(session: Session) -> int:
    """Return how many answers there are, the bin left out."""
    return session.scalar(select(func.count()).where(AnswerTable.deleted_at.is_(None))) or 0


def answer_of(row: AnswerTable) -> Answer:
    """Return a row as an answer."""
    return Answer(
        row.id, row.customer_id, row.survey, row.kind, row.question, row.answer or "", row.score, row.answered_at
    )


def reviews(session: Session, limit: int = 200) -> list[Review]:
    """Return what people wrote of products, newest first, those without a date last."""
    rows = session.scalars(
        select(ReviewTable)
        .where(ReviewTable.deleted_at.is_(None))
        .order_by(ReviewTable.written_at.desc().nulls_last(), ReviewTable.id.desc())
        .limit(limit)
    )
    return [
        Review(
            row.id, row.customer_id, row.product, row.product_name, row.stars, row.title or "", row.text or "",
            row.author or "", row.written_at, row.status, row.reply or "", row.replied_at,
        )
        for row in rows
    ]  # fmt: skip


def count_reviews(session: Session) -> int:
    """Return how many reviews there are, the bin left out."""
    return session.scalar(select(func.count()).where(ReviewTable.deleted_at.is_(None))) or 0
