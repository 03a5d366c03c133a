"""What stands on the import page, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.cards import StatTile
from ui.kit.rows import RowList
from ui.kit.table_view import TableView


def figures(page: QWidget) -> dict[str, str]:
    """Return what the tiles say: each label with its figure and note."""
    tiles = [tile.accessibleName().partition(": ") for tile in page.findChildren(StatTile) if tile.isVisibleTo(page)]
    return {label: words for label, _, words in tiles}


def rows(page: QWidget, name: str) -> RowList:
    """Return the list of that name."""
    (found,) = [one for one in page.findChildren(RowList) if one.accessibleName() == name and one.isVisibleTo(page)]
    return found


def spoken(page: QWidget, name: str) -> list[str]:
    """Return the rows of the list of that name as a screen reader says them."""
    shown = rows(page, name)
    return [row.spoken for place in range(shown.count()) if (row := shown.row_at(place)) is not None]


def cells(page: QWidget) -> list[list[str]]:
    """Return what stands in the table of columns."""
    model = page.findChild(TableView).model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]
