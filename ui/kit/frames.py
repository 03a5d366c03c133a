"""Frameless windows of our own look: rounded, with the one shadow where the screen can show it, a scrim below."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from ui.kit.theme import theme

SHADOW: Final = 14
_LAYERS: Final = 7


def shows_shadow() -> bool:
    """Return whether windows can be see-through here; plain X11 may have no compositor, so it is not trusted."""
    return QGuiApplication.platformName() != "xcb"


def shadow_margin() -> int:
    """Return how many pixels a frameless window leaves around its frame for the shadow."""
    return theme().px(SHADOW) if shows_shadow() else 0


def make_frameless(window: QWidget, kind: Qt.WindowType) -> None:
    """Turn a window into a frameless one of a kind (Dialog, Popup, Tool), see-through where that works."""
    window.setWindowFlags(kind | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
    if shows_shadow():
        window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


def round_corners(window: QWidget) -> None:
    """Cut the corners of a window that cannot be see-through; call it when the window is resized."""
    if not shows_shadow():
        radius = theme().size("card_radius")
        path = QPainterPath()
        path.addRoundedRect(QRectF(window.rect()), radius, radius)
        window.setMask(QRegion(path.toFillPolygon().toPolygon()))


def paint_shadow(window: QWidget) -> None:
    """Paint the soft shadow around a window's frame; call it in paintEvent."""
    margin, radius = shadow_margin(), theme().size("card_radius")
    if not margin:
        return
    shade = QColor(theme().paint("shadow"))
    shade.setAlpha(7 if not theme().dark else 18)
    painter = QPainter(window)
    corner = margin + radius + margin // 4 + 1
    if min(window.width(), window.height()) <= 2 * corner:
        _paint_layers(painter, window.rect(), margin, radius, shade)
        return
    ratio = window.devicePixelRatioF()
    picture = _shadow(corner, margin, radius, ratio, shade.rgba())
    across, down = _parts(window.width(), corner), _parts(window.height(), corner)
    for column, (left, wide, from_left, taken_wide) in enumerate(across):
        for row, (top, high, from_top, taken_high) in enumerate(down):
            if column != 1 or row != 1:  # the frame covers the middle
                source = QRectF(from_left * ratio, from_top * ratio, taken_wide * ratio, taken_high * ratio)
                painter.drawPixmap(QRectF(left, top, wide, high), picture, source)


def _parts(length: int, corner: int) -> tuple[tuple[int, int, int, int], ...]:
    """Return the three parts of a side as (place, length, place in the picture, length there)."""
    return (
        (0, corner, 0, corner),
        (corner, length - 2 * corner, corner, 1),
        (length - corner, corner, corner + 1, corner),
    )


@lru_cache(maxsize=8)
def _shadow(corner: int, margin: int, radius: int, ratio: float, colour: int) -> QPixmap:
    """Return the shadow of the smallest frame: its corners and one pixel between them to be drawn out."""
    side = 2 * corner + 1
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _paint_layers(painter, QRect(0, 0, side, side), margin, radius, QColor.fromRgba(colour))
    painter.end()
    return picture


def _paint_layers(painter: QPainter, around_all: QRect, margin: int, radius: int, shade: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    frame = around_all.adjusted(margin, margin, -margin, -margin)
    for layer in range(_LAYERS):
        grow = margin * (layer + 1) // _LAYERS - 1
        around = frame.adjusted(-grow, -grow + margin // 4, grow, min(margin, grow + margin // 4))
        painter.drawRoundedRect(around, radius + grow, radius + grow)


class Scrim(QWidget):
    """Darkens a window while a dialog stands before it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), theme().paint("scrim"))
