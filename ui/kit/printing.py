"""Looking at a paper before it is printed, printing it, or keeping it as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPageLayout, QPageSize, QPainter, QPaintEvent, QPdfWriter, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.placing import placed
from ui.kit.ask import place_for
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.labels import muted
from ui.kit.paper import Paper, Sheet
from ui.kit.theme import theme

_RESOLUTION = 600
_HIGH = 430


def save_pdf(paper: Paper, target: Path, title: str) -> None:
    """Write a paper as a PDF beside its place and move it there whole. Raises UserError where that cannot be."""
    page_data = QBuffer()
    page_data.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(page_data)
    writer.setTitle(title)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(page_layout(paper.sheet))
    painter = QPainter(writer)
    _paint_all(painter, paper, _RESOLUTION, writer.newPage)
    painter.end()
    with placed(target) as part:
        part.write_bytes(page_data.data().data())


def page_layout(sheet: Sheet) -> QPageLayout:
    """Return a sheet as printers know it, without margins of their own."""
    upright = QSizeF(min(sheet.width, sheet.height), max(sheet.width, sheet.height))
    size = QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    across = QPageLayout.Orientation.Landscape if sheet.width > sheet.height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, across, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


class PageView(QWidget):
    """One page of a paper as it will be printed. Page up and down, or the wheel, turn."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme().px(_HIGH))
        self.paper: Paper | None = None
        self.page = 0

    def show_paper(self, paper: Paper) -> None:
        """Show another paper, from its first page."""
        self.paper = paper
        self.turn_to(0)

    def turn_to(self, page: int) -> None:
        """Show a page, the nearest there is."""
        if self.paper is not None:
            self.page = max(0, min(page, self.paper.pages - 1))
            self.setAccessibleDescription(page_words(self.page, self.paper.pages))
            self.turned.emit(self.page)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self.paper is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, edge = self.paper.sheet.size, theme().px(6)
        scale = min((self.width() - 2 * edge) / size.width(), (self.height() - 2 * edge) / size.height())
        painter.translate((self.width() - size.width() * scale) / 2, (self.height() - size.height() * scale) / 2)
        painter.scale(scale, scale)
        sheet = QRectF(0, 0, size.width(), size.height())
        painter.fillRect(sheet, Qt.GlobalColor.white)
        painter.setPen(theme().paint("line"))
        painter.drawRect(sheet)
        painter.setClipRect(sheet)
        self.paper.paint(painter, self.page)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Left: -1}
        if event.key() in steps:
            self.turn_to(self.page + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            self.turn_to(0)
        elif event.key() == Qt.Key.Key_End and self.paper is not None:
            self.turn_to(self.paper.pages - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self.turn_to(self.page + (-1 if event.angleDelta().y() > 0 else 1))


class PrintDialog(Dialog):
    """Shows a paper page by page; its verb prints, beside it stands the PDF. `options` is the place for choices."""

    def __init__(self, ctx: Context, parent: QWidget | None, title: str, name: str) -> None:
        super().__init__(title, _("Print…"), hint="", width=760, parent=parent)
        self._ctx = ctx
        self._title, self._name = title, name
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.options = QVBoxLayout()
        self.view = PageView()
        self._where = muted("")
        self._back = IconButton("left", _("Page before"), lambda: self.view.turn_to(self.view.page - 1))
        self._on = IconButton("right", _("Next page"), lambda: self.view.turn_to(self.view.page + 1))
        self._lay_out()
        self.view.turned.connect(self._told)
        self.submitted.connect(self._print)

    def show_paper(self, paper: Paper) -> None:
        """Show what will be printed."""
        self.view.show_paper(paper)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.options)
        column.addWidget(self.view, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        for part in (self._back, self._where, self._on):
            line.addWidget(part)
        line.addStretch(1)
        column.addLayout(line)
        self.add(body)
        self.footer.addWidget(Button(_("Save as PDF"), self._save, icon="file"))

    def _told(self, page: int) -> None:
        paper = self.view.paper
        if paper is not None:
            self._where.setText(page_words(page, paper.pages))
            self._back.setEnabled(page > 0)
            self._on.setEnabled(page < paper.pages - 1)

    def _save(self) -> None:
        paper = self.view.paper
        if paper is None:
            return
        target = place_for(self._ctx.ask, self, _("Save as PDF"), f"{self._name}.pdf", (_("PDF"), ".pdf"))
        if target is None:
            return
        try:
            save_pdf(paper, target, self._title)
        except UserError as error:
            self._ctx.tell.show(error)
            return
        self._ctx.tell.say(_("Saved: {what}").format(what=target.name))
        self.accept()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        paper = self.view.paper
        if paper is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setPageLayout(page_layout(paper.sheet))
        printer.setFullPage(True)
        asked = QPrintDialog(printer, self)
        asked.setMinMax(1, paper.pages)
        if asked.exec() != QPrintDialog.DialogCode.Accepted:
            return
        painter = QPainter()
        if not painter.begin(printer):
            self._ctx.tell.show(UserError(N_("The printer does not answer. Save a PDF instead, or try again.")))
            return
        first, last = (printer.fromPage() or 1) - 1, (printer.toPage() or paper.pages) - 1
        _paint_all(painter, paper, printer.resolution(), printer.newPage, range(first, last + 1))
        painter.end()
        self.accept()


def page_words(page: int, pages: int) -> str:
    """Return which of how many pages it is, in words."""
    return _("Page {page} of {pages}").format(page=page + 1, pages=pages)


def _paint_all(
    painter: QPainter, paper: Paper, resolution: int, new_page: Callable[[], bool], wanted: range | None = None
) -> None:
    for place, page in enumerate(range(paper.pages) if wanted is None else wanted):
        if place:
            new_page()
        painter.save()
        painter.scale(resolution / 72, resolution / 72)
        paper.paint(painter, page)
        painter.restore()
