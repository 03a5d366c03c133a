"""The morning after an import: what is late is found, its customer's card is opened, and the list is there again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from tests.clock import FakeClock
from tests.core.insights.parcels import Planter
from tests.ui.kit.parts import press
from tests.ui.shell.conftest import OpenWindow
from tests.ui.shell.parts import settle
from ui.main import parts

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def late(store: Path, clock: FakeClock) -> dict[str, int]:
    """A customer whose order was to be shipped two days ago."""
    with App.open(store, clock) as app:
        plant = Planter(app)
        customer = app.customers.add(NewCustomer(name="Şükrü İnce"))
        order = plant.order(5, "preparing", customer_id=customer, number="TY-77", lines=[{"name": "Fincan"}])
        plant.parcel(order, due=2)
        return {"customer": customer, "order": order}


@pytest.mark.feature("E9")
@pytest.mark.feature("E1")
def test_a_late_parcel_leads_from_the_palette_to_the_card_of_its_customer(
    open_window: OpenWindow, late: dict[str, int], qtbot: QtBot
) -> None:
    window = open_window(features=parts)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_K, CONTROL)
    assert window.palette_box is not None
    qtbot.keyClicks(window.palette_box.edit, "deliveries")
    settle(window, qtbot)
    press(window.palette_box.edit, Qt.Key.Key_Return)
    settle(window, qtbot)
    panel: Any = window.show_page("orders")
    assert panel.tabs.current == "deliveries"
    assert panel.tab.late.row_at(0).title == "Şükrü İnce · TY-77"
    panel.tab.late.setFocus()
    press(panel.tab.late, Qt.Key.Key_Return)
    settle(window, qtbot)
    customers: Any = window.show_page("customers")
    assert customers.shown_id == late["customer"]
    assert customers.card.tabs.current == "orders"
    window.show_page("orders")
    QApplication.processEvents()
    assert panel.tabs.current == "deliveries", "the page is found as it was left"
