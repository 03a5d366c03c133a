"""The table on screen: hairlines, hover and selection by row, a header that sorts, states over the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from ui.kit.keeping import Keeper
from ui.kit.states import State
from ui.kit.table_head import SortHeader
from ui.kit.table_paint import Line, lay_out_column, paint_column, text_room
from ui.kit.tables import Column, TableModel
from ui.kit.theme import theme
from ui.kit.words import plain_tip


class TableView(QTableView):
    """Shows a TableModel. `opened(id)` on Enter or double click, `picked(id or None)` when the current row changes.

    `arranged` when somebody moved a column or made it wider.
    """

    opened = Signal(object)
    picked = Signal(object)
    arranged = Signal()

    def __init__(self, model: TableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self.setModel(model)
        self.setAccessibleName(name)
        self.overlay = State().over(self)
        self._dress()
        self._arrange_columns()
        Keeper(self, model.pages)
        self.selectionModel().currentRowChanged.connect(self._pick)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.pages.ids[index.row()]))
        model.pages.loading.connect(self.overlay.loading)
        model.pages.replaced.connect(self._came)
        model.pages.grown.connect(self._select_the_rest)
        model.pages.arrived.connect(self._lay_out)
        model.pages.failed.connect(self._fail)
        self.empty_words: tuple[str, str] = ("", "")
        self._all = 0

    @property
    def current_id(self) -> int | None:
        """The id of the current row."""
        index = self.currentIndex()
        return self._model.pages.ids[index.row()] if index.isValid() else None

    @property
    def selected_ids(self) -> list[int]:
        """The ids of the selected rows, in the order they stand."""
        ids, found = self._model.pages.ids, list[int]()
        upto = 0
        for part in sorted(self.selectionModel().selection(), key=lambda part: part.top()):
            found.extend(ids[max(part.top(), upto) : part.bottom() + 1])
            upto = max(upto, part.bottom() + 1)
        return found

    @property
    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(part.bottom() - part.top() + 1 for part in self.selectionModel().selection())

    @property
    def awaits_rest(self) -> bool:
        """Whether all was selected while only the beginning of the list is there."""
        return self._model.pages.partial and bool(self._all) and self.selected_count == self._all

    def selectAll(self) -> None:  # noqa: N802
        """Select the whole list, also what is still on its way."""
        self._all = len(self._model.pages.ids) if self._model.pages.partial else 0
        super().selectAll()

    def _select_the_rest(self) -> None:
        if self._all and self.selected_count == self._all:
            super().selectAll()
        self._all = 0

    def go_to(self, id_: int) -> bool:
        """Make the row of an id the current one and bring it into view; returns whether it is in the list."""
        place = self._model.pages.place_of(id_)
        if place >= 0:
            self.choose(place)
            self.scrollTo(self._model.index(place, 0))
        return place >= 0

    def choose(self, place: int) -> None:
        """Make one row the current and the only chosen one, whichever keys are held down just now."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(place, 0), flags)

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show only the columns of these keys."""
        for place, column in enumerate(self._model.columns):
            self.setColumnHidden(place, column.key not in keys)
        self._stretch()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have other columns to show; `arrange` says which of them, and how."""
        self._arranging = True
        self._model.set_columns(columns)
        self._widths = [column.width for column in columns]
        self._arranging = False

    def arrange(self, columns: Sequence[tuple[str, int]]) -> None:
        """Show these columns from left to right, each as wide as given at 100 % (0: its own width)."""
        header, places = self.horizontalHeader(), {c.key: p for p, c in enumerate(self._model.columns)}
        self._arranging = True
        known = [(places[key], width) for key, width in columns if key in places]
        for visual, (place, width) in enumerate(known):
            header.moveSection(header.visualIndex(place), visual)
            self._widths[place] = width or self._model.columns[place].width
            self.setColumnHidden(place, False)  # noqa: FBT003 - Qt's signature
            self.setColumnWidth(place, theme().px(self._widths[place]))
        shown = {place for place, _width in known}
        for place in places.values():
            if place not in shown:
                self.setColumnHidden(place, True)  # noqa: FBT003
        self._arranging = False
        self._stretch()

    def arrangement(self) -> list[tuple[str, int]]:
        """Return the columns shown from left to right, each with its width at 100 %."""
        header, columns = self.horizontalHeader(), self._model.columns
        places = [header.logicalIndex(visual) for visual in range(header.count())]
        return [(columns[place].key, self._widths[place]) for place in places if not self.isColumnHidden(place)]

    def _moved(self) -> None:
        if not self._arranging:
            self.arranged.emit()

    def _resized(self, place: int, before: int, now: int) -> None:
        if not self._arranging and now and before:
            self._widths[place] = max(1, round(now * 100 / max(1, theme().px(100))))
            self.arranged.emit()

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(1)
        side.setDefaultSectionSize(theme().size("table_row"))
        self.verticalScrollBar().setSingleStep(theme().size("table_row"))

    def _arrange_columns(self) -> None:
        header = SortHeader(self._model, self)
        self.setHorizontalHeader(header)
        self._arranging = True
        self._widths = [column.width for column in self._model.columns]
        for place, column in enumerate(self._model.columns):
            self.setColumnWidth(place, theme().px(column.width))
        self._arranging = False
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)

    def _stretch(self) -> None:
        """Give what is left of the width to the column that stretches, never less than its own."""
        before, self._arranging = self._arranging, True
        for place, column in enumerate(self._model.columns):
            if column.stretch and not self.isColumnHidden(place):
                others = self.horizontalHeader().length() - self.columnWidth(place)
                self.setColumnWidth(place, max(theme().px(self._widths[place]), self.viewport().width() - others))
        self._arranging = before

    def _pick(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self._model.pages.ids[current.row()] if current.isValid() else None)

    def _came(self) -> None:
        if self._model.pages.ids or not any(self.empty_words):
            self.overlay.clear()
        else:
            self.overlay.empty(*self.empty_words)

    def _fail(self, error: BaseException) -> None:
        if not self._model.pages.ids:
            self.overlay.error(str(error), self._model.pages.refresh)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            for changed in (self.hovered, row):
                self.viewport().update(self.row_rect(changed))
            self.hovered = row

    def row_rect(self, row: int) -> QRect:
        """Return where a row stands in the viewport, across its whole width."""
        if row < 0:
            return QRect()
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        first = self.rowAt(0)
        if first < 0:
            return
        bottom = self.rowAt(self.viewport().height() - 1)
        last = bottom if bottom >= 0 else self._model.rowCount() - 1
        painter, damaged = QPainter(self.viewport()), event.rect()
        lines = self._paint_ground(painter, damaged, first, last)
        for place, column, room in self._columns_in(damaged, self.rowHeight(first)):
            paint_column(painter, column, place, room, lines)
        self._model.pages.see(first, last)

    def _columns_in(self, area: QRect, height: int) -> Iterator[tuple[int, Column, QRect]]:
        """Yield the columns that reach into an area of the viewport: where each stands, as high as one row."""
        for place, column in enumerate(self._model.columns):
            room = QRect(self.columnViewportPosition(place), 0, self.columnWidth(place), height)
            if room.left() <= area.right() and room.right() >= area.left() and not self.isColumnHidden(place):
                yield place, column, room

    def _lay_out(self, first: int, last: int) -> None:
        """Lay out the words of rows that came into sight a turn before they are painted: neither turn is long then."""
        view, pages = self.viewport().rect(), self._model.pages
        top, bottom = max(first, self.rowAt(0)), self.rowAt(view.height() - 1)
        ids = pages.ids[top : min(last, bottom if bottom >= 0 else last) + 1]
        rows = [row for row in map(pages.rows.get, ids) if row is not None]
        for place, column, room in self._columns_in(view, self.rowHeight(top)) if rows else ():
            lay_out_column(column, place, room, rows)

    def _paint_ground(self, painter: QPainter, damaged: QRect, first: int, last: int) -> list[Line]:
        """Paint what is behind the words of the damaged rows; returns the lines of those that are in hand."""
        look, pages = theme(), self._model.pages
        chooser, current = self.selectionModel(), self.currentIndex().row()
        ring = self.hasFocus()
        hairline, width = look.paint("line"), self.viewport().width()
        lines: list[Line] = []
        for row in range(first, last + 1):
            rect = self.row_rect(row)
            if not rect.intersects(damaged):
                continue
            selected = chooser.isRowSelected(row)
            if selected:
                painter.fillRect(rect, look.paint("accent_soft"))
            elif row == self.hovered:
                painter.fillRect(rect, look.paint("hover"))
            painter.fillRect(0, rect.bottom(), width, 1, hairline)
            if ring and row == current:
                painter.setPen(QPen(look.paint("accent"), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
            cells = pages.row(row)
            if cells is not None:
                lines.append(Line(rect.top(), cells, selected))
        return lines

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id is not None:
            self.opened.emit(self.current_id)
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        for row in (previous.row(), current.row()):
            self.viewport().update(self.row_rect(row))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent):
            self._tip(event)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._stretch()
        self.viewport().update()

    def _tip(self, event: QHelpEvent) -> None:
        index = self.indexAt(event.pos())
        text = index.data() if index.isValid() else None
        column = self._model.columns[index.column()] if index.isValid() else None
        if not text or column is None:
            QToolTip.hideText()
        elif theme().ink.width("text", text) > text_room(self.visualRect(index), column).width():
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
