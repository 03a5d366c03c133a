"""A layout that sets its widgets in a line and goes on in the next where the room ends."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.kit.theme import theme

_Lines: TypeAlias = list[list[tuple[QLayoutItem, int, int]]]
"""The items line by line, each with its width and height."""


class Flow(QLayout):
    """Widgets from left to right, wrapped; the last one may take the rest of its line (`stretch_last`).

    Qt asks for heights many times while it lays out: widgets are measured once for a width, until one of them changes.
    """

    def __init__(self, parent: QWidget | None = None, *, stretch_last: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._measured: dict[int, _Lines] = {}
        self._heights: dict[int, int] = {}
        self._stretch_last = stretch_last
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme().px(6))

    def insert(self, place: int, widget: QWidget) -> None:
        """Set a widget at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)
        self.invalidate()

    def invalidate(self) -> None:
        self._measured.clear()
        self._heights.clear()
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # type: ignore[override]
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return found

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        left, top, right, bottom = self.getContentsMargins()
        return size + QSize(left + right, top + bottom)

    def _place(self, rect: QRect, *, move: bool) -> int:
        left, top, right, bottom = self.getContentsMargins()
        room = rect.adjusted(left, top, -right, -bottom)
        gap, y = self.spacing(), room.y()
        for line in self._lines(room.width()):
            x, high = room.x(), max(tall for _item, _wide, tall in line)
            for item, wide, tall in line if move else ():
                item.setGeometry(QRect(x, y + (high - tall) // 2, wide, tall))
                x += wide + gap
            y += high + gap
        return max(y - gap, room.y()) - rect.y() + bottom

    def _lines(self, room: int) -> _Lines:
        lines = self._measured.get(room)
        if lines is not None:
            return lines
        lines = self._measured[room] = []
        shown = [item for item in self._items if not item.isEmpty()]
        x, gap = 0, self.spacing()
        for item in shown:
            last = self._stretch_last and item is shown[-1]
            hint = item.sizeHint()
            wide = min((item.minimumSize() if last else hint).width(), room)
            if not lines or x + wide > room:
                lines.append([])
                x = 0
            lines[-1].append((item, room - x if last else wide, hint.height()))
            x += wide + gap
        return lines
