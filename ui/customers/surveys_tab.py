"""What a customer answered when asked how they liked it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.platform import clock, settings
from desktop_crm.platform.i18n import _
from desktop_crm.surveys import queries
from desktop_crm.surveys.types import SCALES, Answer
from ui.customers.tab_head import TabHead, lay_out_tab
from ui.customers.words import moment
from ui.kit.buttons import small
from ui.kit.context import Context
from ui.kit.row_paint import Lead, Row
from ui.kit.rows import RowList

_GOOD: Final = 0.85
_BAD: Final = 0.65


class SurveysTab(QWidget):
    """A score on its ground, the question, the words said to it."""

    def __init__(self, ctx: Context, record: Callable[[], object]) -> None:
        super().__init__()
        self._ctx = ctx
        self._customer_id: int | None = None
        self.list = RowList(_("Answers"), wrap=True, hairlines=False)
        self.list.empty_words = (_("No answers yet"), _("Scores and comments will stand here."))
        lay_out_tab(self, TabHead(None, small(_("Record a score"), record, icon="survey")), self.list)
        ctx.watch(self, ("answers",), lambda _changed: self._load())

    def show_customer(self, customer_id: int) -> None:
        """Show the answers of a customer."""
        self._customer_id = customer_id
        self.list.overlay.loading()
        self._load()

    def _load(self) -> None:
        customer_id = self._customer_id
        if customer_id is None:
            return

        def read(session: Any) -> tuple[list[Answer], str]:
            return queries.of_customer(session, customer_id), settings.value(session, settings.ZONE)

        self._ctx.load(self, read, lambda answer: self._show(*answer), self._fail, slot="answers")

    def _fail(self, error: BaseException) -> None:
        self.list.show_rows([])
        self.list.overlay.error(str(error), self._load)

    def _show(self, found: list[Answer], zone: str) -> None:
        today = clock.local_date(self._ctx.app.db.clock.now(), zone)
        self.list.overlay.clear()
        self.list.show_rows([_row(answer, zone, today) for answer in found])


def _row(answer: Answer, zone: str, today: date) -> Row:
    title = answer.question
    if answer.kind in SCALES and answer.question == answer.kind:
        title = answer.kind.upper()
    lead = Lead("badge", "survey") if answer.score is None else Lead("score", str(answer.score), _tone(answer))
    return Row(answer.id, title, answer.answer, lead, trail=moment(answer.answered_at, zone, today), strong=True)


def _tone(answer: Answer) -> str:
    low, high = SCALES.get(answer.kind, (0, 10))
    share = ((answer.score or 0) - low) / (high - low)
    return "green" if share >= _GOOD else "red" if share < _BAD else "amber"
