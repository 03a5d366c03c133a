"""Painting the pages of a paper onto a printer or into a PDF, page by page, without holding up the window."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QMarginsF, QObject, QSizeF, QTimer
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop_crm.platform.errors import Cancelled
from desktop_crm.platform.placing import placed
from ui.kit.jobs import Job
from ui.kit.paper import Paper, Sheet

_RESOLUTION: Final = 600
_SLICE_S: Final = 0.03
"""How long pages are painted before the window has its turn again."""


class Pdf:
    """A PDF that is painted in memory; `keep` puts it in its place whole."""

    def __init__(self, sheet: Sheet, title: str) -> None:
        self._data = QBuffer()
        self._data.open(QBuffer.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._data)
        self._writer.setTitle(title)
        self._writer.setResolution(_RESOLUTION)
        self._writer.setPageLayout(page_layout(sheet))
        self.painter = QPainter(self._writer)

    @property
    def resolution(self) -> int:
        """Dots per inch."""
        return _RESOLUTION

    def new_page(self) -> bool:
        """Go on to the next page."""
        return self._writer.newPage()

    def keep(self, target: Path) -> None:
        """Write what was painted beside its place and move it there. Raises UserError where that cannot be."""
        with placed(target) as part:
            part.write_bytes(self._data.data().data())


class Painting(QObject):
    """Paints pages between the events of the window: it lives on meanwhile, and the job can be cancelled.

    The job is told of every slice and hears at the end that it is home; the painter is ended before. `abort` takes
    back what was painted when it is not finished.
    """

    def __init__(
        self, painter: QPainter, paper: Paper, pages: Iterable[int], scale: float, new_page: Callable[[], bool],
        abort: Callable[[], object], job: Job, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._painter, self._paper, self._scale = painter, paper, scale
        self._new_page, self._abort = new_page, abort
        self._left = deque(pages)
        self._all = len(self._left)
        self._job = job
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self.go_on)

    def go_on(self) -> None:
        """Paint for a moment; then go on by itself after the events that wait."""
        until = time.monotonic() + _SLICE_S
        try:
            while self._left and not self._job.cancelled:
                self._paint(self._left.popleft())
                if time.monotonic() >= until:
                    break
        except Exception as error:  # noqa: BLE001 - it is judged where the job is
            self._give_up(error)
            return
        if self._job.cancelled:
            self._give_up(Cancelled())
        elif not self._left:
            self._end()
            self._job.then(None)
        else:
            if self._job.reported is not None:
                self._job.reported(self._all - len(self._left), self._all)
            self._turn.start()

    def _paint(self, page: int) -> None:
        if len(self._left) < self._all - 1:
            self._new_page()
        self._painter.save()
        self._painter.scale(self._scale, self._scale)
        self._paper.paint(self._painter, page)
        self._painter.restore()

    def _give_up(self, error: BaseException) -> None:
        self._abort()
        self._end()
        self._job.failed(error)

    def _end(self) -> None:
        self._painter.end()
        self.deleteLater()
        if self._job.finished is not None:
            self._job.finished()


def page_layout(sheet: Sheet) -> QPageLayout:
    """Return a sheet as printers know it, without margins of their own."""
    upright = QSizeF(min(sheet.width, sheet.height), max(sheet.width, sheet.height))
    size = QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    across = QPageLayout.Orientation.Landscape if sheet.width > sheet.height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, across, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
