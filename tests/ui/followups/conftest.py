"""A window's context on a real store that the drawing thread may not touch, and a person who reads what is said."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop_crm.app import App
from tests.patience import gathering
from tests.ui.kit.parts import FakeTell
from ui.followups.panel import TodayPanel
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.menus import Menu

T = TypeVar("T")


def elsewhere(work: Callable[[], T]) -> T:
    """Run `work` on another thread and return its answer: this one may not touch the store."""
    answers: list[T] = []
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    thread.join()
    return answers[0]


@pytest.fixture
def tell() -> FakeTell:
    """Remembers what was said."""
    return FakeTell()


@pytest.fixture
def ctx(app: App, tell: FakeTell, qapp: QApplication) -> Iterator[Context]:
    """The window's context; every window still open is closed at the end."""
    app.db.forbid_this_thread()
    made = Context(app, tell=tell)
    yield made
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Dialog | TodayPanel | Menu):
            window.hide()
            window.deleteLater()
    made.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def settle(ctx: Context) -> Callable[[], None]:
    """Waits until everything asked for has come home and been laid out."""

    def wait() -> None:
        for _ in range(3):
            while ctx.jobs.busy or gathering():
                QApplication.processEvents()
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return wait
