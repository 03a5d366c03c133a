"""Frameless windows of our own look: rounded, with the one shadow where the screen can show it, a scrim below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPaintEvent, QRegion
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
    margin = shadow_margin()
    if not margin:
        return
    painter = QPainter(window)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(theme().paint("shadow"))
    shade.setAlpha(7 if not theme().dark else 18)
    painter.setBrush(shade)
    radius = theme().size("card_radius")
    frame = QRect(window.rect()).adjusted(margin, margin, -margin, -margin)
    covered = frame.adjusted(radius, radius, -radius, -radius)
    painter.setClipRegion(QRegion(window.rect()).subtracted(QRegion(covered)))
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
