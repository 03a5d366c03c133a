"""The parts of the import page: the line of steps, the figures, and the cards of columns, problems, reasons, files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import N_, _, whole
from desktop_crm.transfer.types import FileReport
from ui.kit.buttons import small as small_button
from ui.kit.cards import Card, StatTile
from ui.kit.chips import Chip, ChipLabel
from ui.kit.context import Context
from ui.kit.jobs import Job
from ui.kit.labels import muted
from ui.kit.labels import small as small_label
from ui.kit.paging import Pages
from ui.kit.progress import JobBar
from ui.kit.row_paint import Row
from ui.kit.rows import RowList
from ui.kit.theme import theme
from ui.transfer import model
from ui.transfer.kinds import ask_kind
from ui.transfer.model import Listed, Seen

FILE, PREVIEW, RESULT = range(3)
_STEPS: Final = (N_("1. File"), N_("2. Match and preview"), N_("3. Result"))
_FILES_SHOWN: Final = 2
_LOWEST: Final = 66
LOW: Final = 44
"""The least height of a list that stands under another, in pixels at 100 %: one row."""


class StepLine(QWidget):
    """Where one is among the steps; on the right a word about it, or the course of the work under way."""

    def __init__(self, step: int) -> None:
        super().__init__()
        px = theme().px
        self.setFixedHeight(px(28))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        for place, words in enumerate(_STEPS):
            tone = "green" if place < step else "accent" if place == step else "neutral"
            line.addWidget(ChipLabel(Chip(_(words), tone)))
        line.addStretch(1)
        self._note = muted("")
        self._bar = JobBar()
        self._bar.setMinimumWidth(px(420))
        line.addWidget(self._note)
        line.addWidget(self._bar)

    def say(self, text: str) -> None:
        """Show a word about where one is."""
        self._note.setText(text)
        self._note.show()

    def follow(self, text: str, job: Job) -> None:
        """Show the course of a job in its place; it can be stopped there."""
        self._note.hide()
        self._bar.follow(text, job)

    @property
    def said(self) -> str:
        """The word shown, '' while work is under way."""
        return "" if self._note.isHidden() else self._note.text()


def page_layout(page: QWidget) -> QVBoxLayout:
    """Give a view of the page its margins; returns its column."""
    margin = theme().size("page")
    column = QVBoxLayout(page)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(theme().px(14))
    return column


def tile_line(file: FileReport, *, done: bool, asked: int | None = None) -> QHBoxLayout:
    """Return the figures of one file side by side."""
    line = QHBoxLayout()
    line.setSpacing(theme().px(12))
    for tile in model.tiles(file, done=done, asked=asked):
        shown = StatTile(tile.label)
        shown.show_figure(tile.figure, tile.note, tile.tone)
        shown.setMinimumHeight(theme().px(86))
        line.addWidget(shown, 1)
    return line


def problems_card(ctx: Context, file: FileReport, save: Callable[[], object], *, done: bool) -> Card:
    """Return the card of a file's problems; `save` writes the sheet of rows to be corrected."""
    card = Card(_("Problems and warnings"), count=whole(len(file.errors)), padded=False)
    if file.originals:
        card.corner.addWidget(small_button(_("Save the error file"), save, icon="export"))
    source = Listed(file.errors, lambda place, problem: model.problem_row(place, problem, done=done))
    card.add(row_list(_("Problems and warnings"), Pages(ctx, source)), 1)
    return card


def files_card(
    seen: Seen, picked: Callable[[int], object], said: Callable[[Path, str], object] | None = None, *, done: bool
) -> Card:
    """Return the card of several files, a summary each; `picked(place)` for one that can be taken.

    `said(file, kind)` when somebody says what is in one that is not recognised.
    """
    rows = model.file_rows(seen, done=done)
    card = Card(_("Files"), count=whole(len(rows)), padded=False)
    shown = RowList(_("Files"), selectable=True)
    shown.show_rows(rows)
    shown.setFixedHeight(theme().size("list_row") * min(len(rows), _FILES_SHOWN))

    def pick(row: int | None) -> None:
        if row is not None and row >= 0:
            picked(row)

    def ask(row: int) -> None:
        if said is not None and row < 0:
            file = seen.refused[-1 - row]
            ask_kind(shown, row, lambda kind: said(file, kind))

    shown.picked.connect(pick)
    shown.opened.connect(ask)
    shown.acted.connect(lambda _key, row: ask(row))
    shown.setCurrentIndex(shown.model().index(len(seen.report.refused), 0))
    shown.scrollToTop()
    if not done:
        card.corner.addWidget(small_label(_("each file knows what those before it bring")))
    card.add(shown)
    return card


def row_list(name: str, pages: Pages[Row]) -> RowList:
    """Return a list over pages, which are read at once."""
    rows = RowList(name, pages)
    take_what_is_left(rows)
    pages.setParent(rows)
    pages.refresh()
    return rows


def take_what_is_left(view: QAbstractItemView, lowest: int = _LOWEST) -> None:
    """Let a list take the height that is left, at least `lowest` pixels: it scrolls, so that the page need not."""
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    view.setMinimumHeight(theme().px(lowest))


def side_by_side(left: QWidget, right: Sequence[QWidget]) -> QHBoxLayout:
    """Return a wide part beside narrower ones under each other."""
    line = QHBoxLayout()
    line.setSpacing(theme().size("gap"))
    line.addWidget(left, 7)
    column = QVBoxLayout()
    column.setSpacing(theme().size("gap"))
    for part in right:
        column.addWidget(part, 1)
    line.addLayout(column, 5)
    return line
