"""A chip that can be pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit.chips import Chip, chip_size, paint_chip
from ui.kit.theme import theme
from ui.kit.words import set_tip


class ChipButton(QAbstractButton):
    """Shows a chip; `pressed()` is called for a click, Space and Enter."""

    def __init__(self, chip: Chip, pressed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _on=False: pressed())
        self.set_chip(chip)

    def set_chip(self, chip: Chip, tip: str = "") -> None:
        """Show another chip; `tip` says more about it."""
        self.chip = chip
        self.setAccessibleName(chip.text)
        self.setAccessibleDescription(tip)
        set_tip(self, tip)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return chip_size(self.chip)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self.chip)
        if self.hasFocus() or self.underMouse():
            radius = theme().size("chip_radius")
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().paint("accent"), 1.5 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
