"""A field for a day: typed as people type it, or chosen from the calendar that opens below; the weekday is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import _
from ui.kit.dates import today as today_here
from ui.kit.dates import with_weekday
from ui.kit.fields import mark
from ui.kit.icons import icon
from ui.kit.month import MonthPopup
from ui.kit.typed import read_day


class DateField(QLineEdit):
    """A day; `past` reads `24.11` as the last one gone by rather than the next. Alt+Down opens the calendar."""

    edited = Signal()

    def __init__(
        self,
        value: date | None = None,
        *,
        past: bool = False,
        today: Callable[[], date] = today_here,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._past = past
        self._today = today
        self.setMaxLength(40)
        self.setPlaceholderText(_("24.11 or tomorrow"))
        action = self.addAction(icon("date"), QLineEdit.ActionPosition.TrailingPosition)
        action.setText(_("Open the calendar"))
        action.triggered.connect(self.open_calendar)
        self.set_value(value)
        self.textChanged.connect(self.edited)
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        """Return the day, None for nothing typed. Raises UserError."""
        return read_day(self.text(), self._today(), past=self._past)

    def set_value(self, value: date | None) -> None:
        """Show a day with its weekday, or nothing."""
        self.setText("" if value is None else with_weekday(value))
        self.setCursorPosition(0)

    def set_invalid(self, invalid: bool) -> None:
        """Mark the field as wrong, or no longer."""
        mark(self, "invalid", invalid)

    def open_calendar(self) -> MonthPopup:
        """Open the calendar at the day typed, or today; returns it."""
        try:
            day = self.value() or self._today()
        except UserError:
            day = self._today()
        popup = MonthPopup(self, day, self._today())
        popup.chosen.connect(self.set_value)
        popup.open_under(self)
        return popup

    def _tidy(self) -> None:
        try:
            day = self.value()
        except UserError:
            return
        if day is not None and self.text() != with_weekday(day):
            self.set_value(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)
