"""A mistake of the program: logged, said once, copyable, without a word of what was worked on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.lint import problems
from ui.shell.crash import CrashHooks, report
from ui.shell.crash_dialog import CrashDialog

DATA = "Ayşe Yıldırım 0532 418 27 90"


def broken() -> None:
    raise KeyError(DATA)


def error() -> BaseException:
    try:
        broken()
    except KeyError as found:
        return found
    raise AssertionError


@pytest.fixture
def hooks(qapp: QApplication) -> Iterator[CrashHooks]:
    """Hooks that stand for the length of a test."""
    made = CrashHooks()
    made.install()
    yield made
    made.remove()
    if made.dialog is not None:
        made.dialog.accept()
    made.deleteLater()


def test_the_report_names_places_and_nothing_of_the_data() -> None:
    text = report(error())
    assert "tests/ui/shell/test_crash.py" in text
    assert text.endswith("KeyError")
    assert "Ayşe" not in text
    assert "0532" not in text
    assert "/root" not in text


def test_an_error_in_a_slot_is_shown_and_can_be_copied(
    hooks: CrashHooks, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.captureExceptions():
        sys.excepthook = hooks._uncaught
        QTimer.singleShot(0, broken)
        qtbot.waitUntil(lambda: hooks.dialog is not None)
    caplog.clear()
    assert hooks.dialog is not None
    assert problems(hooks.dialog) == []
    hooks.dialog.copy()
    assert QGuiApplication.clipboard().text() == hooks.dialog.text
    hooks.dialog.accept()
    assert hooks.dialog is None


def test_an_error_in_a_thread_comes_home(hooks: CrashHooks, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    caplog.clear()


def test_a_second_mistake_is_logged_but_opens_no_second_dialog(
    hooks: CrashHooks, caplog: pytest.LogCaptureFixture
) -> None:
    hooks.tell(error())
    first = hooks.dialog
    hooks.tell(error())
    assert hooks.dialog is first
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    caplog.clear()


def test_the_hooks_give_their_places_back(qapp: QApplication) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    hooks = CrashHooks()
    hooks.install()
    assert sys.excepthook is not before[0]
    hooks.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_the_dialog_shows_all_of_itself(qtbot: QtBot) -> None:
    dialog = CrashDialog(report(error()))
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    assert problems(dialog) == []
    dialog.accept()
    dialog.deleteLater()
