"""Widgets without a screen; a Qt warning or a timer left behind fails the test that caused it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop_crm.app import App
from tests.patience import gathering
from tests.ui.kit.parts import FakeAsk, FakeStore, FakeTell
from ui.kit.context import Context
from ui.kit.theme import Mode, theme

# What the offscreen platform says of itself; it concerns no code of ours.
_PLATFORM = "This plugin does not support"


def _running_timers() -> set[int]:
    return {
        id(wrapper)
        for wrapper in shiboken6.getAllValidWrappers()
        if isinstance(wrapper, QTimer) and shiboken6.isValid(wrapper) and wrapper.isActive()
    }


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What the application of the tests is called with: drawn as the program's own is."""
    return ["pytest", "-style", "fusion"]


@pytest.fixture(autouse=True)
def quiet_and_clean(qapp: QApplication) -> Iterator[None]:
    """Fail on Qt warnings and on running timers that were not there before."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(_PLATFORM):
            said.append(text)

    before = qInstallMessageHandler(hear)
    if (theme().mode, theme().percent) != (Mode.LIGHT, 100):
        theme().use(Mode.LIGHT, 100)
    timers = _running_timers()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    running = _running_timers() - timers
    if running:
        gc.collect()
        running = _running_timers() - timers
    qInstallMessageHandler(before)
    assert not said, f"Qt said: {said}"
    assert not running, "timers left running"


@pytest.fixture
def fake_store() -> FakeStore:
    """A store in memory that can be told to commit."""
    return FakeStore()


@pytest.fixture
def ctx(fake_store: FakeStore, qapp: QApplication) -> Iterator[Context]:
    """A context on the store in memory; asking and telling are recorded."""
    context = Context(fake_store, ask=FakeAsk(), tell=FakeTell())
    yield context
    context.close()
    context.deleteLater()


@pytest.fixture
def desk(app: App, qapp: QApplication) -> Iterator[Context]:
    """A window's context on the store, nobody asked and nothing said aloud; this thread is kept from the store."""
    context = Context(app, ask=FakeAsk(), tell=FakeTell())
    yield context
    context.close()
    context.deleteLater()


@pytest.fixture
def settle(desk: Context, qtbot) -> Callable[[], None]:
    """Waits until every job on the store is home and what it started, and who heard of it, is, too."""

    def wait() -> None:
        for _round in range(4):
            qtbot.waitUntil(lambda: not desk.jobs.busy and not gathering())
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return wait


@pytest.fixture
def home(ctx: Context, qtbot) -> Callable[[], None]:
    """Waits until every job is home, who heard of it has read anew, and what came is laid out."""

    def wait() -> None:
        for _round in range(3):
            qtbot.waitUntil(lambda: not ctx.jobs.busy and not gathering())
            QApplication.processEvents()

    return wait
