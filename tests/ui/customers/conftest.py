"""The customers page on a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_crm.app import App
from tests.ui.customers.people import add_shop
from tests.ui.kit.parts import FakeAsk, FakeTell, press
from ui.customers.panel import CustomersPanel
from ui.kit.context import Context, Person


@pytest.fixture
def shop(app: App) -> dict[str, int]:
    """The ids of the invented people by name, in the order they were added."""
    return add_shop(app)


@pytest.fixture
def desk(app: App, qapp: QApplication) -> Iterator[Context]:
    """A window's context on the store, nobody asked and nothing said aloud; this thread is kept from the store."""
    context = Context(app, ask=FakeAsk(), tell=FakeTell())
    yield context
    context.close()
    context.deleteLater()


@pytest.fixture
def settle(desk: Context, qtbot) -> Callable[[], None]:
    """Waits until every job is home and what it started is, too."""

    def wait() -> None:
        for _round in range(3):
            qtbot.waitUntil(lambda: not desk.jobs.busy, timeout=10_000)
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return wait


@pytest.fixture
def panel(desk: Context, shop: dict[str, int], settle, qtbot) -> CustomersPanel:
    """The page, shown, with everything read."""
    made = CustomersPanel(desk)
    qtbot.addWidget(made)
    made.resize(1232, 818)
    made.show()
    settle()
    return made


@pytest.fixture
def me(desk: Context, app: App) -> Person:
    """Elif works now."""
    person = Person(1, "Elif")
    desk.set_me(person)
    return person


@pytest.fixture
def window(qtbot) -> QWidget:
    """What the dialogs stand over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


@pytest.fixture
def send(settle: Callable[[], None]) -> Callable[[QDialog], None]:
    """Presses Ctrl+Enter and waits for the core."""

    def type_it(box: QDialog) -> None:
        press(box, Qt.Key.Key_Return, control=True)
        settle()

    return type_it
