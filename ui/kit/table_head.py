"""The head of a table: its titles, the order the list stands in, and columns that can be moved and made wider."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.kit.table_paint import text_room
from ui.kit.tables import TableModel
from ui.kit.theme import theme


class SortHeader(QHeaderView):
    """The head of a table: titles, an arrow beside the sorted one; a click sorts."""

    def __init__(self, model: TableModel, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table_model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme().px(36))
        self.setFixedHeight(theme().size("header_row"))
        self.sectionClicked.connect(model.sort_by)
        self.setSectionsMovable(True)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), theme().size("header_row"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        look, ink = theme(), theme().ink
        column = self._table_model.columns[section]
        painter.fillRect(rect, look.paint("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.paint("line"))
        sort = self._table_model.pages.sort
        sorted_here = sort is not None and sort.key == column.key
        mark = (" ▼" if sort.descending else " ▲") if sort is not None and sorted_here else ""
        room = text_room(rect, column)
        title = ink.elided("chip", self._table_model.headerData(section, Qt.Orientation.Horizontal), room.width())
        painter.setFont(ink.font("chip"))
        painter.setPen(look.paint("text" if sorted_here else "muted"))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, title + mark)
