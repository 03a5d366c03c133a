"""Menus in our look, their texts shown as typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui.kit.frames import make_frameless, round_corners
from ui.kit.icons import icon as themed_icon
from ui.kit.words import literal


class Menu(QMenu):
    """A rounded menu; `entry` adds a line."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_frameless(self, Qt.WindowType.Popup)
        self.setAccessibleName(title)

    def entry(
        self, text: str, chosen: Callable[[], object], *, icon: str = "", shortcut: str = "", enabled: bool = True
    ) -> QAction:
        """Add a line that calls `chosen`; returns its action."""
        action = QAction(literal(text), self)
        if icon:
            action.setIcon(themed_icon(icon, "muted"))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: chosen())
        self.addAction(action)
        return action

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        round_corners(self)
