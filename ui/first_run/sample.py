"""Makes the sample shop in a file of its own, away from the window, with progress."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.platform.errors import Cancelled, CrmError
from desktop_crm.platform.i18n import _
from ui.kit.dates import today
from ui.kit.jobs import Job, Jobs
from ui.kit.progress import JobBar


class SampleMaker(QObject):
    """`made(path)` when the sample shop can be opened; one that is there already is opened as it is."""

    made = Signal(Path)
    failed = Signal(str)

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self.bar = JobBar(parent)
        self._jobs: Jobs | None = None
        self._job: Job | None = None

    @property
    def making(self) -> bool:
        """Whether the shop is being made just now."""
        return self._job is not None

    def make(self) -> None:
        """Make the shop, or take the one that is there."""
        if self._jobs is not None:
            return
        if self.path.exists():
            self.made.emit(self.path)
            return
        self._jobs = Jobs(readers=1)
        self._job = job = Job(self._done, self._lost)
        self.bar.follow(_("Making the sample shop"), job)
        self._jobs.write(self._work, job)

    def close(self) -> None:
        """End the thread; a shop half made is not kept."""
        if self._jobs is not None and self._job is not None:
            self._job.cancel()
            self._jobs.close()
            self._jobs = self._job = None

    def _work(self, progress: Any) -> Path:
        from desktop_crm.app import App
        from desktop_crm.demo import make

        self.path.parent.mkdir(parents=True, exist_ok=True)
        make(self.path, App.open, today=today(), progress=progress)
        return self.path

    def _done(self, path: Path) -> None:
        self.close()
        self.made.emit(path)

    def _lost(self, error: BaseException) -> None:
        self.close()
        if isinstance(error, CrmError):
            self.failed.emit(str(error))
        elif not isinstance(error, Cancelled):
            raise error
