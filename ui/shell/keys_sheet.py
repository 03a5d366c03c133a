"""The sheet of all keys, made from the commands, so that it cannot be wrong."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import N_, _
from ui.kit.commands import Commands
from ui.kit.dialog import Dialog
from ui.kit.labels import PlainLabel, strong
from ui.kit.theme import theme

_IN_LISTS: Final = (
    ("↑ ↓", N_("Go through a list")),
    ("→", N_("Go to what can be done with a row")),
    ("↵", N_("Open the row")),
    (N_("Space"), N_("Tick off")),
    ("Esc", N_("Close")),
    ("Ctrl+↵", N_("Save a form")),
)


class KeysSheet(Dialog):
    """All keys by page."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(_("Keys"), _("Close"), hint="", width=720, cancel="", parent=parent)
        columns = QHBoxLayout()
        columns.setSpacing(theme().px(28))
        sides = [QVBoxLayout(), QVBoxLayout()]
        for side in sides:
            side.setSpacing(theme().px(16))
            columns.addLayout(side, 1)
        blocks = [(title, [(c.keys, c.shown) for c in found]) for title, found in commands.sheet().items()]
        blocks.append((_("In lists and forms"), [(_(keys), _(text)) for keys, text in _IN_LISTS]))
        heights = [0, 0]
        for title, lines in blocks:
            shorter = heights.index(min(heights))
            heights[shorter] += len(lines) + 2
            sides[shorter].addLayout(_block(title, lines))
        for side in sides:
            side.addStretch(1)
        self.body.addLayout(columns)
        self.submitted.connect(self.accept)


def _block(title: str, lines: list[tuple[str, str]]) -> QVBoxLayout:
    block = QVBoxLayout()
    block.setSpacing(theme().px(6))
    block.addWidget(strong(title))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(12))
    grid.setVerticalSpacing(theme().px(5))
    grid.setColumnStretch(0, 1)
    for place, (keys, words) in enumerate(lines):
        grid.addWidget(PlainLabel(words, look="muted", wrap=True), place, 0)
        grid.addWidget(PlainLabel(keys, look="keycap"), place, 1, Qt.AlignmentFlag.AlignRight)
    block.addLayout(grid)
    return block
