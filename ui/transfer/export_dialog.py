"""Exporting: what, in which shape and file; how it begins, who is left out and why; then where to, and it is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.platform.errors import Cancelled, CrmError
from desktop_crm.platform.i18n import _, counted
from desktop_crm.transfer.writing.columns import Kind as Typed
from desktop_crm.transfer.writing.export import Look, Written
from ui.kit.ask import place_for
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.exporting import Offer
from ui.kit.fields import ChoiceField
from ui.kit.forms import Entry, Form
from ui.kit.jobs import Job
from ui.kit.labels import PlainLabel, muted, strong
from ui.kit.paging import Pages
from ui.kit.progress import JobBar
from ui.kit.table_view import TableView
from ui.kit.tables import Cells, Column, Kind, TableModel
from ui.kit.theme import theme
from ui.transfer import export_model as model
from ui.transfer.export_layout import edit_layout
from ui.transfer.export_model import Asked, Desk

_WIDTH: Final = 760
_COLUMNS: Final = 6
_NARROWEST: Final = 40
_LETTER: Final = 5
_WIDEST: Final = 150
_KINDS: Final = {Typed.WHOLE: Kind.NUMBER, Typed.NUMBER: Kind.NUMBER, Typed.MONEY: Kind.MONEY}
_HEIGHT: Final = 216
_IYS: Final = "iys"


class ExportDialog(Dialog):
    """Writes what is offered in sight, or a whole list."""

    def __init__(self, ctx: Context, parent: QWidget | None, offers: Sequence[Offer]) -> None:
        super().__init__(
            _("Export to Excel"), _("Choose where…"), hint="", width=_WIDTH, cancel=_("Close"), parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._app = ctx, ctx.app
        self._desk = Desk(offers)
        self._job: Job | None = None
        self._table: TableView | None = None
        self.written: Path | None = None
        self.what = ChoiceField(self._desk.things())
        self.shape = ChoiceField[str]()
        self.file = ChoiceField[str]()
        self._make_body()
        self.what.edited.connect(self._take_things)
        self.shape.edited.connect(self._take_shape)
        self.submitted.connect(self._choose_place)
        self.finished.connect(lambda _result: self._stop())
        self._take_things()

    @property
    def asked(self) -> Asked:
        """What is chosen now."""
        return Asked(self.what.value() or "customers", self.shape.value() or "plain", self.file.value() or ".xlsx")

    @property
    def told(self) -> list[str]:
        """The sentences under the preview."""
        return [label.text() for label in self._sentences]

    def _make_body(self) -> None:
        px = theme().px
        self._form = Form()
        self._form.add(_("What"), self.what, name="what")
        self._form.add_beside(
            [Entry(_("For"), self.shape, " ", "shape", share=3), Entry(_("File"), self.file, name="file", share=2)]
        )
        self.add(self._form)
        self.layout_button = Button(_("Edit the layout"), self._edit_layout, icon="columns")
        self.layout_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add(self.layout_button)
        self._preview = QVBoxLayout()
        self._preview.setSpacing(px(6))
        self._how = muted("")
        self._place = QWidget()
        self._place.setFixedHeight(px(_HEIGHT))
        QVBoxLayout(self._place).setContentsMargins(0, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(3))
        self._sentences: list[PlainLabel] = []
        self._preview.addWidget(self._how)
        self._preview.addWidget(self._place)
        self._preview.addLayout(self._lines)
        self.body.addLayout(self._preview)
        self.bar = JobBar()
        self.add(self.bar)
        self._done = strong("")
        self._done.hide()
        self.add(self._done)
        self.folder = Button(_("Open the folder"), self._open_folder, icon="folder")
        self.folder.hide()
        self.footer.addWidget(self.folder)

    def _take_things(self) -> None:
        self.shape.set_choices(self._desk.shapes(self.asked.what))
        self._take_shape()

    def _take_shape(self) -> None:
        asked = self.asked
        endings = self._desk.endings(asked.what, asked.shape)
        self.file.set_choices(endings)
        self.file.set_value(endings[0][0])
        self._form.help(self.shape, self._desk.about(asked.what, asked.shape))
        self.layout_button.setVisible(asked.shape == _IYS)
        self._look()

    def _look(self) -> None:
        """Read how the file would begin, and who would be left out."""
        asked, app, desk = self.asked, self._app, self._desk
        self._done.hide()
        self.folder.hide()
        self._ctx.load(self, lambda session: desk.look(session, app, asked), self._show, self._refuse, slot="look")

    def _show(self, look: Look) -> None:
        self._show_rows(look)
        self._say(model.sentences(look.written))
        self.set_busy(not look.written.things or self._job is not None)

    def _refuse(self, error: BaseException) -> None:
        self._say([str(error)] if isinstance(error, CrmError) else [])
        self.verb.setEnabled(False)
        if not isinstance(error, CrmError | Cancelled):
            self._ctx.tell.show(error)

    def _show_rows(self, look: Look) -> None:
        columns = list(look.shape.columns)
        shown = columns[:_COLUMNS]
        more = len(columns) - len(shown)
        also = counted("and {count} more column", "and {count} more columns", more) if more else ""
        self._how.setText(" · ".join(filter(None, (_("How the file begins"), also))))
        pages: Pages[Cells] = Pages()
        painted = [
            Column(str(place), one.name, min(_WIDEST, _NARROWEST + _LETTER * one.width),
                   _KINDS.get(one.kind, Kind.TEXT), stretch=place == 0, sortable=False)
            for place, one in enumerate(shown)
        ]  # fmt: skip
        table = TableView(TableModel(painted, pages), _("How the file begins"))
        pages.setParent(table)
        table.empty_words = (_("Nothing would stand in the file"), "")
        rows = [[model.cell_text(cell) for cell in row[: len(shown)]] for row in look.first]
        pages.put(range(len(rows)), rows)
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
        self._table = table
        layout = self._place.layout()
        assert layout is not None  # noqa: S101 - given in _build
        layout.addWidget(table)

    def _say(self, sentences: list[str]) -> None:
        for label in self._sentences:
            label.hide()
            label.deleteLater()
        self._sentences = [PlainLabel(text, look="" if place else "strong", wrap=True)
                           for place, text in enumerate(sentences)]  # fmt: skip
        for label in self._sentences:
            self._lines.addWidget(label)
        QTimer.singleShot(0, self, self.fit)

    def _edit_layout(self) -> None:
        edit_layout(self._ctx, self, self._look)

    def _choose_place(self) -> None:
        asked = self.asked
        words = dict(self._desk.endings(asked.what, asked.shape))[asked.ending]
        name = self._desk.file_name(asked)
        out = place_for(self._ctx.ask, self, _("Export to Excel"), name, (words, asked.ending))
        if out is not None:
            self._write(asked, out)

    def _write(self, asked: Asked, out: Path) -> None:
        app, desk = self._app, self._desk
        self.set_busy(True)
        job = Job(lambda written: self._finished(written, out), self._failed)
        self._job = self._ctx.jobs.read(lambda progress: desk.write(app, asked, out, progress), job)
        self.bar.follow(_("Writing {file}…").format(file=out.name), job)

    def _finished(self, written: Written, out: Path) -> None:
        self._job, self.written = None, out
        self.set_busy(False)
        self._done.setText(model.done(written, out))
        self._done.show()
        self.folder.show()
        QTimer.singleShot(0, self, self.fit)
        self.folder.setFocus()
        self._ctx.tell.say(self._done.text())
        self._ctx.bus.tell("exports")

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.set_busy(False)
        if isinstance(error, Cancelled):
            self._done.setText(_("Stopped: nothing was saved"))
            self._done.show()
        else:
            self._ctx.tell.show(error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _open_folder(self) -> None:
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.parent)))


def open_export(ctx: Context, parent: QWidget | None, offers: Sequence[Offer]) -> Any:
    """Open the dialog; returns it."""
    dialog = ExportDialog(ctx, parent, offers)
    dialog.open()
    return dialog
