"""The bar of long work: it appears only when work takes over 400 ms, and can stop it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from shiboken6 import isValid

from desktop_crm.platform.i18n import _, whole
from ui.kit.buttons import small
from ui.kit.jobs import Job
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme

PATIENCE_MS: Final = 400


class JobBar(QWidget):
    """What is being done, how far it is, and a button to stop it; hidden while nothing long runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._label = PlainLabel(elide=True)
        self._count = PlainLabel(look="small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._stop = small(_("Stop"), self._cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(10))
        line.addWidget(self._label)
        line.addWidget(self._bar, 1)
        line.addWidget(self._count)
        line.addWidget(self._stop)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    def follow(self, text: str, job: Job) -> None:
        """Show the course of a job under `text` once it takes its time; hide when it is home."""
        self._job = job
        self._label.setText(text)
        self._bar.setRange(0, 0)
        self._count.setText("")
        self._stop.setEnabled(True)
        reported, finished = job.reported, job.finished

        def report(done: int, total: int | None) -> None:
            if isValid(self) and self._job is job:
                self._report(done, total)
            if reported is not None:
                reported(done, total)

        def finish() -> None:
            if isValid(self) and self._job is job:
                self._end()
            if finished is not None:
                finished()

        job.reported, job.finished = report, finish
        self._patience.start()

    def _report(self, done: int, total: int | None) -> None:
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        self._count.setText(f"{whole(done)} / {whole(total)}" if total else whole(done))

    def _end(self) -> None:
        self._job = None
        self._patience.stop()
        self.hide()

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        if self._job is not None:
            self._job.cancel()
