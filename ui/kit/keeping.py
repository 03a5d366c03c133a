"""Keeps a list's selection, current row and scroll position by id while its rows are replaced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView

from ui.kit.paging import Pages

_ANCHORS: Final = 60
_FEW: Final = 4
"""So many ids are found faster one by one than by walking through a list."""
_Flag = QItemSelectionModel.SelectionFlag


class Keeper(QObject):
    """Belongs to one view on one list of pages; must be made after the view has its model."""

    def __init__(self, view: QAbstractItemView, pages: Pages[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._pages = pages
        self._current: int | None = None
        self._selected: set[int] = set()
        self._shown: list[tuple[int, int]] = []
        model = view.model()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._give_back)
        pages.grown.connect(self._give_late)

    def _give_late(self) -> None:
        """Give back what was not among the first of a list, unless somebody has chosen something since."""
        if not self._view.currentIndex().isValid():
            self._give_back()

    def _keep(self) -> None:
        ids, view = self._pages.ids, self._view
        current = view.currentIndex()
        self._current = ids[current.row()] if current.isValid() and current.row() < len(ids) else None
        chosen = view.selectionModel().selection()
        self._selected = {ids[row] for part in chosen for row in range(part.top(), part.bottom() + 1) if row < len(ids)}
        self._shown = self._in_view() if view.verticalScrollBar().value() > 0 else []

    def _in_view(self) -> list[tuple[int, int]]:
        """Return the ids in view and where they stand, from the top."""
        view, ids = self._view, self._pages.ids
        first = view.indexAt(view.viewport().rect().topLeft()).row()
        found: list[tuple[int, int]] = []
        for row in range(max(0, first), min(len(ids), first + _ANCHORS)):
            top = view.visualRect(view.model().index(row, 0)).top()
            if top > view.viewport().height():
                break
            found.append((ids[row], top))
        return found

    def _give_back(self) -> None:
        view, model, place_of = self._view, self._view.model(), self._pages.place_of
        selection = QItemSelection()
        for first, last in self._runs():
            selection.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        chooser = view.selectionModel()
        place = place_of(self._current) if self._current is not None else -1
        chooser.setCurrentIndex(model.index(place, 0) if place >= 0 else QModelIndex(), _Flag.NoUpdate)
        if not selection.isEmpty():
            chooser.select(selection, _Flag.ClearAndSelect)
        for id_, top in self._shown:
            place = place_of(id_)
            if place >= 0:
                view.scrollTo(model.index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)
                bar = view.verticalScrollBar()
                bar.setValue(bar.value() - top)
                return

    def _runs(self) -> list[tuple[int, int]]:
        """Return where the selected ids stand now, neighbours as one run: a selection may be the whole list."""
        runs: list[tuple[int, int]] = []
        for place in self._places():
            if runs and runs[-1][1] == place - 1:
                runs[-1] = (runs[-1][0], place)
            else:
                runs.append((place, place))
        return runs

    def _places(self) -> Iterable[int]:
        """Return where the selected ids stand now, in order."""
        chosen = self._selected
        if len(chosen) <= _FEW:
            return sorted(place for place in map(self._pages.place_of, chosen) if place >= 0)
        return (place for place, id_ in enumerate(self._pages.ids) if id_ in chosen)
