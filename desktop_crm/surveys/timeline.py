"""A customer's survey answers as lines of their history."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.platform.plugs import Ref, TimelineEntry
from desktop_crm.surveys.queries import answer_of
from desktop_crm.surveys.tables import AnswerTable
from desktop_crm.surveys.types import SCALES, Answer

_GOOD_SHARE = 0.85
_BAD_SHARE = 0.65


def answer_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's answers before the instant `before` (all where None), newest first."""
    asked = select(AnswerTable).where(AnswerTable.customer_id == customer_id, AnswerTable.deleted_at.is_(None))
    if before is not None:
        asked = asked.where(AnswerTable.answered_at < before)
    rows = session.scalars(asked.order_by(AnswerTable.answered_at.desc(), AnswerTable.id.desc()).limit(limit))
    return [_entry(answer_of(row)) for row in rows]


def _entry(answer: Answer) -> TimelineEntry:
    name = answer.kind.upper() if answer.kind in SCALES else answer.question
    title = name if answer.score is None else f"{name} {answer.score}"
    return TimelineEntry(Ref("answer", answer.id), answer.answered_at, "survey", title, answer.answer, _tone(answer))


def _tone(answer: Answer) -> str:
    if answer.score is None or answer.kind not in SCALES:
        return ""
    low, high = SCALES[answer.kind]
    share = (answer.score - low) / (high - low)
    return "green" if share >= _GOOD_SHARE else "red" if share < _BAD_SHARE else "amber"
