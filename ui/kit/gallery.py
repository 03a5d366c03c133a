"""A window of all parts to look at: `python -m ui.kit.gallery`, or `--shots DIR` to write pictures of every page."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import language, use
from ui.kit import gallery_pages as pages
from ui.kit import gallery_parts
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.tabs import Tabs
from ui.kit.theme import Mode, application, theme

PAGES: dict[str, Callable[[Context], QWidget]] = {
    "today": pages.today,
    "customers": pages.customers,
    "reports": pages.reports,
    "parts": gallery_parts.parts,
    "states": gallery_parts.states,
}


class SampleStore:
    """A store for looking at: nothing is read, nothing is written."""

    def read(self, fn: Callable[[Any], Any], /) -> Any:
        """Run `fn` without a session."""
        return fn(None)

    def subscribe(self, _listener: Callable[[Any], None], /) -> None:
        """Never call back."""


class Gallery(QWidget):
    """Every page as a tab, with buttons to switch theme, language and text size."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.setWindowTitle("Desktop CRM · kit")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._tabs: Tabs | None = None
        self._switches = QHBoxLayout()
        self._switches.setContentsMargins(12, 8, 12, 0)
        self._column.addLayout(self._switches)
        for words, pressed in (
            ("Light", lambda: theme().use(Mode.LIGHT)),
            ("Dark", lambda: theme().use(Mode.DARK)),
            ("Türkçe", lambda: self._speak("tr")),
            ("English", lambda: self._speak("en")),
            ("A−", lambda: self._resize_text(-10)),
            ("A+", lambda: self._resize_text(10)),
            ("Dialog", lambda: gallery_parts.follow_up(self).open()),
        ):
            self._switches.addWidget(Button(words, pressed))
        self._switches.addStretch(1)
        self.rebuild()

    def rebuild(self) -> None:
        """Build the pages anew, as the shell does after a change of language or text size."""
        if self._tabs is not None:
            self._tabs.deleteLater()
            self._tabs.hide()
        self._tabs = Tabs("Pages")
        for name, make in PAGES.items():
            self._tabs.add(name, name, lambda make=make: make(self._ctx))
        self._column.addWidget(self._tabs, 1)

    def _speak(self, code: str) -> None:
        use(code)
        self.rebuild()

    def _resize_text(self, step: int) -> None:
        theme().use(percent=theme().percent + step)
        self.rebuild()


def settle(ctx: Context) -> None:
    """Let everything arrive and be laid out."""
    for _round in range(6):
        while ctx.jobs.busy:
            QApplication.processEvents()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shoot(ctx: Context, folder: Path, size: tuple[int, int] = (1240, 850)) -> list[Path]:
    """Write a picture of every page in both themes and languages; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for code in ("tr", "en"):
        use(code)
        for mode in (Mode.LIGHT, Mode.DARK):
            theme().use(mode)
            for name, make in PAGES.items():
                window = make(ctx)
                window.resize(*size)
                window.show()
                settle(ctx)
                written.append(_save(window, folder / f"{name}_{code}_{mode}.png"))
                window.close()
                window.deleteLater()
            dialog = gallery_parts.follow_up(None)
            dialog.open()
            settle(ctx)
            written.append(_save(dialog, folder / f"dialog_{code}_{mode}.png"))
            dialog.done(0)
            dialog.deleteLater()
            settle(ctx)
    return written


def _save(window: QWidget, path: Path) -> Path:
    if isinstance(window, Dialog):
        window.fit()
        QApplication.processEvents()
    picture = QPixmap(window.size())
    picture.fill(theme().paint("line"))
    painter = QPainter(picture)
    painter.drawPixmap(0, 0, window.grab())
    painter.end()
    picture.save(str(path))
    return path


def main(arguments: list[str] | None = None) -> int:
    """Show the gallery, or write its pictures."""
    parser = argparse.ArgumentParser(prog="ui.kit.gallery")
    parser.add_argument("--shots", type=Path, metavar="DIR")
    parser.add_argument("--language", choices=("tr", "en"), default=language())
    chosen = parser.parse_args(arguments)
    if chosen.shots is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(sys.argv[0])
    use(chosen.language)
    theme()
    ctx = Context(SampleStore())
    try:
        if chosen.shots is not None:
            shoot(ctx, chosen.shots)
            return 0
        window = Gallery(ctx)
        window.resize(1280, 900)
        window.show()
        return app.exec()
    finally:
        ctx.close()


if __name__ == "__main__":
    sys.exit(main())
