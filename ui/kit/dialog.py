"""The frame of every dialog: title, close, a body that scrolls where the screen is small, hint, cancel and the verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.platform.i18n import _
from ui.kit.buttons import Button, IconButton, primary
from ui.kit.frames import Scrim, make_frameless, paint_shadow, round_corners, shadow_margin
from ui.kit.labels import PlainLabel, hairline, small
from ui.kit.theme import theme

LOWEST: Final = 560
"""The height a dialog may take before a window that is lower still, in pixels at every text size."""


class Dialog(QDialog):
    """Emits `submitted` when its verb is pressed or Ctrl+Enter typed; whoever listens calls accept().

    Put the content into `body`. With `changed`, Esc and close ask inside the dialog before typed text is lost.
    """

    submitted = Signal()

    def __init__(
        self,
        title: str,
        verb: str,
        *,
        hint: str | None = None,
        width: int = 560,
        cancel: str | None = None,
        changed: Callable[[], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        make_frameless(self, Qt.WindowType.Dialog)
        self.setWindowTitle(title)
        self.setModal(True)
        self._changed = changed
        self._scrim: Scrim | None = None
        self._following = False
        self._width = width
        self.verb = primary(verb, self._submit)
        self.footer = QHBoxLayout()
        self.body = QVBoxLayout()
        self._build(title, _("Ctrl+Enter saves") if hint is None else hint, _("Cancel") if cancel is None else cancel)

    def protect(self, changed: Callable[[], bool]) -> None:
        """Ask before closing while `changed()` is true."""
        self._changed = changed

    def set_busy(self, busy: bool) -> None:
        """Hold the verb back while its work runs."""
        self.verb.setEnabled(not busy)

    def add(self, widget: QWidget) -> None:
        """Add a widget to the body."""
        self.body.addWidget(widget)

    def fit(self) -> None:
        """Take the height of the content, at most that of the window below or of the screen; stand in the middle."""
        around = 2 * shadow_margin()
        screen = self.screen().availableGeometry()
        width = min(theme().px(self._width) + around, screen.width())
        inner = self._content.layout()
        wanted = inner.totalMinimumSize().height() if inner.hasHeightForWidth() else inner.totalSizeHint().height()
        wanted = max(wanted, inner.totalHeightForWidth(width - around))
        frame = self._header.sizeHint().height() + self._foot.sizeHint().height() + 2
        over = self.parentWidget().window() if self.parentWidget() else None
        most = int(screen.height() * 0.95)
        if over is not None:
            most = min(most, max(over.height(), LOWEST))
        self.resize(width, min(wanted + frame + around + 4, most))
        place = QRect(QPoint(), self.size())
        place.moveCenter(over.geometry().center() if over else screen.center())
        place.moveTop(max(screen.top(), place.top()))
        self.move(place.topLeft())

    def reject(self) -> None:
        """Close without doing anything; with typed text, ask first in the footer."""
        if self._changed is not None and self._changed() and self._feet.currentIndex() == 0:
            self._feet.setCurrentIndex(1)
            self._stay.setFocus()
            return
        super().reject()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what got the focus into view, however it came by it."""
        if now is not None and self._content.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now)

    def _enter_body(self) -> None:
        """Put the focus on the first field."""
        for child in self._content.findChildren(QWidget):
            tabbed = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus) and child.focusProxy() is None
            if tabbed and child.isEnabled() and child.isVisibleTo(self):
                child.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.verb.setFocus()

    def _build(self, title: str, hint: str, cancel: str) -> None:
        px = theme().px
        margin = shadow_margin()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margin, margin, margin, margin)
        frame = QFrame()
        frame.setProperty("look", "popup")
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._header = self._make_header(title)
        self._header.installEventFilter(self)
        column.addWidget(self._header)
        column.addWidget(hairline())
        self._content = QWidget()
        self._content.setLayout(self.body)
        self.body.setContentsMargins(px(19), px(18), px(19), px(18))
        self.body.setSpacing(px(14))
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._content)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(scroll, 1)
        column.addWidget(hairline())
        self._foot = QWidget()
        self._feet = QStackedLayout(self._foot)
        self._feet.addWidget(self._make_footer(hint, cancel))
        self._feet.addWidget(self._make_question())
        column.addWidget(self._foot)

    def _make_header(self, title: str) -> QWidget:
        px = theme().px
        header = QWidget()
        line = QHBoxLayout(header)
        line.setContentsMargins(px(19), px(10), px(12), px(10))
        line.addWidget(PlainLabel(title, look="heading", elide=True), 1)
        line.addWidget(IconButton("close", _("Close"), self.reject))
        return header

    def _make_footer(self, hint: str, cancel: str) -> QWidget:
        px = theme().px
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(px(19), px(12), px(19), px(12))
        line.setSpacing(px(8))
        line.addWidget(small(hint))
        line.addStretch(1)
        line.addLayout(self.footer)
        self._cancel = Button(cancel, self.reject)
        self._cancel.setVisible(bool(cancel))
        line.addWidget(self._cancel)
        line.addWidget(self.verb)
        return foot

    def _make_question(self) -> QWidget:
        px = theme().px
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(px(19), px(12), px(19), px(12))
        line.setSpacing(px(8))
        line.addWidget(PlainLabel(_("Discard what you typed?"), look="strong"), 1)
        self._stay = Button(_("Keep writing"), lambda: self._feet.setCurrentIndex(0))
        line.addWidget(self._stay)
        line.addWidget(Button(_("Discard"), self._discard, look="danger"))
        return foot

    def _discard(self) -> None:
        super().reject()

    def _submit(self) -> None:
        if self.verb.isEnabled():
            self.submitted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._submit()
        elif not enter:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._header and isinstance(event, QMouseEvent):
            handle = self.windowHandle()
            if event.type() == QEvent.Type.MouseButtonPress and handle is not None:
                handle.startSystemMove()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._feet.setCurrentIndex(0)
        self.fit()
        QTimer.singleShot(0, self, self.fit)
        self._enter_body()
        if not self._following:
            self._following = True
            application = QApplication.instance()
            if isinstance(application, QApplication):
                application.focusChanged.connect(self._follow_focus)
        if self.parentWidget() is not None and self._scrim is None:
            self._scrim = Scrim(self.parentWidget().window())

    def done(self, result: int) -> None:
        """Close with a result and lighten the window behind."""
        if self._scrim is not None:
            self._scrim.deleteLater()
            self._scrim.hide()
            self._scrim = None
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        round_corners(self)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_shadow(self)
