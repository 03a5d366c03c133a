"""Fields that may be there several times, as phones and addresses: lines are added below, taken away beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import IconButton, link
from ui.kit.theme import theme

T = TypeVar("T")


class Repeated(QWidget, Generic[T]):
    """Lines of one kind of field, always at least one. `value()` is what stands in them, blanks left out."""

    edited = Signal()

    def __init__(self, make: Callable[[], Any], more: str, less: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._less = less
        self._name = ""
        self.fields: list[Any] = []
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(6))
        self._more = link(f"+ {more}", self._add_empty)
        self._more.setAccessibleName(more)
        self._column.addWidget(self._more)
        self.add()

    def value(self) -> list[T]:
        """Return what stands in the lines. Raises UserError from the first that cannot be understood."""
        return [value for field in self.fields if (value := field.value())]

    def set_value(self, values: Sequence[T]) -> None:
        """Show these, and one empty line where there is none."""
        while self._lines:
            self._drop(self._lines[0])
        for value in values:
            self.add().set_value(value)
        if not values:
            self.add()

    def add(self) -> Any:
        """Add an empty line; returns its field."""
        field = self._make()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4))
        row.addWidget(field, 1)
        row.addWidget(IconButton("remove", self._less, lambda: self._remove(line)), 0, Qt.AlignmentFlag.AlignTop)
        self.fields.append(field)
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        field.edited.connect(self.edited)
        self.setFocusProxy(self.fields[0])
        self._speak()
        return field

    def set_invalid(self, invalid: bool) -> None:
        """Mark the lines as wrong, or no longer."""
        for field in self.fields:
            field.set_invalid(invalid)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        super().setAccessibleName(name)
        self._name = name
        self._speak()

    def _speak(self) -> None:
        for place, field in enumerate(self.fields, 1):
            field.setAccessibleName(self._name if place == 1 else f"{self._name} {place}")

    def _add_empty(self) -> None:
        self.add().setFocus()
        self.edited.emit()

    def _remove(self, line: QWidget) -> None:
        self._drop(line)
        if not self.fields:
            self.add()
        self.fields[-1].setFocus()
        self.edited.emit()

    def _drop(self, line: QWidget) -> None:
        place = self._lines.index(line)
        del self._lines[place], self.fields[place]
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        if self.fields:
            self.setFocusProxy(self.fields[0])
            self._speak()
