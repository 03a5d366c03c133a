"""The third step: what an import brought, what it left out, and the way to take all of it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, counted, whole
from desktop_crm.transfer.types import FileReport
from ui.kit.buttons import Button, primary
from ui.kit.cards import Card
from ui.kit.chips import Chip, ChipLabel
from ui.kit.context import Context
from ui.kit.labels import muted, small, title
from ui.kit.paging import Pages
from ui.kit.rows import RowList
from ui.kit.theme import theme
from ui.transfer import words
from ui.transfer.columns import ColumnsCard
from ui.transfer.how_read import HowRead
from ui.transfer.model import NewCustomers, Seen, Told
from ui.transfer.parts import (
    RESULT,
    StepLine,
    files_card,
    page_layout,
    problems_card,
    row_list,
    side_by_side,
    tile_line,
)
from ui.transfer.undoing import TakenBack


class Result(QWidget):
    """Shows what came of an import, now or long ago. `left`, `undo_asked(Run)`, `errors_asked`."""

    left = Signal()
    undo_asked = Signal(object)
    errors_asked = Signal()

    def __init__(self, ctx: Context, told: Told, taken_back: TakenBack | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._told = told
        self.back = primary(_("Another file"), self.left.emit, icon="spreadsheets")
        self.undo = Button(_("Undo"), self._ask_undo, icon="undo")
        self.undo.setVisible(told.run is not None and not told.run.undone)
        self.line = StepLine(RESULT)
        self.line.say(self._when())
        self.customers: RowList | None = None
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        column = page_layout(self)
        column.addLayout(self._head())
        column.addWidget(self.line)
        if taken_back is not None and (taken_back.kept or taken_back.parts):
            column.addWidget(_kept_card(taken_back))
        if len(told.seen.report.files) + len(told.seen.report.refused) > 1:
            column.addWidget(files_card(told.seen, self.show_file, done=True))
        column.addLayout(self._body, 1)
        if self._shown is None and told.seen.report.files:
            self.show_file(0)

    @property
    def told(self) -> Told:
        """The import shown."""
        return self._told

    def show_file(self, place: int) -> None:
        """Show the figures and cards of one of the files."""
        if self._shown is not None:
            self._body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = self._file_view(self._told.seen.report.files[place])
        self._body.addWidget(self._shown)
        self._shown.show()

    def _head(self) -> QHBoxLayout:
        run, report = self._told.run, self._told.seen.report
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        if run is None:
            words_, chip = _("Nothing new"), Chip(_("everything is there already"))
        elif run.undone:
            words_, chip = _("Import undone"), Chip(_("Undone"))
        else:
            words_, chip = _("Import finished"), Chip(_("Saved"), "green")
        line.addWidget(title(words_))
        line.addWidget(ChipLabel(chip))
        said = words.facts(report.files[0]) if len(report.files) == 1 else words.summary(report.files)
        line.addWidget(muted(said, elide=True), 1)
        line.addWidget(self.undo)
        line.addWidget(self.back)
        return line

    def _when(self) -> str:
        run = self._told.run
        if run is None:
            return _("Nothing was changed")
        return " · ".join(filter(None, (words.moment(run.at, self._told.zone), self._told.who)))

    def _file_view(self, file: FileReport) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().size("gap"))
        column.addLayout(tile_line(file, done=True))
        right: list[QWidget] = [reading_card(file, self._told.seen)]
        if file.errors:
            right.insert(0, problems_card(self._ctx, file, self.errors_asked.emit, done=True))
        run = self._told.run
        brought = run is not None and not run.undone and words.things(file, "customers").created
        left = self._customers_card(run.id) if run is not None and brought else ColumnsCard(file, change=False)
        column.addLayout(side_by_side(left, right), 1)
        return view

    def _customers_card(self, run_id: int) -> Card:
        several = len(self._told.seen.report.files) > 1
        name = _("New customers of all files") if several else _("The new customers")
        card = Card(name, icon="customers", padded=False)
        card.corner.addWidget(small(_("Enter opens the card")))
        pages = Pages(self._ctx, NewCustomers(run_id))
        self.customers = row_list(name, pages)
        pages.replaced.connect(lambda: card.set_count(whole(len(pages.ids))))
        self.customers.opened.connect(lambda id_: self._ctx.go.to("customer", id_))
        card.add(self.customers, 1)
        return card

    def _ask_undo(self) -> None:
        if self._told.run is not None:
            self.undo_asked.emit(self._told.run)


def reading_card(file: FileReport, seen: Seen) -> Card:
    """Return the card that says what was decided about a file, and why."""
    card = Card(_("How it was read"), padded=False)
    card.add(HowRead(file, seen.shops, change=False), 1)
    return card


def _kept_card(taken_back: TakenBack) -> Card:
    """Return the card of what an undo had to leave."""
    card = Card(_("These stayed, because they were used since"), icon="info", padded=False)
    rows = RowList(_("These stayed, because they were used since"))
    rows.show_rows(taken_back.kept)
    rows.setFixedHeight(theme().size("list_row") * max(1, min(3, len(taken_back.kept))))
    if taken_back.kept:
        card.set_count(whole(len(taken_back.kept)))
        card.add(rows)
    if taken_back.parts:
        card.corner.addWidget(
            small(
                counted(
                    "and {count} entry that belongs to them",
                    "and {count} entries that belong to them",
                    taken_back.parts,
                )
            )
        )
    return card
