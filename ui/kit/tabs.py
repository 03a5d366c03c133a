"""Tabs as words with a line under the chosen one, over pages made when first shown; what has no room is in a menu."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.labels import hairline
from ui.kit.menus import Menu
from ui.kit.theme import theme
from ui.kit.words import literal

_SIDE: Final = 4
"""Pixels left and right of the tabs."""


class Tabs(QWidget):
    """A bar of tabs over their pages; `turned(key)` when another is shown."""

    turned = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._words: list[str] = []
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self.bar = _Bar(name)
        self.more = IconButton("more", _("More"), self._offer)
        self.more.hide()
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(theme().px(_SIDE), 0, theme().px(_SIDE), 0)
        line.setSpacing(0)
        line.addWidget(self.bar, 1)
        line.addWidget(self.more)
        column.addLayout(line)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._turn)

    def add(self, key: str, text: str, make: Callable[[], QWidget]) -> None:
        """Add a tab; `make()` builds its page the first time it is shown."""
        self._keys.append(key)
        self._words.append(text)
        self._makers[key] = make
        self.bar.addTab(literal(text))
        self._share_room()

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
        self._share_room()
        self.turned.emit(key)

    def _share_room(self) -> None:
        """Show as many tabs as have room, the one chosen among them; the others are in the menu."""
        room = self.width() - 2 * theme().px(_SIDE)
        chosen = self.bar.currentIndex()
        shown = _fitting(self.bar.widths(), chosen, room, self.more.sizeHint().width())
        for place in range(len(self._keys)):
            if self.bar.isTabVisible(place) != (place in shown):
                self.bar.setTabVisible(place, place in shown)
        self.more.setVisible(len(shown) < len(self._keys))

    def _offer(self) -> None:
        menu = Menu(_("More"), self)
        for place, (key, words) in enumerate(zip(self._keys, self._words, strict=True)):
            if not self.bar.isTabVisible(place):
                menu.entry(words, lambda key=key: self.show_tab(key))
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self.more.mapToGlobal(QPoint(self.more.width(), self.more.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_room()


class _Bar(QTabBar):
    """The words, which know how wide they are even while they are hidden."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)

    def widths(self) -> list[int]:
        """Return the width of each tab."""
        return [self.tabSizeHint(place).width() for place in range(self.count())]


def _fitting(widths: list[int], chosen: int, room: int, more: int) -> set[int]:
    """Return the places of the tabs that fit: all, or the first ones and the one chosen beside the menu's button."""
    if sum(widths) <= room or not widths:
        return set(range(len(widths)))
    left = room - more - (widths[chosen] if chosen >= 0 else 0)
    others = [place for place in range(len(widths)) if place != chosen]
    upto = accumulate(widths[place] for place in others)
    return {place for place, taken in zip(others, upto, strict=True) if taken <= left} | {max(chosen, 0)}
