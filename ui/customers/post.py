"""Labels and envelopes as papers, from lines of postal addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_crm.platform.i18n import N_
from ui.kit.paper import INK, POINTS_PER_MM, Sheet, font

_LARGEST: Final = 11
_SMALLEST: Final = 6
_AIR: Final = 1.28
"""The height of a line in heights of its letters."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels: how many across and down, the size of one and the distance to the next in millimetres."""

    words: str
    across: int
    down: int
    width: float
    height: float
    step_across: float
    step_down: float

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.across * self.down

    def place(self, number: int) -> QRectF:
        """Return where a label lies on its A4 sheet, in points; the grid stands in the middle of the sheet."""
        left = (210 - (self.across - 1) * self.step_across - self.width) / 2
        top = (297 - (self.down - 1) * self.step_down - self.height) / 2
        x, y = left + number % self.across * self.step_across, top + number // self.across * self.step_down
        return QRectF(*(side * POINTS_PER_MM for side in (x, y, self.width, self.height)))


LABELS: Final = (
    LabelSheet(N_("24 labels of 70 × 37 mm"), 3, 8, 70, 37, 70, 37),
    LabelSheet(N_("21 labels of 63.5 × 38.1 mm"), 3, 7, 63.5, 38.1, 66, 38.1),
    LabelSheet(N_("14 labels of 99.1 × 38.1 mm"), 2, 7, 99.1, 38.1, 101.6, 38.1),
    LabelSheet(N_("8 labels of 105 × 74 mm"), 2, 4, 105, 74, 105, 74),
)
ENVELOPES: Final = (
    (N_("DL, 220 × 110 mm"), Sheet(220, 110, 12)),
    (N_("C6, 162 × 114 mm"), Sheet(162, 114, 10)),
    (N_("C5, 229 × 162 mm"), Sheet(229, 162, 15)),
)


class LabelPaper:
    """Addresses on sheets of labels; the first `used` labels of the first sheet are gone already."""

    sheet = Sheet(210, 297, 0)

    def __init__(self, labels: LabelSheet, addresses: Sequence[Sequence[str]], used: int = 0) -> None:
        self._labels, self._addresses = labels, addresses
        self._used = min(used, labels.count - 1)

    @property
    def pages(self) -> int:
        """How many sheets there are."""
        return max(1, -(-(len(self._addresses) + self._used) // self._labels.count))

    def paint(self, painter: QPainter, page: int) -> None:
        inner = 4 * POINTS_PER_MM
        for place in range(self._labels.count):
            number = page * self._labels.count + place - self._used
            if 0 <= number < len(self._addresses):
                label = self._labels.place(place).adjusted(inner, inner, -inner, -inner)
                paint_lines(painter, label, self._addresses[number])


class EnvelopePaper:
    """An envelope for each address; `sender` stands small at its top left."""

    def __init__(self, sheet: Sheet, addresses: Sequence[Sequence[str]], sender: str) -> None:
        self.sheet = sheet
        self._addresses, self._sender = addresses, sender

    @property
    def pages(self) -> int:
        """How many envelopes there are."""
        return max(1, len(self._addresses))

    def paint(self, painter: QPainter, page: int) -> None:
        if page >= len(self._addresses):
            return
        inside = self.sheet.inside
        paint_lines(painter, QRectF(inside.left(), inside.top(), inside.width() / 2, 30), [self._sender], largest=9)
        address = QRectF(inside.center().x(), inside.center().y(), inside.width() / 2, inside.height() / 2)
        paint_lines(painter, address, self._addresses[page], largest=12)


def paint_lines(painter: QPainter, room: QRectF, lines: Sequence[str], *, largest: int = _LARGEST) -> None:
    """Write the lines of an address into a room, the first one bold, as large as they all fit; never outside of it."""
    points = next((size for size in range(largest, _SMALLEST, -1) if _fit(lines, room, size)), _SMALLEST)
    painter.setPen(INK)
    height, top = points * _AIR, room.top()
    for place, line in enumerate(lines):
        if top + height > room.bottom() + 1:
            return
        painter.setFont(font(points, bold=place == 0))
        shown = QFontMetricsF(painter.font()).elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        one_line = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(room.left(), top, room.width(), height), one_line, shown)
        top += height


def _fit(lines: Sequence[str], room: QRectF, points: int) -> bool:
    if len(lines) * points * _AIR > room.height():
        return False
    measure = QFontMetricsF(font(points, bold=True))
    return all(measure.horizontalAdvance(line) <= room.width() for line in lines)
