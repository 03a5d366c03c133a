"""The one place that colours the program: palette, style sheet and fonts from tokens, light or dark, any text size."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from enum import StrEnum
from string import Template
from typing import Final, cast

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from desktop_crm.platform.paths import resource
from ui.kit.ink import Ink
from ui.kit.tokens import Colours, colours, sizes

SMALLEST: Final = 80
LARGEST: Final = 200
_PICTURES: Final = 1_000
_PIXELS: Final = re.compile(r"\$\{s_(\d+)\}")


class Mode(StrEnum):
    """Which theme the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, fonts and lengths in use; `changed` is emitted after each switch."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode = Mode.SYSTEM
        self._percent = 100
        self._colours: Colours = colours("light")
        self._paints: dict[str, QColor] = {}
        self._pictures: dict[Hashable, QPixmap] = {}
        self._ink = Ink(1.0)
        self._worn: tuple[str, int] | None = None
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.use(Mode.SYSTEM)

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        return self._colours

    @property
    def ink(self) -> Ink:
        """The fonts in use and their measures."""
        return self._ink

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    @property
    def percent(self) -> int:
        """The text size, per cent."""
        return self._percent

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self._colours is colours("dark")

    def use(self, mode: Mode | None = None, percent: int | None = None) -> None:
        """Switch to a theme and a text size (kept between 80 and 200 per cent), at once, in every window."""
        self._mode = self._mode if mode is None else Mode(mode)
        self._percent = max(SMALLEST, min(LARGEST, self._percent if percent is None else percent))
        wanted = (self._named(), self._percent)
        if wanted == self._worn:
            return
        self._worn = wanted
        self._colours = colours(wanted[0])
        self._paints.clear()
        self._pictures.clear()
        self._ink = Ink(self._percent / 100)
        self._app.setFont(self._ink.font("text"))
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(self._sheet())
        for window in self._app.topLevelWidgets():
            window.update()
        self.changed.emit()

    def px(self, length: float) -> int:
        """Return a length given at 100 % in pixels of the text size in use (at least 1)."""
        return max(1, round(length * self._ink.scale))

    def size(self, token: str) -> int:
        """Return a named length of tokens.json in pixels of the text size in use."""
        return self.px(getattr(sizes(), token))

    def paint(self, token: str) -> QColor:
        """Return the colour of a token, ready to paint with."""
        found = self._paints.get(token)
        if found is None:
            found = self._paints[token] = QColor(getattr(self._colours, token))
        return found

    def picture(self, what: Hashable, size: QSize, ratio: float, paint: Callable[[QPainter, QRect], None]) -> QPixmap:
        """Return `what` on a clear ground, painted once for this theme, `size` in pixels and device pixel ratio."""
        key = (what, size.width(), size.height(), ratio)
        found = self._pictures.get(key)
        if found is None:
            if len(self._pictures) > _PICTURES:
                self._pictures.clear()
            found = QPixmap(size * ratio)
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            paint(painter, QRect(QPoint(0, 0), size))
            painter.end()
            self._pictures[key] = found
        return found

    def _named(self) -> str:
        if self._mode is not Mode.SYSTEM:
            return self._mode.value
        return "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def _follow(self) -> None:
        if self._mode is Mode.SYSTEM:
            self.use()

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        tokens = {
            role.Window: "bg", role.WindowText: "text", role.Base: "surface", role.AlternateBase: "bg",
            role.Text: "text", role.Button: "surface", role.ButtonText: "text", role.BrightText: "red",
            role.ToolTipBase: "inverse", role.ToolTipText: "inverse_text", role.PlaceholderText: "muted",
            role.Highlight: "accent", role.HighlightedText: "on_accent", role.Link: "accent_text",
            role.LinkVisited: "accent_text", role.Light: "raised", role.Midlight: "line", role.Mid: "line",
            role.Dark: "faint", role.Shadow: "shadow", role.Accent: "accent",
        }  # fmt: skip
        palette = QPalette()
        for which, token in tokens.items():
            palette.setColor(which, self.paint(token))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.paint("faint"))
        return palette

    def _sheet(self) -> str:
        source = resource("theme", "style.qss").read_text("utf-8")
        lengths = {f"s_{name}": self.size(name) for name in sizes()._fields}
        control, small = self.size("control"), self.size("small_control")
        lengths |= {
            "s_control_in": control - 2, "s_control_focus": control - 4,
            "s_small_in": small - 2, "s_small_focus": small - 4,
        }  # fmt: skip
        lengths |= {f"s_{number}": self.px(int(number)) for number in _PIXELS.findall(source)}
        return Template(source).substitute(self._colours._asdict() | lengths)


def application(name: str) -> QApplication:
    """Return the application of this process, drawn in Qt's own style on every system; `name` is that of its call.

    The style is named beforehand: one that is set afterwards comes to Python with the hundreds of names of its parts,
    a twentieth of the start.
    """
    return QApplication([name, "-style", "fusion"])


_theme: Theme | None = None


def theme() -> Theme:
    """Return the theme of the running application, made at the first call. Needs a QApplication."""
    global _theme
    if _theme is None:
        _theme = Theme(cast("QApplication", QApplication.instance()))
    return _theme
