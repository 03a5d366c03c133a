"""A month of days to choose from, painted, walked by arrow keys; and the pop-up a date field opens."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.dates import month_title, weekday_letters, with_weekday
from ui.kit.frames import make_frameless, paint_shadow, round_corners, shadow_margin
from ui.kit.labels import strong
from ui.kit.theme import theme

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_WEEKS: Final = 6


class MonthGrid(QWidget):
    """Six weeks around a day. `chosen(day)` on click or Enter, `moved(day)` when another day is current."""

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, day: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_day(day)

    @property
    def day(self) -> date:
        """The current day."""
        return self._day

    def show_day(self, day: date) -> None:
        """Make another day current and show its month."""
        self._day = day
        self.setAccessibleName(with_weekday(day))
        self.moved.emit(day)
        self.update()

    def turn(self, months: int) -> None:
        """Go some months on or back, to the same day where there is one."""
        place = self._day.year * 12 + self._day.month - 1 + months
        year, month = place // 12, place % 12 + 1
        if date.min.year <= year <= date.max.year:
            self.show_day(date(year, month, min(self._day.day, monthrange(year, month)[1])))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(7 * 32), theme().px((_WEEKS + 1) * 28))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def _first(self) -> date:
        start = self._day.replace(day=1)
        return start - timedelta(days=start.weekday())

    def _cell(self, number: int) -> QRect:
        wide, high = self.width() / 7, self.height() / (_WEEKS + 1)
        row, column = divmod(number, 7)
        return QRect(round(column * wide), round((row + 1) * high), round(wide), round(high))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.ink.font("tiny"))
        painter.setPen(look.paint("muted"))
        for place, letters in enumerate(weekday_letters()):
            head = self._cell(place).translated(0, -round(self.height() / (_WEEKS + 1)))
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, letters)
        painter.setFont(look.ink.font("number"))
        first = self._first()
        for number in range(_WEEKS * 7):
            day = _away(first, number)
            if day is not None:
                self._paint_day(painter, self._cell(number), day)

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        look, chosen = theme(), day == self._day
        side = min(cell.width(), cell.height()) - 2
        spot = QRectF(0, 0, side + 4, side)
        spot.moveCenter(QRectF(cell).center())
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or day == self._today:
            painter.setBrush(look.paint("accent" if chosen else "accent_soft"))
            painter.drawRoundedRect(spot, look.px(6), look.px(6))
        if chosen and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.paint("text"), 2))
            painter.drawRoundedRect(spot, look.px(6), look.px(6))
        words = "on_accent" if chosen else "accent_text" if day == self._today else "text"
        painter.setPen(look.paint(words if day.month == self._day.month or chosen else "faint"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        for number in range(_WEEKS * 7):
            if self._cell(number).contains(event.position().toPoint()):
                day = _away(self._first(), number)
                if day is not None:
                    self.show_day(day)
                    self.chosen.emit(day)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.show_day(_away(self._day, _STEPS[key]) or self._day)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._day)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()


def _away(day: date, days: int) -> date | None:
    """Return the day so many days on or back, None beyond the first and the last one there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


class MonthPanel(QWidget):
    """A month with its title and arrows to turn it."""

    def __init__(self, day: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = MonthGrid(day, today)
        self._title = strong("")
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(IconButton("left", _("Month before"), lambda: self.grid.turn(-1)))
        line.addWidget(IconButton("right", _("Month after"), lambda: self.grid.turn(1)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.grid)
        self.grid.moved.connect(self._head)
        self._head(day)

    def _head(self, day: date) -> None:
        self._title.setText(month_title(day.year, day.month))


class MonthPopup(QFrame):
    """The calendar under a date field; `chosen(day)` closes it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, day: date, today: date) -> None:
        super().__init__(parent)
        make_frameless(self, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        margin, px = shadow_margin(), theme().px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margin, margin, margin, margin)
        frame = QFrame()
        frame.setProperty("look", "popup")
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(px(12), px(8), px(12), px(10))
        self.panel = MonthPanel(day, today)
        column.addWidget(self.panel)
        self.panel.grid.chosen.connect(self._choose)

    def open_under(self, field: QWidget) -> None:
        """Show it below a field, on the screen."""
        self.adjustSize()
        margin = shadow_margin()
        place = field.mapToGlobal(QPoint(-margin, field.height() + 2 - margin))
        screen = field.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        if place.y() + self.height() > screen.bottom():
            place.setY(field.mapToGlobal(QPoint(0, 0)).y() - self.height() + margin)
        self.move(place)
        self.show()
        self.panel.grid.setFocus()

    def _choose(self, day: date) -> None:
        self.chosen.emit(day)
        self.close()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_shadow(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        round_corners(self)
