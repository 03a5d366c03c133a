"""The second step: what a file is, what would come of it and why; all of it can be changed, nothing is saved yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, counted, whole
from desktop_crm.transfer.choices import Decided
from desktop_crm.transfer.types import FileReport, MaybeSame
from ui.kit.buttons import Button, primary
from ui.kit.buttons import small as small_button
from ui.kit.cards import Card
from ui.kit.chips import Chip, ChipLabel
from ui.kit.context import Context
from ui.kit.labels import muted, title
from ui.kit.tabs import Tabs
from ui.kit.theme import theme
from ui.transfer import decisions, words
from ui.transfer.changes import Changes
from ui.transfer.columns import ColumnsCard
from ui.transfer.how_read import HowRead
from ui.transfer.model import Seen
from ui.transfer.pairs import Pairs
from ui.transfer.parts import PREVIEW, StepLine, files_card, page_layout, problems_card, side_by_side, tile_line

PAIRS, CHANGES, READING = "pairs", "changes", "reading"


class Preview(QWidget):
    """Shows a report before anything is saved. `agreed`, `left`, `errors_asked`, `teach_asked(place)`.

    `new_field_asked(place, header)` when a column of the file at a place is to fill a field that is not there yet.

    `decided(place, decided)` tells what somebody changed about the file at a place of the report, `kind_said(path,
    kind)` what is in one that was refused.
    """

    agreed = Signal()
    left = Signal()
    errors_asked = Signal()
    teach_asked = Signal(int)
    new_field_asked = Signal(int, str)
    decided = Signal(int, object)
    kind_said = Signal(object, str)

    def __init__(
        self,
        ctx: Context,
        seen: Seen,
        said: Sequence[Decided] = (),
        asked: Mapping[int, Sequence[MaybeSame]] | None = None,
    ) -> None:
        super().__init__()
        self._ctx = ctx
        self.seen = seen
        self._said = list(said) or [Decided() for _file in seen.report.files]
        self._asked = asked or {place: file.pairs for place, file in enumerate(seen.report.files)}
        self.place = 0
        self.columns: ColumnsCard | None = None
        self.tabs: Tabs | None = None
        self.rows = sum(file.rows.taken for file in seen.report.files)
        self.keeps = decisions.all_said({Path(str(place)): one for place, one in enumerate(self._said)})
        self.back = Button(_("Cancel"), self.left.emit)
        self.verb = primary(self._verb(), self.agreed.emit, icon="check")
        self.line = StepLine(PREVIEW)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        column = page_layout(self)
        column.addLayout(self._head())
        column.addWidget(self.line)
        if len(seen.report.files) + len(seen.report.refused) > 1:
            column.addWidget(files_card(seen, self.show_file, self.kind_said.emit, done=False))
        column.addLayout(self._body, 1)
        if self._shown is None:
            self.show_file(0)
        self.set_busy(False)

    def show_file(self, place: int) -> None:
        """Show the figures and cards of one of the files."""
        if self._shown is not None:
            self._body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self.place = place
        self._shown = self._file_view(self.seen.report.files[place])
        self._body.addWidget(self._shown)
        self._shown.show()

    def set_busy(self, busy: bool) -> None:
        """Hold everything but `back`, which stops it, while the import runs."""
        self.hold(busy)
        if self._shown is not None:
            self._shown.setEnabled(not busy)

    def hold(self, busy: bool) -> None:
        """Hold the verb back, while the files are looked at again."""
        self.verb.setEnabled(not busy and (self.rows > 0 or self.keeps))
        if not busy:
            self.line.say(self._course())

    def remember(self) -> tuple[int, str, int, str]:
        """Return where somebody is: the file, the column whose field has the focus, how far it is scrolled, the tab."""
        columns, tabs = self.columns, self.tabs
        scrolled = columns.table.verticalScrollBar().value() if columns is not None else 0
        return self.place, columns.focused() if columns is not None else "", scrolled, tabs.current if tabs else ""

    def return_to(self, where: tuple[int, str, int, str]) -> None:
        """Go where somebody was before this took the place of another preview of the same files."""
        place, header, scrolled, tab = where
        if 0 < place < len(self.seen.report.files):
            self.show_file(place)
        if self.columns is not None:
            if header:
                self.columns.go_to(header)
            self.columns.table.verticalScrollBar().setValue(scrolled)
        if self.tabs is not None and tab in self._tabs_of(self.seen.report.files[self.place]):
            self.tabs.show_tab(tab)

    def ask_columns(self, file: Path) -> None:
        """Show a file and put the focus where its first column waits to be said what it holds, if one does."""
        self.show_file(list(self.seen.files).index(file))
        waits = self.columns.waiting() if self.columns is not None else ""
        if self.columns is not None and waits:
            self.columns.go_to(waits)

    def _course(self) -> str:
        if self.rows:
            return _("Nothing is saved yet")
        left = any(file.rows.refused and not file.rows.unchanged for file in self.seen.report.files)
        return _("Say what the columns hold") if left else _("Everything is there already")

    def _verb(self) -> str:
        if self.rows:
            return counted("Import {count} row", "Import {count} rows", self.rows)
        return _("Keep what was decided") if self.keeps else _("Nothing to import")

    def _head(self) -> QHBoxLayout:
        files = self.seen.report.files
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        if len(files) == 1:
            line.addWidget(title(words.title_of(files[0].kind)))
            line.addWidget(ChipLabel(Chip(words.recognised(files[0], self.seen.shops), "accent")))
            line.addWidget(muted(words.facts(files[0]), elide=True), 1)
        else:
            line.addWidget(title(counted("Import {count} file", "Import {count} files", len(files))))
            read = sum(file.rows.read for file in files)
            line.addWidget(muted(counted("{count} row", "{count} rows", read), elide=True), 1)
        line.addWidget(self.back)
        line.addWidget(self.verb)
        return line

    def _file_view(self, file: FileReport) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().size("gap"))
        pairs = self._asked.get(self.place, ())
        answered = decisions.answers(self._said[self.place])
        waiting = sum(decisions.pair_of(pair) not in answered for pair in pairs)
        column.addLayout(tile_line(file, done=False, asked=waiting if pairs else None))
        right: list[QWidget] = [self._tabs_card(file)]
        if file.errors:
            right.insert(0, problems_card(self._ctx, file, self.errors_asked.emit, done=False))
        column.addLayout(side_by_side(self._columns_card(file), right), 1)
        return view

    def _columns_card(self, file: FileReport) -> ColumnsCard:
        card = self.columns = ColumnsCard(file, change=True)
        place = self.place
        card.corner.addWidget(
            small_button(_("Remember this layout…"), lambda: self.teach_asked.emit(place), icon="magic")
        )
        card.field_chosen.connect(lambda header, target: self._say(decisions.with_column, header, target))
        card.new_asked.connect(lambda header: self.new_field_asked.emit(place, header))
        card.values_chosen.connect(lambda header, code: self._say(decisions.with_values, header, code))
        return card

    def _tabs_of(self, file: FileReport) -> dict[str, str]:
        pairs = self._asked.get(self.place, ())
        found = {
            PAIRS: (_("Same person?"), len(pairs)),
            CHANGES: (_("What would change"), len(file.changes)),
        }
        said = {key: f"{name} {whole(count)}" for key, (name, count) in found.items() if count}
        return said | {READING: _("How it was read")}

    def _tabs_card(self, file: FileReport) -> Card:
        card = Card(padded=False)
        card.setAccessibleName(_("More about this file"))
        tabs = self.tabs = Tabs(_("More about this file"))
        made = {PAIRS: self._pairs, CHANGES: lambda: self._changes(file), READING: lambda: self._reading(file)}
        for key, said in self._tabs_of(file).items():
            tabs.add(key, said, made[key])
        card.add(tabs, 1)
        return card

    def _pairs(self) -> QWidget:
        shown = Pairs(self._asked.get(self.place, ()), decisions.answers(self._said[self.place]))
        shown.answered.connect(lambda pair, same: self._say(decisions.with_answer, pair, same=same))
        return shown

    def _changes(self, file: FileReport) -> QWidget:
        shown = Changes(file.changes)
        shown.chosen.connect(lambda name, rule: self._say(decisions.with_rule, name, rule))
        return shown

    def _reading(self, file: FileReport) -> QWidget:
        shown = HowRead(file, self.seen.shops, change=True)
        shown.chosen.connect(lambda choice, value: self._say(decisions.with_choice, **{choice: value}))
        return shown

    def _say(self, decide: Callable[..., Decided], *what: object, **named: object) -> None:
        self.decided.emit(self.place, decide(self._said[self.place], *what, **named))
