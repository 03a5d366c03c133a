"""What happens when the program itself is wrong: noted in the log, and said plainly with a text that can be copied.

The text names places in the code, never what was worked on.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

import PySide6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.shell.crash_dialog import CrashDialog

_log = logging.getLogger(__name__)
_ROOT: Final = Path(__file__).resolve().parents[2]


def report(error: BaseException) -> str:
    """Return where an error happened, and in which versions; without its message, which may quote data."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    try:
        program = version("desktop-crm")
    except PackageNotFoundError:
        program = "?"
    lines = [
        f"Desktop CRM {program} · Python {platform.python_version()} · Qt {PySide6.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
        *(
            f"{_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ),
        type(error).__name__,
    ]
    return "\n".join(lines)


def _place(filename: str) -> str:
    """Return a file as the program knows it: home folders carry people's names."""
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    return "/".join(path.parts[-2:])


class CrashHooks(QObject):
    """Catches what nobody caught: in slots, threads and destructors. One dialog at a time; every error is logged."""

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: QWidget | None = None
        self.dialog: CrashDialog | None = None
        self._before: tuple[Any, Any, Any] | None = None
        self._came.connect(self.tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Stand where Python hands over errors that nobody caught."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._uncaught
        threading.excepthook = lambda found: self._in_thread(found.exc_value)
        sys.unraisablehook = lambda found: self._in_thread(found.exc_value)

    def remove(self) -> None:
        """Give the places back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None

    def tell(self, error: BaseException) -> None:
        """Log an error and show the dialog, unless it stands there already."""
        _log.error("crash", exc_info=(type(error), error, error.__traceback__))
        if self.dialog is not None:
            return
        from ui.shell.crash_dialog import CrashDialog

        self.dialog = CrashDialog(report(error), self.window)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self._came.emit(error.with_traceback(trace))

    def _in_thread(self, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, SystemExit):
            self._came.emit(error)
