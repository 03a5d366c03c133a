"""A part of a form that is folded away until it is wanted: a heading to press, and what stands below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.icons import icon
from ui.kit.labels import hairline
from ui.kit.theme import theme


class Fold(QWidget):
    """Put the content into `body`. `turned` when it was opened or closed."""

    turned = Signal()

    def __init__(self, title: str, *, opened: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(hairline())
        self.heading = Button(title, look="quiet", icon="right", colour="muted")
        self.heading.setCheckable(True)
        self.heading.toggled.connect(self._turn)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, px(4))
        self.body.setSpacing(px(14))
        column.addWidget(self._content)
        self._content.setVisible(opened)
        self.heading.setChecked(opened)

    @property
    def opened(self) -> bool:
        """Whether the content is to be seen."""
        return self.heading.isChecked()

    def set_open(self, *, opened: bool) -> None:
        """Open or close it."""
        self.heading.setChecked(opened)

    def _turn(self, opened: bool) -> None:
        self.heading.setIcon(icon("down" if opened else "right", "muted"))
        self._content.setVisible(opened)
        self.turned.emit()
