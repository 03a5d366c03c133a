"""Looking at a paper before it is printed, printing it, or keeping it as a PDF."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.platform.errors import Cancelled, UserError
from desktop_crm.platform.i18n import N_, _
from ui.kit.ask import place_for
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.jobs import Job
from ui.kit.labels import muted
from ui.kit.painting import Painting, Pdf, page_layout
from ui.kit.paper import Paper
from ui.kit.progress import JobBar
from ui.kit.theme import theme

_HIGH = 430
_LOWEST = 200
_POINTS_AN_INCH = 72


class PageView(QWidget):
    """One page of a paper as it will be printed. Page up and down, or the wheel, turn."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme().px(_LOWEST))
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

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), theme().px(_HIGH))

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
        self._pdf = Button(_("Save as PDF"), self._save, icon="file")
        self.bar = JobBar()
        self._work: Job | None = None
        self._lay_out()
        self.view.turned.connect(self._told)
        self.submitted.connect(self._print)

    def show_paper(self, paper: Paper) -> None:
        """Show what will be printed."""
        self.view.show_paper(paper)

    def reject(self) -> None:
        """Close; while pages are being written, stop that instead."""
        if self._work is not None:
            self._work.cancel()
            return
        super().reject()

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
        self._body = body
        self.add(body)
        self.add(self.bar)
        self.footer.addWidget(self._pdf)

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
        pdf = Pdf(paper.sheet, self._title)

        def keep() -> None:
            try:
                pdf.keep(target)
            except UserError as error:
                self._ctx.tell.show(error)
                return
            self._ctx.tell.say(_("Saved: {what}").format(what=target.name))
            self.accept()

        self._paint(pdf.painter, range(paper.pages), pdf.resolution, pdf.new_page, keep)

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
        self._paint(painter, range(first, last + 1), printer.resolution(), printer.newPage, self.accept, printer.abort)

    def _paint(
        self, painter: QPainter, pages: range, resolution: int, new_page: Callable[[], bool],
        then: Callable[[], None], abort: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        """Paint pages of the paper on show without holding up the window; `then` at the end, `abort` if stopped."""
        paper = self.view.paper
        if paper is None:
            return

        def failed(error: BaseException) -> None:
            if not isinstance(error, Cancelled):
                self._ctx.tell.show(error)

        self._work = job = Job(lambda _nothing: then(), failed, finished=self._painted)
        self._hold(busy=True)
        self.bar.follow(_("Writing the pages"), job)
        Painting(painter, paper, pages, resolution / _POINTS_AN_INCH, new_page, abort, job, self).go_on()

    def _painted(self) -> None:
        self._work = None
        self._hold(busy=False)

    def _hold(self, *, busy: bool) -> None:
        self.set_busy(busy)
        self._pdf.setEnabled(not busy)
        self._body.setEnabled(not busy)


def page_words(page: int, pages: int) -> str:
    """Return which of how many pages it is, in words."""
    return _("Page {page} of {pages}").format(page=page + 1, pages=pages)
