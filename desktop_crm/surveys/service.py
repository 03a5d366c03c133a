"""Recording survey answers."""

from __future__ import annotations

from desktop_crm.customers.service import living
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.surveys.tables import AnswerTable
from desktop_crm.surveys.types import SCALES, NewAnswer


class SurveyService:
    """The verbs on survey answers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def record(self, new: NewAnswer) -> int:
        """Record one answer; returns its id. Raises UserError for a score off its scale or an empty answer."""
        if new.kind in SCALES:
            low, high = SCALES[new.kind]
            if new.score is None or not low <= new.score <= high:
                raise UserError(N_("The score must be from {low} to {high}."), field="score", low=low, high=high)
        elif not new.answer.strip():
            raise UserError(N_("Write the answer."), field="answer")
        with self._db.write(N_("Record an answer")) as session:
            living(session, new.customer_id)
            row = AnswerTable(
                customer_id=new.customer_id, survey=new.survey or new.kind, kind=new.kind,
                question=new.question or new.kind, answer=new.answer.strip() or None, score=new.score,
                answered_at=self._db.clock.now() if new.answered_at is None else new.answered_at,
            )  # fmt: skip
            session.add(row)
            return row.id
