"""What is printed: papers that draw their pages in points, the same on screen, in a PDF and on a printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from desktop_crm.platform.i18n import _

POINTS_PER_MM: Final = 72 / 25.4
INK: Final = Qt.GlobalColor.black
FAINT: Final = Qt.GlobalColor.darkGray
_FOOT: Final = 7
_GAP: Final = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper: its sides and the margin around what is drawn, in millimetres."""

    width: float
    height: float
    margin: float = 15

    @property
    def size(self) -> QSizeF:
        """The size in points."""
        return QSizeF(self.width * POINTS_PER_MM, self.height * POINTS_PER_MM)

    @property
    def inside(self) -> QRectF:
        """What lies within the margins, in points."""
        margin = self.margin * POINTS_PER_MM
        return QRectF(0, 0, self.size.width(), self.size.height()).adjusted(margin, margin, -margin, -margin)


A4: Final = Sheet(210, 297)
A4_ACROSS: Final = Sheet(297, 210)


class Paper(Protocol):
    """Something that can be printed; its pages count from 0."""

    @property
    def sheet(self) -> Sheet: ...
    @property
    def pages(self) -> int: ...

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw one page; the painter's unit is a point, its origin the sheet's corner."""
        ...


def font(points: int, *, bold: bool = False) -> QFont:
    """Return the program's font in points of a paper, whatever the device."""
    made = QFont(QGuiApplication.font().family())
    made.setPixelSize(points)
    made.setBold(bold)
    return made


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text: its heading, and lines of (what it is, what stands there)."""

    title: str
    lines: Sequence[tuple[str, str]]


class TextPaper:
    """A title and sections, flowing over as many pages as they need. All words are drawn as typed."""

    def __init__(self, title: str, sections: Sequence[Section], sheet: Sheet = A4) -> None:
        self.sheet = sheet
        self._title = title
        self._document = QTextDocument()
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(font(10))
        self._write(sections)
        inside = sheet.inside
        self._document.setPageSize(QSizeF(inside.width(), inside.height() - 2 * _FOOT))

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    def text(self) -> str:
        """Return the same as plain text."""
        return self._document.toPlainText()

    def paint(self, painter: QPainter, page: int) -> None:
        inside, height = self.sheet.inside, self._document.pageSize().height()
        painter.save()
        painter.translate(inside.topLeft())
        painter.setClipRect(QRectF(0, 0, inside.width(), height))
        painter.translate(0, -page * height)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, page * height, inside.width(), height)
        context.palette.setColor(QPalette.ColorRole.Text, INK)
        self._document.documentLayout().draw(painter, context)
        painter.restore()
        paint_foot(painter, self.sheet, self._title, page, self.pages)

    def _write(self, sections: Sequence[Section]) -> None:
        cursor = QTextCursor(self._document)
        plain, gap = QTextCharFormat(), QTextBlockFormat()
        gap.setTopMargin(10)
        heading, faint = QTextCharFormat(), QTextCharFormat()
        heading.setFont(font(12, bold=True))
        faint.setForeground(FAINT)
        title = QTextCharFormat()
        title.setFont(font(18, bold=True))
        cursor.insertText(self._title, title)
        for section in sections:
            if section.title:
                cursor.insertBlock(gap, heading)
                cursor.insertText(section.title, heading)
            for words, value in section.lines:
                cursor.insertBlock(QTextBlockFormat(), plain)
                if words:
                    cursor.insertText(f"{words}: ", faint)
                cursor.insertText(value.replace("\n", "\u2028"), plain)


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a printed table: its title, its share of the width, and whether numbers stand at its right."""

    title: str
    share: float = 1
    right: bool = False


class TablePaper:
    """A table over as many pages as it needs, its titles on each. `rows` are words as shown, one a cell."""

    _ROW: Final = 17
    _HEAD: Final = 46

    def __init__(
        self, title: str, columns: Sequence[PaperColumn], rows: Sequence[Sequence[str]], sheet: Sheet = A4_ACROSS
    ) -> None:
        self.sheet = sheet
        self._title, self._columns, self._rows = title, columns, rows
        room = sheet.inside.height() - self._HEAD - 2 * _FOOT
        self._on_page = max(1, int(room // self._ROW))

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self._rows) // self._on_page))

    def paint(self, painter: QPainter, page: int) -> None:
        inside = self.sheet.inside
        painter.setPen(INK)
        painter.setFont(font(15, bold=True))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._title)
        top = inside.top() + self._HEAD - self._ROW
        painter.setFont(font(9, bold=True))
        self._paint_cells(painter, top, [column.title for column in self._columns])
        painter.setFont(font(9))
        first = page * self._on_page
        for place, row in enumerate(self._rows[first : first + self._on_page], 1):
            line = top + place * self._ROW
            painter.setPen(QPen(FAINT, 0.3))
            painter.drawLine(inside.left(), line, inside.right(), line)
            painter.setPen(INK)
            self._paint_cells(painter, line, row)
        paint_foot(painter, self.sheet, self._title, page, self.pages)

    def _paint_cells(self, painter: QPainter, top: float, words: Sequence[str]) -> None:
        inside, all_shares = self.sheet.inside, sum(column.share for column in self._columns)
        left, measure = inside.left(), QFontMetricsF(painter.font())
        for column, text in zip(self._columns, words, strict=True):
            width = inside.width() * column.share / all_shares
            cell = QRectF(left, top, width - _GAP, self._ROW)
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            shown = measure.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, cell.width())
            painter.drawText(cell, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
            left += width


def paint_foot(painter: QPainter, sheet: Sheet, title: str, page: int, pages: int) -> None:
    """Write at the foot of a page what it belongs to and which page it is."""
    inside = sheet.inside
    foot = QRectF(inside.left(), inside.bottom() - _FOOT, inside.width(), 2 * _FOOT)
    painter.setPen(FAINT)
    painter.setFont(font(8))
    number = _("Page {page} of {pages}").format(page=page + 1, pages=pages)
    one_line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    beside = QFontMetricsF(painter.font())
    room = foot.width() - beside.horizontalAdvance(number) - 12
    shown = beside.elidedText(" ".join(title.split()), Qt.TextElideMode.ElideRight, room)
    painter.drawText(foot, int(one_line | Qt.AlignmentFlag.AlignLeft), shown)
    painter.drawText(foot, int(one_line | Qt.AlignmentFlag.AlignRight), number)
