"""What the tabs of a card are made of: a line on top with what narrows and adds, a list below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.rows import RowList
from ui.kit.theme import theme

_LOWEST = 60


class TabHead(QWidget):
    """`left` takes the room there is, `right` stands at the end."""

    def __init__(self, left: QWidget | None, right: QWidget | None) -> None:
        super().__init__()
        px = theme().px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(14), px(10), px(14), px(6))
        line.setSpacing(px(8))
        if left is not None:
            line.addWidget(left, 1)
        else:
            line.addStretch(1)
        if right is not None:
            line.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)


def lay_out_tab(tab: QWidget, head: TabHead | None, rows: RowList) -> None:
    """Set a head over a list that takes whatever height is left, on small screens little."""
    column = QVBoxLayout(tab)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if head is not None:
        column.addWidget(head)
    rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    rows.setMinimumHeight(theme().px(_LOWEST))
    column.addWidget(rows, 1)
