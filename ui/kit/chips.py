"""Chips: a short word on a soft ground, painted in lists or standing alone; the word always says it, not the colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.icons import draw as draw_icon
from ui.kit.theme import theme

_PAD: Final = 8
_HEIGHT: Final = 20
_WORDS: Final = {"neutral": "muted", "count": "muted", "accent": "accent_text"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A word with a tone: neutral, count, accent, red, amber, green, blue or violet. An icon may stand for the word,
    which is then only spoken."""

    text: str
    tone: str = "neutral"
    icon: str = ""


def chip_size(chip: Chip) -> QSize:
    """Return how much room a chip takes, in pixels."""
    px = theme().px
    inner = px(14) if chip.icon else theme().ink.width("chip", chip.text)
    narrowest = px(22) if chip.tone == "count" else px(28)
    return QSize(max(narrowest, inner + 2 * px(_PAD)), px(_HEIGHT))


def paint_chip(painter: QPainter, rect: QRect, chip: Chip) -> None:
    """Paint a chip into `rect`; the word is shortened where the room is short."""
    look = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    plain = chip.tone in ("neutral", "count")
    painter.setBrush(look.paint("bg" if plain else f"{chip.tone}_soft"))
    painter.setPen(QPen(look.paint("line")) if chip.tone == "neutral" else QPen(Qt.PenStyle.NoPen))
    radius = min(look.size("chip_radius"), shape.height() / 2)
    painter.drawRoundedRect(shape, radius, radius)
    colour = _WORDS.get(chip.tone, chip.tone)
    if chip.icon:
        side = look.px(14)
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        draw_icon(painter, square, chip.icon, colour)
        return
    painter.setFont(look.ink.font("chip"))
    painter.setPen(look.paint(colour))
    inner = rect.width() - look.px(_PAD)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, look.ink.elided("chip", chip.text, inner))


def paint_dot(painter: QPainter, rect: QRect, ground: QColor) -> None:
    """Paint a filled circle into a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(rect)


class ChipLabel(QWidget):
    """A chip that stands alone."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(chip)

    def set_chip(self, chip: Chip) -> None:
        """Show another chip."""
        self.chip = chip
        self.setAccessibleName(chip.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return chip_size(self.chip)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_chip(QPainter(self), self.rect(), self.chip)
