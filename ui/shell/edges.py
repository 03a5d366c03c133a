"""What stands in the window instead of the pages: trouble with the store, files held over it, a wait at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _
from ui.kit.buttons import Button, primary, small
from ui.kit.icons import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme

PATIENCE_MS: Final = 300
_LINE: Final = 460


class Trouble(QWidget):
    """Says why a store cannot be opened, and what can be done; nothing of it was touched."""

    def __init__(self, text: str, ways: Sequence[tuple[str, Callable[[], object]]]) -> None:
        super().__init__()
        px = theme().px
        self.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setSpacing(px(8))
        column.addStretch(2)
        column.addWidget(IconLabel("error", "red", 36), 0, Qt.AlignmentFlag.AlignHCenter)
        words = QHBoxLayout()
        words.addStretch(1)
        said = QVBoxLayout()
        said.setSpacing(px(8))
        for line, look in ((_("Your book cannot be opened"), "heading"), (text, "muted")):
            label = PlainLabel(line, look=look, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMinimumWidth(min(px(_LINE), 560))
            said.addWidget(label)
        words.addLayout(said)
        words.addStretch(1)
        column.addLayout(words)
        column.addSpacing(px(8))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addStretch(1)
        self.buttons = [
            (primary if not place else Button)(words, pressed) for place, (words, pressed) in enumerate(ways)
        ]
        for button in self.buttons:
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(3)


class _Over(QWidget):
    """Lies over the whole window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)
        self.hide()

    def lay_over(self) -> None:
        """Cover the window."""
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.parentWidget().rect())
        return False


class DropHint(_Over):
    """Shown while files are held over the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look, px = QPainter(self), theme(), theme().px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.paint("scrim"))
        frame = QRectF(self.rect()).adjusted(px(24), px(24), -px(24), -px(24))
        painter.setBrush(look.paint("accent_soft"))
        painter.setPen(QPen(look.paint("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, look.size("card_radius"), look.size("card_radius"))
        painter.setFont(look.ink.font("title"))
        painter.setPen(look.paint("accent_text"))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, _("Drop it here: nothing is saved before you agree"))


class _Wait(_Over):
    """Holds the window with one line that says what is done; it shows itself when that takes its time."""

    def __init__(self, window: QWidget, icon: str, words: str) -> None:
        super().__init__(window)
        px = theme().px
        frame = QFrame()
        frame.setProperty("look", "popup")
        self.line = QHBoxLayout(frame)
        self.line.setContentsMargins(px(18), px(14), px(14), px(14))
        self.line.setSpacing(px(12))
        self.line.addWidget(IconLabel(icon, "accent_text", 20))
        self.line.addWidget(PlainLabel(words))
        column = QVBoxLayout(self)
        column.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.lay_over)
        self._patience.start()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), theme().paint("scrim"))


class Waiting(_Wait):
    """Holds the window while the last writes and the last backup finish."""

    def __init__(self, window: QWidget, skip: Callable[[], object]) -> None:
        super().__init__(window, "backup", _("Finishing what is being saved, and a backup…"))
        self.skip = small(_("Do not wait for the backup"), skip)
        self.line.addWidget(self.skip)


class Adapting(_Wait):
    """Holds the window while a store made by another version of the program is upgraded, or its index made anew."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "reload", _("Your book is being made ready for this version of the program…"))
