"""The page of duplicates on a real store with two pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop_crm.app import App
from desktop_crm.customers.types import Address, NewCustomer
from tests.ui.kit.parts import HOSTILE, FakeAsk, FakeTell
from ui.duplicates.panel import DuplicatesPanel
from ui.kit.context import Context

MAIL = "sukru@example.com"
SURE = ("Şükrü İnce", "ŞÜKRÜ İNCE")
LIKELY = (HOSTILE, HOSTILE)


@pytest.fixture
def people(app: App) -> dict[str, list[int]]:
    """The ids of the sure pair, the likely one, and of somebody alone."""
    return {
        "sure": [
            app.customers.add(NewCustomer(name=name, emails=(MAIL,), phones=("05320000411",), note=name))
            for name in SURE
        ],
        "likely": [
            app.customers.add(NewCustomer(name=name, addresses=(Address(city="İzmir", district="Konak"),)))
            for name in LIKELY
        ],
        "alone": [app.customers.add(NewCustomer(name="Banu Ak"))],
    }


@pytest.fixture
def desk(app: App, qapp: QApplication) -> Iterator[Context]:
    """A window's context on the store."""
    context = Context(app, ask=FakeAsk(), tell=FakeTell())
    yield context
    context.close()
    context.deleteLater()


@pytest.fixture
def settle(desk: Context, qtbot) -> Callable[[], None]:
    """Waits until every job is home and what it started is, too."""

    def wait() -> None:
        for _round in range(4):
            qtbot.waitUntil(lambda: not desk.jobs.busy, timeout=10_000)
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return wait


@pytest.fixture
def panel(desk: Context, people: dict[str, list[int]], settle, qtbot) -> DuplicatesPanel:
    """The page, shown; it has searched by itself."""
    made = DuplicatesPanel(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle()
    return made
