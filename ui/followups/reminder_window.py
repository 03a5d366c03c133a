"""The small window of reminders: above everything, never taking the focus, one row for each follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.followups.types import Later, Ring
from desktop_crm.platform import phones
from desktop_crm.platform.i18n import _, counted, whole
from ui.followups.postpone import menu_of
from ui.followups.words import due_chip
from ui.kit.buttons import Button, IconButton, small
from ui.kit.chips import Chip, ChipLabel
from ui.kit.flow import Flow
from ui.kit.frames import make_frameless, paint_shadow, round_corners, shadow_margin
from ui.kit.icons import IconLabel
from ui.kit.labels import hairline, strong
from ui.kit.labels import small as small_words
from ui.kit.theme import theme
from ui.kit.words import set_tip

WIDTH: Final = 500
MOST: Final = 20
"""More rows than this are counted, not shown: they stand on the page of the day."""
_HIGH_AT_MOST: Final = 460
_EDGE: Final = 16


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the rows: the moment (UTC ms), the shop's zone and country, how many there are in all."""

    now: int
    zone: str
    region: str
    count: int = 0


class RingRow(QWidget):
    """One follow-up that asks for attention; `answer(key)` for a button pressed."""

    answered = Signal(str)

    def __init__(self, ring: Ring, around: Surroundings) -> None:
        super().__init__()
        self.ring = ring
        self.settled = False
        item, px = ring.followup, theme().px
        self.setAccessibleName(item.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(10), px(10))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(strong(item.title, elide=True), 1)
        head.addWidget(ChipLabel(due_chip(item, around.now)))
        close = IconButton("close", _("Close this reminder: {title}").format(title=item.title))
        close.setFixedHeight(px(22))
        close.clicked.connect(lambda _checked=False: self.answered.emit("dismiss"))
        head.addWidget(close)
        column.addLayout(head)
        number = phones.shown(ring.phone) if ring.phone else ""
        missed = _("came due while the computer was off") if ring.missed else ""
        second = small_words(" · ".join(filter(None, (item.customer, number, missed))), elide=True)
        second.setVisible(bool(second.text()))
        column.addWidget(second)
        column.addSpacing(px(6))
        buttons = QWidget()
        buttons.setLayout(self._make_buttons(number))
        column.addWidget(buttons)

    def settle(self) -> None:
        """Stand answered where it stood, until the pointer has left the window."""
        self.settled = True
        self.setEnabled(False)

    def _make_buttons(self, number: str) -> Flow:
        flow = Flow()
        flow.setContentsMargins(0, 0, 0, 0)
        for key, words in (
            ("done", _("Done")),
            *((("call", _("Call")),) if number else ()),
            (Later.TEN_MINUTES, _("In 10 min")),
            (Later.HOUR, _("In 1 hour")),
            (Later.TOMORROW, _("Tomorrow morning")),
        ):
            button = small(words, partial(self.answered.emit, str(key)), icon="check" if key == "done" else "")
            button.setAccessibleName(f"{words}: {self.ring.followup.title}")
            if key == "call":
                set_tip(button, number)
            flow.addWidget(button)
        return flow

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().paint("line"))


