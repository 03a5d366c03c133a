"""The second step: what a file is, what would come of it and why; nothing is saved yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, counted
from desktop_crm.transfer.types import FileReport
from ui.kit.buttons import Button, primary
from ui.kit.chips import Chip, ChipLabel
from ui.kit.context import Context
from ui.kit.labels import muted, title
from ui.kit.theme import theme
from ui.transfer import words
from ui.transfer.model import Seen
from ui.transfer.parts import (
    PREVIEW,
    StepLine,
    columns_card,
    files_card,
    page_layout,
    problems_card,
    reasons_card,
    side_by_side,
    tile_line,
)


class Preview(QWidget):
    """Shows a report before anything is saved. `agreed`, `left`, `errors_asked`."""

    agreed = Signal()
    left = Signal()
    errors_asked = Signal()

    def __init__(self, ctx: Context, seen: Seen) -> None:
        super().__init__()
        self._ctx = ctx
        self._seen = seen
        report = seen.report
        self.rows = sum(file.rows.taken for file in report.files)
        self.back = Button(_("Cancel"), self.left.emit)
        self.verb = primary(
            counted("Import {count} row", "Import {count} rows", self.rows) if self.rows else _("Nothing to import"),
            self.agreed.emit,
            icon="check",
        )
        self.line = StepLine(PREVIEW)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        column = page_layout(self)
        column.addLayout(self._head())
        column.addWidget(self.line)
        if len(report.files) + len(report.refused) > 1:
            column.addWidget(files_card(seen, self.show_file, done=False))
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
        self._shown = self._file_view(self._seen.report.files[place])
        self._body.addWidget(self._shown)
        self._shown.show()

    def set_busy(self, busy: bool) -> None:
        """Hold the verb back while the import runs; `back` then stops it."""
        self.verb.setEnabled(not busy and self.rows > 0)
        if not busy:
            self.line.say(_("Nothing is saved yet") if self.rows else _("Everything is there already"))

    def _head(self) -> QHBoxLayout:
        files = self._seen.report.files
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        if len(files) == 1:
            line.addWidget(title(words.title_of(files[0].kind)))
            line.addWidget(ChipLabel(Chip(words.recognised(files[0], self._seen.shops), "accent")))
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
        column.addLayout(tile_line(file, done=False))
        right = [reasons_card(file, self._seen)]
        if file.errors:
            right.insert(0, problems_card(self._ctx, file, self.errors_asked.emit, done=False))
        column.addLayout(side_by_side(columns_card(file), right), 1)
        return view
