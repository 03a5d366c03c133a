"""Tabs as words with a line under the chosen one, over pages made when first shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.kit.labels import hairline
from ui.kit.theme import theme
from ui.kit.words import literal


class Tabs(QWidget):
    """A bar of tabs over their pages; `turned(key)` when another is shown."""

    turned = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self.bar = QTabBar()
        self.bar.setAccessibleName(name)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(theme().px(6), 0, theme().px(6), 0)
        line.addWidget(self.bar)
        column.addLayout(line)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._turn)

    def add(self, key: str, text: str, make: Callable[[], QWidget]) -> None:
        """Add a tab; `make()` builds its page the first time it is shown."""
        self._keys.append(key)
        self._makers[key] = make
        self.bar.addTab(literal(text))

    def show_tab(self, key: str) -> None:
        """Turn to a tab. Raises ValueError for a key that was not added."""
        self.bar.setCurrentIndex(self._keys.index(key))

    @property
    def current(self) -> str:
        """The key of the tab shown."""
        place = self.bar.currentIndex()
        return self._keys[place] if place >= 0 else ""

    def page(self, key: str) -> QWidget | None:
        """Return a tab's page, None while it has not been shown."""
        return self._pages.get(key)

    def _turn(self, place: int) -> None:
        if not 0 <= place < len(self._keys):
            return
        key = self._keys[place]
        if key not in self._pages:
            self._pages[key] = self._makers[key]()
            self._stack.addWidget(self._pages[key])
        self._stack.setCurrentWidget(self._pages[key])
        self.turned.emit(key)
