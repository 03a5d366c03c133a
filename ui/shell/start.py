"""Starting the window: the first of its store, in the language and look chosen here, with hooks for what goes wrong."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop_crm.platform import log
from desktop_crm.platform.i18n import language
from ui.kit.theme import Mode, application, theme
from ui.settings.preferences import LANGUAGE, TEXT_SIZE, THEME, Preferences
from ui.shell import collecting
from ui.shell.crash import CrashHooks
from ui.shell.single import SingleInstance
from ui.shell.speech import speak
from ui.shell.window import Window

if TYPE_CHECKING:
    from ui.shell.glimpses import Glimpses
    from ui.shell.parts import Parts

_LISTEN_MS: Final = 1_000
"""After the first page; a second start tries for longer than that."""

_log = logging.getLogger(__name__)


def run(
    store: Path | None,
    default: Path,
    parts: Callable[[], Parts],
    files: Sequence[Path],
    *,
    glimpses: Glimpses,
    spoken: bool,
) -> int:
    """Open the window of `store` and stay until it is closed; returns the exit code.

    `parts` and `glimpses` give the features once they are wanted. Where no store was named, the one used last, else
    `default`. `files` are brought in once it is open. `spoken` is true where a language was named for this run: it
    goes before the one chosen in the window.
    """
    app = application(sys.argv[0])
    app.setApplicationName("Desktop CRM")
    app.setDesktopFileName("desktop-crm")
    preferences = Preferences()
    path = store or preferences.last_store() or default
    with log.kept("window"):
        qInstallMessageHandler(_note)
        try:
            return _first(app, path, preferences, parts, files, glimpses=glimpses, spoken=spoken)
        finally:
            qInstallMessageHandler(None)


def dress(preferences: Preferences, *, spoken: bool = False) -> None:
    """Speak and look as it was chosen on this computer."""
    speak(language() if spoken else preferences.get(LANGUAGE) or language())
    theme().use(Mode(preferences.get(THEME)), preferences.get(TEXT_SIZE))


def _first(
    app: QApplication,
    path: Path,
    preferences: Preferences,
    parts: Callable[[], Parts],
    files: Sequence[Path],
    *,
    glimpses: Glimpses,
    spoken: bool,
) -> int:
    single = SingleInstance(path)
    if not single.take():
        return 0 if single.hand_over(list(files)) else 1
    hooks = CrashHooks()
    hooks.install()
    try:
        dress(preferences, spoken=spoken)
        window = Window(path, preferences, parts, glimpses=glimpses, hooks=hooks)
        hooks.window = window
        single.handed.connect(window.bring)
        for there in (window.ready, window.stopped):
            there.connect(collecting.take_up)
        if sys.platform == "darwin":
            from ui.shell.file_open import FileOpens

            FileOpens(app).asked.connect(window.bring)
        window.show()
        QTimer.singleShot(_LISTEN_MS, single, single.listen)
        if files:
            window.bring(files)
        _log.info("window started")
        return app.exec()
    finally:
        hooks.remove()
        single.release()


def _note(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Write what Qt says into the log; its words are about widgets, never about customers."""
    level = logging.INFO if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    _log.log(level, "Qt %s: %s", context.category, text)
