"""The list of the day: as high as its rows, and quiet under the pointer: it is told when somebody leaves it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from ui.kit.paging import Pages
from ui.kit.row_paint import Row, RowPainter
from ui.kit.rows import RowList
from ui.kit.theme import theme

_ROWS_MEASURED: Final = 60
_HEADING: Final = 34
_EMPTY_HEIGHT: Final = 240


class _DayPainter(RowPainter):
    """Knows how high a row is from its id alone: headings are below zero. Thousands are measured in no time."""

    def __init__(self, view: DayList) -> None:
        super().__init__(view, wrap=False, hairlines=True)
        self._pages = view.pages
        self._heading, self._line = QSize(0, theme().px(_HEADING)), QSize(0, theme().size("list_row"))

    def sizeHint(  # noqa: N802
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return self._heading if self._pages.ids[index.row()] < 0 else self._line


class DayList(RowList):
    """Rows that stay where they are while somebody works on them; `left` when nobody does any more."""

    left = Signal()

    def __init__(self, name: str, pages: Pages[Row], parent: QWidget | None = None) -> None:
        super().__init__(name, pages, parent=parent)
        self.setItemDelegate(_DayPainter(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        pages.replaced.connect(self.updateGeometry)

    @property
    def in_use(self) -> bool:
        """Whether the pointer is over the list or the focus is in it."""
        return self.underMouse() or self.hasFocus()

    def spot(self, row_id: int, key: str) -> QPoint:
        """Return where a menu belongs that opens from a row's action, on the screen."""
        place = self.pages.place_of(row_id)
        row, places = self.row_at(place), self.places(place)
        if row is None or places is None:
            return self.mapToGlobal(QPoint(0, 0))
        rect = next((r for act, r in zip(row.acts, places.acts, strict=True) if act.key == key), places.title)
        return self.viewport().mapToGlobal(rect.bottomLeft())

    def sizeHint(self) -> QSize:  # noqa: N802
        rows = [self.sizeHintForRow(place) for place in range(min(self.count(), _ROWS_MEASURED))]
        return QSize(super().sizeHint().width(), sum(rows) or theme().px(_EMPTY_HEIGHT))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._tell_left()

    def focusOutEvent(self, event: Any) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._tell_left()

    def _tell_left(self) -> None:
        if not self.in_use:
            self.left.emit()
