"""The customers page on a real store."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop_crm.app import App
from tests.ui.customers.people import add_shop
from tests.ui.kit.parts import press
from ui.customers.panel import CustomersPanel
from ui.kit.context import Context, Person


@pytest.fixture
def shop(app: App) -> dict[str, int]:
    """The ids of the invented people by name, in the order they were added."""
    return add_shop(app)


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
