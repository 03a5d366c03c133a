"""What the details of a card are built of: titled parts, lines of a name and a value, small verbs at their right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.customers.words import breakable
from ui.kit.buttons import link
from ui.kit.buttons import small as small_button
from ui.kit.chips import Chip, ChipLabel
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel, muted, strong
from ui.kit.theme import theme

LONGEST = 4000
_NAMES = 118
_BESIDE = 125
"""The text size in percent up to which verbs have room beside what they are about."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something to do, as words; `spoken` says more to screen readers."""

    text: str
    does: Callable[[], object]
    spoken: str = ""


class Part(QWidget):
    """A title with its verbs over lines."""

    def __init__(self, title: str, verbs: Sequence[Verb] = ()) -> None:
        super().__init__()
        px = theme().px
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(strong(title), 1)
        for verb in verbs:
            button = link(verb.text, verb.does)
            button.setAccessibleName(verb.spoken or verb.text)
            head.addWidget(button)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(7))
        self._grid.setColumnMinimumWidth(0, px(_NAMES))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)

    def line(self, name: str, value: str, verbs: Sequence[Verb] = ()) -> None:
        """Add a value under its name, whole and as typed; nothing where there is none."""
        if value:
            self._add(name, PlainLabel(breakable(value[:LONGEST]), wrap=True), verbs)

    def chips(self, name: str, chips: Iterable[Chip], verbs: Sequence[Verb] = ()) -> None:
        """Add chips under a name; nothing where there are none."""
        shown = list(chips)
        if not shown:
            return
        holder = QWidget()
        flow = Flow(holder)
        flow.setContentsMargins(0, 0, 0, 0)
        for chip in shown:
            label = ChipLabel(chip)
            label.setMaximumWidth(theme().px(240))
            flow.addWidget(label)
        self._add(name, holder, verbs)

    def note(self, words: str) -> None:
        """Add a muted sentence across the part."""
        self._grid.addWidget(muted(words, wrap=True), self._grid.rowCount(), 0, 1, 3)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the part."""
        return self._grid.count() == 0

    def _add(self, name: str, widget: QWidget, verbs: Sequence[Verb]) -> None:
        row = self._grid.rowCount()
        one_line = bool(verbs) and not isinstance(widget, PlainLabel)
        side = Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(muted(name, wrap=True), row, 0, side)
        self._grid.addWidget(widget, row, 1, 1, 1 if verbs else 2, side if one_line else Qt.AlignmentFlag(0))
        if verbs:
            below = theme().percent > _BESIDE
            line = QHBoxLayout()
            line.setSpacing(theme().px(6))
            if not below:
                line.addStretch(1)
            for verb in verbs:
                button = small_button(verb.text, verb.does)
                button.setAccessibleName(verb.spoken or verb.text)
                line.addWidget(button)
            if below:
                line.addStretch(1)
                self._grid.addLayout(line, row + 1, 1, 1, 2)
            else:
                self._grid.addLayout(line, row, 2, Qt.AlignmentFlag.AlignTop)
