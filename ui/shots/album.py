"""Goes through the whole program on the sample shop and takes its pictures, every language, theme and size."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QPoint,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_crm.app import App
from desktop_crm.cli.call import DONE, WRONG_USAGE, Call
from desktop_crm.demo import make
from desktop_crm.platform.i18n import LANGUAGES, _, counted
from ui.kit.dialog import LOWEST
from ui.kit.lint import problems, windows
from ui.kit.pages import Shot
from ui.kit.tell import Toast
from ui.kit.theme import application
from ui.main import parts
from ui.settings.preferences import LANGUAGE, TEXT_SIZE, THEME, Preferences
from ui.shell.palette import Palette
from ui.shell.shots import SHOTS
from ui.shell.start import dress
from ui.shell.window import Window
from ui.shots import THEMES
from ui.shots.clock import DAY, StoppedClock, stopped

SIZES: Final = ((1440, 900), (1280, 720))
_PATIENCE_S: Final = 20.0
_CALM_ROUNDS: Final = 4


def take(call: Call) -> int:
    """Take the pictures a command line asks for; returns the exit code. What the eye would blame goes to stderr."""
    sizes = [_size(call.asked.size)] if call.asked.size else list(SIZES)
    if None in sizes:
        call.complain(_("A size is written as 1440x900."))
        return WRONG_USAGE
    languages = [call.asked.lang] if call.asked.lang else LANGUAGES
    themes = [call.asked.theme] if call.asked.theme else THEMES
    with tempfile.TemporaryDirectory(prefix="desktop-crm-shots-") as folder, stopped():
        album = Album(Path(folder), call.asked.folder)
        for language, theme in product(languages, themes):
            album.shoot(language, theme, [size for size in sizes if size is not None], call.asked.only, call.asked.text)
        album.close()
    for fault in album.faults:
        call.complain(fault)
    call.say(counted("{count} picture", "{count} pictures", album.count))
    return DONE


class Album:
    """The window on the sample shop, and the folder its pictures go to."""

    def __init__(self, scratch: Path, folder: Path) -> None:
        self.count = 0
        self.faults: list[str] = []
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._qt = QApplication.instance() or _without_screen(scratch)
        self._preferences = Preferences(scratch / "window.ini")
        self._scratch = scratch
        dress(self._preferences)
        self._welcome = Window(Path.home() / "Desktop CRM" / "none.crm", self._preferences, parts)

    def shoot(
        self, language: str, theme: str, sizes: Sequence[tuple[int, int]], only: str = "", text: int = 100
    ) -> None:
        """Take every picture in one language and theme whose name begins with `only`; `text` is its size in percent."""
        self._preferences.put(TEXT_SIZE, text)
        self._preferences.put(LANGUAGE, language)
        self._preferences.put(THEME, theme)
        dress(self._preferences)
        for size in sizes:
            ending = f"{language}-{theme}-{size[0]}x{size[1]}"
            self._window = self._open(self._sample(language, ending))
            self._clear()
            self._window.resize(*size)
            self._welcome.resize(*size)
            if "first-run".startswith(only):
                self._welcome.show()
                self._welcome.welcome()
                self._keep(self._welcome, f"first-run-{ending}")
                self._welcome.hide()
            for name, shot in self._shots():
                if name.startswith(only):
                    self._settle()
                    shown = shot.open(self._window)
                    self._keep(self._window, f"{name}-{ending}")
                    self._away(shown)
            self._leave()

    def close(self) -> None:
        """Close what is left."""
        self._welcome.deleteLater()
        self._settle()

    def _sample(self, language: str, name: str) -> Path:
        """Return a sample shop in a language that no picture has touched yet."""
        made, path = self._scratch / f"{language}.crm", self._scratch / f"{name}.crm"
        if not made.exists():
            make(made, App.open, today=DAY)
        shutil.copyfile(made, path)
        return path

    def _leave(self) -> None:
        """Close the window and its store."""
        self._window.close()
        until = time.monotonic() + _PATIENCE_S
        while self._window.desk is not None and time.monotonic() < until:
            self._settle()
        self._window.deleteLater()
        self._settle()

    def _shots(self) -> Iterator[tuple[str, Shot]]:
        desk = self._window.desk
        if desk is None:
            return
        for page in desk.parts.pages:
            yield page.id, Shot(page.id, lambda window, page=page: window.show_page(page.id).window())
            for shot in page.shots():
                yield f"{page.id}-{shot.name}", shot
        for shot in SHOTS:
            yield shot.name, shot

    def _open(self, store: Path) -> Window:
        window = Window(store, self._preferences, parts, opener=lambda path: App.open(path, StoppedClock()))
        window.show()
        until = time.monotonic() + _PATIENCE_S
        while not window.frame.current and time.monotonic() < until:
            self._settle()
        if window.desk is not None:
            window.desk.surroundings.stop()
            window.desk.surroundings.back_up()
        return window

    def _keep(self, window: Window, name: str) -> None:
        """Write the picture of a window with what stands before it."""
        self._settle()
        for toast in window.findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly):
            toast.hide()
        picture = window.grab()
        others = windows() if window is self._window else []
        before = [top for top in others if not isinstance(top, Window)]
        painter = QPainter(picture)
        for top in before:
            if isinstance(top, QDialog):
                _centre(top, window)
            elif not window.frameGeometry().intersects(top.frameGeometry()):
                top.move(window.mapToGlobal(window.rect().bottomRight()) - top.rect().bottomRight())
            painter.drawPixmap(window.mapFromGlobal(top.mapToGlobal(QPoint())), top.grab())
        painter.end()
        picture.save(str(self._folder / f"{name}.png"))
        self.count += 1
        found = [fault for shown in (window, *before) for fault in problems(shown)]
        tall = [top for top in before if isinstance(top, QDialog) and top.height() > max(window.height(), LOWEST)]
        found += [f"{type(top).__name__} is taller than the window" for top in tall]
        self.faults += [f"{name}: {fault}" for fault in dict.fromkeys(found)]

    def _away(self, shown: QWidget) -> None:
        """Clear away what a picture was taken of."""
        if isinstance(shown, Palette):
            shown.close_palette()
        elif shown.parent() is self._window and not shown.isWindow():
            shown.hide()
            shown.deleteLater()
        self._clear()

    def _clear(self) -> None:
        """Close what stands before the windows."""
        self._settle()
        for top in windows():
            if isinstance(top, QDialog):
                top.done(0)
            elif not isinstance(top, Window):
                top.close()
        self._settle()

    def _settle(self) -> None:
        """Let everything arrive and be laid out."""
        calm, until = 0, time.monotonic() + _PATIENCE_S
        while calm < _CALM_ROUNDS and time.monotonic() < until:
            desk = self._window.desk if hasattr(self, "_window") else None
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            calm = calm + 1 if desk is None or not desk.ctx.jobs.busy else 0
            time.sleep(0.005)


def _without_screen(scratch: Path) -> QApplication:
    """Return an application that draws into memory, on a screen large enough for every size."""
    screen = {"name": "pictures", "x": 0, "y": 0, "width": 2560, "height": 1600, "logicalDpi": 96, "dpr": 1}
    described = scratch / "screen.json"
    described.write_text(json.dumps({"screens": [screen]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={described}"
    qInstallMessageHandler(_hush)
    return application("desktop-crm")


def _hush(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Say what Qt warns of, but for what a screen in memory cannot do."""
    if kind != QtMsgType.QtDebugMsg and not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")


def _centre(dialog: QWidget, window: QWidget) -> None:
    place = dialog.rect()
    place.moveCenter(window.mapToGlobal(window.rect().center()))
    place.moveTop(max(window.mapToGlobal(QPoint()).y(), place.top()))
    dialog.move(place.topLeft())


def _size(words: str) -> tuple[int, int] | None:
    wide, _cross, high = words.partition("x")
    with suppress(ValueError):
        return int(wide), int(high)
    return None
