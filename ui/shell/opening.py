"""Opening a store away from the window: the core is imported and the file opened on a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from desktop_crm.app import App

Opener = Callable[[Path], "App"]


def open_app(path: Path) -> App:
    """Import the core and open the store at `path`, making it where it is missing. Raises StoreError."""
    from desktop_crm.app import App

    return App.open(path)


class Opening(QObject):
    """Work that must not hold the window up before its store is there: `done(answer)` or `failed(error)` at home."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._home = _Home()
        self._home.done.connect(self.done, Qt.ConnectionType.QueuedConnection)
        self._home.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=_run, args=(work, self._home), name="opening", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wait(self) -> None:
        """Stand still until the thread is over; its answer arrives with the next events."""
        self._thread.join()


class _Home(QObject):
    """The only thing of the window that the thread knows."""

    done = Signal(object)
    failed = Signal(object)


def _run(work: Callable[[], Any], home: _Home) -> None:
    try:
        answer = work()
    except BaseException as error:  # noqa: BLE001 - it travels home and is judged there
        home.failed.emit(error)
    else:
        home.done.emit(answer)
