"""What happens when the program itself is wrong: noted in the log, and said plainly with a text that can be copied.

The text names places in the code, never what was worked on.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import PySide6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.platform.paths import log_folder
from ui.kit.buttons import Button
from ui.kit.dialog import Dialog
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme

_log = logging.getLogger(__name__)
_ROOT: Final = Path(__file__).resolve().parents[2]


def report(error: BaseException) -> str:
    """Return where an error happened, and in which versions; without its message, which may quote data."""
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


class CrashDialog(Dialog):
    """Says that nothing saved was lost, where the log is, and offers the text for whoever mends the program."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(_("The program made a mistake"), _("Go on"), hint="", width=600, cancel="", parent=parent)
        self.text = text
        self.add(
            PlainLabel(_("Nothing you saved is lost. What you were just doing may have to be done again."), wrap=True)
        )
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(_("What happened, for whoever mends the program"))
        shown.setFixedHeight(theme().px(180))
        self.add(shown)
        self.add(PlainLabel(_("The text holds nothing of your customers."), look="muted", wrap=True))
        self.add(PlainLabel(_("Log: {folder}").format(folder=log_folder()), look="small", wrap=True))
        self.footer.addWidget(Button(_("Copy the text"), self.copy, icon="copy"))
        self.submitted.connect(self.accept)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)


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
