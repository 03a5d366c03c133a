"""Fields for words and choices; every field has `edited`, `value()`, `set_value()` and can be marked wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ui.kit.icons import draw as draw_icon
from ui.kit.row_paint import paint_check
from ui.kit.theme import theme
from ui.kit.words import literal, set_tip

T = TypeVar("T")

_NARROWEST: Final = 96
"""Pixels that a choice keeps beside others; its words are shortened then."""


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet asks for, and let the widget be painted anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class TextField(QLineEdit):
    """One line of words, squeezed of outer blanks."""

    edited = Signal()

    def __init__(
        self, text: str = "", *, placeholder: str = "", limit: int = 5000, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)
        self.textChanged.connect(self.edited)

    def value(self) -> str:
        """Return the words typed."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show other words; longer ones than may be typed are shown whole, so that none are lost."""
        self.setMaxLength(max(self.maxLength(), len(value)))
        self.setText(value)
        self.setCursorPosition(0)

    def set_invalid(self, invalid: bool) -> None:
        mark(self, "invalid", invalid)


class PhoneField(TextField):
    """A phone number; `check(text)` returns it as it is written, or raises UserError."""

    def __init__(self, check: Callable[[str], str] | None = None, *, placeholder: str = "0532 000 00 00") -> None:
        super().__init__(placeholder=placeholder, limit=200)
        self._check = check
        self.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.editingFinished.connect(self._tidy)

    def value(self) -> str:
        """Return the number as it is written. Raises UserError from `check`."""
        text = super().value()
        return self._check(text) if text and self._check is not None else text

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except Exception:  # noqa: BLE001 - said when the form is sent, not while typing
            return


class NoteField(QPlainTextEdit):
    """Several lines of words; Tab goes on to the next field."""

    edited = Signal()

    def __init__(self, text: str = "", *, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme().px(24))
        self.textChanged.connect(self.edited)

    def value(self) -> str:
        """Return the words typed."""
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show other words."""
        self.setPlainText(value)

    def set_invalid(self, invalid: bool) -> None:
        mark(self, "invalid", invalid)


class ChoiceField(QComboBox, Generic[T]):
    """One of a few, as (value, words)."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[T, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setView(QListView())
        self.setMaxVisibleItems(12)
        self._values: list[T] = []
        self._cut = ""
        self.set_choices(choices)
        self.currentIndexChanged.connect(lambda _place: self.edited.emit())

    def set_choices(self, choices: Sequence[tuple[T, str]]) -> None:
        """Offer these; the value chosen stays where it is still offered."""
        kept = self.value() if self._values else None
        self.blockSignals(True)  # noqa: FBT003
        self.clear()
        self._values = [value for value, _words in choices]
        self.addItems([words for _value, words in choices])
        self.blockSignals(False)  # noqa: FBT003
        if kept in self._values:
            self.set_value(kept)

    def value(self) -> T | None:
        """Return the value chosen, None where nothing is offered."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: T | None) -> None:
        """Choose a value; one that is not offered clears the choice."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def set_invalid(self, invalid: bool) -> None:
        mark(self, "invalid", invalid)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().px(_NARROWEST)), hint.height())

    def wheelEvent(self, event: Any) -> None:  # noqa: N802
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(look)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, look)
        edit = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, look, edit, self)
        whole = look.currentText
        look.currentText = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width())
        cut = whole if look.currentText != whole else ""
        if cut != self._cut:
            self._cut = cut
            set_tip(self, cut)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, look)
        side = theme().px(14)
        square = QRect(self.width() - side - theme().px(9), (self.height() - side) // 2, side, side)
        draw_icon(painter, square, "down", "text" if self.isEnabled() else "faint")


class CheckBox(QCheckBox):
    """A box to tick."""

    edited = Signal()

    def __init__(self, text: str, *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(literal(text), parent)
        self._words = text
        self.setAccessibleName(text)
        self.setChecked(checked)
        self.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick it or not."""
        self.setChecked(value)

    def set_invalid(self, invalid: bool) -> None:
        mark(self, "invalid", invalid)

    def sizeHint(self) -> QSize:  # noqa: N802
        return _tick_size(self, self._words)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def hitButton(self, pos: Any) -> bool:  # noqa: N802
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        box = _tick_rect(self)
        look, on = theme(), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.paint("accent" if on else "faint"), 1.3))
        painter.setBrush(look.paint("accent" if on else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), look.px(4), look.px(4))
        if on:
            draw_icon(painter, box.adjusted(3, 3, -3, -3), "check", "on_accent")
        _tick_words(self, painter, self._words)


class RadioButton(QRadioButton):
    """One of several circles."""

    edited = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(literal(text), parent)
        self._words = text
        self.setAccessibleName(text)
        self.toggled.connect(lambda _on: self.edited.emit())

    def sizeHint(self) -> QSize:  # noqa: N802
        return _tick_size(self, self._words)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def hitButton(self, pos: Any) -> bool:  # noqa: N802
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        circle = _tick_rect(self)
        paint_check(painter, circle, checked=False)
        if self.isChecked():
            look = theme()
            painter.setPen(QPen(look.paint("accent"), 1.5))
            painter.drawEllipse(QRectF(circle).adjusted(1, 1, -1, -1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.paint("accent"))
            inner = circle.width() * 0.3
            painter.drawEllipse(QRectF(circle).adjusted(inner, inner, -inner, -inner))
        _tick_words(self, painter, self._words)


def _tick_size(widget: QWidget, words: str) -> QSize:
    px = theme().px
    wide = px(18 + 8 + 8) + widget.fontMetrics().horizontalAdvance(words)
    return QSize(wide, max(px(26), widget.fontMetrics().height() + px(6)))


def _tick_rect(widget: QWidget) -> QRect:
    side = theme().px(18)
    return QRect(theme().px(3), (widget.height() - side) // 2, side, side)


def _tick_words(widget: QWidget, painter: QPainter, words: str) -> None:
    look = theme()
    painter.setFont(widget.font())
    painter.setPen(look.paint("text" if widget.isEnabled() else "faint"))
    room = widget.rect().adjusted(look.px(29), 0, 0, 0)
    shown = look.ink.elided("text", words, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    if widget.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.paint("accent"), 2))
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), look.px(5), look.px(5))
