"""What a page says when it has nothing to show: empty with the action that fills it, loading, or an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _
from ui.kit.avatars import paint_badge
from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme

_PATIENCE: Final = 100
"""Milliseconds before a load is admitted to take time."""


class _Badge(QWidget):
    """The icon above the words."""

    def __init__(self) -> None:
        super().__init__()
        self.meaning, self.tone = "empty", "neutral"
        self.setFixedSize(theme().px(48), theme().px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_badge(QPainter(self), self.rect(), self.meaning, self.tone)


class State(QWidget):
    """Stands where the content will stand; hidden while there is content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self._badge = _Badge()
        self._title = PlainLabel(look="strong", wrap=True)
        self._text = PlainLabel(look="muted", wrap=True)
        self._action: Callable[[], object] | None = None
        self._button = Button("", self._act)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(px(6))
        column.addStretch(1)
        column.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(px(4))
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE)
        self._wait.timeout.connect(self._admit_loading)
        self.hide()

    def empty(
        self, title: str, text: str = "", action: str = "", pressed: Callable[[], object] | None = None,
        icon: str = "empty",
    ) -> None:  # fmt: skip
        """Say what will stand here, and offer the action that fills it."""
        self._show(icon, "neutral", title, text, action, pressed)

    def loading(self) -> None:
        """Say that rows are coming, once that has taken a tenth of a second."""
        if not self._wait.isActive():
            self._wait.start()

    def error(self, text: str, again: Callable[[], object] | None = None) -> None:
        """Say what happened and offer to try again."""
        self._show("error", "red", _("This could not be shown"), text, _("Try again") if again else "", again)

    def clear(self) -> None:
        """Make way for the content."""
        self._wait.stop()
        self.hide()

    @property
    def words(self) -> str:
        """The words shown, for tests and screen readers."""
        return " ".join(part for part in (self._title.text(), self._text.text()) if part)

    def over(self, view: QAbstractItemView) -> State:
        """Stand over a list's rows; returns itself."""
        self.setParent(view.viewport())
        view.viewport().installEventFilter(self)
        self.setGeometry(view.viewport().rect())
        return self

    def _admit_loading(self) -> None:
        self._show("clock", "neutral", _("Loading…"), "", "", None)

    def _show(
        self, icon: str, tone: str, title: str, text: str, action: str, pressed: Callable[[], object] | None
    ) -> None:
        self._wait.stop()
        self._badge.meaning, self._badge.tone = icon, tone
        self._badge.update()
        self._title.setText(title)
        self._text.setText(text)
        self._action = pressed
        self._button.set_text(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(self.words)
        self._fit()
        self.show()
        self.raise_()

    def _fit(self) -> None:
        """Do without the icon where the room is low, then with less air, at last without the smaller words."""
        column, px = self._column, theme().px
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        self._badge.show()
        self._text.setVisible(bool(self._text.text()))
        for give_up in (
            self._badge.hide, lambda: column.setContentsMargins(px(12), px(2), px(12), px(2)), self._text.hide,
        ):  # fmt: skip
            column.invalidate()
            if column.totalHeightForWidth(self.width()) <= self.height():
                break
            give_up()

    def _act(self) -> None:
        if self._action is not None:
            self._action()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.parentWidget().rect())
        return False
