"""The palette: one box over customers, orders, conversations, follow-ups and commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop_crm.platform.errors import Cancelled
from desktop_crm.platform.i18n import _
from desktop_crm.search.stopping import Stop
from ui.kit.commands import Command, Commands
from ui.kit.context import Context
from ui.kit.frames import paint_shadow, shadow_margin
from ui.kit.icons import IconLabel
from ui.kit.labels import PlainLabel, hairline
from ui.kit.theme import theme
from ui.shell.find_model import FindModel
from ui.shell.finds import Find, found, hits, known, offered
from ui.shell.palette_paint import FindPainter
from ui.shell.recents import Recents

_WIDTH: Final = 640
_TOP: Final = 110
_LONGEST: Final = 200


class _Sheet(QWidget):
    """The frame with its shadow."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        covered = 2 * shadow_margin()
        if not self.rect().adjusted(covered, covered, -covered, -covered).contains(event.rect()):
            paint_shadow(self)


class Palette(QWidget):
    """Lies over the window while open. `closed` afterwards; Enter before an answer waits for it.

    The window below is painted once, as a picture, when the palette opens: what it lists changes with every letter, and
    would have the whole page painted again through the scrim.
    """

    closed = Signal()

    def __init__(
        self, window: QWidget, ctx: Context, commands: Commands, wanted: Callable[[Command], bool] | None = None
    ) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._commands = commands
        self._wanted = wanted or (lambda _command: True)
        self._recents = Recents(ctx.app.db.path, ctx.memory)
        self._things: Sequence[Any] = ()
        self._answered: str | None = None
        self._enter_waits = False
        self._stop = Stop()
        self._below = QPixmap()
        self.edit = QLineEdit()
        self.model = FindModel(self)
        self.list = QListView()
        self._nothing = PlainLabel("", look="muted", wrap=True)
        self._build()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        window.installEventFilter(self)
        theme().changed.connect(self._look_again)
        ctx.go.asked.connect(self._note)
        self.hide()

    def open(self, letters: str = "") -> None:
        """Show the palette with these letters typed."""
        self.setGeometry(self.parentWidget().rect())
        if not self.isVisible():
            self._look_below()
        self._things, self._answered = (), None
        with QSignalBlocker(self.edit):
            self.edit.setText(letters)
        self.show()
        self.raise_()
        self.edit.setFocus()
        self._lay_out()
        self._typed()

    def close_palette(self) -> None:
        """Go away without doing anything."""
        self.hide()
        self.closed.emit()

    @property
    def lines(self) -> Sequence[Find]:
        """The lines shown."""
        return self.model.lines

    @property
    def current(self) -> Find | None:
        """The line that Enter takes."""
        place = self.list.currentIndex().row()
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def _build(self) -> None:
        px = theme().px
        self.setAccessibleName(_("Find or do"))
        self.edit.setProperty("look", "palette")
        self.edit.setMaxLength(_LONGEST)
        self.edit.setAccessibleName(_("Find a customer, order or phone, or type a command"))
        self.edit.setPlaceholderText(_("Find a customer, order or phone, or type a command"))
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.list.setModel(self.model)
        self.list.setAccessibleName(_("Found"))
        self.list.setProperty("look", "rows")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(FindPainter(self.model, self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._point)
        self.list.clicked.connect(lambda index: self._do(self.lines[index.row()]))
        self._sheet = _Sheet(self)
        margin = shadow_margin()
        outer = QVBoxLayout(self._sheet)
        outer.setContentsMargins(margin, margin, margin, margin)
        frame = QFrame()
        frame.setProperty("look", "popup")
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, px(4))
        column.setSpacing(0)
        self._head = head = QHBoxLayout()
        head.setContentsMargins(px(16), px(8), px(16), px(8))
        head.setSpacing(px(6))
        head.addWidget(IconLabel("search", "text", 18))
        head.addWidget(self.edit, 1)
        head.addWidget(PlainLabel("Esc", look="keycap"), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self.list, 1)
        self._nothing.setContentsMargins(px(18), px(14), px(18), px(12))
        column.addWidget(self._nothing)

    def _typed(self) -> None:
        """Ask the store; what it was asked for the letters before is of no use any more."""
        text = self.edit.text()
        self._enter_waits = False
        self._stop.pull()
        stop = self._stop = Stop()
        refs = self._recents.refs
        if not text.strip() and not refs:
            self._came(text, ())
            return
        self._ctx.load(
            self,
            (lambda session: hits(session, text, stop)) if text.strip() else (lambda session: known(session, refs)),
            lambda things: self._came(text, things),
            self._failed,
            slot="hits",
        )

    def _came(self, text: str, things: Sequence[Any]) -> None:
        if text != self.edit.text() or not self.isVisible():
            return
        self._things, self._answered = things, text
        self._lay_out()
        if self._enter_waits:
            self._take()

    def _note(self, kind: str, thing: object) -> None:
        self._recents.note(kind, thing)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self._ctx.tell.show(error)

    def _lay_out(self) -> None:
        """Show what was found for the letters typed; while nothing was, say so or offer to make it."""
        text = self.edit.text()
        lines = found(text, self._things, self._ctx.go.to)
        lines += offered(text, self._commands, self._things, self._wanted) if self._answered == text else []
        self.model.show(lines)
        self._nothing.setText(
            _("Nothing is called that. A part of a name, a phone’s last digits or an order number will do.")
        )
        self._nothing.setVisible(bool(text.strip()) and self._answered == text and not self._things)
        self.list.setVisible(bool(lines))
        self._move(0)
        self._place()

    def _place(self) -> None:
        px, margin = theme().px, shadow_margin()
        wide = min(px(_WIDTH), self.width() - px(24)) + 2 * margin
        top = min(px(_TOP), self.height() // 8)
        painter = self.list.itemDelegate()
        rows = sum(painter.height(line) for line in self.lines) if isinstance(painter, FindPainter) else 0
        nothing = self._nothing.heightForWidth(wide - 2 * margin - 2) if self._nothing.isVisibleTo(self) else 0
        high = self._head.sizeHint().height() + px(6) + rows + nothing + 2 * margin + px(4)
        room = self.height() - top - px(24) + margin
        self._sheet.setGeometry((self.width() - wide) // 2, top - margin, wide, min(high, room))

    def _take(self) -> None:
        """Do what the current line says, once it belongs to the letters typed."""
        self._enter_waits = self._answered != self.edit.text()
        if not self._enter_waits and self.current is not None:
            self._do(self.current)

    def _do(self, line: Find) -> None:
        if line.run is not None:
            self.close_palette()
            line.run()

    def _copy(self) -> None:
        line = self.current
        if line is not None and line.copy:
            self.close_palette()
            QGuiApplication.clipboard().setText(line.copy)
            self._ctx.tell.say(_("Copied: {text}").format(text=line.copy))

    def _point(self, index: QModelIndex) -> None:
        if not self.lines[index.row()].heading:
            self.list.setCurrentIndex(index)

    def _move(self, place: int, step: int = 1) -> None:
        """Make the line at `place`, or the next one that is no heading, the current one."""
        while 0 <= place < len(self.lines) and self.lines[place].heading:
            place += step
        if 0 <= place < len(self.lines):
            self.list.setCurrentIndex(self.model.index(place))
            if place <= 1:
                self.list.scrollToTop()

    def _move_group(self, step: int) -> None:
        heads = [place for place, line in enumerate(self.lines) if line.heading]
        here = self.list.currentIndex().row()
        own = max((head for head in heads if head <= here), default=-1)
        targets = [head for head in heads if (head > here if step > 0 else head < own)]
        if targets:
            self._move((targets[0] if step > 0 else targets[-1]) + 1)

    def _key(self, event: QKeyEvent) -> bool:
        key, here = event.key(), self.list.currentIndex().row()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        down = key in (Qt.Key.Key_Down, Qt.Key.Key_Tab)
        if down or key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            step = 1 if down else -1
            if control or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._move_group(step)
            else:
                self._move(here + step, step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._copy if control else self._take)()
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.edit:
            return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event)
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.parentWidget().rect())
            self._place()
            QTimer.singleShot(0, self, self._look_again)
        return False

    def _look_again(self) -> None:
        """Take the picture of the window below anew: it has another size or other colours."""
        if self.isVisible():
            self.hide()
            self._look_below()
            self.show()
            self.edit.setFocus()

    def _look_below(self) -> None:
        self._below = self.parentWidget().grab()
        painter = QPainter(self._below)
        painter.fillRect(self.rect(), theme().paint("scrim"))
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._enter_waits = False
        self._below = QPixmap()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().paint("bg"))
        painter.drawPixmap(QPoint(0, 0), self._below)
