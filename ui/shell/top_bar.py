"""The bar on top: the one search box, undo, the commonest actions, the bell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from desktop_crm.platform.i18n import _, counted, whole
from ui.kit.buttons import Button, IconButton
from ui.kit.commands import Command, shown_keys
from ui.kit.icons import draw as draw_icon
from ui.kit.theme import theme
from ui.kit.words import set_tip

HEIGHT: Final = 52
PALETTE_KEYS: Final = "Ctrl+K"
_ONE_LINE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def paint_keycap(painter: QPainter, right: int, middle: int, text: str) -> int:
    """Paint a key whose right edge stands at `right`; returns its left edge."""
    look, px = theme(), theme().px
    wide, high = look.ink.width("tiny", text) + px(11), px(19)
    rect = QRect(right - wide, middle - high // 2, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.paint("surface"))
    painter.setPen(QPen(look.paint("line")))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    painter.setFont(look.ink.font("tiny"))
    painter.setPen(look.paint("muted"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    return rect.left()


class SearchButton(QAbstractButton):
    """Looks like the search field; pressing it, or typing on it, opens the palette. `typed(letters)`."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self._words = _("Find a customer, order or phone, or type a command")
        self.setAccessibleName(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme().px(420))
        self.setMinimumWidth(theme().px(60))
        self.clicked.connect(lambda _checked=False: self.typed.emit(""))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(420), theme().px(33))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        letters = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down):
            self.typed.emit("")
        elif plain and letters and letters.isprintable():
            self.typed.emit(letters)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look, px = QPainter(self), theme(), theme().px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setBrush(look.paint("bg"))
        painter.setPen(QPen(look.paint("accent" if focused else "line"), 2 if focused else 1))
        inset = 1.0 if focused else 0.5
        radius = look.size("button_radius")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        middle, side = self.rect().center().y(), look.size("icon")
        draw_icon(painter, QRect(px(11), middle - side // 2 + 1, side, side), "search", "muted")
        right = self.width() - px(11)
        if self.width() > px(240):
            right = paint_keycap(painter, right, middle + 1, shown_keys(PALETTE_KEYS)) - px(8)
        painter.setFont(look.ink.font("text"))
        painter.setPen(look.paint("muted"))
        room = QRect(px(34), 0, right - px(34), self.height())
        painter.drawText(room, _ONE_LINE, look.ink.elided("text", self._words, room.width()))


class BellButton(IconButton):
    """The bell, a red count on its shoulder."""

    def __init__(self, pressed: Callable[[], object]) -> None:
        super().__init__("bell", _("Reminders"), pressed, framed=True)
        self.setObjectName("bell")
        self.due = 0

    def set_due(self, count: int) -> None:
        """Show how many reminders are due."""
        self.due = count
        said = counted("{count} reminder is due", "{count} reminders are due", count) if count else _("Reminders")
        self.setAccessibleName(said)
        set_tip(self, said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self.due:
            return
        painter, look, px = QPainter(self), theme(), theme().px
        text = whole(self.due) if self.due < 100 else "99+"
        wide = max(px(15), look.ink.width("initials", text) + px(7))
        rect = QRect(self.width() - wide - px(1), px(1), wide, px(15))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.paint("surface"), 1))
        painter.setBrush(look.paint("red_soft"))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(look.ink.font("initials"))
        painter.setPen(look.paint("red"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class TopBar(QFrame):
    """The bar itself. `searched(letters)` when the search box is used."""

    searched = Signal(str)

    def __init__(self, undo: Callable[[], object], more: Callable[[], object], bell: Callable[[], object]) -> None:
        super().__init__()
        px = theme().px
        self.setProperty("look", "panel")
        self.setFixedHeight(px(HEIGHT))
        self._actions: list[tuple[Button, str]] = []
        self.search = SearchButton()
        self.search.typed.connect(self.searched)
        self.undo = IconButton("undo", _("Undo or redo a step"), undo, framed=True)
        self.undo.setObjectName("undo")
        self.bell = BellButton(bell)
        self.more = IconButton("more", _("All commands"), more)
        self.more.setObjectName("more")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(px(20), 0, px(14), 0)
        self._line.setSpacing(px(12))
        self._line.addWidget(self.search, 10)
        self._line.addStretch(1)
        self._line.addWidget(self.undo)
        self._line.addWidget(self.bell)
        self._line.addWidget(self.more)
        self._tools = (self.undo, self.bell)
        for tool in self._tools:
            tool.hide()

    def set_actions(self, commands: Sequence[Command], *, bell: bool) -> None:
        """Show these commands as buttons, and the bell where there are reminders."""
        for command in commands:
            button = Button(command.shown, command.run, icon=command.icon, tip=command.keys)
            button.setObjectName(command.id)
            self._actions.append((button, command.shown))
            self._line.insertWidget(self._line.indexOf(self.bell), button)
        self.undo.show()
        self.bell.setVisible(bell)

    def set_narrow(self, narrow: bool) -> None:
        """Show the actions as icons alone, where the window is small."""
        for button, words in self._actions:
            button.setText("" if narrow else f" {words}")
            button.setAccessibleName(words)
            set_tip(button, words if narrow else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().paint("line"))
