"""macOS hands files to the running program by an event."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.shell.file_open import FileOpens


def test_a_file_opened_from_the_finder_is_brought_in(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "müşteriler.csv"
    file.write_text("ad\n", encoding="utf-8")
    opens = FileOpens(qapp)
    try:
        with qtbot.waitSignal(opens.asked) as heard:
            QCoreApplication.sendEvent(qapp, QFileOpenEvent(str(file)))
        assert heard.args == [[file]]
        with qtbot.assertNotEmitted(opens.asked):
            QCoreApplication.sendEvent(qapp, QFileOpenEvent(str(tmp_path / "gone.csv")))
            QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.ApplicationActivate))
    finally:
        qapp.removeEventFilter(opens)
        opens.deleteLater()
