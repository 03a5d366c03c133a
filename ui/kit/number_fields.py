"""Fields for money, quantities and times, typed freely and tidied when left."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import language
from desktop_crm.platform.money import shown
from ui.kit.fields import mark
from ui.kit.theme import theme
from ui.kit.typed import read_amount, read_quantity, read_time


class _TidiedField(QLineEdit):
    """A line that is rewritten in its proper form when it is left and understood."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(40)
        self.setFont(theme().ink.font("number"))
        self.textChanged.connect(self.edited)
        self.editingFinished.connect(self.tidy)

    def proper(self) -> str | None:
        """Return what was typed in its proper form, None where nothing was. Raises UserError."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Rewrite what was typed; leave it where it cannot be understood, the form will say so."""
        try:
            text = self.proper()
        except UserError:
            return
        if text is not None and text != self.text():
            self.setText(text)

    def set_invalid(self, invalid: bool) -> None:
        """Mark the field as wrong, or no longer."""
        mark(self, "invalid", invalid)


class MoneyField(_TidiedField):
    """An amount in one currency, minor units."""

    def __init__(self, currency: str = "TRY", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currency = currency
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText(shown(0, currency))

    def value(self) -> int | None:
        """Return the amount in minor units, None for nothing typed. Raises UserError."""
        return read_amount(self.text(), self.currency)

    def set_value(self, value: int | None) -> None:
        """Show an amount in minor units, or nothing."""
        self.setText("" if value is None else shown(value, self.currency))

    def proper(self) -> str | None:
        value = self.value()
        return None if value is None else shown(value, self.currency)


class QuantityField(_TidiedField):
    """How many or how much: 3, 1,5."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> Decimal | None:
        """Return the quantity, None for nothing typed. Raises UserError."""
        return read_quantity(self.text())

    def set_value(self, value: Decimal | None) -> None:
        """Show a quantity, or nothing."""
        self.setText("" if value is None else _written(value))

    def proper(self) -> str | None:
        value = self.value()
        return None if value is None else _written(value)


class TimeField(_TidiedField):
    """A time of day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("10:30")

    def value(self) -> time | None:
        """Return the time, None for nothing typed. Raises UserError."""
        return read_time(self.text())

    def set_value(self, value: time | None) -> None:
        """Show a time, or nothing."""
        self.setText("" if value is None else f"{value:%H:%M}")

    def proper(self) -> str | None:
        value = self.value()
        return None if value is None else f"{value:%H:%M}"


def _written(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return text.replace(".", ",") if language() == "tr" else text
