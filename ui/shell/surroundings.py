"""What goes on beside the pages while a store is open: a look for foreign changes, and the automatic backups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_crm.platform.errors import Cancelled, CrmError
from desktop_crm.platform.i18n import _
from ui.kit.context import Context
from ui.kit.jobs import Job

LOOK_MS: Final = 2_000
BACKUP_MS: Final = 30 * 60 * 1_000
FIRST_BACKUP_MS: Final = 5_000
"""After the start, so that the first page comes first."""


class Surroundings(QObject):
    """Timers around one open store. `backed_up(trouble)`: words about what went wrong, '' for nothing."""

    backed_up = Signal(str)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._looking: Job | None = None
        self._backing_up: Job | None = None
        self._timers = [self._every(LOOK_MS, self.look), self._every(BACKUP_MS, self.back_up)]
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.back_up)

    def start(self) -> None:
        """Begin, with a first look at once and a first backup soon."""
        for timer in self._timers:
            timer.start()
        self._first.start(FIRST_BACKUP_MS)
        self.look()

    def stop(self) -> None:
        """End; a backup under way is given up."""
        for timer in (*self._timers, self._first):
            timer.stop()
        if self._backing_up is not None:
            self._backing_up.cancel()

    def look(self) -> None:
        """See whether another program has written to the store; panels that watch hear of it."""
        if self._looking is None:
            job = Job(lambda _nothing: None, self._lost_sight)
            job.finished = self._looked
            self._looking = job
            self._ctx.jobs.read(lambda _progress: self._ctx.app.db.look_around(), job)

    def back_up(self) -> None:
        """Make a backup if one is due, on a reader thread."""
        if self._backing_up is None:
            job = Job(self._told, self._failed)
            job.finished = self._backed_up
            self._backing_up = job
            self._ctx.jobs.read(lambda progress: _automatic(self._ctx.app, progress), job)

    def back_up_last(self, done: Callable[[], None]) -> Job:
        """Make a last backup behind every write that still waits; `done()` at home, whatever came of it."""
        job = Job(lambda _made: None, lambda _error: None)
        job.finished = done
        return self._ctx.jobs.write(lambda progress: _automatic(self._ctx.app, progress), job)

    def _every(self, ms: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.timeout.connect(call)
        return timer

    def _looked(self) -> None:
        self._looking = None

    def _backed_up(self) -> None:
        self._backing_up = None

    def _lost_sight(self, error: BaseException) -> None:
        """A store that cannot be read just now says so when a page asks; here the next look is soon enough."""
        if not isinstance(error, CrmError | Cancelled):
            self._ctx.tell.show(error)

    def _told(self, made: Any) -> None:
        if made is not None:
            self._ctx.bus.tell("backups")
        trouble = made is not None and made.trouble is not None
        self.backed_up.emit(_("The second backup folder cannot be reached") if trouble else "")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CrmError):
            self.backed_up.emit(_("No backup could be made: {reason}").format(reason=error))
        elif not isinstance(error, Cancelled):
            self._ctx.tell.show(error)


def _automatic(app: Any, progress: Any) -> Any:
    """Make a backup where one is due, and only then let go of what has lain in the bin long enough."""
    from desktop_crm.backup.service import automatic

    made = automatic(app.db, progress)
    app.bin.purge()
    return made
