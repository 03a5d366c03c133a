"""Fonts, their measures and shortened texts at the text size in use, worked out once each."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QFontMetricsF, QStaticText

from ui.kit.tokens import sizes

_WEIGHTS: Final = {
    "text": ("text", QFont.Weight.Normal),
    "medium": ("text", QFont.Weight.Medium),
    "strong": ("text", QFont.Weight.DemiBold),
    "number": ("text", QFont.Weight.Normal),
    "small": ("small", QFont.Weight.Normal),
    "chip": ("small", QFont.Weight.Medium),
    "tiny": ("tiny", QFont.Weight.Normal),
    "initials": ("tiny", QFont.Weight.DemiBold),
    "title": ("title", QFont.Weight.DemiBold),
    "figure": ("figure", QFont.Weight.Bold),
}
_TABULAR: Final = frozenset({"number", "figure", "tiny"})
_KEPT: Final = 20_000
_KEPT_LINES: Final = 2_000
_EACH_ALONE: Final = re.compile("[ -~\u00a0-\u017f‘’“”–…€₺]*")
"""Latin letters and signs: none changes its shape, or disappears, beside another."""
_DOUBTFUL: Final = 3
"""Pixels by which letters that stand together may be wider than each alone."""


def family() -> str:
    """Return the font family to write in: Inter where it is installed, else the system's."""
    if QFontDatabase.hasFamily("Inter"):
        return "Inter"
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


class _Letters(dict[str, float]):
    """How wide each letter stands alone: together about as wide as the text, and a tenth as dear to ask."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(font)

    def __missing__(self, letter: str) -> float:
        wide = self[letter] = self._metrics.horizontalAdvance(letter)
        return wide


class Ink:
    """The fonts of one text size: `scale` 1.0 is 13 px text."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self._family = family()
        self._fonts = {role: self._make(role) for role in _WEIGHTS}
        self._metrics = {role: QFontMetrics(font) for role, font in self._fonts.items()}
        self._elided: dict[tuple[str, int, str], str] = {}
        self._lines: dict[tuple[str, int, str], tuple[QStaticText, int]] = {}
        self._widths: dict[tuple[str, str], int] = {}
        self._letters = {role: _Letters(font) for role, font in self._fonts.items()}

    def font(self, role: str) -> QFont:
        """Return the font of a role: text, medium, strong, number, small, chip, tiny, initials, title, figure."""
        return self._fonts[role]

    def metrics(self, role: str) -> QFontMetrics:
        """Return the measures of that role's font, in pixels."""
        return self._metrics[role]

    def width(self, role: str, text: str) -> int:
        """Return how wide `text` stands in that role's font, in pixels."""
        key = (role, text)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > _KEPT:
                self._widths.clear()
            found = self._widths[key] = self._metrics[role].horizontalAdvance(text)
        return found

    def elided(self, role: str, text: str, width: int) -> str:
        """Return `text` on one line, its end replaced by … where it is wider than `width` pixels."""
        key = (role, width, text)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _KEPT:
                self._elided.clear()
            line = " ".join(text[:600].splitlines())
            found = self._elided[key] = self._shortened(role, line, width)
        return found

    def _shortened(self, role: str, line: str, width: int) -> str:
        """Return a line that fits; of letters that stand each for itself it is added up where it has to end."""
        letters = self._letters[role]
        ends = list(accumulate(map(letters.__getitem__, line), initial=0.0))
        if ends[-1] <= width - _DOUBTFUL:
            return line
        room = width - letters["…"]
        if ends[-1] < width + _DOUBTFUL or room <= 0 or not _EACH_ALONE.fullmatch(line):
            return self._metrics[role].elidedText(line, Qt.TextElideMode.ElideRight, width)
        return line[: bisect_right(ends, room) - 1] + "…"

    def laid_out(self, role: str, text: str, width: int) -> tuple[QStaticText, int]:
        """Return `text` on one line, shortened to `width` pixels, laid out to be painted often, and its width."""
        key = (role, width, text)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > _KEPT_LINES:
                self._lines.clear()
            line = QStaticText(self.elided(role, text, width))
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.prepare(font=self._fonts[role])
            found = self._lines[key] = (line, round(line.size().width()))
        return found

    def _make(self, role: str) -> QFont:
        size, weight = _WEIGHTS[role]
        font = QFont(self._family)
        font.setPixelSize(max(1, round(getattr(sizes(), size) * self.scale)))
        font.setWeight(weight)
        if role in _TABULAR:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font
