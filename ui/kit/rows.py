"""Lists of two-line rows, painted, for a handful in a card or for thousands; everything in a row works by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QToolTip, QWidget

from ui.kit.keeping import Keeper
from ui.kit.paging import Pages
from ui.kit.row_paint import Layout, Row, RowPainter, lay_out
from ui.kit.states import State
from ui.kit.theme import theme
from ui.kit.words import plain_tip

_ONCE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
"""Keys that do something once, however long they are held down."""


class RowModel(QAbstractListModel):
    """Rows from pages."""

    def __init__(self, pages: Pages[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pages = pages
        pages.replacing.connect(self.beginResetModel)
        pages.replaced.connect(self.endResetModel)
        pages.arrived.connect(self._arrived)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.pages.ids)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            row = self.pages.row(index.row())
            return "" if row is None else row.spoken
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        row = self.pages.row(index.row())
        return Qt.ItemFlag.NoItemFlags if row is not None and row.heading else super().flags(index)

    def _arrived(self, first: int, last: int) -> None:
        if self.pages.ids:
            self.dataChanged.emit(self.index(first), self.index(last))


class RowList(QListView):
    """Shows rows. `opened(id)`, `checked(id)` for the circle, `acted(key, id)` for an action, `picked(id or None)`.

    Keys: up and down by row, Space ticks, left and right walk the actions, Enter does the one in focus or opens.
    A double click counts as one: by its second half another row may stand under the pointer. So does a key held down.
    """

    opened = Signal(object)
    checked = Signal(object)
    acted = Signal(str, object)
    picked = Signal(object)

    def __init__(
        self,
        name: str,
        pages: Pages[Row] | None = None,
        *,
        wrap: bool = False,
        hairlines: bool = True,
        fit: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.pages: Pages[Row] = pages or Pages(parent=self)
        self.hovered = -1
        self.act = -1
        self._wrap = wrap
        self._fit = fit
        self._second_half = False
        self.setAccessibleName(name)
        self.setModel(RowModel(self.pages, self))
        self.setItemDelegate(RowPainter(self, wrap=wrap, hairlines=hairlines))
        self.overlay = State().over(self)
        self.empty_words: tuple[str, str] = ("", "")
        self._dress(selectable=selectable)
        Keeper(self, self.pages)
        self.pages.loading.connect(self.overlay.loading)
        self.pages.replaced.connect(self._came)
        self.pages.failed.connect(self._fail)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; selection and scroll position stay with their ids."""
        self.pages.put([row.id for row in rows], rows)
        if not rows:
            self._came()

    def row_at(self, place: int) -> Row | None:
        """Return the row at a place, None while it is on its way."""
        return self.pages.row(place)

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.pages.ids)

    @property
    def current_id(self) -> int | None:
        """The id of the current row."""
        place = self.currentIndex().row()
        return self.pages.ids[place] if place >= 0 else None

    def places(self, place: int) -> Layout | None:
        """Return where the parts of the row at a place stand in the viewport, None while it is not there."""
        row = self.row_at(place)
        return None if row is None else lay_out(self.visualRect(self.model().index(place, 0)), row, wrap=self._wrap)

    def _dress(self, *, selectable: bool) -> None:
        self.setProperty("look", "rows")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if selectable else mode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(theme().size("list_row"))
        if self._fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _came(self) -> None:
        if self.pages.ids or not any(self.empty_words):
            self.overlay.clear()
        else:
            self.overlay.empty(*self.empty_words)
        if self._fit:
            self._fit_rows()

    def _fit_rows(self) -> None:
        rows = (self.sizeHintForRow(place) for place in range(min(self.count(), 200)))
        self.setFixedHeight(sum(rows) or (theme().px(150) if any(self.empty_words) else 0))

    def _fail(self, error: BaseException) -> None:
        if not self.pages.ids:
            self.overlay.error(str(error), self.pages.refresh)

    def _do(self, place: int, act: int) -> None:
        row = self.row_at(place)
        if row is None or row.heading:
            return
        if 0 <= act < len(row.acts):
            self.acted.emit(row.acts[act].key, row.id)
        else:
            self.opened.emit(row.id)

    def _hit(self, place: int, point: QPoint) -> int | None:
        """Return the action under a point, -2 for the circle, None for the row itself."""
        places, row = self.places(place), self.row_at(place)
        if places is None or row is None:
            return None
        for number, rect in enumerate(places.acts):
            if rect.contains(point):
                return number
        near = places.lead.adjusted(-6, -6, 6, 6)
        return -2 if row.lead is not None and row.lead.kind == "check" and near.contains(point) else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: N802
        self.act = -1
        super().currentChanged(current, previous)
        self.viewport().update()
        self.picked.emit(self.pages.ids[current.row()] if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        place, key = self.currentIndex().row(), event.key()
        row = self.row_at(place) if place >= 0 else None
        if row is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.isAutoRepeat() and key in _ONCE:
            event.accept()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and row.acts:
            step = 1 if key == Qt.Key.Key_Right else -1
            self.act = max(-1, min(len(row.acts) - 1, self.act + step))
            self.setAccessibleDescription(row.acts[self.act].text if self.act >= 0 else "")
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(place, self.act)
        elif key == Qt.Key.Key_Space and row.lead is not None and row.lead.kind == "check":
            self.checked.emit(row.id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseDoubleClickEvent(event)
        self._second_half = True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        second_half, self._second_half = self._second_half, False
        point = event.position().toPoint()
        index = self.indexAt(point)
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or second_half or event.button() != Qt.MouseButton.LeftButton:
            return
        hit = self._hit(index.row(), point)
        if hit == -2:
            self.checked.emit(row.id)
        else:
            self._do(index.row(), -1 if hit is None else hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        self._hover(index.row() if index.isValid() else -1)
        hit = self._hit(index.row(), point) if index.isValid() else None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if hit is None else Qt.CursorShape.PointingHandCursor)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: Any) -> None:  # noqa: N802
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            first = next((n for n in range(self.count()) if (row := self.row_at(n)) and not row.heading), None)
            if first is not None:
                self.setCurrentIndex(self.model().index(first, 0))
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent):
            self._tip(event)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self.count():
            first = self.indexAt(QPoint(1, 1)).row()
            last = self.indexAt(QPoint(1, self.viewport().height() - 2)).row()
            self.pages.see(max(0, first), last if last >= 0 else self.count() - 1)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._fit and self._wrap:
            self._fit_rows()

    def _hover(self, place: int) -> None:
        if place != self.hovered:
            for changed in (self.hovered, place):
                rect = self.visualRect(self.model().index(changed, 0)) if changed >= 0 else QRect()
                self.viewport().update(rect)
            self.hovered = place

    def _tip(self, event: QHelpEvent) -> None:
        index = self.indexAt(event.pos())
        row = self.row_at(index.row()) if index.isValid() else None
        places = self.places(index.row()) if row is not None else None
        if row is None or places is None:
            QToolTip.hideText()
            return
        for act, rect in zip(row.acts, places.acts, strict=True):
            if act.icon and rect.contains(event.pos()):
                QToolTip.showText(event.globalPos(), plain_tip(act.text), self)
                return
        ink, wide = theme().ink, places.title.width()
        cut = ink.width("medium", row.title) > wide or (not self._wrap and ink.width("small", row.second) > wide)
        QToolTip.showText(event.globalPos(), plain_tip(f"{row.title}\n{row.second}") if cut else "", self)
