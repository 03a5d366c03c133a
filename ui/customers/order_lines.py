"""The lines of an order as a field: product, quantity, unit price, and what they come to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_crm.orders.types import NewLine
from desktop_crm.platform import money
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from ui.kit.buttons import IconButton, link
from ui.kit.fields import TextField
from ui.kit.labels import PlainLabel, small
from ui.kit.number_fields import MoneyField, QuantityField
from ui.kit.theme import theme


class _Line:
    """One line: its fields and what they come to."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.product = TextField(limit=500)
        self.quantity = QuantityField()
        self.price = MoneyField(currency)
        self.sum = PlainLabel("", elide=False)
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.quantity.set_value(Decimal(1))

    @property
    def blank(self) -> bool:
        return not self.product.value() and not self.price.text().strip()

    def total(self) -> int | None:
        """Return quantity times price in minor units, None while one of them is missing or no number."""
        try:
            quantity, price = self.quantity.value(), self.price.value()
        except UserError:
            return None
        if quantity is None or price is None:
            return None
        return money.to_minor(quantity * money.to_major(price, self.currency), self.currency)

    def value(self) -> NewLine:
        """Return the line. Raises UserError for what is missing or no number."""
        quantity, price = self.quantity.value(), self.price.value()
        if not self.product.value():
            raise UserError(N_("Write what was bought."))
        if quantity is None or quantity <= 0:
            raise UserError(N_("The quantity must be more than zero."))
        if price is None:
            raise UserError(N_("Write the price of {product}."), product=self.product.value())
        return NewLine(self.product.value(), quantity, money.to_major(price, self.currency))


class OrderLines(QWidget):
    """`value()` is the lines filled in; `total` their sum in minor units."""

    edited = Signal()

    def __init__(self, currency: str = "TRY", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.currency = currency
        self.lines: list[_Line] = []
        self._removers: list[IconButton] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        for column, (words, share) in enumerate(
            ((_("Product"), 5), (_("Quantity"), 2), (_("Unit price"), 3), (_("Sum"), 3))
        ):
            head = small(words)
            if column:
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, share)
        self._more = link("+ " + _("Another product"), self._add_empty)
        self._more.setAccessibleName(_("Another product"))
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(px(6))
        column_.addLayout(self._grid)
        column_.addWidget(self._more)
        self.add()

    @property
    def total(self) -> int:
        """What the lines come to, in minor units; those not finished count nothing."""
        return sum(line.total() or 0 for line in self.lines)

    def value(self) -> list[NewLine]:
        """Return the lines, wholly empty ones left out. Raises UserError for the first that is not finished."""
        return [line.value() for line in self.lines if not line.blank]

    def set_currency(self, currency: str) -> None:
        """Take prices in another currency from now on."""
        self.currency = currency
        for line in self.lines:
            line.currency = line.price.currency = currency
            line.price.setPlaceholderText(money.shown(0, currency))
        self._sum()

    def add(self) -> Any:
        """Add an empty line; returns it."""
        line = _Line(self.currency)
        remover = IconButton("remove", _("Remove this product"), lambda: self._remove(line))
        row = self._grid.rowCount()
        for column, widget in enumerate((line.product, line.quantity, line.price, line.sum, remover)):
            self._grid.addWidget(widget, row, column)
        line.sum.setMinimumWidth(theme().px(84))
        self.lines.append(line)
        self._removers.append(remover)
        for field in (line.product, line.quantity, line.price):
            field.edited.connect(self._sum)
        self.setFocusProxy(self.lines[0].product)
        self._speak()
        self._sum()
        return line

    def set_invalid(self, invalid: bool) -> None:
        """Mark the lines as wrong, or no longer."""
        for line in self.lines:
            wrong = invalid and (not line.blank or len(self.lines) == 1)
            line.product.set_invalid(wrong and not line.product.value())
            line.quantity.set_invalid(wrong and not _positive(line.quantity))
            line.price.set_invalid(wrong and line.total() is None)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        super().setAccessibleName(name)
        self._speak()

    def _add_empty(self) -> None:
        self.add().product.setFocus()

    def _speak(self) -> None:
        for place, line in enumerate(self.lines, 1):
            line.product.setAccessibleName(_("Product {number}").format(number=place))
            line.quantity.setAccessibleName(_("Quantity {number}").format(number=place))
            line.price.setAccessibleName(_("Unit price {number}").format(number=place))

    def _sum(self) -> None:
        for line in self.lines:
            total = line.total()
            line.sum.setText("" if total is None else money.shown(total, self.currency))
        self.edited.emit()

    def _remove(self, line: _Line) -> None:
        place = self.lines.index(line)
        for widget in (line.product, line.quantity, line.price, line.sum, self._removers[place]):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        del self.lines[place], self._removers[place]
        if not self.lines:
            self.add()
        self.lines[-1].product.setFocus()
        self._speak()
        self._sum()


def _positive(field: QuantityField) -> bool:
    try:
        value = field.value()
    except UserError:
        return False
    return value is not None and value > 0
