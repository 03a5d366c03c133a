"""One map from meaning to icon; icons take their colour from the theme at the moment they are painted."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import theme

ICONS: Final = {
    "app": "notebook", "today": "calendar-check", "customers": "users", "conversations": "chats", "cases": "lifebuoy",
    "calendar": "calendar", "satisfaction": "smiley", "orders": "package", "groups": "chart-pie-slice",
    "campaigns": "megaphone", "reports": "chart-line-up", "spreadsheets": "file-text", "settings": "gear",
    "search": "magnifying-glass", "undo": "arrow-u-up-left", "redo": "arrow-u-up-right", "bell": "bell",
    "add": "plus", "remove": "minus", "close": "x", "check": "check", "more": "dots-three-bold",
    "edit": "pencil-simple",
    "delete": "trash", "copy": "copy", "open": "arrow-square-out", "reload": "arrows-clockwise", "repeat": "repeat",
    "down": "caret-down", "up": "caret-up", "left": "caret-left", "right": "caret-right", "back": "arrow-left",
    "columns": "columns", "filter": "funnel-simple", "export": "export", "import": "download-simple",
    "print": "printer", "qr": "qr-code", "send": "paper-plane-tilt", "attach": "paperclip", "link": "link-simple",
    "phone": "phone", "phone_in": "phone-incoming", "phone_out": "phone-outgoing", "whatsapp": "whatsapp-logo",
    "chat": "chat-circle", "mail": "envelope-simple", "sms": "chat-text", "instagram": "instagram-logo",
    "facebook": "facebook-logo", "web": "globe", "visit": "storefront", "letter": "envelope-open",
    "follow_up": "calendar-check", "follow_up_add": "calendar-plus", "alarm": "alarm", "snooze": "bell-z",
    "clock": "clock", "date": "calendar-blank", "promise": "handshake", "return": "arrow-counter-clockwise",
    "survey": "smiley", "sad": "smiley-sad", "note": "note", "tag": "tag-simple", "star": "star", "gift": "gift",
    "money": "wallet", "percent": "percent", "trend_up": "trend-up", "trend_down": "trend-down", "chart": "chart-bar",
    "person": "user", "person_add": "user-plus", "company": "buildings", "merge": "arrows-in-line-horizontal",
    "shop": "storefront", "photo": "image", "file": "file", "file_add": "file-plus", "folder": "folder-open",
    "drive": "hard-drive",
    "lock": "lock-simple", "unlock": "lock-simple-open", "key": "key", "shield": "shield-check",
    "warning": "warning", "error": "warning-circle", "info": "info", "help": "question", "success": "check-circle",
    "empty": "tray", "history": "clock-counter-clockwise", "language": "translate", "light": "sun", "dark": "moon",
    "keyboard": "keyboard", "place": "map-pin", "birthday": "cake", "magic": "sparkle", "backup": "archive-box",
    "view": "eye", "hide": "eye-slash", "list": "list-bullets", "command": "command", "stop": "stop-circle",
    "text_size": "text-aa", "sort_up": "caret-up", "sort_down": "caret-down",
}  # fmt: skip


@cache
def _font() -> tuple[str, dict[str, str]]:
    """Load the one icon font, at the first icon shown; returns its family and the letters of its icons.

    The files are taken from the package without importing it: that alone would cost as much as the first window.
    """
    package = find_spec("qtawesome")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("qtawesome")
    folder = Path(package.origin).parent / "fonts"
    number = QFontDatabase.addApplicationFont(str(folder / "phosphor-1.3.0.ttf"))
    letters = json.loads((folder / "phosphor-charmap-1.3.0.json").read_text("utf-8"))
    return QFontDatabase.applicationFontFamilies(number)[0], letters


def glyph(meaning: str) -> str:
    """Return the letter of the icon font for a meaning. Raises KeyError for a meaning or icon that is not there."""
    return chr(int(_font()[1][ICONS[meaning]], 16))


def draw(painter: QPainter, rect: QRect, meaning: str, colour: str) -> None:
    """Paint an icon into a square of the painter's device, in the colour of a token."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), pixmap(meaning, rect.width(), colour, ratio))


def pixmap(meaning: str, side: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `side` logical pixels at a device pixel ratio."""
    shade = theme().paint(colour)
    key = f"icon/{meaning}/{side}/{shade.rgba()}/{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    real = max(1, round(side * ratio))
    found = QPixmap(real, real)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    font = QFont(_font()[0])
    font.setPixelSize(real)
    painter.setFont(font)
    painter.setPen(shade)
    painter.drawText(QRectF(0, 0, real, real), Qt.AlignmentFlag.AlignCenter, glyph(meaning))
    painter.end()
    found.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, found)
    return found


def icon(meaning: str, colour: str = "text") -> QIcon:
    """Return an icon by meaning whose colour follows the theme. Raises KeyError for an unknown meaning."""
    if meaning not in ICONS:
        raise KeyError(meaning)
    return QIcon(_ThemedEngine(meaning, colour))


class IconLabel(QWidget):
    """An icon that decorates words beside it."""

    def __init__(self, meaning: str, colour: str = "text", side: int = 18) -> None:
        super().__init__()
        self._meaning, self._colour, self._side = meaning, colour, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        side = theme().px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        draw(QPainter(self), self.rect(), self._meaning, self._colour)


class _ThemedEngine(QIconEngine):
    """Paints a glyph in the token's present colour, so that a theme change needs no new icon."""

    def __init__(self, meaning: str, colour: str) -> None:
        super().__init__()
        self._meaning = meaning
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(QPoint(0, 0), QSize(side, side))
        square.moveCenter(rect.center())
        draw(painter, square, self._meaning, "faint" if mode == QIcon.Mode.Disabled else self._colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        colour = "faint" if mode == QIcon.Mode.Disabled else self._colour
        return pixmap(self._meaning, min(size.width(), size.height()), colour)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        colour = "faint" if mode == QIcon.Mode.Disabled else self._colour
        return pixmap(self._meaning, round(min(size.width(), size.height()) / scale), colour, scale)

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._meaning, self._colour)
