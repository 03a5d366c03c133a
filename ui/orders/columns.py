"""Tables that show only the columns they have room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent

from ui.kit.paging import Pages
from ui.kit.table_view import TableView
from ui.kit.tables import Cells, Column, TableModel
from ui.kit.theme import theme

_SCROLL_BAR = 14


class FittingTable(TableView):
    """A table of pages that does without the `least_needed` columns, in that order, where its width is short."""

    def __init__(self, columns: Sequence[Column], pages: Pages[Cells], name: str, least_needed: Sequence[str]) -> None:
        super().__init__(TableModel(columns, pages), name)
        pages.setParent(self)
        self._columns, self._least_needed = columns, least_needed

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        px, room = theme().px, self.width() - theme().px(_SCROLL_BAR)
        shown = {column.key: px(column.width) for column in self._columns}
        for key in self._least_needed:
            if sum(shown.values()) <= room:
                break
            del shown[key]
        self.show_columns(list(shown))
        super().resizeEvent(event)
