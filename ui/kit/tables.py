"""The table model: columns as data over pages of rows; it answers only what is shown, and never waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_crm.platform.i18n import _
from ui.kit.chips import Chip
from ui.kit.paging import Pages, Sort
from ui.kit.words import plain_tip

Cell: TypeAlias = str | Chip
Cells: TypeAlias = Sequence[Cell]
"""One row as painted: a word ready to show, or a chip, for each column in order."""
_Index: TypeAlias = QModelIndex | QPersistentModelIndex


class Kind(StrEnum):
    """How a column's cells are painted; money and numbers stand right in tabular figures."""

    TEXT = "text"
    MUTED = "muted"
    STRONG = "strong"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHIP = "chip"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `title` is a message id, or with `literal` somebody's own words; `width` pixels at 100 %, `key` what
    the source sorts by, if it is `sortable`. One column may stretch."""

    key: str
    title: str
    width: int
    kind: Kind = Kind.TEXT
    stretch: bool = False
    sortable: bool = True
    literal: bool = False

    @property
    def words(self) -> str:
        """Its title in the language in use."""
        return self.title if self.literal or not self.title else _(self.title)

    @property
    def right(self) -> bool:
        """Whether it stands on the right."""
        return self.kind in (Kind.NUMBER, Kind.MONEY)


class TableModel(QAbstractTableModel):
    """Rows of `Cells` from pages."""

    def __init__(self, columns: Sequence[Column], pages: Pages[Cells], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.pages = pages
        pages.replacing.connect(self.beginResetModel)
        pages.replaced.connect(self.endResetModel)
        pages.growing.connect(self._grow)
        pages.grown.connect(self._grown)
        pages.arrived.connect(self._arrived)
        self._growing = False

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the rows in hand, which are those of the old ones, are read again."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.pages.forget()
        self.endResetModel()
        self.pages.renew()

    def cell(self, row: int, column: int) -> Cell | None:
        """Return what stands in a cell, None while the row is on its way."""
        cells = self.pages.row(row)
        return None if cells is None else cells[column]

    def sort_by(self, column: int) -> None:
        """Order by a column; a second time the other way round."""
        wanted = self.columns[column]
        if not wanted.sortable:
            return
        now = self.pages.sort
        descending = now is not None and now.key == wanted.key and not now.descending
        self.pages.begin(Sort(wanted.key, descending))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self.pages.ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = 0) -> Any:
        if role == 0 or role == Qt.ItemDataRole.AccessibleTextRole:  # noqa: PLR1714 - the first is asked most
            cells = self.pages.rows.get(self.pages.ids[index.row()])
            if cells is None:
                return None
            value = cells[index.column()]
            return value if isinstance(value, str) else value.text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == 0:
            return self.columns[section].words
        if role == Qt.ItemDataRole.ToolTipRole and not self.columns[section].sortable:
            return plain_tip(_("The list cannot be sorted by this column."))
        return None

    def _grow(self, first: int, last: int) -> None:
        self._growing = True
        self.beginInsertRows(QModelIndex(), first, last)

    def _grown(self) -> None:
        if self._growing:
            self._growing = False
            self.endInsertRows()

    def _arrived(self, first: int, last: int) -> None:
        if last >= first and self.pages.ids:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
