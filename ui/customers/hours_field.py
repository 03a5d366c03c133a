"""A part of the day in a form: from a time, to a time, either of them open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_crm.customers.types import Hours
from desktop_crm.platform.i18n import _
from ui.kit.labels import muted
from ui.kit.number_fields import TimeField
from ui.kit.theme import theme


class HoursField(QWidget):
    """`value()` is Hours that say nothing where nothing was typed."""

    edited = Signal()

    def __init__(self, placeholders: tuple[str, str] = ("12:00", "14:00")) -> None:
        super().__init__()
        self.start, self.end = TimeField(), TimeField()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(6))
        line.addWidget(self.start, 1)
        line.addWidget(muted("–"))
        line.addWidget(self.end, 1)
        self.setFocusProxy(self.start)
        for field, placeholder in zip((self.start, self.end), placeholders, strict=True):
            field.setPlaceholderText(placeholder)
            field.edited.connect(self.edited)

    def value(self) -> Hours:
        """Return the hours. Raises UserError for what is no time."""
        return Hours(self.start.value(), self.end.value())

    def set_value(self, hours: Hours) -> None:
        """Show hours."""
        self.start.set_value(hours.start)
        self.end.set_value(hours.end)

    def set_invalid(self, invalid: bool) -> None:
        """Mark both times as wrong, or no longer."""
        self.start.set_invalid(invalid)
        self.end.set_invalid(invalid)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        super().setAccessibleName(name)
        self.start.setAccessibleName(_("{name}: from").format(name=name))
        self.end.setAccessibleName(_("{name}: to").format(name=name))
