"""Avatars: initials in a circle whose tone belongs to the name, and icons in a circle for things that happened."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from zlib import crc32

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_crm.platform.text import fold, initials
from ui.kit.chips import paint_dot
from ui.kit.icons import draw as draw_icon
from ui.kit.theme import theme

_TONES: Final = ("blue", "green", "violet", "amber", "accent")
_LETTERS_SHARE: Final = 0.38


@lru_cache(maxsize=20_000)
def avatar_tone(name: str) -> str:
    """Return the tone that always goes with this name, however it is written."""
    return _TONES[crc32(fold(name).encode()) % len(_TONES)]


def paint_avatar(painter: QPainter, rect: QRect, name: str, tone: str = "") -> None:
    """Paint the initials of a name in a circle filling the square `rect`."""
    tone = tone or avatar_tone(name)
    paint_dot(painter, rect, theme().paint(f"{tone}_soft"))
    font = QFont(theme().ink.font("initials"))
    font.setPixelSize(max(8, round(rect.height() * _LETTERS_SHARE)))
    painter.setFont(font)
    painter.setPen(theme().paint("accent_text" if tone == "accent" else tone))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))


def paint_badge(painter: QPainter, rect: QRect, meaning: str, tone: str) -> None:
    """Paint an icon in a circle filling the square `rect`."""
    paint_dot(painter, rect, theme().paint("bg" if tone == "neutral" else f"{tone}_soft"))
    side = round(rect.height() * 0.54)
    square = QRect(0, 0, side, side)
    square.moveCenter(rect.center())
    colour = {"neutral": "muted", "accent": "accent_text"}.get(tone, tone)
    draw_icon(painter, square, meaning, colour)


class Avatar(QWidget):
    """A person's circle, `side` pixels at 100 %."""

    def __init__(self, name: str, side: int = 52, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        side = theme().px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_avatar(QPainter(self), self.rect(), self._name)
