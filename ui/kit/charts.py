"""Small charts by hand: a sparkline, columns, bars across, a line with its band; each says its figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import theme

_BAND: Final = 36
_BAR: Final = 210
_GRID_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how long, the figure as shown, and its tone (a token: accent, red, …, faint)."""

    name: str
    value: float
    shown: str
    tone: str = "accent"


def _points(values: Sequence[float], room: QRectF, low: float, high: float) -> list[QPointF]:
    span = (high - low) or 1.0
    step = room.width() / max(1, len(values) - 1)
    return [
        QPointF(room.left() + place * step, room.bottom() - (value - low) / span * room.height())
        for place, value in enumerate(values)
    ]


def _line(painter: QPainter, points: list[QPointF], colour: QColor, width: float, *, dashed: bool = False) -> None:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if dashed:
        pen.setDashPattern([2, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))


class Sparkline(QWidget):
    """The course of a figure without axes."""

    def __init__(self, values: Sequence[float] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_values(values)

    def show_values(self, values: Sequence[float]) -> None:
        """Draw these values, oldest first."""
        self._values = list(values)
        self.setAccessibleName(" → ".join(f"{value:g}" for value in self._values[-6:]))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(84), theme().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(2, 3, -2, -3)
        points = _points(self._values, room, min(self._values), max(self._values))
        _line(painter, points, theme().paint("accent"), 1.8)


class _Chart(QWidget):
    """A chart that fills its card and speaks its figures."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _speak(self, parts: Sequence[str]) -> None:
        self.setAccessibleDescription("; ".join(parts))
        self.update()

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class Columns(_Chart):
    """Upright bars with their figure above and their name below."""

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these bars from left to right."""
        self._bars = list(bars)
        self._speak([f"{bar.name}: {bar.shown}" for bar in bars])

    _bars: Sequence[Bar] = ()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(160), theme().px(120))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if not self._bars:
            return
        painter, look = self._painter(), theme()
        line = look.ink.metrics("tiny").height()
        room = QRectF(self.rect()).adjusted(0, line + 4, 0, -line - 6)
        step = room.width() / len(self._bars)
        gap = min(look.px(10), step * 0.25)
        most = max(bar.value for bar in self._bars) or 1.0
        painter.setFont(look.ink.font("tiny"))
        for place, bar in enumerate(self._bars):
            high = max(2.0, bar.value / most * room.height())
            left = room.left() + place * step
            shape = QRectF(left + gap / 2, room.bottom() - high, step - gap, high)
            colour = QColor(look.paint(bar.tone))
            colour.setAlpha(_BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(shape, 2.5, 2.5)
            painter.setPen(look.paint("muted"))
            above = QRectF(left, shape.top() - line - 3, step, line + 2)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, bar.shown)
            painter.setPen(look.paint("text"))
            below = QRectF(left, room.bottom() + 4, step, line + 2)
            name = look.ink.elided("tiny", bar.name, int(step))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)


class BarsAcross(_Chart):
    """Bars from left to right: name, bar on its track, figure."""

    _bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these bars from top to bottom."""
        self._bars = list(bars)
        self.setMinimumHeight(len(self._bars) * theme().px(28))
        self._speak([f"{bar.name}: {bar.shown}" for bar in bars])

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if not self._bars:
            return
        painter, look, ink = self._painter(), theme(), theme().ink
        high, gap = look.px(28), look.px(12)
        names = min(self.width() // 3, max(ink.width("text", bar.name) for bar in self._bars) + gap)
        figures = max(ink.width("number", bar.shown) for bar in self._bars) + gap
        most = max(bar.value for bar in self._bars) or 1.0
        for place, bar in enumerate(self._bars):
            line = QRect(0, place * high, self.width(), high)
            track = QRectF(names, line.top() + look.px(4), self.width() - names - figures, high - look.px(8))
            painter.setPen(look.paint("text"))
            painter.setFont(ink.font("text"))
            side = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line, side, ink.elided("text", bar.name, names - 4))
            painter.setPen(look.paint("muted"))
            painter.setFont(ink.font("number"))
            painter.drawText(line, side | Qt.AlignmentFlag.AlignRight, bar.shown)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.paint("bg"))
            painter.drawRoundedRect(track, 3, 3)
            colour = QColor(look.paint(bar.tone))
            colour.setAlpha(_BAR)
            painter.setBrush(colour)
            painter.drawRoundedRect(track.adjusted(0, 0, (bar.value / most - 1) * track.width(), 0), 3, 3)


class LineChart(_Chart):
    """A line over months, with a band for its margin of error; the last `ahead` values are a forecast."""

    _values: Sequence[float] = ()
    _low: Sequence[float] = ()
    _high: Sequence[float] = ()
    _names: Sequence[str] = ()
    _ahead = 0

    def show_line(
        self,
        names: Sequence[str],
        values: Sequence[float],
        low: Sequence[float] = (),
        high: Sequence[float] = (),
        *,
        ahead: int = 0,
    ) -> None:
        """Draw `values` over `names`; `low` and `high` bound the band where given, of equal length."""
        self._names, self._values, self._low, self._high, self._ahead = names, values, low, high, ahead
        self._speak([f"{name}: {value:g}" for name, value in zip(names, values, strict=True)])

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(200), theme().px(140))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if len(self._values) < 2:
            return
        painter, look = self._painter(), theme()
        line = look.ink.metrics("tiny").height()
        room = QRectF(self.rect()).adjusted(1, 6, -1, -line - 8)
        painter.setPen(QPen(look.paint("line"), 1))
        for step in range(_GRID_LINES):
            y = round(room.top() + room.height() * step / (_GRID_LINES - 1)) + 0.5
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        bottom, top = min([*self._values, *self._low]), max([*self._values, *self._high])
        inner = room.adjusted(0, room.height() * 0.08, 0, -room.height() * 0.08)
        self._paint_band(painter, inner, bottom, top)
        points = _points(self._values, inner, bottom, top)
        known = len(points) - self._ahead
        _line(painter, points[:known], look.paint("accent"), 2)
        if self._ahead:
            _line(painter, points[known - 1 :], look.paint("accent"), 2, dashed=True)
        self._paint_names(painter, room, line)

    def _paint_band(self, painter: QPainter, room: QRectF, bottom: float, top: float) -> None:
        if not self._low:
            return
        edge = _points(self._high, room, bottom, top) + _points(self._low, room, bottom, top)[::-1]
        colour = QColor(theme().paint("accent"))
        colour.setAlpha(_BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(edge))

    def _paint_names(self, painter: QPainter, room: QRectF, line: int) -> None:
        ink = theme().ink
        painter.setFont(ink.font("tiny"))
        painter.setPen(theme().paint("muted"))
        step = room.width() / (len(self._names) - 1)
        widest = max(ink.width("tiny", name) for name in self._names) + theme().px(10)
        every = max(1, -(-widest // max(1, int(step))))
        for place in range(0, len(self._names), every):
            width = ink.width("tiny", self._names[place])
            left = min(max(room.left(), room.left() + place * step - width / 2), room.right() - width)
            painter.drawText(QRectF(left, room.bottom() + 5, width + 2, line), self._names[place])