class ReminderWindow(QFrame):
    """Emits what the person answers: `done(ring)`, `called(ring)`, `dismissed(rings)`, `snoozed(rings, later)`.

    None for `rings` means all that wait, also those there was no room for.
    """

    done = Signal(object)
    called = Signal(object)
    dismissed = Signal(object)
    snoozed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        make_frameless(self, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # noqa: FBT003 - Qt's own
        self._around = Surroundings(0, "UTC", "")
        self._rows: dict[int, RingRow] = {}
        self._beside: QWidget | None = None
        self._dress()

    @property
    def rings(self) -> list[Ring]:
        """The follow-ups that still wait for an answer, as they stand."""
        return [row.ring for row in self._rows.values() if not row.settled]

    def row(self, followup_id: int) -> RingRow | None:
        """Return the row of a follow-up, None where it has none."""
        return self._rows.get(followup_id)

    def show_rings(self, rings: Sequence[Ring], around: Surroundings) -> None:
        """Show these; what was answered keeps its place while the pointer is over the window."""
        self._around = around
        wanted = {ring.followup.id: ring for ring in rings}
        more = around.count - len(rings)
        for followup_id in list(self._rows):
            if followup_id in wanted and wanted[followup_id] == self._rows[followup_id].ring:
                continue
            if self.underMouse() and followup_id not in wanted:
                self._rows[followup_id].settle()
            else:
                self._remove(followup_id)
        for followup_id, ring in wanted.items():
            if followup_id not in self._rows:
                self._add(ring)
        self._more.setText(
            counted("and {count} more on the page “Today”", "and {count} more on the page “Today”", more)
        )
        self._more.setVisible(more > 0)
        self._count.set_chip(Chip(whole(around.count), "count"))
        self.setWindowTitle(counted("{count} reminder", "{count} reminders", around.count))
        if not rings:
            self.close()
        elif self.isVisible():
            self._fit()

    def appear(self, beside: QWidget) -> None:
        """Show it in the corner of the screen that `beside` is on, without taking the focus."""
        self._beside = beside
        self.show()
        self._fit()

    def come_forward(self, beside: QWidget) -> None:
        """Show it and go there with the focus: somebody asked for it."""
        self.appear(beside)
        self.raise_()
        self.activateWindow()
        first = next(iter(self.findChildren(Button)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _dress(self) -> None:
        margin, px = shadow_margin(), theme().px
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(margin, margin, margin, margin)
        frame = QFrame()
        frame.setProperty("look", "popup")
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(14), px(8), px(10), px(8))
        head.setSpacing(px(8))
        head.addWidget(IconLabel("alarm"))
        head.addWidget(strong(_("Reminders")))
        self._count = ChipLabel(Chip("0", "count"))
        head.addWidget(self._count)
        head.addStretch(1)
        self._all = small(_("All later"), self._ask_all, icon="down")
        self._all.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        head.addWidget(self._all)
        head.addWidget(IconButton("close", _("Close; the bell keeps them"), self.close))
        column.addLayout(head)
        column.addWidget(hairline())
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._more = small_words("")
        self._more.setContentsMargins(px(14), px(8), px(14), px(8))
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(self._scroll, 1)

    def _add(self, ring: Ring) -> None:
        row = RingRow(ring, self._around)
        row.answered.connect(partial(self._answer, ring))
        self._rows[ring.followup.id] = row
        self._column.insertWidget(self._column.indexOf(self._more), row)

    def _answer(self, ring: Ring, key: str) -> None:
        if key == "done":
            self.done.emit(ring)
        elif key == "call":
            self.called.emit(ring)
        elif key == "dismiss":
            self.dismissed.emit([ring])
        else:
            self.snoozed.emit([ring], Later(key))

    def _remove(self, followup_id: int) -> None:
        row = self._rows.pop(followup_id)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _ask_all(self) -> None:
        menu = menu_of(self._around.now, self._around.zone, lambda later: self.snoozed.emit(None, later), self)
        menu.addSeparator()
        menu.entry(_("Close all"), lambda: self.dismissed.emit(None), icon="close")
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._all.mapToGlobal(QPoint(0, self._all.height())))

    def _fit(self) -> None:
        """Take the height of the rows, and stand in the corner of the screen."""
        margin, px = shadow_margin(), theme().px
        width = px(WIDTH) + 2 * margin
        inner = width - 2 * margin - 2
        rows = self._column.totalHeightForWidth(inner) if self._rows else 0
        head = self._outer.totalSizeHint().height() - self._scroll.sizeHint().height()
        self._body.setMinimumWidth(1)
        screen = (self._beside or self).screen().availableGeometry()
        height = min(head + min(rows, px(_HIGH_AT_MOST)) + 2, screen.height())
        edge = px(_EDGE) - margin
        self.setGeometry(screen.right() - width - edge, screen.bottom() - height - edge, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        for followup_id in [key for key, row in self._rows.items() if row.settled]:
            self._remove(followup_id)
        if self.isVisible():
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        round_corners(self)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_shadow(self)
