"""Widgets without a screen; a Qt warning, a thread or a timer left behind fails the test that caused it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

# What the offscreen platform says of itself; it concerns no code of ours.
_PLATFORM = ("This plugin does not support propagateSizeHints", "This plugin does not support raise()")


def _running_timers() -> set[int]:
    found = set()
    for wrapper in shiboken6.getAllValidWrappers():
        if isinstance(wrapper, QTimer) and shiboken6.isValid(wrapper) and wrapper.isActive():
            found.add(id(wrapper))
    return found


@pytest.fixture(autouse=True)
def quiet_and_clean(qapp: QApplication) -> Iterator[None]:
    """Fail on Qt warnings, and on threads and running timers that were not there before."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(_PLATFORM):
            said.append(text)

    before = qInstallMessageHandler(hear)
    threads = set(threading.enumerate())
    timers = _running_timers()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = {thread.name for thread in set(threading.enumerate()) - threads if not thread.name.startswith("Dummy")}
    running = _running_timers() - timers
    qInstallMessageHandler(before)
    assert not said, f"Qt said: {said}"
    assert not left, f"threads left behind: {left}"
    assert not running, "timers left running"
