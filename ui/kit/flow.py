"""A layout that sets its widgets in a line and goes on in the next where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.kit.theme import theme


class Flow(QLayout):
    """Widgets from left to right, wrapped; the last one may take the rest of its line (`stretch_last`)."""

    def __init__(self, parent: QWidget | None = None, *, stretch_last: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretch_last = stretch_last
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme().px(6))

    def insert(self, place: int, widget: QWidget) -> None:
        """Set a widget at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._place(QRect(0, 0, width, 0), move=False)

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
        shown = [item for item in self._items if not item.isEmpty()]
        for line in self._lines(shown, room.width()):
            x, high = room.x(), max(item.sizeHint().height() for item, _wide in line)
            for item, wide in line:
                size = item.sizeHint()
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), QSize(wide, size.height())))
                x += wide + gap
            y += high + gap
        return max(y - gap, room.y()) - rect.y() + bottom

    def _lines(self, shown: list[QLayoutItem], room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """Return the items line by line, each with its width."""
        lines: list[list[tuple[QLayoutItem, int]]] = []
        x = 0
        for item in shown:
            last = self._stretch_last and item is shown[-1]
            wide = min((item.minimumSize() if last else item.sizeHint()).width(), room)
            if not lines or x + wide > room:
                lines.append([])
                x = 0
            lines[-1].append((item, room - x if last else wide))
            x += wide + self.spacing()
        return lines
