"""The line on top of a card's tab: what narrows it on the left, what adds to it on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.theme import theme


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
