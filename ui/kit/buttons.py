"""Buttons: the one filled button of a page, normal ones, small ones in rows, quiet ones, icons, and filter chips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from ui.kit.icons import icon as themed_icon
from ui.kit.theme import theme
from ui.kit.words import literal, set_tip

_ROOM: Final = "\u00a0"
"""What keeps words and icon apart: a blank that stays where it is when words are laid out."""


class Button(QPushButton):
    """A button with words and perhaps an icon; its text is shown as given.

    A double click counts as one: by its second half another button may stand under the pointer.
    """

    def __init__(
        self,
        text: str,
        pressed: Callable[[], object] | None = None,
        *,
        icon: str = "",
        look: str = "",
        colour: str = "text",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self.setAutoDefault(False)
        self.setProperty("look", look)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        side = theme().size("icon")
        self.setIconSize(QSize(side, side))
        self.set_text(text)
        if icon:
            self.setIcon(themed_icon(icon, colour))
        if tip:
            set_tip(self, tip)
        if pressed is not None:
            self.clicked.connect(lambda _checked=False: pressed())

    def set_text(self, text: str) -> None:
        """Show `text`, an ampersand included; the spoken name follows."""
        self._words = text
        self._write()
        self.setAccessibleName(text)

    def _write(self) -> None:
        """Set the words with a little room on the side of the icon, where there is one and there are words."""
        room = _ROOM if self._words and not self.icon().isNull() else ""
        after = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setText(f"{literal(self._words)}{room}" if after else f"{room}{literal(self._words)}")

    def setIcon(self, icon: object) -> None:  # noqa: N802
        super().setIcon(icon)  # type: ignore[arg-type]
        self._write()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.isCheckable():
            super().mouseDoubleClickEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._write()


def primary(text: str, pressed: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """Return the filled button: the thing most people came for, one a page."""
    return Button(text, pressed, icon=icon, look="primary", colour="on_accent")


def small(text: str, pressed: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """Return a low button for rows and card headers."""
    return Button(text, pressed, icon=icon, look="small")


def quiet(text: str, pressed: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """Return a button without a frame."""
    return Button(text, pressed, icon=icon, look="quiet", colour="muted")


def link(text: str, pressed: Callable[[], object] | None = None, *, muted: bool = False) -> Button:
    """Return a button that reads as a link."""
    button = Button(text, pressed, look="link-muted" if muted else "link")
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


def filter_chip(text: str, pressed: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """Return a checkable chip, as above a list or under a date."""
    button = Button(text, pressed, icon=icon, look="chip", colour="muted")
    button.setCheckable(True)
    return button


class IconButton(QToolButton):
    """A button that is only an icon; `text` is its spoken name and its tooltip."""

    def __init__(
        self,
        meaning: str,
        text: str,
        pressed: Callable[[], object] | None = None,
        *,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "" if framed else "quiet")
        self.setIcon(themed_icon(meaning, "text" if framed else "muted"))
        side = theme().size("icon")
        self.setIconSize(QSize(side, side))
        self.setAccessibleName(text)
        set_tip(self, text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if pressed is not None:
            self.clicked.connect(lambda _checked=False: pressed())
