"""Telling: the short line at the bottom with its undo, and one way to show any error."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop_crm.platform.errors import Cancelled, Conflict, CrmError, FileRefused, NotFound, StoreError, UserError
from desktop_crm.platform.i18n import _
from ui.kit.ask import message
from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme

TOAST_MS: Final = 8000
_BAR_CHANGES: Final = frozenset({QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize})

_log = logging.getLogger(__name__)


class Tell(Protocol):
    """Whoever speaks to the person: the window, or a test."""

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a short line for some seconds, with undo where given."""
        ...

    def withdraw(self) -> None:
        """Take back the offer to undo: something newer has happened."""
        ...

    def show(self, error: BaseException, again: Callable[[], None] | None = None) -> None:
        """Show an error; `again` reloads or retries where that can help."""
        ...


class Toast(QFrame):
    """The short line at the bottom of a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setProperty("look", "toast")
        self.setAccessibleName(_("Message"))
        px = theme().px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(14), px(6), px(10), px(6))
        line.setSpacing(px(10))
        self._text = PlainLabel(elide=True)
        line.addWidget(self._text, 1)
        self._undo: Callable[[], None] | None = None
        self._button = Button(_("Undo"), self._take_back, look="toast")
        line.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None) -> None:
        """Show `text`, on one line, until its time is over."""
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self.offer(undo)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self._timer.start()

    def offer(self, undo: Callable[[], None] | None) -> None:
        """Offer to take it back, or no longer."""
        self._undo = undo
        self._button.setVisible(undo is not None)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._text.text()

    @property
    def offers_undo(self) -> bool:
        """Whether it can be taken back from here."""
        return self._undo is not None

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def _place(self) -> None:
        window = self._over
        wide = self._text.fontMetrics().horizontalAdvance(self._text.text()) + self._button.sizeHint().width()
        width = min(wide + theme().px(52), window.width() - theme().px(40))
        height = self.sizeHint().height()
        place = QRect((window.width() - width) // 2, window.height() - height - theme().px(40), width, height)
        for bar in window.findChildren(FootBar):
            if not bar.isHidden() and bar.isVisibleTo(window):
                stands = QRect(bar.mapTo(window, QPoint()), bar.size())
                if stands.intersects(place):
                    place.moveBottom(stands.top() - theme().px(8))
        self.setGeometry(place)

    def give_way(self) -> None:
        """Stand clear of the bars that are shown now."""
        if not self.isHidden():
            self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._timer.start()


class FootBar(QFrame):
    """A bar at the foot of a page; the short line stands above it while both are shown."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in _BAR_CHANGES:
            for toast in self.window().findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly):
                toast.give_way()
        return done


class WindowTell:
    """Speaks in the window; `crashed` is called with an error that is our own bug."""

    def __init__(self) -> None:
        self.host: QWidget | None = None
        self.crashed: Callable[[BaseException], None] = _hand_to_excepthook
        self._toast: Toast | None = None

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        window = self._window()
        if window is None:
            return
        if self._toast is None or not isValid(self._toast) or self._toast.parent() is not window:
            self._toast = Toast(window)
        self._toast.say(text, undo)

    def withdraw(self) -> None:
        if self._toast is not None and isValid(self._toast):
            self._toast.offer(None)

    def show(self, error: BaseException, again: Callable[[], None] | None = None) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, CrmError):
            _log.error("unexpected %s", type(error).__name__)
            self.crashed(error)
            return
        verb = again_words(error) if again is not None else _("OK")
        dialog = message(self._window(), error_title(error), str(error), verb, cancel="" if again is None else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(dialog.accept)
        if again is not None:
            dialog.accepted.connect(again)
        dialog.open()

    def _window(self) -> QWidget | None:
        if self.host is not None and isValid(self.host):
            return self.host
        return QApplication.activeWindow()


def error_title(error: CrmError) -> str:
    """Return the heading under which an error is shown."""
    if isinstance(error, FileRefused):
        return _("This file cannot be read")
    if isinstance(error, UserError):
        return _("Please check this")
    if isinstance(error, Conflict | NotFound):
        return _("This has changed meanwhile")
    return _("The data cannot be reached") if isinstance(error, StoreError) else _("This did not work")


def again_words(error: BaseException) -> str:
    """Return the verb that may help: reload after a conflict, try again after trouble with the store."""
    return _("Reload") if isinstance(error, Conflict | NotFound) else _("Try again")


def _hand_to_excepthook(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)
