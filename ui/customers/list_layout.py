"""How the list of customers is laid out: the columns and order somebody left it with, or those of the view shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_crm.insights.book import EVERY_SHOPS, Book
from desktop_crm.insights.list_columns import USUAL
from desktop_crm.segments.types import ColumnPlace, Layout, SavedView
from ui.customers.model import COLUMNS, CustomerSource, fitting, table_columns
from ui.kit.paging import Pages, Sort
from ui.kit.table_view import TableView
from ui.kit.tables import Cells

BY_NAME: Final = Sort("name")
_KEPT_AFTER: Final = 800
"""Milliseconds of quiet after which moved columns are kept."""


class ListLayout(QObject):
    """Lays out one table and says what its source has to read. `moved(layout)` when one's own layout is to be kept."""

    moved = Signal(object)

    def __init__(self, table: TableView, pages: Pages[Cells], source: CustomerSource) -> None:
        super().__init__(table)
        self._table, self._pages, self._source = table, pages, source
        self.book: Book = EVERY_SHOPS
        self._own = Layout()
        self._view: SavedView | None = None
        self._of_view = Layout()
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEPT_AFTER)
        self._keeping.timeout.connect(lambda: self.moved.emit(self._own))
        table.arranged.connect(self._moved)
        table.horizontalHeader().sectionClicked.connect(lambda _place: self._sorted())

    @property
    def shown(self) -> Layout:
        """The columns and the order that the list has now; no columns where they are the usual ones."""
        columns = tuple(ColumnPlace(key, width) for key, width in self._table.arrangement())
        sort = self._pages.sort or BY_NAME
        return Layout(columns if self._arranged.columns else (), sort.key, sort.descending)

    def begin(self, own: Layout | None) -> Sort:
        """Take on the layout somebody left; returns its order."""
        self._own = own or Layout()
        self.arrange()
        return _sort(self._own)

    def take_book(self, book: Book) -> None:
        """Have the columns that the shop has now."""
        columns = table_columns(book.columns)
        changed = columns != table_columns(self.book.columns)
        self.book, self._source.columns = book, book.columns
        if changed:
            self._table.set_columns(columns)
            self.arrange()
            if self._pages.loaded:
                self._pages.refresh()  # what is on its way still has the columns before

    def show_view(self, view: SavedView | None) -> Sort:
        """Take on a view's order and columns, one's own where it has none; returns the order."""
        self._view, self._of_view = view, view.layout if view is not None else Layout()
        self.arrange()
        return _sort(view.layout if view is not None else self._own)

    def show_columns(self, columns: Sequence[ColumnPlace]) -> None:
        """Show these columns from left to right and keep them; none: the usual ones, as many as have room."""
        if self._view is not None and self._view.layout.columns:
            self._of_view = replace(self._of_view, columns=tuple(columns))
        else:
            self._own = replace(self._own, columns=tuple(columns))
            self._keeping.start()
        self.arrange()

    def arrange(self) -> None:
        """Lay out the columns, those left out that are not there any more; the usual ones as far as they have room."""
        columns = [column for column in self._arranged.columns if column.key in self.book.by_key]
        keys = tuple(column.key for column in columns) or USUAL
        self._table.arrange([(column.key, column.width) for column in columns] or self._fitting())
        if set(keys) != set(self._source.keys):
            self._source.keys = keys
            self._pages.renew()

    def fit(self) -> None:
        """Do without the usual columns that have no room any more, the least needed first."""
        if not self._arranged.columns:
            self._table.arrange(self._fitting())

    @property
    def _arranged(self) -> Layout:
        """The layout that the columns on show come from: the view's own, where it has one."""
        return self._of_view if self._of_view.columns else self._own

    def _fitting(self) -> list[tuple[str, int]]:
        return [(key, 0) for key in fitting(self._table.width())]

    def _moved(self) -> None:
        self.show_columns([ColumnPlace(key, width) for key, width in self._table.arrangement()])

    def _sorted(self) -> None:
        if self._view is None and self._pages.sort is not None:
            self._own = replace(self._own, sort=self._pages.sort.key, descending=self._pages.sort.descending)
            self._keeping.start()


def _sort(layout: Layout) -> Sort:
    """Return the order of a layout, by name where it has none that lists can have."""
    ordered = {column.key for column in COLUMNS if column.sortable}
    return Sort(layout.sort, layout.descending) if layout.sort in ordered else BY_NAME
