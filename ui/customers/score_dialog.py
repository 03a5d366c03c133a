"""Recording what a customer answered to “would you recommend us?”: a number from 0 to 10 and a word."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_crm.platform import clock, settings
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.surveys.types import SCALES, NewAnswer
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.finding import about
from ui.kit.context import Context
from ui.kit.date_field import DateField
from ui.kit.fields import NoteField
from ui.kit.finding import suggest
from ui.kit.form_dialog import FormDialog
from ui.kit.labels import PlainLabel
from ui.kit.pickers import PersonField

_TEN = 10


def record_score(ctx: Context, parent: QWidget | None, customer_id: int | None = None) -> ScoreDialog:
    """Open the form of a score; returns it."""
    dialog = ScoreDialog(ctx, parent, customer_id)
    dialog.open()
    return dialog


class ScoreDialog(FormDialog):
    """Who, how many of ten, what they said to it, on which day."""

    def __init__(self, ctx: Context, parent: QWidget | None, customer_id: int | None) -> None:
        super().__init__(ctx, parent, _("Record a score"), _("Save"))
        self._now = ctx.app.db.clock.now()
        self._zone = clock.DEFAULT_ZONE
        self._today: date | None = None
        low, high = SCALES["nps"]
        self.person = PersonField(suggest(ctx, self))
        self.score = ChipChoice([Option(number, str(number)) for number in range(low, high + 1)])
        self.comment = NoteField(placeholder=_("In their own words"), lines=3)
        self.day = DateField(past=True, today=lambda: clock.local_date(self._now, self._zone))
        self.form.add(_("Customer"), self.person, name="customer")
        asked = _("“Would you recommend us to a friend?” 0: never, 10: certainly")
        self.form.add_widget(PlainLabel(asked, look="hintbox"))
        self.form.add(_("Score"), self.score, name="score")
        self.form.add(_("Why"), self.comment, name="answer")
        self.form.add(_("Day"), self.day, name="day")
        self._prepare(customer_id)

    def send(self) -> None:
        customer_id, score = self.person.value(), self.score.value()
        if customer_id is None:
            raise UserError(N_("Choose who gave the score."), field="customer")
        if score is None:
            raise UserError(N_("Choose a score."), field="score")
        new = NewAnswer(customer_id, "nps", score, self.comment.value(), answered_at=self._moment())
        self.write(lambda: self.ctx.app.surveys.record(new), _("Score saved"))

    def _prepare(self, customer_id: int | None) -> None:
        self.form.settle()
        about(self, self.person, customer_id, self.score)

        def come(zone: str) -> None:
            self._zone = zone
            self._today = clock.local_date(self._now, zone)
            self.form.fill_in(self.day, self._today)

        self.ctx.load(self, lambda session: settings.value(session, settings.ZONE), come, slot="zone")

    def _moment(self) -> int | None:
        day = self.day.value()
        if day is None or day == self._today:
            return None
        if self._today is not None and day > self._today:
            raise UserError(N_("A score cannot lie in the future."), field="day")
        return clock.instant(day, time(12, 0), self._zone)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        digit = event.text()
        if digit.isdecimal() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            one_before = digit == "0" and self.score.value() == 1
            self.score.set_value(_TEN if one_before else int(digit))
            self.score.setFocus()
            return
        super().keyPressEvent(event)
