"""Opening, leaving, changing and restoring the store of the window; only one is open at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.platform.errors import CrmError
from ui.settings.preferences import Preferences
from ui.shell.opening import Opener, Opening
from ui.shell.parts import Parts

if TYPE_CHECKING:
    from desktop_crm.app import App
    from ui.kit.jobs import Job
    from ui.shell.desk import Desk
    from ui.shell.edges import Adapting, Waiting

_log = logging.getLogger(__name__)


class Stores(QObject):
    """The store of a window. `opened` when the first page can be shown, `failed(error)` where it cannot."""

    opened = Signal()
    failed = Signal(object)
    _aged = Signal()

    def __init__(self, window: QWidget, preferences: Preferences, parts: Callable[[], Parts], opener: Opener) -> None:
        super().__init__(window)
        self.desk: Desk | None = None
        self.path: Path | None = None
        self._window = window
        self._preferences = preferences
        self._parts = parts
        self._opener = opener
        self._work: Opening | None = None
        self._waiting: Waiting | None = None
        self._adapting: Adapting | None = None
        self._aged.connect(self._adapt, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a store is being opened or left."""
        return self._work is not None or self._waiting is not None

    def open(self, path: Path, *, me: str = "", fresh: bool = False) -> None:
        """Open the store at `path` after leaving the present one.

        `me` becomes the first person of the shop where there is none; `fresh` remembers the store for next time.
        """

        def work() -> tuple[App, Parts]:
            if _is_of_another_version(path):
                self._aged.emit()
            app = self._opener(path)
            try:
                if me.strip():
                    _introduce(app, me)
                return app, self._parts()
            except BaseException:
                app.close()
                raise

        def begin() -> None:
            self.path = path
            self._run(work, lambda answer: self._came(*answer, fresh=fresh))

        self.leave(begin)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the store and open it again; the store as it was is kept among the backups."""
        desk = self.desk
        if desk is None:
            return
        path, clock = desk.store, desk.app.db.clock

        def work() -> None:
            from desktop_crm.backup.service import restore

            restore(backup, path, clock)

        self.leave(lambda: self._run(work, lambda _restored: self.open(path)))

    def leave(self, then: Callable[[], None]) -> None:
        """Let every write finish, make a last backup, close the store, then go on; at once where none is open."""
        desk = self.desk
        if desk is None:
            then()
            return
        if self._waiting is not None:
            return
        from ui.shell.edges import Waiting

        def over() -> None:
            self.desk = None
            self._window.rest()
            desk.close()
            desk.deleteLater()
            if self._waiting is not None:
                self._waiting.deleteLater()
                self._waiting = None
            then()

        desk.surroundings.stop()
        job: Job = desk.surroundings.back_up_last(lambda: QTimer.singleShot(0, self, over))
        self._waiting = Waiting(self._window, job.cancel)

    def wait(self) -> None:
        """Stand still until an opening under way is over: at the very end of the program."""
        if self._work is not None:
            self._work.wait()

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        opening = Opening(work, self)

        def done(answer: Any) -> None:
            self._end(opening)
            then(answer)

        def failed(error: BaseException) -> None:
            self._end(opening)
            _log.warning("the store could not be opened: %s", type(error).__name__)
            if isinstance(error, CrmError):
                self.failed.emit(error)
            else:
                raise error

        self._work = opening
        opening.done.connect(done)
        opening.failed.connect(failed)
        opening.start()

    def _adapt(self) -> None:
        from ui.shell.edges import Adapting

        if self._work is not None:
            self._adapting = Adapting(self._window)

    def _end(self, opening: Opening) -> None:
        self._work = None
        opening.deleteLater()
        if self._adapting is not None:
            self._adapting.deleteLater()
            self._adapting = None

    def _came(self, app: App, parts: Parts, *, fresh: bool) -> None:
        from ui.shell.desk import Desk, Start

        desk = Desk(app, parts, self._preferences, self)
        self.desk = desk

        def ready(start: Start) -> None:
            if fresh:
                self._preferences.keep_store(desk.store, own=not start.demo)
            self.opened.emit()

        desk.begin(self._window, ready, self.failed.emit)


def _is_of_another_version(path: Path) -> bool:
    """Return whether opening a store will take its time; what is wrong with it is told by who opens it."""
    from desktop_crm.app import is_current

    with suppress(CrmError, OSError):
        return path.exists() and not is_current(path)
    return False


def _introduce(app: App, name: str) -> None:
    """Make a name the first person of the shop; a shop that has people already is left as it is."""
    from desktop_crm.staff.queries import everyone

    if not app.read(everyone):
        app.staff.add(name)
